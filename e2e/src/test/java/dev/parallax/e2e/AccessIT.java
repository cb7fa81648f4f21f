package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// AuthZEN's Authorization API 1.0 on the wire, field by field.
///
/// Source: OpenID AuthZEN, Authorization API 1.0 (final, 2026-01-11), and what its certification
/// scenario asks of a decision point.
@TestInstance(Lifecycle.PER_CLASS)
class AccessIT {
  private static final String OWNER = "{'type':'user','id':'service-owner.shop'}";
  private static final String DEVELOPER = "{'type':'user','id':'developer.shop'}";
  private static final String SHOP = "{'type':'service','id':'shop'}";
  private static final String DECIDES =
      "{'subject':%s,'action':{'name':'agree/decide'},'resource':%s}".formatted(OWNER, SHOP);
  private static final String MAY_NOT = DECIDES.replace("service-owner.shop", "developer.shop");

  private final RunningParallax parallax;

  AccessIT(@TempDir Path data) throws IOException {
    parallax = RunningParallax.start(data, Map.of("PARALLAX_SELF_EVERY", "PT1H"));
    new Api(parallax).apply(RightsIT.resource("rights.yaml"));
  }

  @AfterAll
  void stop() {
    parallax.close();
  }

  @Test
  void theMetadataNamesEveryEndpointAsTheSpecificationDoes() {
    HttpResponse<String> answer =
        parallax.sendAsNobody(
            HttpRequest.newBuilder(parallax.at("/.well-known/authzen-configuration")).build());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValueSatisfying(this::isJson);
    JsonNode metadata = Api.tree(answer.body());
    String base = parallax.at("").toString();
    assertThat(metadata.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "policy_decision_point",
            "access_evaluation_endpoint",
            "access_evaluations_endpoint",
            "search_subject_endpoint",
            "search_resource_endpoint",
            "search_action_endpoint");
    assertThat(metadata.get("policy_decision_point").asText()).isEqualTo(base);
    assertThat(metadata.get("access_evaluation_endpoint").asText())
        .isEqualTo(base + "/access/v1/evaluation");
    assertThat(metadata.get("access_evaluations_endpoint").asText())
        .isEqualTo(base + "/access/v1/evaluations");
    for (String searched : List.of("subject", "resource", "action")) {
      assertThat(metadata.get("search_%s_endpoint".formatted(searched)).asText())
          .isEqualTo(base + "/access/v1/search/" + searched);
    }
  }

  @Test
  void anEvaluationIsADecisionAndAContextAndTheSameEachTime() {
    for (int again = 0; again < 3; again++) {
      assertThat(answer("evaluation", DECIDES).get("decision").booleanValue()).isTrue();
      JsonNode denied = answer("evaluation", MAY_NOT);
      assertThat(denied.get("decision").isBoolean()).isTrue();
      assertThat(denied.get("decision").booleanValue()).isFalse();
      assertThat(denied.at("/context/who_may").get(0).asText()).isEqualTo("service-owner.shop");
    }
  }

  @Test
  void whatMeansNothingHereIsPassedOver() {
    String more =
        DECIDES
            .replace("'id':'shop'}", "'id':'shop','properties':{'tier':[1]}}")
            .replace("'name':'agree/decide'", "'name':'agree/decide','properties':{'soft':true}")
            .replaceFirst("\\{", "{'foo':'bar','future':{'nested':true},'context':{'ip':'::1'},");

    assertThat(answer("evaluation", more).get("decision").booleanValue()).isTrue();
  }

  @Test
  void whatIsAskedOfAnInstantIsAnsweredOfIt() {
    String then = DECIDES.replaceFirst("\\{", "{'context':{'time':'2025-06-27T18:03-07:00'},");

    assertThat(answer("evaluation", then).get("decision").booleanValue()).isTrue();
    String never = DECIDES.replaceFirst("\\{", "{'context':{'time':'tomorrow'},");
    assertThat(refused("evaluation", never)).startsWith("context.time 'tomorrow'");
  }

  @Test
  void whatIsNotKnownIsDeniedAndNotRefused() {
    for (String unknown :
        List.of(
            DECIDES.replace("'user'", "'spaceship'"),
            DECIDES.replace("'service'", "'document'"),
            DECIDES.replace("agree/decide", "can_read"),
            DECIDES.replace("agree", "fly"),
            DECIDES.replace("service-owner.shop", "nobody"),
            DECIDES.replace("service-owner.shop", "No Name!"),
            DECIDES.replace("'shop'", "'nothing'"))) {
      JsonNode answer = answer("evaluation", unknown);
      assertThat(answer.get("decision").booleanValue()).as(unknown).isFalse();
      assertThat(answer.at("/context/reason").asText()).as(unknown).isNotBlank();
    }
  }

  @Test
  void whatIsMissingOrOfAnotherTypeIsABadRequestWithAReason() {
    for (String wrong :
        List.of(
            "{'action':{'name':'agree/decide'},'resource':%s}".formatted(SHOP),
            "{'subject':%s,'resource':%s}".formatted(OWNER, SHOP),
            "{'subject':%s,'action':{'name':'agree/decide'}}".formatted(OWNER),
            DECIDES.replace("'type':'user',", ""),
            DECIDES.replace(",'id':'service-owner.shop'", ""),
            DECIDES.replace("'name':'agree/decide'", ""),
            DECIDES.replace("'type':'service',", ""),
            DECIDES.replace(",'id':'shop'", ""),
            DECIDES.replace(OWNER, "'service-owner.shop'"),
            DECIDES.replace("'agree/decide'", "123"),
            DECIDES.replaceFirst("\\{", "{'context':7,"),
            DECIDES + "}",
            "{'subject':",
            "[]",
            "")) {
      for (String endpoint : List.of("evaluation", "evaluations")) {
        assertThat(refused(endpoint, wrong)).as(wrong).matches("(?s).+\\. [A-Z].+\\.");
      }
    }
  }

  @Test
  void anotherContentTypeIsABadRequest() {
    assertThat(send("evaluation", DECIDES, "text/plain", "").statusCode()).isEqualTo(400);
    assertThat(send("evaluation", DECIDES, "application/json; charset=utf-8", "").statusCode())
        .isEqualTo(200);
  }

  @Test
  void theIdOfARequestComesBackWhateverTheAnswerIs() {
    for (String body : List.of(DECIDES, MAY_NOT, "{", "")) {
      for (String endpoint : List.of("evaluation", "evaluations", "search/action")) {
        HttpResponse<String> answer = send(endpoint, body, "application/json", "bfe9eb29");
        assertThat(answer.headers().allValues("X-Request-ID")).containsExactly("bfe9eb29");
      }
    }
    HttpResponse<String> stranger =
        parallax.sendAsNobody(request("evaluation", DECIDES, "application/json", "a b").build());
    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(stranger.headers().firstValue("X-Request-ID")).contains("a b");
    assertThat(send("evaluation", DECIDES, "application/json", "").headers().map())
        .doesNotContainKey("x-request-id");
  }

  @Test
  void severalEvaluationsAreAnsweredInTheirOrderAndTakeWhatTheyDoNotSayFromTheTop() {
    String several =
        "{'action':{'name':'agree/decide'},'resource':{'type':'service'},'evaluations':["
            + "{'subject':%s,'resource':{'id':'shop'}},"
            + "{'subject':%s,'resource':%s},"
            + "{'subject':%s,'resource':%s,'action':{'name':'keep-catalogue/perform'}}]}";

    assertThat(decisions(several.formatted(OWNER, DEVELOPER, SHOP, DEVELOPER, SHOP)))
        .containsExactly(true, false, true);
    JsonNode answer = answer("evaluations", several.formatted(OWNER, OWNER, SHOP, OWNER, SHOP));
    assertThat(answer.has("decision")).isFalse();
  }

  @Test
  void oneThatIsWrongAmongSeveralIsDeniedInItsPlace() {
    String several =
        "{'subject':%s,'action':{'name':'agree/decide'},'evaluations':[{'resource':%s},{},7,{'resource':%s}]}"
            .formatted(OWNER, SHOP, SHOP);

    assertThat(decisions(several)).containsExactly(true, false, false, true);
    JsonNode error = answer("evaluations", several).get("evaluations").get(1).at("/context/error");
    assertThat(error.get("status").intValue()).isEqualTo(400);
    assertThat(error.get("message").asText()).startsWith("resource is missing");
  }

  @Test
  void withoutSeveralOrWithNoneOfThemItIsOneEvaluation() {
    assertThat(answer("evaluations", DECIDES).get("decision").booleanValue()).isTrue();
    String none = DECIDES.replaceFirst("\\{", "{'evaluations':[],");
    assertThat(answer("evaluations", none).get("decision").booleanValue()).isTrue();
  }

  @Test
  void theOptionSaysWhenToStop() {
    String several =
        "{'action':{'name':'agree/decide'},'resource':%s,'options':{'evaluations_semantic':'SEMANTIC','more':1},'evaluations':[{'subject':%s},{'subject':%s},{'subject':%s}]}";
    Function<String, String> by =
        semantic -> several.replace("SEMANTIC", semantic).formatted(SHOP, OWNER, DEVELOPER, OWNER);

    assertThat(decisions(by.apply("execute_all"))).containsExactly(true, false, true);
    assertThat(decisions(by.apply("deny_on_first_deny"))).containsExactly(true, false);
    assertThat(decisions(by.apply("permit_on_first_permit"))).containsExactly(true);
    assertThat(refused("evaluations", by.apply("perhaps"))).contains("deny_on_first_deny");
  }

  @Test
  void whatIsFoundIsTrueWhenItIsAsked() {
    String subjects =
        "{'subject':{'type':'user'},'action':{'name':'propose/perform'},'resource':%s}"
            .formatted(SHOP);
    List<String> people = found("search/subject", subjects, "id");
    assertThat(people).contains("product-owner.shop", "architecture-lead.shop");
    for (String person : people) {
      String asked =
          DECIDES.replace("service-owner.shop", person).replace("agree/decide", "propose/perform");
      assertThat(answer("evaluation", asked).get("decision").booleanValue()).as(person).isTrue();
    }

    String resources =
        "{'subject':%s,'action':{'name':'agree/decide'},'resource':{'type':'service','id':'x'}}"
            .formatted(OWNER);
    assertThat(found("search/resource", resources, "id")).containsExactly("parallax", "shop");

    String actions = "{'subject':%s,'resource':%s}".formatted(DEVELOPER, SHOP);
    List<String> names = found("search/action", actions, "name");
    assertThat(names).contains("agree/comment", "agree/view").doesNotContain("agree/decide");
    for (String name : names) {
      assertThat(
              answer("evaluation", MAY_NOT.replace("agree/decide", name))
                  .get("decision")
                  .booleanValue())
          .as(name)
          .isTrue();
    }
  }

  @Test
  void resultsCarryTheirTypes() {
    JsonNode subjects =
        answer(
            "search/subject",
            "{'subject':{'type':'user'},'action':{'name':'agree/decide'},'resource':%s}"
                .formatted(SHOP));
    assertThat(subjects.get("results").get(0).fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("type", "id");
    assertThat(subjects.get("results").findValuesAsText("type")).containsOnly("user");
    JsonNode actions =
        answer("search/action", "{'subject':%s,'resource':%s}".formatted(OWNER, SHOP));
    assertThat(actions.get("results").get(0).fieldNames()).toIterable().containsExactly("name");
  }

  @Test
  void aSearchForWhatIsNotKnownFindsNothing() {
    for (String unknown :
        List.of(
            "{'subject':{'type':'spaceship'},'action':{'name':'agree/decide'},'resource':%s}"
                .formatted(SHOP),
            "{'subject':{'type':'user'},'action':{'name':'read'},'resource':%s}".formatted(SHOP),
            "{'subject':{'type':'user'},'action':{'name':'agree/decide'},'resource':{'type':'record','id':'1'}}")) {
      assertThat(found("search/subject", unknown, "id")).as(unknown).isEmpty();
    }
    String nobody = "{'subject':{'type':'user','id':'nobody'},'resource':%s}".formatted(SHOP);
    assertThat(found("search/action", nobody, "name")).isEmpty();
  }

  @Test
  void aSearchThatLacksSomethingIsABadRequest() {
    refused("search/subject", "{'subject':{'type':'user'},'resource':%s}".formatted(SHOP));
    refused(
        "search/subject",
        "{'subject':{'type':'user'},'action':{'name':'agree/decide'},'resource':{'type':'service'}}");
    refused("search/resource", "{'action':{'name':'agree/decide'},'resource':{'type':'service'}}");
    refused(
        "search/resource",
        "{'subject':{'type':'user'},'action':{'name':'agree/decide'},'resource':{'type':'service'}}");
    refused("search/action", "{'subject':%s}".formatted(OWNER));
    refused("search/action", "{'resource':%s}".formatted(SHOP));
  }

  @Test
  void pagesTogetherAreTheWhole() {
    String all = "{'subject':%s,'resource':%s}".formatted(OWNER, SHOP);
    List<String> whole = found("search/action", all, "name");
    List<String> pieces = new ArrayList<>();
    String token = "";
    do {
      String page = "{'page':{'limit':7,'token':'%s','properties':{}},".formatted(token);
      JsonNode answer = answer("search/action", all.replaceFirst("\\{", page));
      pieces.addAll(answer.get("results").findValuesAsText("name"));
      assertThat(answer.at("/page/count").intValue()).isEqualTo(answer.get("results").size());
      assertThat(answer.at("/page/total").intValue()).isEqualTo(whole.size());
      assertThat(answer.at("/page/next_token").isTextual()).isTrue();
      token = answer.at("/page/next_token").asText();
    } while (!token.isEmpty());

    assertThat(whole).hasSizeGreaterThan(14);
    assertThat(pieces).isEqualTo(whole);
    assertThat(refused("search/action", all.replaceFirst("\\{", "{'page':{'token':'x'},")))
        .contains("next_token");
    refused("search/action", all.replaceFirst("\\{", "{'page':{'limit':-1},"));
    refused("search/action", all.replaceFirst("\\{", "{'page':{'limit':'many'},"));
  }

  private void isJson(String type) {
    assertThat(type).startsWith("application/json");
  }

  private List<Boolean> decisions(String body) {
    return StreamSupport.stream(answer("evaluations", body).get("evaluations").spliterator(), false)
        .map(each -> each.get("decision").booleanValue())
        .toList();
  }

  private List<String> found(String endpoint, String body, String field) {
    JsonNode answer = answer(endpoint, body);
    assertThat(answer.get("results").isArray()).isTrue();
    assertThat(answer.at("/page/next_token").asText()).isEmpty();
    return answer.get("results").findValuesAsText(field);
  }

  private JsonNode answer(String endpoint, String body) {
    HttpResponse<String> answer = send(endpoint, body, "application/json", "");
    assertThat(answer.statusCode()).as("%s: %s", body, answer.body()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValueSatisfying(this::isJson);
    return Api.tree(answer.body());
  }

  private String refused(String endpoint, String body) {
    HttpResponse<String> answer = send(endpoint, body, "application/json", "");
    assertThat(answer.statusCode()).as("%s: %s", body, answer.body()).isEqualTo(400);
    return answer.body();
  }

  private HttpResponse<String> send(String endpoint, String body, String type, String id) {
    return parallax.send(request(endpoint, body, type, id).build());
  }

  private HttpRequest.Builder request(String endpoint, String body, String type, String id) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(parallax.at("/access/v1/" + endpoint))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body.replace('\'', '"')));
    return id.isEmpty() ? request : request.header("X-Request-ID", id);
  }
}

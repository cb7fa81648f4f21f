package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Many SLOs in one answer, page by page.
@TestInstance(Lifecycle.PER_CLASS)
class SloListIT {
  private static final String OF_THE_SHOP = "shop-answers";

  private final RunningParallax parallax;
  private final Api api;
  private final Visits visits;

  SloListIT(@TempDir Path data) throws IOException {
    parallax = RunningParallax.start(data, Map.of("PARALLAX_SELF_EVERY", "PT1H"));
    api = new Api(parallax);
    visits = new Visits(parallax);
    api.apply(RightsIT.resource("rights.yaml"));
    for (int i = 0; i < 5; i++) {
      api.apply(depot("depot-%d".formatted(i)));
    }
  }

  @AfterAll
  void stop() {
    parallax.close();
  }

  private static String depot(String name) {
    return """
        apiVersion: openslo/v1
        kind: SLO
        metadata: {name: %1$s}
        spec:
          service: depot
          indicator:
            metadata: {name: %1$s}
            spec:
              ratioMetric:
                counter: true
                bad: {metricSource: {type: Prometheus, spec: {query: 'x{slo="%1$s",code="500"}'}}}
                total: {metricSource: {type: Prometheus, spec: {query: 'x{slo="%1$s"}'}}}
          timeWindow: [{duration: 30d, isRolling: true}]
          budgetingMethod: Occurrences
          objectives: [{displayName: good, target: 0.99}]
        """
        .formatted(name);
  }

  @Test
  void pagesLeadThroughAllSlosOfOneStatementInTheirOrderAndNoneComesTwice() {
    List<String> walked = new ArrayList<>();
    Set<String> statements = new HashSet<>();
    URI next = parallax.at("/api/v1/slos?limit=2");
    while (next != null) {
      HttpResponse<String> answer = parallax.send(HttpRequest.newBuilder(next).build());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      JsonNode page = Api.tree(answer.body());
      statements.add(page.get("statement").get("id").asText());
      page.get("slos").forEach(slo -> walked.add(slo.get("id").asText()));
      next = answer.headers().firstValue("Link").map(SloListIT::target).orElse(null);
    }

    assertThat(walked)
        .isSorted()
        .doesNotHaveDuplicates()
        .contains(OF_THE_SHOP, "depot-0", "depot-4");
    assertThat(statements).hasSize(1);
  }

  private static URI target(String link) {
    return URI.create(link.substring(link.indexOf('<') + 1, link.indexOf('>')));
  }

  @Test
  void anSloIsTheSameInAListAloneAndInTheWholeStatement() {
    JsonNode list = api.json("/api/v1/slos?limit=1000");
    String statement = list.get("statement").get("id").asText();

    JsonNode whole = api.json("/api/v1/statements/" + statement);

    assertThat(list.get("slos")).isEqualTo(whole.get("slos"));
    for (JsonNode slo : list.get("slos")) {
      JsonNode alone =
          api.json("/api/v1/slos/%s?statement=%s".formatted(slo.get("id").asText(), statement));
      assertThat(alone.get("slo")).isEqualTo(slo);
      assertThat(alone.get("statement")).isEqualTo(list.get("statement"));
    }
  }

  @Test
  void aListOfAServiceHoldsItsSlosAndNoOthers() {
    JsonNode ofDepot = api.json("/api/v1/slos?service=depot");

    assertThat(ids(ofDepot)).containsExactly("depot-0", "depot-1", "depot-2", "depot-3", "depot-4");
    assertThat(ids(api.json("/api/v1/slos?service=nobody-knows-it"))).isEmpty();
  }

  @Test
  void aConsumerIsToldOfWhatTheyConsumeAndOfNothingElse() {
    HttpResponse<String> answer =
        visits.get("/api/v1/slos?limit=1000", visits.of("service-consumer.depot"));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(ids(Api.tree(answer.body())))
        .containsExactly("depot-0", "depot-1", "depot-2", "depot-3", "depot-4");
  }

  @Test
  void aPageOfNoneOrOfMoreThanAThousandIsRefused() {
    for (int limit : List.of(-1, 0, 1_001)) {
      HttpResponse<String> answer = parallax.get("/api/v1/slos?limit=" + limit);

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("1 to 1000");
    }
  }

  @Test
  void aTokenThatIsInUseOpensNothingFromTheMomentThatItIsEnded() {
    for (String login : List.of("tim", "tom", "tina", "tess")) {
      Map<String, String> bearer = Map.of("Authorization", "Bearer " + visits.token(login, "read"));
      Map<String, String> browser = Visits.browser(visits.signIn(login, Visits.PASSWORD, Map.of()));
      String id = Api.tree(visits.get("/api/v1/tokens", browser).body()).get(0).get("id").asText();
      assertThat(visits.get("/api/v1/slos", bearer).statusCode()).isEqualTo(200);
      assertThat(visits.get("/api/v1/slos", bearer).statusCode()).isEqualTo(200);

      visits.post(parallax.at("/account/tokens/" + id + "/end"), Map.of(), browser);

      assertThat(visits.get("/api/v1/slos", bearer).statusCode()).isEqualTo(401);
    }
  }

  private static List<String> ids(JsonNode list) {
    return list.get("slos").valueStream().map(slo -> slo.get("id").asText()).toList();
  }
}

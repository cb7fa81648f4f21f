package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// The matrix is changed as everything else: by the seats that the matrix gives for it.
@TestInstance(Lifecycle.PER_CLASS)
class MatrixChangesIT {
  private static final String STRICTER =
      """
      apiVersion: parallax.dev/v1
      kind: MatrixAdoption
      metadata: {name: stricter}
      spec: {scope: 'service:shop', matrix: reconciled, version: '1', modes: {agree: enforcing}}
      """;
  private final RunningParallax parallax;
  private final Api api;
  private final Visits visits;
  private final Map<String, String> tokens = new HashMap<>();

  MatrixChangesIT(@TempDir Path data) throws IOException {
    parallax = RunningParallax.start(data, Map.of("PARALLAX_SELF_EVERY", "PT1H"));
    api = new Api(parallax);
    api.apply(RightsIT.resource("rights.yaml"));
    visits = new Visits(parallax);
  }

  @AfterAll
  void stop() {
    parallax.close();
  }

  @Test
  void anotherMatrixIsInForceWhenWhoAnswersForMatricesHasAgreedToIt() {
    JsonNode result = applied("service-owner.shop", STRICTER);
    assertThat(result.get("outcome").asText()).isEqualTo("proposed");
    String decision = result.get("link").asText().replace("/decisions/", "");
    assertThat(adoptions()).doesNotContain("service:shop");

    JsonNode asked = api.json("/api/v1/decisions/" + decision);
    assertThat(asked.at("/decision/subject").asText())
        .isEqualTo("the matrix of service shop (MatrixAdoption stricter, new)");
    assertThat(asked.at("/decision/parts/asked").findValuesAsText("person"))
        .containsExactlyInAnyOrder(
            "product-owner.shop", "architecture-lead.shop", "engineering-manager.shop");
    assertThat(asked.at("/decision/parts/deciders").findValuesAsText("person"))
        .containsExactly("executive.shop");
    for (JsonNode person : asked.at("/decision/parts/asked").findValues("person")) {
      moved(person.asText(), decision, "for");
    }
    assertThat(move("service-owner.shop", decision, "approve").statusCode()).isEqualTo(403);
    moved("executive.shop", decision, "approve");

    assertThat(adoptions()).contains("service:shop");
    assertThat(applied("service-owner.shop", STRICTER).get("outcome").asText())
        .isEqualTo("unchanged");
  }

  @Test
  void anAdoptionThatMovesToAnotherScopeIsAMatterOfTheOrganisation() {
    String moved = STRICTER.replace("stricter", "moved");
    api.apply(moved.replace("shop", "parallax"));
    HttpResponse<String> answer = apply("service-owner.depot", moved.replace("shop", "depot"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    assertThat(answer.body()).contains("the matrix of the organisation", "executive.shop");
  }

  @Test
  void whoHasNoSeatForMatricesIsToldWhoHas() {
    HttpResponse<String> answer =
        apply("developer.shop", STRICTER.replace("shop", "depot").replace("stricter", "mine"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
    assertThat(answer.body()).contains("service-owner.depot", "executive.depot");
  }

  @Test
  void aMatrixThatNobodyAdoptedChangesNothingAndIsRegistered() {
    JsonNode result =
        applied(
            "developer.shop",
            """
            apiVersion: parallax.dev/v1
            kind: ResponsibilityMatrix
            metadata: {name: shop/releases}
            spec:
              version: '1'
              title: Releases
              columns: [{header: Service Owner}, {header: Developer}]
              activities: [{id: release, name: Release, cells: [A, R]}]
            """);

    assertThat(result.get("outcome").asText()).isEqualTo("created");
  }

  @Test
  void aMatrixInThePlaceOfOneThatComesWithParallaxIsNotRegisteredByAnybody() {
    HttpResponse<String> answer =
        apply(
            "developer.shop",
            """
            apiVersion: parallax.dev/v1
            kind: ResponsibilityMatrix
            metadata: {name: parallax/keeping}
            spec:
              version: '1'
              title: Keeping
              columns: [{header: Developer}]
              activities: [{id: keep-matrix, name: Keep the matrix, cells: [A/R]}]
            """);

    assertThat(answer.statusCode()).as(answer.body()).isIn(403, 422);
  }

  private String adoptions() {
    return api.json("/api/v1/matrices/adoptions").toString();
  }

  private JsonNode applied(String person, String yaml) {
    HttpResponse<String> answer = apply(person, yaml);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Api.tree(answer.body()).get("results").get(0);
  }

  private HttpResponse<String> apply(String person, String yaml) {
    ObjectNode body = Api.JSON.createObjectNode();
    body.putArray("files").addObject().put("path", "test.yaml").put("content", yaml);
    return post(person, "/api/v1/definitions", body);
  }

  private void moved(String person, String decision, String verb) {
    HttpResponse<String> answer = move(person, decision, verb);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private HttpResponse<String> move(String person, String decision, String verb) {
    ObjectNode body = Api.JSON.createObjectNode().put("verb", verb).put("why", "As agreed.");
    return post(person, "/api/v1/decisions/%s/moves".formatted(decision), body);
  }

  private HttpResponse<String> post(String person, String path, ObjectNode body) {
    String token = tokens.computeIfAbsent(person, who -> visits.token(who, "write"));
    return parallax.sendAsNobody(
        HttpRequest.newBuilder(parallax.at(path))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build());
  }
}

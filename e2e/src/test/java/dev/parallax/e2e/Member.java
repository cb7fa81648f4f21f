package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Somebody who decides by programs: a login, and a token of their own.
record Member(RunningParallax parallax, String login, String token) {
  /// Somebody who comes in for the first time, for a year.
  static Member of(RunningParallax parallax, String login) {
    return new Member(parallax, login, new Visits(parallax).token(login, "write", 366));
  }

  /// The same person after the program was started again.
  Member at(RunningParallax again) {
    return new Member(again, login, token);
  }

  HttpResponse<String> get(String path) {
    return parallax.get(path, "Authorization", "Bearer " + token, "Accept", "application/json");
  }

  /// A decision as this person sees it.
  JsonNode sees(String decision) {
    HttpResponse<String> answer = get("/api/v1/decisions/" + decision);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Api.tree(answer.body()).get("decision");
  }

  List<String> verbs(String decision) {
    return sees(decision).get("verbs").valueStream().map(JsonNode::asText).toList();
  }

  /// Applies a document and gives the decision that it opened.
  String proposes(String document) {
    ObjectNode body = Api.JSON.createObjectNode();
    body.putArray("files").addObject().put("path", "slo.yaml").put("content", document);
    HttpResponse<String> answer =
        send("/api/v1/definitions", body.toString(), UUID.randomUUID().toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode result = Api.tree(answer.body()).get("results").get(0);
    assertThat(result.get("outcome").asText()).as(answer.body()).isEqualTo("proposed");
    return result.get("link").asText().replace("/decisions/", "");
  }

  /// Moves a decision, and it works.
  JsonNode does(String verb, String decision, String why) {
    return does(decision, Map.of("verb", verb, "why", why));
  }

  JsonNode does(String decision, Map<String, String> move) {
    HttpResponse<String> answer = tries(decision, move, UUID.randomUUID().toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Api.tree(answer.body()).get("decision");
  }

  /// Tries to move a decision, and gives the refusal.
  String mayNot(int status, String verb, String decision, String why) {
    return mayNot(status, decision, Map.of("verb", verb, "why", why));
  }

  String mayNot(int status, String decision, Map<String, String> move) {
    HttpResponse<String> answer = tries(decision, move, UUID.randomUUID().toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return Api.tree(answer.body()).get("detail").asText();
  }

  HttpResponse<String> tries(String decision, Map<String, String> move, String key) {
    return send(
        "/api/v1/decisions/%s/moves".formatted(decision),
        Api.JSON.valueToTree(move).toString(),
        key);
  }

  private HttpResponse<String> send(String path, String body, String key) {
    return parallax.send(
        HttpRequest.newBuilder(parallax.at(path))
            .headers("Authorization", "Bearer " + token, "Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString(body))
            .build());
  }
}

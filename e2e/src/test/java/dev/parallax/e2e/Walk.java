package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Every address of an installation at which figures stand, and what was read there.
///
/// @param pages answered as HTML
/// @param answers answered as JSON or CSV
record Walk(List<String> pages, List<String> answers) {
  static final List<String> PERSONAS =
      List.of(
          "service-owner",
          "product-owner",
          "engineering-manager",
          "developer",
          "architecture-lead",
          "qe-manager",
          "quality-engineer",
          "sre",
          "support-engineer",
          "executive",
          "service-consumer");

  /// All addresses of what is registered now.
  static Walk of(Api api) {
    JsonNode statement = api.json("/api/v1/statements/latest");
    List<String> pages =
        new ArrayList<>(List.of("/", "/services", "/people", "/personas", "/definitions"));
    List<String> answers = new ArrayList<>(List.of("/services.csv"));
    for (String home : homes(api)) {
      pages.add("/home/" + home);
      answers.add("/api/v1/homes/" + home);
    }
    for (String service : services(statement)) {
      pages.add("/services/" + service);
      answers.add("/api/v1/services/" + service);
    }
    for (JsonNode slo : statement.get("slos")) {
      String id = slo.get("id").asText();
      answers.add("/api/v1/slos/" + id);
      for (JsonNode objective : slo.get("objectives")) {
        String opened = "?objective=" + encoded(objective.get("name").asText());
        pages.add("/slos/" + id + opened);
        answers.add("/api/v1/slos/" + id + "/receipt" + opened);
      }
      pages.add("/slos/" + id);
    }
    return new Walk(List.copyOf(pages), List.copyOf(answers));
  }

  private static List<String> services(JsonNode statement) {
    return statement
        .get("slos")
        .valueStream()
        .map(slo -> slo.get("service").asText())
        .distinct()
        .toList();
  }

  /// Each persona for everybody's services, for those of whoever holds it, and for one service.
  private static List<String> homes(Api api) {
    List<String> homes = new ArrayList<>(PERSONAS);
    Map<String, String> holders = new TreeMap<>();
    for (JsonNode person : api.json("/api/v1/people").get("people")) {
      for (JsonNode hat : person.get("hats")) {
        if (!hat.get("services").isEmpty()) {
          holders.putIfAbsent(hat.get("persona").asText(), person.get("person").asText());
        }
      }
    }
    PERSONAS.stream()
        .filter(holders::containsKey)
        .forEach(persona -> homes.add(persona + "?person=" + holders.get(persona)));
    PERSONAS.forEach(persona -> homes.add(persona + "?service=checkout"));
    return homes;
  }

  /// The same addresses for one statement.
  Walk pinned(String statement) {
    return new Walk(
        pages.stream().map(path -> pinned(path, statement)).toList(),
        Stream.concat(
                answers.stream().map(path -> pinned(path, statement)),
                Stream.of("/api/v1/statements/" + statement))
            .toList());
  }

  private static String pinned(String path, String statement) {
    return path + (path.contains("?") ? "&" : "?") + "statement=" + statement;
  }

  /// Asks all of them.
  Map<String, String> ask(RunningParallax parallax) {
    Map<String, String> bodies = new TreeMap<>();
    Stream.concat(pages.stream(), answers.stream())
        .forEach(path -> bodies.put(path, ask(parallax, path)));
    return bodies;
  }

  private String ask(RunningParallax parallax, String path) {
    HttpResponse<String> answer =
        parallax.get(path, "Accept", pages.contains(path) ? "text/html" : "*/*");
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return answer.body();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

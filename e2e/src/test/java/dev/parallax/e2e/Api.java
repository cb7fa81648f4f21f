package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.ingest.RemoteWrite;
import dev.parallax.ingest.Series;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What programs say to a running Parallax.
final class Api {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final RunningParallax parallax;

  Api(RunningParallax parallax) {
    this.parallax = parallax;
  }

  /// A slice as the API gives it.
  record Row(Instant minute, long good, long total, int observedSeconds) {
    static Row sum(List<Row> rows) {
      long good = rows.stream().mapToLong(Row::good).sum();
      long total = rows.stream().mapToLong(Row::total).sum();
      return new Row(
          Instant.EPOCH, good, total, rows.stream().mapToInt(Row::observedSeconds).sum());
    }
  }

  RunningParallax program() {
    return parallax;
  }

  HttpResponse<String> post(String path, String type, String body) {
    return parallax.send(
        HttpRequest.newBuilder(parallax.at(path))
            .timeout(PATIENCE)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /// Sends documents, one file a name.
  HttpResponse<String> define(Map<String, String> files) {
    ObjectNode body = JSON.createObjectNode();
    var list = body.putArray("files");
    files.forEach((path, content) -> list.addObject().put("path", path).put("content", content));
    return post("/api/v1/definitions", "application/json", body.toString());
  }

  /// Makes a token.
  ///
  /// @param scope `read`, `write` or `ingest`
  String token(String name, String scope) {
    ObjectNode body = JSON.createObjectNode().put("name", name).put("scope", scope);
    HttpResponse<String> answer = post("/api/v1/tokens", "application/json", body.toString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return tree(answer.body()).get("token").asText();
  }

  /// Registers a document that is known to be right.
  void apply(String yaml) {
    HttpResponse<String> answer = define(Map.of("test.yaml", yaml));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  HttpRequest writing(byte[] body) {
    return HttpRequest.newBuilder(parallax.at("/api/v1/write"))
        .timeout(PATIENCE)
        .headers(
            "Content-Type",
            RemoteWrite.CONTENT_TYPE,
            "Content-Encoding",
            RemoteWrite.CONTENT_ENCODING)
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  HttpResponse<String> write(byte[] body) {
    return parallax.send(writing(body));
  }

  void write(List<Series> series) {
    HttpResponse<String> answer = write(RemoteWrite.encode(series));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
  }

  JsonNode json(String path) {
    HttpResponse<String> answer = parallax.get(path, "Accept", "application/json");
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return tree(answer.body());
  }

  static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON: " + text, e);
    }
  }

  /// The slices of an SLO's one indicator, from page to page.
  List<Row> slices(String slo, Instant from, Instant until) {
    List<Row> rows = new ArrayList<>();
    URI next = parallax.at("/api/v1/slos/%s/slices?from=%s&until=%s".formatted(slo, from, until));
    while (next != null) {
      HttpResponse<String> answer = parallax.send(HttpRequest.newBuilder(next).build());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      for (JsonNode row : tree(answer.body())) {
        rows.add(
            new Row(
                Instant.parse(row.get("minute").asText()),
                row.get("good").asLong(),
                row.get("total").asLong(),
                row.get("observedSeconds").asInt()));
      }
      next = answer.headers().firstValue("Link").map(Api::target).orElse(null);
    }
    return rows;
  }

  private static URI target(String link) {
    return URI.create(link.substring(link.indexOf('<') + 1, link.indexOf('>')));
  }

  /// A ratio of counters as OpenSLO, over the last 30 days.
  ///
  /// @param source name of a data source that is pulled, or empty
  static String ratio(String name, String source, String bad, String total) {
    String ref = source.isEmpty() ? "" : "metricSourceRef: %s, ".formatted(source);
    return """
        apiVersion: openslo/v1
        kind: SLO
        metadata: {name: %1$s, displayName: %1$s}
        spec:
          service: shop
          indicator:
            metadata: {name: %1$s}
            spec:
              ratioMetric:
                counter: true
                bad: {metricSource: {%2$stype: Prometheus, spec: {query: '%3$s'}}}
                total: {metricSource: {%2$stype: Prometheus, spec: {query: '%4$s'}}}
          timeWindow: [{duration: 30d, isRolling: true}]
          budgetingMethod: Occurrences
          objectives: [{displayName: good, target: 0.99}]
        ---
        """
        .formatted(name, ref, bad, total);
  }
}

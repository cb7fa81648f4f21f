package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every case of `write-cases.json`, strictly and twice on the same program: a request that is
/// right is answered with 204 and exactly what was written, one that is wrong with exactly its
/// status and exactly what of it was right. A server that refuses everything passes none of the
/// first kind.
class WriteCasesIT {
  private static final String SECOND =
      "application/x-protobuf;proto=io.prometheus.write.v2.Request";
  private static final String FIRST = "application/x-protobuf;proto=prometheus.WriteRequest";
  private static final String WRITTEN = "X-Prometheus-Remote-Write-%s-Written";

  @TempDir Path data;

  @Test
  void everyCaseIsAnsweredAsItShouldTwiceInARow() {
    List<WriteCase> cases = WriteCase.all();
    assertThat(cases).hasSizeGreaterThan(200);
    try (RunningParallax parallax =
        RunningParallax.start(data, Map.of("PARALLAX_SELF_EVERY", "PT1H"))) {
      long now = System.currentTimeMillis();

      List<String> first = deviations(parallax, cases, now);
      List<String> second = deviations(parallax, cases, now);

      System.out.printf(
          "%d cases: %d deviate at first, %d at second%n",
          cases.size(), first.size(), second.size());
      assertThat(first).as("the first time").isEmpty();
      assertThat(second).as("the second time").isEmpty();
    }
  }

  private static List<String> deviations(
      RunningParallax parallax, List<WriteCase> cases, long now) {
    List<String> deviations = new ArrayList<>();
    for (WriteCase each : cases) {
      HttpRequest request = request(parallax, each, now);
      for (int times = each.change().path("twice").asBoolean() ? 2 : 1; times > 0; times--) {
        HttpResponse<String> answer = parallax.send(request);
        if (!isRight(each, answer)) {
          deviations.add(
              "%s (%s): expected %s, was %d %s %s"
                  .formatted(
                      each.name(),
                      each.level(),
                      each.expected(),
                      answer.statusCode(),
                      written(answer),
                      answer.body()));
        }
      }
    }
    return deviations;
  }

  private static boolean isRight(WriteCase each, HttpResponse<String> answer) {
    boolean says = answer.body().isEmpty() == (answer.statusCode() == 204);
    boolean counts = each.isFirstVersion() || written(answer).equals(each.expected().written());
    return says && counts && answer.statusCode() == each.expected().status();
  }

  /// What the headers say; −1 where there is none.
  private static List<Integer> written(HttpResponse<String> answer) {
    List<Integer> all = new ArrayList<>();
    for (String what : List.of("Samples", "Histograms", "Exemplars")) {
      all.add(Integer.parseInt(answer.headers().firstValue(WRITTEN.formatted(what)).orElse("-1")));
    }
    return all;
  }

  private static HttpRequest request(RunningParallax parallax, WriteCase from, long now) {
    byte[] body = WriteBodies.body(from, now);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(parallax.at("/api/v1/write"))
            .POST(
                from.changed("body").equals("chunked")
                    ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
                    : BodyPublishers.ofByteArray(body));
    header(request, from, "contentType", "Content-Type", from.isFirstVersion() ? FIRST : SECOND);
    header(request, from, "contentEncoding", "Content-Encoding", "snappy");
    request.header("X-Prometheus-Remote-Write-Version", from.isFirstVersion() ? "0.1.0" : "2.0.0");
    return request.build();
  }

  private static void header(
      HttpRequest.Builder request, WriteCase from, String change, String name, String usual) {
    String value = from.change().has(change) ? from.changed(change) : usual;
    if (!value.isEmpty()) {
      request.header(name, value);
    }
  }
}

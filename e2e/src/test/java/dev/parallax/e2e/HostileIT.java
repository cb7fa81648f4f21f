package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.ingest.Labels;
import dev.parallax.ingest.RemoteWrite;
import dev.parallax.ingest.Sample;
import dev.parallax.ingest.Series;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What is sent to do harm, or by mistake: refused with a message that says what to do, and the
/// program goes on.
@TestInstance(Lifecycle.PER_CLASS)
class HostileIT {
  private static final Duration GUARD = Duration.ofSeconds(10);
  private static final String ASSIGNMENT =
      """
      apiVersion: parallax.dev/v1
      kind: Assignment
      metadata: {name: %s}
      spec: {persona: %s, holder: 'user:anna', scope: 'service:parallax', validFrom: 2026-01-01, validUntil: %s}
      ---
      """;
  private static final Series GOOD =
      new Series(
          Labels.of(Labels.NAME, "r_total", "job", "hostile", "instance", "a"),
          List.of(new Sample(0, 1)));

  private final Api api;
  private int seen;

  HostileIT(@TempDir Path data) {
    api =
        new Api(
            RunningParallax.start(
                data, Map.of("PARALLAX_SELF_EVERY", "PT1H", "PARALLAX_STATEMENT_SETTLE", "PT1S")));
    api.apply(Api.ratio("hostile", "", "e_total{job=\"hostile\"}", "r_total{job=\"hostile\"}"));
  }

  @AfterAll
  void stop() {
    api.program().close();
  }

  @AfterEach
  void itServesOnAndPrintsNoStackTrace() {
    assertThat(api.program().get("/health").statusCode()).isEqualTo(200);
    assertThat(api.program().get("/", "Accept", "text/html").statusCode()).isEqualTo(200);
    String printed = api.program().printed();
    String now = printed.substring(seen);
    seen = printed.length();
    assertThat(now).doesNotContain("\tat ");
  }

  static Stream<Arguments> documents() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d: &a%d [".formatted(i, i))
          .append("*a%d, ".formatted(i - 1).repeat(9))
          .append("x]\n");
    }
    return Stream.of(
        Arguments.of("a YAML bomb", bomb.toString(), "200,000 values"),
        Arguments.of(
            "5,000 levels, flow", "a: " + "[".repeat(5_000) + "]".repeat(5_000), "nesting deeper"),
        Arguments.of("5,000 levels, unclosed", "{a: ".repeat(5_000), "nesting deeper"),
        Arguments.of("an unknown persona", ASSIGNMENT.formatted("a", "sr", "2026-12-01"), "sr"),
        Arguments.of(
            "two assignments that overlap",
            ASSIGNMENT.formatted("a", "sre", "2026-12-01")
                + ASSIGNMENT.formatted("b", "sre", "2026-11-01"),
            "overlap"),
        Arguments.of("a NUL byte", "a: \0", "NUL"),
        Arguments.of(
            "a NUL in a name",
            "apiVersion: openslo/v1\nkind: Service\nmetadata: {name: \"a\\0b\"}\n",
            "name"),
        Arguments.of("another program's tag", "a: !!java.net.URL [x]", "java.net.URL"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void aHostileDocumentIsRefusedWithItsPlaceAndARemedy(String what, String content, String says) {
    HttpResponse<String> answer = measured(what, () -> api.define(Map.of("hostile.yaml", content)));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    var problem = Api.tree(answer.body()).at("/problems/0");
    assertThat(answer.body()).contains(says);
    assertThat(problem.get("file").asText()).isEqualTo("hostile.yaml");
    assertThat(problem.get("line").asInt()).isPositive();
    assertThat(problem.get("remedy").asText()).isNotBlank();
  }

  static Stream<Arguments> deliveries() {
    byte[] good = RemoteWrite.encode(List.of(GOOD));
    byte[] threeGigabytes = {(byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 0x0c, 0, 'x'};
    byte[] hugeLabel =
        RemoteWrite.encode(
            List.of(
                new Series(
                    Labels.of(
                        Labels.NAME, "r_total", "job", "hostile", "long", "x".repeat(1 << 20)),
                    List.of(new Sample(0, 1)))));
    return Stream.of(
        Arguments.of("a 3 GB snappy header", threeGigabytes, 413, "expected at most"),
        Arguments.of("a cut off block", Arrays.copyOf(good, good.length / 2), 400, ""),
        Arguments.of("truncated protobuf", truncated(good), 400, ""),
        Arguments.of("a label of 1 MB", hugeLabel, 400, "left out"),
        Arguments.of("a NaN counter", counter(Double.NaN), 400, "NaN"),
        Arguments.of("an infinite counter", counter(Double.POSITIVE_INFINITY), 400, "infinite"),
        Arguments.of("a negative counter", counter(-1), 400, "negative"),
        Arguments.of("a sample of the future", future(), 400, "clock"),
        Arguments.of("nothing at all", new byte[0], 400, ""));
  }

  private static byte[] counter(double value) {
    return RemoteWrite.encode(
        List.of(
            new Series(
                GOOD.labels(),
                List.of(new Sample(Instant.now().minusSeconds(60).toEpochMilli(), value)))));
  }

  private static byte[] future() {
    long ahead = Instant.now().plus(Duration.ofHours(1)).toEpochMilli();
    return RemoteWrite.encode(List.of(new Series(GOOD.labels(), List.of(new Sample(ahead, 7)))));
  }

  /// A whole block whose message ends in the middle: a literal that says one field of 100 bytes and
  /// has two.
  private static byte[] truncated(byte[] good) {
    return new byte[] {4, 3 << 2, 0x0a, 100, good[0], 1};
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("deliveries")
  void aHostileDeliveryIsRefusedWithWhatToDo(String what, byte[] body, int status, String says) {
    HttpResponse<String> answer = measured(what, () -> api.write(body));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(says).isNotBlank().doesNotContain("Exception");
    assertThat(
            api.slices(
                "hostile",
                Instant.now().minus(Duration.ofHours(20)),
                Instant.now().plus(Duration.ofHours(3))))
        .isEmpty();
  }

  @Test
  void theGoodPartOfADeliveryIsKept() {
    api.apply(Api.ratio("partly", "", "e_total{job=\"partly\"}", "r_total{job=\"partly\"}"));
    long now = Instant.now().minusSeconds(120).toEpochMilli();
    List<Sample> samples =
        List.of(
            new Sample(now, 5),
            new Sample(now + 1000, Double.NaN),
            new Sample(now + 2000, 12),
            new Sample(now + 7_200_000, 99));

    HttpResponse<String> answer =
        api.write(
            RemoteWrite.encode(
                List.of(new Series(Labels.of(Labels.NAME, "r_total", "job", "partly"), samples))));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("1 sample", "clock", "NaN");
    List<Api.Row> rows =
        api.slices("partly", Instant.now().minusSeconds(600), Instant.now().plusSeconds(10_000));
    assertThat(Api.Row.sum(rows).total()).isEqualTo(7);
    assertThat(api.program().get("/metrics").body())
        .containsPattern("parallax_samples_total\\{use=\"too-new\"\\} [1-9]");
  }

  /// The same question again, warm: how long it takes is printed, and guarded only against hanging.
  private static HttpResponse<String> measured(
      String what, Supplier<HttpResponse<String>> question) {
    assertThat(question.get()).isNotNull();
    long before = System.nanoTime();
    HttpResponse<String> answer = question.get();
    Duration took = Duration.ofNanos(System.nanoTime() - before);
    System.out.printf("%s: %d in %d ms%n", what, answer.statusCode(), took.toMillis());
    assertThat(took).isLessThan(GUARD);
    return answer;
  }
}

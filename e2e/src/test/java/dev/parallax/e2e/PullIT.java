package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.parallax.e2e.Api.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Pulling from data sources that answer, fail, and lead elsewhere. The source is a small server of
/// the test: a counter that grows by one a second.
@TestInstance(Lifecycle.PER_CLASS)
class PullIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Map<String, String> SETTINGS =
      Map.of(
          "PARALLAX_SELF_EVERY",
          "PT1H",
          "PARALLAX_STATEMENT_SETTLE",
          "PT1S",
          "PARALLAX_PULL_EVERY",
          "PT1S");

  /// What was asked of a path: the question's fields, and who asked.
  private record Asked(String path, Map<String, String> form, String authorization) {}

  private final Path data;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Queue<String> elsewhere = new ConcurrentLinkedQueue<>();
  private final HttpServer source = server(this::answer);
  private final HttpServer other = server(this::note);
  private volatile int status = 200;
  private RunningParallax parallax;

  PullIT(@TempDir Path data) {
    this.data = data;
    parallax = RunningParallax.start(data, SETTINGS);
  }

  @AfterAll
  void stop() {
    parallax.close();
    source.stop(0);
    other.stop(0);
  }

  private Api api() {
    return new Api(parallax);
  }

  private static HttpServer server(HttpHandler handler) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", handler);
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Defines a data source below a path of the test's server, and an SLO that is pulled from it.
  private void define(String name, String connection, String bad, String total, boolean counter) {
    String address = "http://127.0.0.1:%d/%s".formatted(source.getAddress().getPort(), name);
    api()
        .apply(
            """
            apiVersion: openslo/v1
            kind: DataSource
            metadata: {name: from-%s}
            spec: {type: Prometheus, connectionDetails: {url: '%s'%s}}
            ---
            """
                    .formatted(name, address, connection)
                + Api.ratio(name, "from-" + name, bad, total)
                    .replace("counter: true", "counter: " + counter)
                    .replace("30d", "2d"));
  }

  private Row counted(String slo, Instant from, Instant until) {
    return Row.sum(api().slices(slo, from, until));
  }

  private String feed(String slo) {
    return api().json("/api/v1/slos/%s/receipt".formatted(slo)).at("/receipt/feed").asText();
  }

  private List<Asked> askedOf(String name) {
    return asked.stream().filter(each -> each.path().startsWith("/" + name + "/")).toList();
  }

  @Test
  void aNewSloIsFilledFromTheStartOfItsWindowOldestFirstAndGoesOnAfterARestart() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    define("backfill", ", token: sesame", "bad_total", "all_total", true);

    Row day =
        Poll.until(
            "a day is there",
            PATIENCE,
            () -> counted("backfill", now.minusSeconds(90_000), now.minusSeconds(3_600)),
            row -> row.total() == 86_400);

    assertThat(day.good()).isEqualTo(86_400 - 86_400 / 10);
    assertThat(day.observedSeconds()).isEqualTo(86_400);
    List<Asked> questions = askedOf("backfill");
    assertThat(questions).allMatch(each -> each.authorization().equals("Bearer sesame"));
    List<Double> times =
        questions.stream()
            .filter(
                each ->
                    each.form().getOrDefault("query", "").startsWith("{__name__=\"all_total\"}")
                        || each.form().getOrDefault("query", "").startsWith("all_total"))
            .map(each -> Double.parseDouble(each.form().get("time")))
            .toList();
    assertThat(times).isSorted();
    assertThat(times.getFirst()).isLessThan((double) (now.getEpochSecond() - 46 * 3600));

    parallax.kill();
    asked.clear();
    parallax = RunningParallax.start(data, SETTINGS);
    Poll.until("it is asked again", PATIENCE, () -> askedOf("backfill").size(), size -> size >= 2);
    assertThat(Double.parseDouble(askedOf("backfill").getFirst().form().get("time")))
        .as("goes on from the mark")
        .isGreaterThan((double) (now.getEpochSecond() - 600));
    assertThat(counted("backfill", now.minusSeconds(90_000), now.minusSeconds(3_600)))
        .isEqualTo(day);
  }

  @Test
  void anExpressionIsAskedForMinuteByMinute() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    define("expression", "", "vector(2)", "vector(20)", false);

    Row hour =
        Poll.until(
            "an hour is there",
            PATIENCE,
            () -> counted("expression", now.minusSeconds(7200), now.minusSeconds(3600)),
            row -> row.total() == 60 * 20);

    assertThat(hour.good()).isEqualTo(60 * 18);
    assertThat(feed("expression"))
        .startsWith("Pulled from from-expression once a minute: it cannot be served by push, for ");
    assertThat(askedOf("expression")).allMatch(each -> each.path().endsWith("/api/v1/query_range"));
  }

  @Test
  void aSourceThatRefusesIsSaidWhereTheFigureIsOpenedAndAskedAgain() {
    status = 401;
    define("failing", ", username: ana, password: sesame", "bad_total", "all_total", true);

    String said =
        Poll.until(
            "it is said",
            PATIENCE,
            () -> feed("failing"),
            feed -> feed.contains("could not be pulled"));
    status = 200;
    String recovered =
        Poll.until(
            "it is pulled after all",
            PATIENCE,
            () -> feed("failing"),
            feed -> !feed.contains("could not be pulled"));

    assertThat(said)
        .contains(
            "could not be pulled since ",
            "answered 401",
            "Check the credentials of this data source.")
        .doesNotContain("sesame");
    assertThat(recovered).endsWith("its definition names that source.");
    assertThat(askedOf("failing")).allMatch(each -> each.authorization().startsWith("Basic "));
  }

  @Test
  void aRedirectIsSaidAndNotFollowed() {
    define("redirect", ", token: sesame", "bad_total", "all_total", true);

    String said =
        Poll.until(
            "it is said",
            PATIENCE,
            () -> feed("redirect"),
            feed -> feed.contains("could not be pulled"));

    assertThat(said).contains("a redirect", "Register the address that it leads to");
    assertThat(elsewhere).isEmpty();
  }

  @Test
  void aSourceWhereNobodyAnswersHoldsUpNobodyElse() {
    api()
        .apply(
            """
            apiVersion: openslo/v1
            kind: DataSource
            metadata: {name: from-nobody}
            spec: {type: Prometheus, connectionDetails: {url: 'http://127.0.0.1:%d'}}
            ---
            """
                    .formatted(RunningParallax.freePort())
                + Api.ratio("nobody", "from-nobody", "bad_total", "all_total"));
    define("somebody", "", "bad_total", "all_total", true);

    assertThat(
            Poll.until(
                "it is said",
                PATIENCE,
                () -> feed("nobody"),
                feed -> feed.contains("could not be pulled")))
        .contains("nobody answers there");
    Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    Poll.until(
        "the other is pulled",
        PATIENCE,
        () -> counted("somebody", now.minusSeconds(7200), now),
        row -> row.total() == 7200);
  }

  private void note(HttpExchange exchange) throws IOException {
    elsewhere.add(exchange.getRequestURI().toString());
    reply(exchange, 200, "{}");
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> form = form(body);
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    asked.add(new Asked(path, form, authorization == null ? "" : authorization));
    if (path.startsWith("/redirect/")) {
      exchange
          .getResponseHeaders()
          .add("Location", "http://127.0.0.1:%d/".formatted(other.getAddress().getPort()));
      reply(exchange, 302, "");
    } else if (path.startsWith("/failing/") && status != 200) {
      reply(exchange, status, "{\"status\":\"error\",\"error\":\"who are you?\"}");
    } else {
      String values = path.endsWith("query_range") ? constants(form) : counter(form);
      reply(
          exchange,
          200,
          "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"__name__\":\"x\",\"job\":\"j\"},\"values\":[%s]}]}}"
              .formatted(values));
    }
  }

  private static Map<String, String> form(String body) {
    return Arrays.stream(body.split("&"))
        .map(field -> field.split("=", 2))
        .collect(
            Collectors.toMap(
                field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
  }

  private static String constants(Map<String, String> form) {
    List<String> values = new ArrayList<>();
    long end = (long) Double.parseDouble(form.get("end"));
    for (long at = (long) Double.parseDouble(form.get("start")); at <= end; at += 60) {
      values.add(
          "[%d,\"%s\"]".formatted(at, form.getOrDefault("query", "").replaceAll("[^0-9]", "")));
    }
    return String.join(",", values);
  }

  /// A sample every 30 s; the counter is as high as the clock, the bad one a tenth of it.
  private static String counter(Map<String, String> form) {
    String query = form.getOrDefault("query", "");
    long millis = Long.parseLong(query.replaceAll(".*\\[([0-9]+)ms]", "$1"));
    long until = (long) Math.floor(Double.parseDouble(form.get("time")));
    List<String> values = new ArrayList<>();
    for (long at = Math.ceilDiv(until - millis / 1000, 30L) * 30; at <= until; at += 30) {
      long count = at - 1_700_000_000L;
      values.add("[%d,\"%d\"]".formatted(at, query.contains("bad") ? count / 10 : count));
    }
    return String.join(",", values);
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    try (exchange) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}

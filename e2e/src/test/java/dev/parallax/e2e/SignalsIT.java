package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.e2e.Api.Row;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real Prometheus scrapes the running program and sends to it; a second SLO pulls from that
/// Prometheus.
class SignalsIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String KNOWN =
      "http_server_requests_seconds_count{job=\"parallax\",uri=~\"/api/v1/definitions|NOT_FOUND\"%s}";
  private static final String ALL = "http_server_requests_seconds_count{job=\"parallax\"%s}";
  private static final String BAD = ",status=\"404\"";

  private final Map<String, String> settings =
      Map.of(
          "PARALLAX_PORT", Integer.toString(RunningParallax.freePort()),
          "PARALLAX_SELF_EVERY", "PT1H",
          "PARALLAX_PULL_EVERY", "PT5S",
          "PARALLAX_STATEMENT_SETTLE", "PT1S");
  private final Instant begin = Instant.now().truncatedTo(ChronoUnit.MINUTES);
  @TempDir Path data;
  @TempDir Path metrics;

  @Test
  void whatPrometheusSendsAndWhatIsPulledFromItAreEqualToTheEvent() {
    RunningPrometheus.assumeInstalled();
    int port = RunningParallax.freePort();
    RunningParallax parallax = RunningParallax.start(data, settings);
    Api api = new Api(parallax);
    try {
      api.apply(definitions(port));
      String token = api.token("prometheus", "ingest");
      try (RunningPrometheus prometheus = RunningPrometheus.start(metrics, port, parallax, token)) {
        Poll.until(
            "a first scrape arrived",
            PATIENCE,
            () -> counted(api, "sent"),
            sum -> sum.observedSeconds() > 0);
        long before = ownCount(api);
        ask(api, 40, 11);
        assertThat(ownCount(api) - before).as("what the program itself counted").isEqualTo(51);
        bothAre(api, 40, 51);

        prometheus.restart();
        ask(api, 7, 3);
        bothAre(api, 47, 61);

        parallax.kill();
        parallax = RunningParallax.start(data, settings);
        Api again = new Api(parallax);
        ask(again, 5, 2);
        bothAre(again, 52, 68);
        everyMinuteIsTheSame(again);
        theReceiptSaysHowItIsMeasured(again);
      }
    } finally {
      parallax.close();
    }
  }

  private static String definitions(int port) {
    return """
        apiVersion: openslo/v1
        kind: DataSource
        metadata: {name: prom}
        spec: {type: Prometheus, connectionDetails: {url: 'http://127.0.0.1:%d'}}
        ---
        """
            .formatted(port)
        + Api.ratio("sent", "", KNOWN.formatted(BAD), KNOWN.formatted(""))
        + Api.ratio("pulled", "prom", KNOWN.formatted(BAD), KNOWN.formatted(""))
        + Api.ratio("sent-all", "", ALL.formatted(BAD), ALL.formatted(""))
        + Api.ratio("pulled-all", "prom", ALL.formatted(BAD), ALL.formatted(""))
        + Api.ratio("expression", "prom", "up{job=\"parallax\"} == 0", "up{job=\"parallax\"} * 2");
  }

  /// Requests for definitions and for pages that are not there, as `/metrics` says.
  private static long ownCount(Api api) {
    Matcher line =
        Pattern.compile(
                "http_server_requests_seconds_count\\{[^}]*uri=\"(/api/v1/definitions|NOT_FOUND)\"[^}]*\\} ([0-9.E+]+)")
            .matcher(api.program().get("/metrics").body());
    return line.results().mapToLong(found -> (long) Double.parseDouble(found.group(2))).sum();
  }

  private static void ask(Api api, int good, int bad) {
    for (int i = 0; i < good; i++) {
      assertThat(api.program().get("/api/v1/definitions").statusCode()).isEqualTo(200);
    }
    for (int i = 0; i < bad; i++) {
      assertThat(api.program().get("/no-such-page").statusCode()).isEqualTo(404);
    }
  }

  private void bothAre(Api api, long good, long total) {
    for (String slo : List.of("sent", "pulled")) {
      Row sum =
          Poll.until(
              slo + " is at " + total,
              PATIENCE,
              () -> counted(api, slo),
              row -> row.total() >= total);
      assertThat(List.of(sum.good(), sum.total()))
          .as("good and total of %s", slo)
          .isEqualTo(List.of(good, total));
    }
  }

  private Row counted(Api api, String slo) {
    return Row.sum(rows(api, slo, Instant.now().plusSeconds(60)));
  }

  private List<Row> rows(Api api, String slo, Instant until) {
    return api.slices(slo, begin, until);
  }

  /// Compares up to the end of the minute that holds the last event.
  private void everyMinuteIsTheSame(Api api) {
    Instant next = Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    Instant two = begin.plus(2, ChronoUnit.MINUTES);
    Instant end = next.isBefore(two) ? two : next;
    for (String pair : List.of("", "-all")) {
      Supplier<List<Row>> pulled = () -> rows(api, "pulled" + pair, end);
      Poll.until(
          "every minute up to %s is the same".formatted(end),
          PATIENCE,
          () -> List.of(rows(api, "sent" + pair, end), pulled.get()),
          both ->
              !Instant.now().isBefore(end.plusSeconds(8))
                  && both.getFirst().equals(both.getLast()));
      assertThat(pulled.get()).isNotEmpty();
      System.out.printf(
          "sent%s and pulled%s: %d minutes, %s%n",
          pair, pair, pulled.get().size(), Row.sum(pulled.get()));
    }
  }

  private static void theReceiptSaysHowItIsMeasured(Api api) {
    String receipt = api.json("/api/v1/slos/expression/receipt").at("/receipt/feed").asText();
    assertThat(receipt)
        .startsWith("Pulled from prom once a minute: it cannot be served by push, for ");
    assertThat(api.json("/api/v1/slos/sent/receipt").at("/receipt/feed").asText())
        .isEqualTo("Counted from series that are sent here by remote write.");
  }
}

package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.budget.BudgetLedger;
import dev.parallax.budget.BudgetingMethod;
import dev.parallax.budget.BurnRateAlert.Reading;
import dev.parallax.budget.Figures;
import dev.parallax.budget.Forecast;
import dev.parallax.budget.Fraction;
import dev.parallax.budget.Objective;
import dev.parallax.budget.Slice;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.Statement;
import dev.parallax.budget.Statement.ObjectiveFigures;
import dev.parallax.budget.TimeWindow;
import dev.parallax.testkit.BruteForce;
import dev.parallax.testkit.Comparison;
import dev.parallax.testkit.RandomCase;
import dev.parallax.testkit.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// All real status histories through the front door; every figure of the answers against the
/// oracle.
class HistoriesIT {
  private static final String SITES = "01-availability-upptime/sites";
  private static final long LONGEST_HOLD_SECONDS = Duration.ofHours(36).toSeconds();
  private static final List<String> WINDOWS = List.of("rolling", "month");
  private static final List<Instant> INSTANTS =
      Stream.of(
              "2022-07-20T00:00:00Z",
              "2024-04-01T00:00:00Z",
              "2025-02-22T06:00:00Z",
              "2025-03-30T01:00:00Z",
              "2026-03-01T00:00:00Z",
              "2026-08-10T12:34:00Z",
              "2026-08-22T00:00:00Z")
          .map(Instant::parse)
          .toList();

  private final List<String> differences = new ArrayList<>();
  private int figures;

  @Test
  void everyFigureOfEveryImportedHistoryIsThatOfTheOracle(@TempDir Path data) {
    List<Path> sites = SharedData.files(SITES);
    long before = System.nanoTime();
    try (RunningParallax parallax =
        RunningParallax.start(
            data, Map.of("PARALLAX_SELF_EVERY", "PT1H", "PARALLAX_STATEMENT_SETTLE", "PT1S"))) {
      Api api = new Api(parallax);
      api.apply(definitions(sites.size()));
      long added = bringAll(api, sites);
      System.out.printf(
          "%d histories brought, %,d minutes, %.1f s%n", sites.size(), added, seconds(before));
      assertThat(added).isPositive();
      assertThat(bringAll(api, sites)).as("minutes added by the same histories again").isZero();

      Map<String, JsonNode> said = new HashMap<>();
      for (Instant asOf : INSTANTS) {
        for (JsonNode slo : api.json("/api/v1/statements?asOf=" + asOf).get("slos")) {
          said.put(slo.get("id").asText() + asOf, slo);
        }
      }
      System.out.printf("%d statements drawn after %.1f s%n", INSTANTS.size(), seconds(before));
      for (int site = 0; site < sites.size(); site++) {
        compare(site, slices(sites.get(site)), said);
      }
    }
    System.out.printf(
        "%,d figures of %d sites, %d SLOs and %d instants compared with the oracle, %.1f s%n",
        figures, sites.size(), sites.size() * WINDOWS.size(), INSTANTS.size(), seconds(before));
    assertThat(differences).isEmpty();
    assertThat(figures).isGreaterThan(sites.size() * 100);
  }

  private static double seconds(long sinceNanos) {
    return (System.nanoTime() - sinceNanos) / 1e9;
  }

  private static long bringAll(Api api, List<Path> sites) {
    long added = 0;
    for (int site = 0; site < sites.size(); site++) {
      HttpResponse<String> answer =
          api.post(
              "/api/v1/status-histories/site-" + site,
              "text/csv",
              String.join("\n", lines(sites.get(site))));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      JsonNode slis = Api.tree(answer.body()).get("slis");
      assertThat(slis).hasSize(WINDOWS.size());
      for (JsonNode sli : slis) {
        added += sli.get("minutesAdded").asLong();
      }
    }
    return added;
  }

  private static String definitions(int sites) {
    StringBuilder yaml = new StringBuilder();
    for (int site = 0; site < sites; site++) {
      yaml.append(definition(site, "rolling", "{duration: 30d, isRolling: true}"));
      yaml.append(
          definition(
              site,
              "month",
              "{duration: 1M, isRolling: false, calendar: {startTime: '2020-01-01 00:00:00', timeZone: Europe/Berlin}}"));
    }
    return yaml.toString();
  }

  private static String definition(int site, String suffix, String window) {
    return """
        apiVersion: openslo/v1
        kind: SLO
        metadata: {name: site-%1$d-%2$s}
        spec:
          service: site-%1$d
          indicator:
            metadata: {name: up}
            spec:
              ratioMetric:
                counter: false
                good: {metricSource: {type: status-history, spec: {monitor: site-%1$d, states: 'up,degraded'}}}
                total: {metricSource: {type: status-history, spec: {monitor: site-%1$d}}}
          timeWindow: [%3$s]
          budgetingMethod: Timeslices
          objectives:
            - {displayName: three-nines, target: 0.999, timeSliceTarget: 1, timeSliceWindow: 1m}
            - {displayName: two-nines, target: 0.99, timeSliceTarget: 0.95, timeSliceWindow: 5m}
        ---
        """
        .formatted(site, suffix, window);
  }

  private static SloHistory history(String suffix) {
    TimeWindow window =
        suffix.equals("rolling")
            ? new TimeWindow.Rolling(Duration.ofDays(30))
            : new TimeWindow.Calendar(
                Period.ofMonths(1), ZoneId.of("Europe/Berlin"), LocalDateTime.of(2020, 1, 1, 0, 0));
    List<Objective> objectives =
        List.of(
            objective("three-nines", "0.999", 1, "1"), objective("two-nines", "0.99", 5, "0.95"));
    return new SloHistory(
        List.of(
            new SloHistory.Version(
                1, RandomCase.slo(window, BudgetingMethod.TIMESLICES, objectives), Instant.EPOCH)));
  }

  private static Objective objective(
      String name, String target, int minutes, String timesliceTarget) {
    return new Objective(
        name,
        name,
        new BigDecimal(target),
        RandomCase.SLI,
        new Objective.Timeslice(Duration.ofMinutes(minutes), new BigDecimal(timesliceTarget)));
  }

  /// The oracle judges the book's figures, and the answers must be those figures, number by number.
  private void compare(int site, List<Slice> slices, Map<String, JsonNode> said) {
    BudgetLedger ledger = BudgetLedger.inMemory();
    ledger.addAll(RandomCase.SLI, slices);
    for (String suffix : WINDOWS) {
      SloHistory history = history(suffix);
      BruteForce oracle =
          new BruteForce(
              history, Map.of(RandomCase.SLI, slices), List.of(), Statement.Terms.DEFAULT);
      for (Instant asOf : INSTANTS) {
        Statement.SloFigures expected =
            Statement.figures(history, ledger, asOf, Statement.Terms.DEFAULT);
        Comparison comparison = oracle.compare(expected, asOf);
        differences.addAll(comparison.differences());
        JsonNode slo =
            Objects.requireNonNull(said.get("site-%d-%s%s".formatted(site, suffix, asOf)));
        for (ObjectiveFigures each : expected.objectives()) {
          same(
              "site-%d-%s at %s, %s".formatted(site, suffix, asOf, each.objective().name()),
              each,
              slo);
        }
      }
    }
  }

  private void same(String where, ObjectiveFigures expected, JsonNode slo) {
    for (JsonNode view : slo.get("objectives")) {
      if (view.get("displayName").asText().equals(expected.objective().name())) {
        Map<String, Object> wanted = figures(expected);
        wanted.forEach(
            (path, value) -> {
              figures++;
              String found = text(view.at(path));
              if (!found.equals(text(value))) {
                differences.add("%s %s: %s instead of %s".formatted(where, path, found, value));
              }
            });
        return;
      }
    }
    differences.add(where + ": no such objective in the answer");
  }

  private static Map<String, Object> figures(ObjectiveFigures expected) {
    boolean unknown = expected.state() == Statement.State.UNKNOWN;
    Fraction left = unknown ? null : expected.budget().remainingRatio();
    Map<String, Object> wanted = new HashMap<>();
    wanted.put("/state", word(expected.state()));
    wanted.put("/window/from", expected.window().from());
    wanted.put("/window/until", expected.window().until());
    wanted.put("/window/countedFrom", String.valueOf(expected.countedFrom()));
    wanted.put("/counted/good", expected.tally().good());
    wanted.put("/counted/total", expected.tally().total());
    wanted.put("/counted/bad", expected.tally().bad());
    wanted.put("/goodText", Figures.goodness(expected.tally().goodRatio()));
    wanted.put("/budget/total", rounded(expected.budget().total()));
    wanted.put("/budget/consumed", expected.budget().consumed());
    wanted.put("/budget/remaining", rounded(unknown ? null : expected.budget().remaining()));
    wanted.put("/budget/remainingRatio", rounded(left));
    wanted.put("/budget/leftText", Figures.share(left));
    wanted.put("/budget/inTimeText", Figures.duration(expected.budget().inTime()));
    wanted.put("/coverage/observedSeconds", expected.coverage().observedSeconds());
    wanted.put("/coverage/expectedSeconds", expected.coverage().expectedSeconds());
    wanted.put(
        "/forecast/kind", expected.forecast().getClass().getSimpleName().toLowerCase(Locale.ROOT));
    wanted.put("/forecast/at", String.valueOf(at(expected.forecast())));
    for (int i = 0; i < expected.burnRates().size(); i++) {
      Reading reading = expected.burnRates().get(i);
      wanted.put("/burnRates/" + i + "/verdict", word(reading.verdict()));
      wanted.put("/burnRates/" + i + "/longText", Figures.rate(reading.longRate()));
      wanted.put("/burnRates/" + i + "/shortText", Figures.rate(reading.shortRate()));
    }
    return wanted;
  }

  private static @Nullable Instant at(Forecast forecast) {
    return switch (forecast) {
      case Forecast.Exhausted(Instant since) -> since;
      case Forecast.Exhausting(Instant at) -> at;
      case Forecast.Lasting(Instant until) -> until;
      case Forecast.Unknown() -> null;
    };
  }

  private static String rounded(@Nullable Fraction fraction) {
    return fraction == null ? "null" : text(fraction.rounded(9));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String text(Object value) {
    return switch (value) {
      case BigDecimal number -> number.stripTrailingZeros().toPlainString();
      case JsonNode node when node.isNumber() ->
          node.decimalValue().stripTrailingZeros().toPlainString();
      case JsonNode node -> node.isNull() || node.isMissingNode() ? "null" : node.asText();
      default -> value.toString();
    };
  }

  private static List<String> lines(Path site) {
    try {
      return Files.readAllLines(site);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads a history by itself: a state holds until the next row, unless that is further away than
  /// a day and a half; of several rows in one second the last one holds. The last row only ends the
  /// one before.
  private static List<Slice> slices(Path site) {
    Map<Long, String> rows =
        lines(site).stream()
            .skip(1)
            .map(line -> line.split(","))
            .collect(
                Collectors.toMap(
                    HistoriesIT::second, cells -> cells[1], (_, later) -> later, TreeMap::new));
    List<Slice> slices = new ArrayList<>();
    @Nullable Long from = null;
    for (long second : rows.keySet()) {
      if (from != null && second - from <= LONGEST_HOLD_SECONDS) {
        hold(slices, from, second, !"down".equals(rows.get(from)));
      }
      from = second;
    }
    return slices;
  }

  private static long second(String[] cells) {
    return Instant.parse(cells[0]).getEpochSecond();
  }

  private static void hold(List<Slice> slices, long from, long until, boolean good) {
    long at = from;
    while (at < until) {
      long minute = at / 60;
      long end = Math.min(until, (minute + 1) * 60);
      long seconds = end - at;
      slices.add(new Slice(minute, good ? seconds : 0, seconds, ((1L << seconds) - 1) << at % 60));
      at = end;
    }
  }
}

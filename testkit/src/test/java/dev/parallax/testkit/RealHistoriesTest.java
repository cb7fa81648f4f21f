package dev.parallax.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.budget.BudgetLedger;
import dev.parallax.budget.BudgetingMethod;
import dev.parallax.budget.Objective;
import dev.parallax.budget.Slice;
import dev.parallax.budget.Slo;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.Statement;
import dev.parallax.budget.TimeWindow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The ledger against the oracle on what monitors really saw over years.
class RealHistoriesTest {
  private static final String SITES = "01-availability-upptime/sites";
  private static final long LONGEST_HOLD_SECONDS = Duration.ofHours(36).toSeconds();
  private static final LocalDateTime NEW_YEAR = LocalDateTime.of(2020, 1, 1, 0, 0);
  private static final List<TimeWindow> WINDOWS =
      List.of(
          new TimeWindow.Rolling(Duration.ofDays(30)),
          new TimeWindow.Calendar(Period.ofMonths(1), ZoneId.of("UTC"), NEW_YEAR),
          new TimeWindow.Calendar(Period.ofMonths(1), ZoneId.of("Europe/Berlin"), NEW_YEAR));

  @Test
  void everyFigureOfEveryMonitoredSiteIsThatOfTheOracle() {
    List<Path> sites = SharedData.files(SITES);

    List<Comparison> comparisons =
        sites.parallelStream().flatMap(site -> compare(site).stream()).toList();

    int compared = comparisons.stream().mapToInt(Comparison::compared).sum();
    System.out.printf(
        "%d figures of %d statements of %d sites compared with the oracle%n",
        compared, comparisons.size(), sites.size());
    assertThat(comparisons.stream().flatMap(each -> each.differences().stream())).isEmpty();
    assertThat(compared).isGreaterThan(sites.size() * 1000);
  }

  private static List<Comparison> compare(Path site) {
    List<Slice> slices = slices(site);
    BudgetLedger ledger = BudgetLedger.inMemory();
    ledger.addAll(RandomCase.SLI, slices);
    List<Comparison> comparisons = new ArrayList<>();
    for (SloHistory history : definitions()) {
      BruteForce oracle =
          new BruteForce(
              history, Map.of(RandomCase.SLI, slices), List.of(), Statement.Terms.DEFAULT);
      for (Instant asOf : instants(slices)) {
        Statement.SloFigures said =
            Statement.figures(history, ledger, asOf, Statement.Terms.DEFAULT);
        comparisons.add(oracle.compare(said, asOf));
      }
    }
    return comparisons;
  }

  private static List<SloHistory> definitions() {
    List<SloHistory> definitions = new ArrayList<>();
    for (TimeWindow window : WINDOWS) {
      for (int minutes : List.of(1, 5)) {
        Slo slo =
            RandomCase.slo(
                window,
                BudgetingMethod.TIMESLICES,
                List.of(
                    objective("two-nines", "0.99", minutes),
                    objective("three-nines", "0.999", minutes)));
        definitions.add(new SloHistory(List.of(new SloHistory.Version(1, slo, Instant.EPOCH))));
      }
    }
    return definitions;
  }

  private static Objective objective(String name, String target, int minutes) {
    return new Objective(
        name,
        name,
        new BigDecimal(target),
        RandomCase.SLI,
        new Objective.Timeslice(Duration.ofMinutes(minutes), new BigDecimal("0.95")));
  }

  /// The end, the third of the way, a clock change and a month's end that lie inside, and in the
  /// midst of a failure.
  private static Set<Instant> instants(List<Slice> slices) {
    long first = slices.getFirst().minute();
    long end = slices.getLast().minute() + 1;
    Set<Instant> instants = new TreeSet<>();
    instants.add(Instant.ofEpochSecond(end * 60));
    instants.add(Instant.ofEpochSecond((first + (end - first) / 3) * 60 + 17));
    for (String special : List.of("2025-03-30T01:00:00Z", "2026-03-01T00:00:00Z")) {
      Instant instant = Instant.parse(special);
      if (first < instant.getEpochSecond() / 60 && instant.getEpochSecond() / 60 < end) {
        instants.add(instant);
      }
    }
    slices.stream()
        .filter(slice -> slice.bad() > 0)
        .skip(3)
        .findFirst()
        .ifPresent(slice -> instants.add(Instant.ofEpochSecond(slice.minute() * 60)));
    return instants;
  }

  /// Reads a history: a state holds until the next row, unless that is further away than a day and
  /// a half: then nobody knows. The last row only ends the one before.
  private static List<Slice> slices(Path site) {
    List<String> rows;
    try {
      rows = Files.readAllLines(site);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    List<Slice> slices = new ArrayList<>();
    for (int i = 1; i + 1 < rows.size(); i++) {
      long from = second(rows.get(i));
      long until = second(rows.get(i + 1));
      if (until - from <= LONGEST_HOLD_SECONDS) {
        hold(slices, from, until, !rows.get(i).split(",")[1].equals("down"));
      }
    }
    return slices;
  }

  private static long second(String row) {
    return Instant.parse(row.split(",")[0]).getEpochSecond();
  }

  private static void hold(List<Slice> slices, long from, long until, boolean good) {
    long at = from;
    while (at < until) {
      long minute = at / 60;
      long end = Math.min(until, (minute + 1) * 60);
      long seconds = end - at;
      long mask = ((1L << seconds) - 1) << at % 60;
      slices.add(new Slice(minute, good ? seconds : 0, seconds, mask));
      at = end;
    }
  }
}

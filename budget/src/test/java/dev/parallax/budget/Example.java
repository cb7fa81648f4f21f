package dev.parallax.budget;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One SLO with one objective, and a ledger for it: what the examples speak of.
final class Example {
  static final SloId SLO = new SloId("checkout");
  static final SliId SLI = new SliId(SLO, SliId.DEFAULT);
  static final TimeWindow THIRTY_DAYS = new TimeWindow.Rolling(Duration.ofDays(30));
  static final Instant NOON = Instant.parse("2026-03-15T12:00:00Z");

  final BudgetLedger ledger = BudgetLedger.inMemory();

  static TimeWindow calendar(Period period, String zone) {
    return new TimeWindow.Calendar(period, ZoneId.of(zone), LocalDateTime.of(2020, 1, 1, 0, 0));
  }

  static Objective objective(String target, Objective.@Nullable Timeslice timeslice) {
    return new Objective("main", "Main", new BigDecimal(target), SLI, timeslice);
  }

  static Objective.Timeslice timeslice(int minutes, String target) {
    return new Objective.Timeslice(Duration.ofMinutes(minutes), new BigDecimal(target));
  }

  static Slo occurrences(TimeWindow window, String target) {
    return slo(window, BudgetingMethod.OCCURRENCES, objective(target, null));
  }

  static Slo timeslices(TimeWindow window, String target, int minutes) {
    return slo(window, BudgetingMethod.TIMESLICES, objective(target, timeslice(minutes, "0.95")));
  }

  static Slo slo(TimeWindow window, BudgetingMethod method, Objective objective) {
    Sli sli = new Sli.Ratio(Sli.Part.GOOD, Query.promQl("good"), Query.promQl("all"), true);
    return new Slo(
        SLO,
        new ServiceId("shop"),
        "Checkout",
        "",
        window,
        method,
        Map.of(SLI, sli),
        List.of(objective));
  }

  static SloHistory always(Slo slo) {
    return new SloHistory(List.of(new SloHistory.Version(1, slo, Instant.EPOCH)));
  }

  static SloHistory changed(Slo before, Instant at, Slo after) {
    return new SloHistory(
        List.of(
            new SloHistory.Version(1, before, Instant.EPOCH),
            new SloHistory.Version(2, after, at)));
  }

  static long minute(Instant instant) {
    return instant.getEpochSecond() / 60;
  }

  static Adjustment.Entry entry(String id) {
    return new Adjustment.Entry(id, SLO, "ada", "planned work", null, NOON);
  }

  /// The same counts for each of the minutes before an instant.
  Example before(Instant until, Duration length, long goodAMinute, long totalAMinute) {
    long end = minute(until);
    for (long minute = end - length.toMinutes(); minute < end; minute++) {
      ledger.add(SLI, new Slice(minute, goodAMinute, totalAMinute, Slice.WHOLE_MINUTE));
    }
    return this;
  }

  Statement.ObjectiveFigures at(Instant asOf, SloHistory history) {
    return Statement.figures(history, ledger, asOf, Statement.Terms.DEFAULT)
        .objectives()
        .getFirst();
  }

  Statement.ObjectiveFigures at(Instant asOf, Slo slo) {
    return at(asOf, always(slo));
  }
}

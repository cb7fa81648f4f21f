package dev.parallax.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How the budget of one objective went: what was left at instants of the past, what each day
/// burned, and where nothing was measured. Read from the same ledger by the same judgement as a
/// statement, so its last point is the statement's figure.
public final class BudgetCourse {
  private final SloPlan plan;
  private final Objective objective;
  private final BudgetLedger ledger;

  /// @param objective one of the version in force at the instants that are asked about
  public BudgetCourse(
      SloHistory history, Objective objective, BudgetLedger ledger, Statement.Terms terms) {
    this.plan = new SloPlan(history, terms);
    this.objective = objective;
    this.ledger = ledger;
  }

  /// What was left at an instant, of the window that was open then.
  ///
  /// @param leftRatio share of the budget, or nothing where too little was measured to say
  public record Point(Instant at, @Nullable Fraction leftRatio) {}

  /// What one day burned.
  ///
  /// @param burnedRatio bad of that day as a share of the whole budget of a window, or nothing
  ///   where it was not measured
  public record Day(LocalDate date, @Nullable Fraction burnedRatio) {}

  /// What was left at these instants.
  public List<Point> left(List<Instant> instants) {
    List<Point> points = new ArrayList<>(instants.size());
    for (Instant at : instants) {
      points.add(new Point(at, read(view -> judgement(at).leftRatio(view, at))));
    }
    return points;
  }

  /// What each day burned, as a share of the budget of the window that is open at `asOf`.
  ///
  /// @param from first day
  /// @param until first day after
  public List<Day> days(LocalDate from, LocalDate until, ZoneId zone, Instant asOf) {
    Slo slo = plan.history().at(asOf).slo();
    Fraction whole = read(view -> judgement(asOf).budgetAt(view, asOf)).total();
    List<Day> days = new ArrayList<>();
    for (LocalDate date = from; date.isBefore(until); date = date.plusDays(1)) {
      long begin = minute(date.atStartOfDay(zone).toInstant());
      long end = Math.min(minute(asOf), minute(date.plusDays(1).atStartOfDay(zone).toInstant()));
      boolean measured = ledger.events(objective.sli(), begin, end).observedSeconds() > 0;
      long bad = ledger.tally(slo, objective, begin, end).bad();
      days.add(
          new Day(
              date, measured && whole.signum() > 0 ? Fraction.of(bad, 1).dividedBy(whole) : null));
    }
    return days;
  }

  /// The stretches of a span of which no second was measured, if they are at least so long.
  public List<TimeWindow.Span> unobserved(TimeWindow.Span span, Duration atLeast) {
    List<TimeWindow.Span> holes = new ArrayList<>();
    long reached = minute(span.from());
    for (Slice slice : ledger.slices(objective.sli(), minute(span.from()), minute(span.until()))) {
      if (slice.observed() != 0) {
        addHole(holes, reached, slice.minute(), atLeast);
        reached = slice.minute() + 1;
      }
    }
    addHole(holes, reached, minute(span.until()), atLeast);
    return holes;
  }

  private static void addHole(
      List<TimeWindow.Span> holes, long from, long until, Duration atLeast) {
    if (until - from >= Math.max(1, atLeast.toMinutes())) {
      holes.add(
          new TimeWindow.Span(Instant.ofEpochSecond(from * 60), Instant.ofEpochSecond(until * 60)));
    }
  }

  private <T extends @Nullable Object> T read(Function<SloView, T> reading) {
    return ledger.read(plan.history().id(), reading);
  }

  private Judgement judgement(Instant at) {
    return plan.judgement(objective.name(), at)
        .orElseGet(() -> new Judgement(plan, plan.history().versions().getLast(), objective));
  }

  private static long minute(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), 60L);
  }
}

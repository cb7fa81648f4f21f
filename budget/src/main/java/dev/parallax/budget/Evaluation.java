package dev.parallax.budget;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One objective judged at one instant, on what the ledger holds then.
final class Evaluation {
  private final Judgement by;
  private final SloView view;
  private final long now;
  private final TimeWindow.Span window;
  private final long firstMeasured;
  private final Spent spent;

  Evaluation(Judgement by, SloView view, long now) {
    this.by = by;
    this.view = view;
    this.now = now;
    this.window = by.slo.window().at(Judgement.instant(now));
    this.firstMeasured = view.firstMinute(by.objective.sli());
    this.spent = spent(countedFrom(Judgement.minute(window.from()), now), now);
  }

  /// Bad and allowed in a stretch, in the unit of the budgeting method; allowed in parts of it.
  record Spent(long from, Tally tally, Whole allowedParts) {}

  boolean isKnown() {
    return isKnown(coverage(spent.from(), now));
  }

  private boolean isKnown(Coverage coverage) {
    return spent.tally().total() > 0 && isEnough(coverage);
  }

  ErrorBudget budget() {
    return new ErrorBudget(
        Fraction.of(budgetParts(window, now, spent), by.parts),
        spent.tally().bad(),
        by.conditions(window.length()).inTime());
  }

  Statement.ObjectiveFigures figures() {
    Coverage coverage = coverage(spent.from(), now);
    boolean known = isKnown(coverage);
    ErrorBudget budget = budget();
    Forecast forecast = known ? new Forecasting(this).forecast(budget) : new Forecast.Unknown();
    return new Statement.ObjectiveFigures(
        by.objective,
        window,
        firstMeasured < now ? Judgement.instant(spent.from()) : null,
        spent.tally(),
        view.events(by.objective.sli(), spent.from(), now),
        budget,
        coverage,
        state(known, budget, forecast),
        forecast,
        readings());
  }

  private static Statement.State state(boolean known, ErrorBudget budget, Forecast forecast) {
    if (!known) {
      return Statement.State.UNKNOWN;
    }
    if (budget.isExhausted()) {
      return Statement.State.EXHAUSTED;
    }
    return forecast instanceof Forecast.Exhausting
        ? Statement.State.AT_RISK
        : Statement.State.ON_PACE;
  }

  Judgement by() {
    return by;
  }

  SloView view() {
    return view;
  }

  long now() {
    return now;
  }

  TimeWindow.Span window() {
    return window;
  }

  /// What was spent in the window so far.
  Spent spent() {
    return spent;
  }

  /// The window's start, or later: the first measurement, or the last change of what is counted.
  ///
  /// @param start of the window
  /// @param now whatever changes later is not known yet
  long countedFrom(long start, long now) {
    long from = start;
    for (Judgement.Reign reign : by.reigns) {
      if (!reign.counts() && reign.until() > from && reign.until() <= now) {
        from = reign.until();
      }
    }
    return Math.min(now, Math.max(from, firstMeasured));
  }

  /// What was spent and allowed in a stretch, version by version.
  Spent spent(long from, long until) {
    Tally tally = Tally.NOTHING;
    Whole allowed = Whole.ZERO;
    for (Judgement.Reign reign : by.reigns) {
      long begin = Math.max(from, nextTimeslice(reign.from()));
      long end = Math.min(until, nextTimeslice(reign.until()));
      if (reign.counts() && begin < end) {
        Tally part = view.tally(by.slo, by.objective, begin, end);
        tally = tally.plus(part);
        allowed = allowed.plus(reign.allowedParts().times(part.total()));
      }
    }
    return new Spent(from, tally, allowed);
  }

  /// What was spent in so many minutes up to the last whole timeslice.
  Spent lately(long minutes) {
    long end = lastTimesliceEnd();
    return spent(end - minutes, end);
  }

  Whole badParts(Spent spent) {
    return by.parts.times(spent.tally().bad());
  }

  /// What may fail in the whole window: what was allowed so far, and the timeslices to come.
  Whole budgetParts(TimeWindow.Span window, long now, Spent spent) {
    long next = Math.max(Math.floorDiv(now, by.grain), Math.ceilDiv(spent.from(), by.grain));
    long toCome = Math.max(0, Math.floorDiv(Judgement.minute(window.until()), by.grain) - next);
    Whole later = Whole.of(toCome).times(by.measure.perGrain());
    return spent.allowedParts().plus(by.allowedParts.times(later));
  }

  private Coverage coverage(long from, long until) {
    long expected = until - from - view.excludedMinutes(from, until);
    return new Coverage(
        view.events(by.objective.sli(), from, until).observedSeconds(),
        expected * 60 - secondsBeforeFirst(from, until));
  }

  /// Where a stretch begins with the very first measurement, the seconds of that minute before it
  /// could not be measured.
  private long secondsBeforeFirst(long from, long until) {
    if (from != firstMeasured || from >= until || view.excludedMinutes(from, from + 1) > 0) {
      return 0;
    }
    long observed = view.slices(by.objective.sli(), from, from + 1).getFirst().observed();
    return observed == 0 ? 0 : Long.numberOfTrailingZeros(observed);
  }

  private boolean isEnough(Coverage measured) {
    return measured.ratio().compareTo(by.minimumCoverage) >= 0;
  }

  private List<BurnRateAlert.Reading> readings() {
    List<Judgement.Condition> conditions = by.conditions(window.length()).each();
    List<BurnRateAlert.Reading> readings = new ArrayList<>(conditions.size());
    for (Judgement.Condition condition : conditions) {
      readings.add(reading(condition));
    }
    return readings;
  }

  private BurnRateAlert.Reading reading(Judgement.Condition condition) {
    BurnRate longRate = rate(lately(condition.longMinutes()));
    BurnRate shortRate = rate(lately(condition.shortMinutes()));
    return new BurnRateAlert.Reading(
        condition.alert(),
        condition.threshold(),
        longRate,
        shortRate,
        verdict(condition, longRate, shortRate));
  }

  private BurnRateAlert.Verdict verdict(
      Judgement.Condition condition, @Nullable BurnRate longRate, @Nullable BurnRate shortRate) {
    BurnRateAlert.Verdict fixed = condition.verdict();
    if (fixed != null) {
      return fixed;
    }
    if (!isMeasured(condition.longMinutes()) || !isMeasured(condition.shortMinutes())) {
      return BurnRateAlert.Verdict.FROZEN;
    }
    boolean exceeded =
        exceeds(longRate, condition.threshold()) && exceeds(shortRate, condition.threshold());
    return exceeded ? BurnRateAlert.Verdict.FIRING : BurnRateAlert.Verdict.QUIET;
  }

  private @Nullable BurnRate rate(Spent spent) {
    return spent.allowedParts().signum() <= 0
        ? null
        : new BurnRate(Fraction.of(badParts(spent), spent.allowedParts()));
  }

  private boolean isMeasured(long minutes) {
    long end = lastTimesliceEnd();
    return isEnough(coverage(end - minutes, end));
  }

  private static boolean exceeds(@Nullable BurnRate rate, BurnRate threshold) {
    return rate != null && rate.compareTo(threshold) > 0;
  }

  private long nextTimeslice(long minute) {
    return by.grain == 1 ? minute : Math.ceilDiv(minute, by.grain) * by.grain;
  }

  private long lastTimesliceEnd() {
    return Math.floorDiv(now, by.grain) * by.grain;
  }

  /// Whether nothing was left, without asking how it goes on.
  boolean isExhausted() {
    Whole total = budgetParts(window, now, spent);
    return total.signum() > 0 && badParts(spent).compareTo(total) >= 0;
  }
}

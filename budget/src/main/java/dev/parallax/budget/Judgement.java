package dev.parallax.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Judges one objective of one SLO at any instant, each stretch of time by the version in force
/// then.
///
/// A change of the target or of the window keeps what was counted. A change of what is counted
/// (budgeting method, timeslice, unit, the objective's name) cannot be added up with what was
/// before: the window then begins at that change and says so.
final class Judgement {
  private static final Duration SHORTEST_LOOKBACK = Duration.ofHours(1);
  private static final Duration LONGEST_LOOKBACK = Duration.ofDays(3);
  private static final int FORECAST_STEPS = 240;

  private final SloHistory history;
  private final Objective objective;
  private final BudgetLedger ledger;
  private final Statement.Terms terms;
  private final Slo slo;

  /// Bad and allowed, in the unit of the budgeting method.
  private record Spent(Tally tally, Fraction allowed) {
    @Nullable BurnRate rate() {
      return allowed.signum() == 0
          ? null
          : new BurnRate(Fraction.of(tally.bad(), 1).dividedBy(allowed));
    }
  }

  /// @param objective of the version in force
  Judgement(SloHistory history, Objective objective, BudgetLedger ledger, Statement.Terms terms) {
    this.history = history;
    this.objective = objective;
    this.ledger = ledger;
    this.terms = terms;
    this.slo = version(objective).slo();
  }

  private SloHistory.Version version(Objective wanted) {
    return history.versions().reversed().stream()
        .filter(version -> version.slo().objectives().contains(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "objective '%s': expected one of slo '%s'. Pass one of its own."
                        .formatted(wanted.name(), history.id())));
  }

  Statement.ObjectiveFigures at(Instant asOf) {
    Instant now = asOf.truncatedTo(ChronoUnit.MINUTES);
    TimeWindow.Span window = slo.window().at(now);
    Instant from = countedFrom(window, now);
    Spent spent = spent(from, now);
    ErrorBudget budget = budget(window, now, spent);
    Coverage coverage = coverage(from, now);
    boolean known = spent.tally().total() > 0 && coverage.reaches(terms.minimumCoverage());
    Forecast forecast = known ? forecast(window, now, budget) : new Forecast.Unknown();
    return new Statement.ObjectiveFigures(
        objective,
        window,
        spent.tally().equals(Tally.NOTHING) && coverage.expectedSeconds() == 0 ? null : from,
        spent.tally(),
        ledger.events(objective.sli(), minute(from), minute(now)),
        budget,
        coverage,
        state(known, budget, forecast),
        forecast,
        readings(window, now));
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

  /// The window's start, or later: the first measurement, or the last change of what is counted.
  private Instant countedFrom(TimeWindow.Span window, Instant now) {
    Instant from = window.from();
    for (SloHistory.Version version : history.versions()) {
      boolean endedInside =
          history.end(version).isAfter(from) && !history.end(version).isAfter(now);
      if (endedInside && !countsLike(version)) {
        from = history.end(version);
      }
    }
    long first = ledger.firstMinute(objective.sli());
    if (first == Long.MAX_VALUE || first >= minute(now)) {
      return now;
    }
    Instant measured = Instant.ofEpochSecond(first * 60);
    return measured.isAfter(from) ? measured : from;
  }

  private boolean countsLike(SloHistory.Version version) {
    Objective then = sameName(version.slo());
    return then != null
        && then.sli().equals(objective.sli())
        && Measure.of(version.slo().method(), then).equals(Measure.of(slo.method(), objective))
        && version.slo().sli(then).unit() == slo.sli(objective).unit();
  }

  private @Nullable Objective sameName(Slo other) {
    return other.objectives().stream()
        .filter(candidate -> candidate.name().equals(objective.name()))
        .findFirst()
        .orElse(null);
  }

  /// What was spent and allowed in a stretch, version by version.
  private Spent spent(Instant from, Instant until) {
    Tally tally = Tally.NOTHING;
    Fraction allowed = Fraction.ZERO;
    for (SloHistory.Version version : history.versions()) {
      Instant begin = later(from, history.start(version));
      Instant end = earlier(until, history.end(version));
      if (begin.isBefore(end) && countsLike(version)) {
        Tally part = ledger.tally(slo, objective, minute(begin), minute(end));
        tally = tally.plus(part);
        allowed = allowed.plus(allowedRatio(version).times(Fraction.of(part.total(), 1)));
      }
    }
    return new Spent(tally, allowed);
  }

  private Fraction allowedRatio(SloHistory.Version version) {
    Objective then = sameName(version.slo());
    return then == null ? objective.allowedRatio() : then.allowedRatio();
  }

  private ErrorBudget budget(TimeWindow.Span window, Instant now, Spent spent) {
    Measure measure = Measure.of(slo.method(), objective);
    long grain = measure.grainMinutes();
    long toCome = minute(window.until()) / grain - minute(now) / grain;
    Fraction later =
        objective.allowedRatio().times(Fraction.of(Math.max(0, toCome) * measure.perGrain(), 1));
    Fraction seconds = objective.allowedRatio().times(Fraction.of(window.length().toSeconds(), 1));
    return new ErrorBudget(
        spent.allowed().plus(later),
        spent.tally().bad(),
        Duration.ofSeconds(seconds.rounded(0).longValueExact()));
  }

  private Coverage coverage(Instant from, Instant until) {
    long expected =
        Duration.between(from, until).toMinutes()
            - ledger.excludedMinutes(slo.id(), minute(from), minute(until));
    return new Coverage(
        ledger.events(objective.sli(), minute(from), minute(until)).observedSeconds(),
        expected * 60);
  }

  private List<BurnRateAlert.Reading> readings(TimeWindow.Span window, Instant now) {
    List<BurnRateAlert.Reading> readings = new ArrayList<>();
    for (BurnRateAlert alert : terms.alerts()) {
      BurnRate threshold = alert.threshold(window.length());
      BurnRate longRate = spent(now.minus(alert.longWindow()), now).rate();
      BurnRate shortRate = spent(now.minus(alert.shortWindow()), now).rate();
      BurnRateAlert.Verdict verdict = verdict(alert, window, now, threshold, longRate, shortRate);
      readings.add(new BurnRateAlert.Reading(alert, threshold, longRate, shortRate, verdict));
    }
    return readings;
  }

  private BurnRateAlert.Verdict verdict(
      BurnRateAlert alert,
      TimeWindow.Span window,
      Instant now,
      BurnRate threshold,
      @Nullable BurnRate longRate,
      @Nullable BurnRate shortRate) {
    if (alert.longWindow().compareTo(window.length()) > 0) {
      return BurnRateAlert.Verdict.NOT_APPLICABLE;
    }
    if (threshold.compareTo(BurnRate.whenEverythingFails(objective)) >= 0) {
      return BurnRateAlert.Verdict.CANNOT_FIRE;
    }
    boolean measured =
        coverage(now.minus(alert.longWindow()), now).reaches(terms.minimumCoverage())
            && coverage(now.minus(alert.shortWindow()), now).reaches(terms.minimumCoverage());
    if (!measured) {
      return BurnRateAlert.Verdict.FROZEN;
    }
    return exceeds(longRate, threshold) && exceeds(shortRate, threshold)
        ? BurnRateAlert.Verdict.FIRING
        : BurnRateAlert.Verdict.QUIET;
  }

  private static boolean exceeds(@Nullable BurnRate rate, BurnRate threshold) {
    return rate != null && rate.compareTo(threshold) > 0;
  }

  private Forecast forecast(TimeWindow.Span window, Instant now, ErrorBudget budget) {
    if (budget.isExhausted()) {
      return new Forecast.Exhausted(exhaustedSince(window, now));
    }
    boolean rolling = slo.window() instanceof TimeWindow.Rolling;
    Instant horizon = rolling ? now.plus(window.length()) : window.until();
    Duration lookback = lookback(window);
    Spent recent = spent(now.minus(lookback), now);
    if (recent.tally().bad() <= 0) {
      return new Forecast.Lasting(horizon);
    }
    Duration step = longer(window.length().dividedBy(FORECAST_STEPS), SHORTEST_LOOKBACK);
    for (Instant then = now.plus(step); then.isBefore(horizon); then = then.plus(step)) {
      if (goneAt(then, now, lookback, recent)) {
        return new Forecast.Exhausting(then);
      }
    }
    return new Forecast.Lasting(horizon);
  }

  /// Would the budget be gone then? What is known stays in the window or leaves it; what is to come
  /// goes on as it was.
  private boolean goneAt(Instant then, Instant now, Duration lookback, Spent recent) {
    Spent known = spent(countedFrom(slo.window().at(then), now), now);
    Fraction share = Fraction.of(Duration.between(now, then).toSeconds(), lookback.toSeconds());
    Fraction bad =
        Fraction.of(known.tally().bad(), 1).plus(share.times(Fraction.of(recent.tally().bad(), 1)));
    Fraction allowed = known.allowed().plus(share.times(recent.allowed()));
    Measure measure = Measure.of(slo.method(), objective);
    if (slo.window() instanceof TimeWindow.Calendar && measure.perGrain() > 0) {
      allowed = budget(slo.window().at(now), now, known).total();
    }
    return bad.compareTo(allowed) >= 0;
  }

  private static Duration lookback(TimeWindow.Span window) {
    Duration tenth = Duration.ofMinutes(window.length().dividedBy(10).toMinutes());
    return longer(
        SHORTEST_LOOKBACK, tenth.compareTo(LONGEST_LOOKBACK) > 0 ? LONGEST_LOOKBACK : tenth);
  }

  /// Goes back by whole hours while the budget is gone, then forward by minutes to the one when it
  /// went.
  private Instant exhaustedSince(TimeWindow.Span window, Instant now) {
    Instant earliest =
        slo.window() instanceof TimeWindow.Rolling ? now.minus(window.length()) : window.from();
    Instant gone = now;
    Instant before = now.truncatedTo(ChronoUnit.HOURS);
    while (before.isAfter(earliest) && isExhausted(before)) {
      gone = before;
      before = before.minus(1, ChronoUnit.HOURS);
    }
    for (Instant then = gone.minus(1, ChronoUnit.MINUTES);
        then.isAfter(before) && then.isAfter(earliest);
        then = then.minus(1, ChronoUnit.MINUTES)) {
      if (!isExhausted(then)) {
        break;
      }
      gone = then;
    }
    return gone;
  }

  private boolean isExhausted(Instant then) {
    TimeWindow.Span window = slo.window().at(then);
    return budget(window, then, spent(countedFrom(window, then), then)).isExhausted();
  }

  private static long minute(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), 60L);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) >= 0 ? a : b;
  }
}

package dev.parallax.budget;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Judges one objective of one version at any instant while that version is in force, each stretch
/// of time before by the version in force then. Times are minutes since 1970-01-01T00:00Z.
///
/// A change of the target or of the window keeps what was counted. A change of what is counted
/// (budgeting method, timeslice, unit, the objective's name) cannot be added up with what was
/// before: the window then begins at that change and says so. A timeslice belongs to the version in
/// force when it began, so that none is lost or counted twice.
final class Judgement {
  private static final long HOUR = 60;
  private static final long LONGEST_LOOKBACK = 3 * 24 * HOUR;
  private static final int FORECAST_STEPS = 240;

  private final SloHistory history;
  private final SloHistory.Version inForce;
  private final Objective objective;
  private final BudgetLedger ledger;
  private final Statement.Terms terms;
  private final Slo slo;
  private final Measure measure;
  private final long grain;

  /// Into how many parts one is cut, so that every version's target is a whole number of them.
  /// Whole numbers are added and compared many times for a forecast; a quotient is made once.
  private final BigInteger parts;

  private final List<Reign> reigns = new ArrayList<>();
  private final long firstMeasured;

  /// The time that a version was in force.
  ///
  /// @param counts whether what it counted can be added up with what is counted now
  /// @param allowedParts what may fail of one, in parts
  private record Reign(long from, long until, boolean counts, BigInteger allowedParts) {}

  /// Bad and allowed in a stretch, in the unit of the budgeting method; allowed in parts of it.
  private record Spent(long from, Tally tally, BigInteger allowedParts) {}

  /// @param inForce the version that speaks
  /// @param objective one of that version's
  Judgement(
      SloHistory history,
      SloHistory.Version inForce,
      Objective objective,
      BudgetLedger ledger,
      Statement.Terms terms) {
    this.history = history;
    this.inForce = inForce;
    this.objective = objective;
    this.ledger = ledger;
    this.terms = terms;
    this.slo = inForce.slo();
    this.measure = Measure.of(slo.method(), objective);
    this.grain = measure.grainMinutes();
    this.firstMeasured = ledger.firstMinute(objective.sli());
    this.parts = parts();
    for (SloHistory.Version version : history.versions()) {
      Objective then = version.slo().objective(objective.name()).orElse(null);
      boolean counts = then != null && countsLike(version.slo(), then);
      reigns.add(
          new Reign(
              minute(history.start(version)),
              minute(history.end(version)),
              counts,
              then == null ? BigInteger.ZERO : allowedParts(then)));
    }
  }

  private BigInteger parts() {
    int places = 0;
    for (SloHistory.Version version : history.versions()) {
      places =
          Math.max(
              places,
              version.slo().objective(objective.name()).map(its -> its.target().scale()).orElse(0));
    }
    return BigInteger.TEN.pow(places);
  }

  private BigInteger allowedParts(Objective its) {
    return BigDecimal.ONE
        .subtract(its.target())
        .multiply(new BigDecimal(parts))
        .toBigIntegerExact();
  }

  private boolean countsLike(Slo other, Objective then) {
    return then.sli().equals(objective.sli())
        && Measure.of(other.method(), then).equals(measure)
        && other.sli(then).unit() == slo.sli(objective).unit();
  }

  Statement.ObjectiveFigures at(Instant asOf) {
    long now = minute(asOf);
    TimeWindow.Span window = slo.window().at(instant(now));
    Spent spent = spent(countedFrom(window, now), now);
    ErrorBudget budget = budget(window, now, spent);
    Coverage coverage = coverage(spent.from(), now);
    boolean known = spent.tally().total() > 0 && coverage.reaches(terms.minimumCoverage());
    Forecast forecast = known ? forecast(window, now, budget) : new Forecast.Unknown();
    return new Statement.ObjectiveFigures(
        objective,
        window,
        firstMeasured < now ? instant(spent.from()) : null,
        spent.tally(),
        ledger.events(objective.sli(), spent.from(), now),
        budget,
        coverage,
        state(known, budget, forecast),
        forecast,
        terms.alerts().stream().map(alert -> reading(alert, window, now)).toList());
  }

  /// The budget alone, without readings and forecast: what a point of a course needs.
  ErrorBudget budgetAt(Instant asOf) {
    long now = minute(asOf);
    TimeWindow.Span window = slo.window().at(instant(now));
    return budget(window, now, spent(countedFrom(window, now), now));
  }

  /// The share that is left, or nothing where too little was measured to say.
  @Nullable Fraction leftRatio(Instant asOf) {
    long now = minute(asOf);
    TimeWindow.Span window = slo.window().at(instant(now));
    Spent spent = spent(countedFrom(window, now), now);
    boolean known =
        spent.tally().total() > 0 && coverage(spent.from(), now).reaches(terms.minimumCoverage());
    return known ? budget(window, now, spent).remainingRatio() : null;
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
  private long countedFrom(TimeWindow.Span window, long now) {
    long from = minute(window.from());
    for (Reign reign : reigns) {
      if (!reign.counts() && reign.until() > from && reign.until() <= now) {
        from = reign.until();
      }
    }
    return Math.min(now, Math.max(from, firstMeasured));
  }

  /// What was spent and allowed in a stretch, version by version.
  private Spent spent(long from, long until) {
    Tally tally = Tally.NOTHING;
    BigInteger allowed = BigInteger.ZERO;
    for (Reign reign : reigns) {
      long begin = Math.max(from, nextTimeslice(reign.from()));
      long end = Math.min(until, nextTimeslice(reign.until()));
      if (reign.counts() && begin < end) {
        Tally part = ledger.tally(slo, objective, begin, end);
        tally = tally.plus(part);
        allowed = allowed.add(reign.allowedParts().multiply(BigInteger.valueOf(part.total())));
      }
    }
    return new Spent(from, tally, allowed);
  }

  /// What was spent in so many minutes up to the last whole timeslice.
  private Spent lately(long minutes, long now) {
    long end = lastTimesliceEnd(now);
    return spent(end - minutes, end);
  }

  private @Nullable BurnRate rate(Spent spent) {
    return spent.allowedParts().signum() <= 0
        ? null
        : new BurnRate(new Fraction(badParts(spent), spent.allowedParts()));
  }

  private BigInteger badParts(Spent spent) {
    return parts.multiply(BigInteger.valueOf(spent.tally().bad()));
  }

  /// What may fail in the whole window: what was allowed so far, and the timeslices to come.
  private BigInteger budgetParts(TimeWindow.Span window, long now, Spent spent) {
    long next = Math.max(Math.floorDiv(now, grain), Math.ceilDiv(spent.from(), grain));
    long toCome = Math.max(0, Math.floorDiv(minute(window.until()), grain) - next);
    BigInteger later = BigInteger.valueOf(toCome).multiply(BigInteger.valueOf(measure.perGrain()));
    return spent.allowedParts().add(allowedParts(objective).multiply(later));
  }

  private ErrorBudget budget(TimeWindow.Span window, long now, Spent spent) {
    Fraction seconds = objective.allowedRatio().times(Fraction.of(window.length().toSeconds(), 1));
    return new ErrorBudget(
        new Fraction(budgetParts(window, now, spent), parts),
        spent.tally().bad(),
        Duration.ofSeconds(seconds.rounded(0).longValueExact()));
  }

  private Coverage coverage(long from, long until) {
    long expected = until - from - ledger.excludedMinutes(slo.id(), from, until);
    return new Coverage(
        ledger.events(objective.sli(), from, until).observedSeconds(),
        expected * 60 - secondsBeforeFirst(from, until));
  }

  /// Where a stretch begins with the very first measurement, the seconds of that minute before it
  /// could not be measured.
  private long secondsBeforeFirst(long from, long until) {
    if (from != firstMeasured
        || from >= until
        || ledger.excludedMinutes(slo.id(), from, from + 1) > 0) {
      return 0;
    }
    long observed = ledger.slices(objective.sli(), from, from + 1).getFirst().observed();
    return observed == 0 ? 0 : Long.numberOfTrailingZeros(observed);
  }

  private BurnRateAlert.Reading reading(BurnRateAlert alert, TimeWindow.Span window, long now) {
    BurnRate threshold = alert.threshold(window.length());
    BurnRate longRate = rate(lately(alert.longWindow().toMinutes(), now));
    BurnRate shortRate = rate(lately(alert.shortWindow().toMinutes(), now));
    boolean exceeded = exceeds(longRate, threshold) && exceeds(shortRate, threshold);
    return new BurnRateAlert.Reading(
        alert, threshold, longRate, shortRate, verdict(alert, window, now, exceeded));
  }

  private BurnRateAlert.Verdict verdict(
      BurnRateAlert alert, TimeWindow.Span window, long now, boolean exceeded) {
    if (alert.longWindow().compareTo(window.length()) > 0) {
      return BurnRateAlert.Verdict.NOT_APPLICABLE;
    }
    if (alert.threshold(window.length()).compareTo(BurnRate.whenEverythingFails(objective)) >= 0
        || alert.shortWindow().toMinutes() < grain) {
      return BurnRateAlert.Verdict.CANNOT_FIRE;
    }
    if (!isMeasured(alert.longWindow(), now) || !isMeasured(alert.shortWindow(), now)) {
      return BurnRateAlert.Verdict.FROZEN;
    }
    return exceeded ? BurnRateAlert.Verdict.FIRING : BurnRateAlert.Verdict.QUIET;
  }

  private boolean isMeasured(Duration length, long now) {
    long end = lastTimesliceEnd(now);
    return coverage(end - length.toMinutes(), end).reaches(terms.minimumCoverage());
  }

  private static boolean exceeds(@Nullable BurnRate rate, BurnRate threshold) {
    return rate != null && rate.compareTo(threshold) > 0;
  }

  private Forecast forecast(TimeWindow.Span window, long now, ErrorBudget budget) {
    if (budget.isExhausted()) {
      return new Forecast.Exhausted(instant(exhaustedSince(window, now)));
    }
    long length = window.length().toMinutes();
    boolean rolling = slo.window() instanceof TimeWindow.Rolling;
    long horizon = rolling ? now + length : minute(window.until());
    Spent recent = lately(lookback(length), now);
    // Without failures a rolling budget can still shrink, when traffic leaves the window.
    if (recent.tally().bad() <= 0 && (!rolling || budget.consumed() <= 0)) {
      return new Forecast.Lasting(instant(horizon));
    }
    if (recent.tally().observedSeconds() == 0) {
      return new Forecast.Unknown();
    }
    long step = Math.max(1, length / FORECAST_STEPS / HOUR) * HOUR;
    for (long then = Math.floorDiv(now, HOUR) * HOUR + step; then < horizon; then += step) {
      if (isGoneAt(then, now, recent)) {
        return new Forecast.Exhausting(instant(then));
      }
    }
    return new Forecast.Lasting(instant(horizon));
  }

  private long lookback(long length) {
    return Math.max(Math.max(HOUR, grain), Math.min(LONGEST_LOOKBACK, length / 10));
  }

  /// Would the budget be gone then? What is known stays in the window or leaves it; what is to come
  /// goes on as it was while it was measured.
  private boolean isGoneAt(long then, long now, Spent recent) {
    TimeWindow.Span window = slo.window().at(instant(then));
    Spent known = spent(countedFrom(window, now), now);
    BigInteger measured = BigInteger.valueOf(recent.tally().observedSeconds());
    BigInteger ahead = BigInteger.valueOf((then - now) * 60);
    BigInteger bad = badParts(known).multiply(measured).add(badParts(recent).multiply(ahead));
    boolean allTimeslicesKnown =
        slo.window() instanceof TimeWindow.Calendar && measure.perGrain() > 0;
    BigInteger allowed =
        allTimeslicesKnown
            ? budgetParts(window, now, known).multiply(measured)
            : known.allowedParts().multiply(measured).add(recent.allowedParts().multiply(ahead));
    return bad.compareTo(allowed) >= 0;
  }

  /// Goes back by whole hours while the budget is gone, then by minutes to the one when it went.
  private long exhaustedSince(TimeWindow.Span window, long now) {
    long earliest =
        slo.window() instanceof TimeWindow.Rolling
            ? now - window.length().toMinutes()
            : minute(window.from());
    long gone = now;
    long before = Math.floorDiv(now, HOUR) * HOUR;
    while (before > earliest && wasExhausted(before)) {
      gone = before;
      before -= HOUR;
    }
    long last = Math.max(before, earliest);
    while (gone - 1 > last && wasExhausted(gone - 1)) {
      gone--;
    }
    return gone;
  }

  /// As the version in force then saw it.
  private boolean wasExhausted(long then) {
    SloHistory.Version version = history.at(instant(then));
    if (version.equals(inForce)) {
      return isExhausted(then);
    }
    return version
        .slo()
        .objective(objective.name())
        .map(its -> new Judgement(history, version, its, ledger, terms).isExhausted(then))
        .orElse(false);
  }

  private boolean isExhausted(long then) {
    TimeWindow.Span window = slo.window().at(instant(then));
    Spent spent = spent(countedFrom(window, then), then);
    BigInteger total = budgetParts(window, then, spent);
    return total.signum() > 0 && badParts(spent).compareTo(total) >= 0;
  }

  private long nextTimeslice(long minute) {
    return Math.ceilDiv(minute, grain) * grain;
  }

  private long lastTimesliceEnd(long minute) {
    return Math.floorDiv(minute, grain) * grain;
  }

  private static long minute(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), 60L);
  }

  private static Instant instant(long minute) {
    return Instant.ofEpochSecond(minute * 60);
  }
}

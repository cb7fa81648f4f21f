package dev.parallax.budget;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How one objective of one version is judged at any instant while that version is in force, each
/// stretch of time before by the version in force then. What does not change from minute to minute
/// is worked out here, once; an [Evaluation] does the rest. Times are minutes since
/// 1970-01-01T00:00Z.
///
/// A change of the target or of the window keeps what was counted. A change of what is counted
/// (budgeting method, timeslice, unit, the objective's name) cannot be added up with what was
/// before: the window then begins at that change and says so. A timeslice belongs to the version in
/// force when it began, so that none is lost or counted twice.
final class Judgement {
  final SloPlan plan;
  final SloHistory.Version inForce;
  final Objective objective;
  final Slo slo;
  final Statement.Terms terms;
  final Measure measure;
  final long grain;
  final Fraction minimumCoverage;
  final List<Reign> reigns = new ArrayList<>();

  /// Into how many parts one is cut, so that every version's target is a whole number of them.
  /// Whole numbers are added and compared many times for a forecast; a quotient is made once.
  final Whole parts;

  /// What may fail of one, in parts.
  final Whole allowedParts;

  private volatile @Nullable Conditions conditions;

  /// The time that a version was in force.
  ///
  /// @param counts whether what it counted can be added up with what is counted now
  /// @param allowedParts what may fail of one, in parts
  record Reign(long from, long until, boolean counts, Whole allowedParts) {}

  /// What a period of that length asks for.
  ///
  /// @param inTime what may fail as time
  record Conditions(Duration period, Duration inTime, List<Condition> each) {}

  /// A condition with its threshold, in minutes.
  ///
  /// @param verdict what it says whatever is measured, or nothing
  record Condition(
      BurnRateAlert alert,
      BurnRate threshold,
      long longMinutes,
      long shortMinutes,
      BurnRateAlert.@Nullable Verdict verdict) {}

  /// @param inForce the version that speaks
  /// @param objective one of that version's
  Judgement(SloPlan plan, SloHistory.Version inForce, Objective objective) {
    this.plan = plan;
    this.inForce = inForce;
    this.objective = objective;
    this.slo = inForce.slo();
    this.terms = plan.terms();
    this.measure = Measure.of(slo.method(), objective);
    this.grain = measure.grainMinutes();
    this.minimumCoverage = Fraction.of(terms.minimumCoverage());
    SloHistory history = plan.history();
    BigInteger cut = parts(history);
    this.parts = Whole.of(cut);
    this.allowedParts = allowedParts(objective, cut);
    for (SloHistory.Version version : history.versions()) {
      Objective then = version.slo().objective(objective.name()).orElse(null);
      boolean counts = then != null && countsLike(version.slo(), then);
      reigns.add(
          new Reign(
              minute(history.start(version)),
              minute(history.end(version)),
              counts,
              then == null ? Whole.ZERO : allowedParts(then, cut)));
    }
  }

  private BigInteger parts(SloHistory history) {
    int places = 0;
    for (SloHistory.Version version : history.versions()) {
      places =
          Math.max(
              places,
              version.slo().objective(objective.name()).map(its -> its.target().scale()).orElse(0));
    }
    return BigInteger.TEN.pow(places);
  }

  private static Whole allowedParts(Objective its, BigInteger parts) {
    return Whole.of(
        BigDecimal.ONE.subtract(its.target()).multiply(new BigDecimal(parts)).toBigIntegerExact());
  }

  private boolean countsLike(Slo other, Objective then) {
    return then.sli().equals(objective.sli())
        && Measure.of(other.method(), then).equals(measure)
        && other.sli(then).unit() == slo.sli(objective).unit();
  }

  /// All figures of an instant.
  Statement.ObjectiveFigures at(SloView view, Instant asOf) {
    return new Evaluation(this, view, minute(asOf)).figures();
  }

  /// The budget alone, without readings and forecast: what a point of a course needs.
  ErrorBudget budgetAt(SloView view, Instant asOf) {
    return new Evaluation(this, view, minute(asOf)).budget();
  }

  /// The share that is left, or nothing where too little was measured to say.
  @Nullable Fraction leftRatio(SloView view, Instant asOf) {
    Evaluation evaluation = new Evaluation(this, view, minute(asOf));
    return evaluation.isKnown() ? evaluation.budget().remainingRatio() : null;
  }

  /// The conditions for a period of that length: nearly always the one of the minute before.
  Conditions conditions(Duration period) {
    Conditions known = conditions;
    if (known == null || !known.period().equals(period)) {
      Fraction seconds = objective.allowedRatio().times(Fraction.of(period.toSeconds(), 1));
      known =
          new Conditions(
              period,
              Duration.ofSeconds(seconds.rounded(0).longValueExact()),
              terms.alerts().stream().map(alert -> condition(alert, period)).toList());
      conditions = known;
    }
    return known;
  }

  private Condition condition(BurnRateAlert alert, Duration period) {
    BurnRate threshold = alert.threshold(period);
    return new Condition(
        alert,
        threshold,
        alert.longWindow().toMinutes(),
        alert.shortWindow().toMinutes(),
        fixedVerdict(alert, threshold, period));
  }

  private BurnRateAlert.@Nullable Verdict fixedVerdict(
      BurnRateAlert alert, BurnRate threshold, Duration period) {
    if (alert.longWindow().compareTo(period) > 0) {
      return BurnRateAlert.Verdict.NOT_APPLICABLE;
    }
    boolean cannotFire =
        threshold.compareTo(BurnRate.whenEverythingFails(objective)) >= 0
            || alert.shortWindow().toMinutes() < grain;
    return cannotFire ? BurnRateAlert.Verdict.CANNOT_FIRE : null;
  }

  static long minute(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), 60L);
  }

  static Instant instant(long minute) {
    return Instant.ofEpochSecond(minute * 60);
  }
}

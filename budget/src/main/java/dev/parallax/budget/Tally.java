package dev.parallax.budget;

import org.jspecify.annotations.Nullable;

/// Sums over a stretch of minutes. Adding is associative and commutative: the reason why no order
/// of arrival matters.
///
/// @param good in the unit of the budgeting method: events, whole timeslices, or billionths of a
///   timeslice
/// @param total in the same unit
/// @param observedSeconds seconds that were measured
public record Tally(long good, long total, long observedSeconds) {
  public static final Tally NOTHING = new Tally(0, 0, 0);

  public long bad() {
    return total - good;
  }

  public Tally plus(Tally other) {
    return new Tally(
        Math.addExact(good, other.good),
        Math.addExact(total, other.total),
        observedSeconds + other.observedSeconds);
  }

  public Tally minus(Tally other) {
    return new Tally(
        Math.subtractExact(good, other.good),
        Math.subtractExact(total, other.total),
        observedSeconds - other.observedSeconds);
  }

  /// The share of good, or nothing where there was nothing to judge.
  public @Nullable Fraction goodRatio() {
    return total == 0 ? null : Fraction.of(good, total);
  }
}

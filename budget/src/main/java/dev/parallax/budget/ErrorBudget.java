package dev.parallax.budget;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How much may fail in a window, and how much did. Sums of events, never an average of ratios.
///
/// @param total what may fail: Σ (1 − target) × total over the versions in force; for a calendar
///   window that counts timeslices, the timeslices still to come are included, for they are known
/// @param consumed what did fail, in the unit of the budgeting method
/// @param inTime the same allowance as time: (1 − target) × length of the window
public record ErrorBudget(Fraction total, long consumed, Duration inTime) {
  /// What is left; below zero, not cut off, where more failed than may.
  public Fraction remaining() {
    return total.minus(Fraction.of(consumed, 1));
  }

  /// What is left as a share of the whole, at most 1 and without a lower bound; nothing where there
  /// was nothing to judge.
  public @Nullable Fraction remainingRatio() {
    return total.signum() == 0 ? null : remaining().dividedBy(total);
  }

  /// What failed as a share of the whole budget, from 0 without an upper bound.
  public @Nullable Fraction consumedRatio() {
    return total.signum() == 0 ? null : Fraction.of(consumed, 1).dividedBy(total);
  }

  /// Nothing is left. Exactly zero counts as exhausted: the next failure has nothing to be paid
  /// from.
  public boolean isExhausted() {
    return total.signum() > 0 && remaining().signum() <= 0;
  }

  /// What is left as time, in seconds.
  public @Nullable Fraction remainingSeconds() {
    Fraction ratio = remainingRatio();
    return ratio == null ? null : ratio.times(Fraction.of(inTime.toSeconds(), 1));
  }
}

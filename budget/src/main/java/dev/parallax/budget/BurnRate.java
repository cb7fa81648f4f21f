package dev.parallax.budget;

import java.math.BigDecimal;
import java.time.Duration;

/// How quickly a budget is spent: a multiple of the pace that spends it exactly by the end of its
/// window. 1 is on pace, 2 is gone in half the time.
///
/// @param multiple 0 or more; below 0 only where a source counted more good than total
public record BurnRate(Fraction multiple) implements Comparable<BurnRate> {
  public static final BurnRate NONE = new BurnRate(Fraction.ZERO);

  /// The pace that spends a share of a period's budget in a given time: `share × period ÷ time`.
  ///
  /// @param share of the whole budget, in (0, 1]
  public static BurnRate consuming(BigDecimal share, Duration period, Duration in) {
    return new BurnRate(Fraction.of(share).times(Fraction.of(period.toSeconds(), in.toSeconds())));
  }

  /// The highest rate there is, when everything fails: 1 ÷ (1 − target).
  public static BurnRate whenEverythingFails(Objective objective) {
    return new BurnRate(Fraction.ONE.dividedBy(objective.allowedRatio()));
  }

  @Override
  public int compareTo(BurnRate other) {
    return multiple.compareTo(other.multiple);
  }
}

package dev.parallax.budget;

import java.math.BigDecimal;

/// How much of a stretch of time was measured. What was not measured is neither good nor bad: it is
/// unobserved.
///
/// @param observedSeconds seconds measured
/// @param expectedSeconds seconds that could have been measured: since the first measurement,
///   exclusions aside
public record Coverage(long observedSeconds, long expectedSeconds) {
  /// 0 to 1; 0 where nothing was expected.
  public Fraction ratio() {
    return expectedSeconds <= 0 ? Fraction.ZERO : Fraction.of(observedSeconds, expectedSeconds);
  }

  public boolean reaches(BigDecimal minimum) {
    return ratio().compareTo(Fraction.of(minimum)) >= 0;
  }

  public long unobservedSeconds() {
    return Math.max(0, expectedSeconds - observedSeconds);
  }
}

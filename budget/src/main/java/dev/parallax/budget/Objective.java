package dev.parallax.budget;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One promise of an SLO.
///
/// @param name unique in its SLO
/// @param target share of good that is promised, exact, in [0, 1)
/// @param sli the indicator that it judges, by its name in the SLO
/// @param timeslice how time is cut; needed by the timeslice methods, absent otherwise
public record Objective(
    String name, String displayName, BigDecimal target, SliId sli, @Nullable Timeslice timeslice) {
  /// How time is cut into slices that are judged as one.
  ///
  /// @param window length; a divisor of an hour in whole minutes, or of a day in whole hours, so
  ///   that slices line up with the clock (UTC) and with each other
  /// @param target share of good in (0, 1] that makes one timeslice good, kept without trailing
  ///   zeros, so that `0.950` for `0.95` is no change of what is counted; 1 for the ratio method,
  ///   which has none
  public record Timeslice(Duration window, BigDecimal target) {
    public Timeslice {
      target = target.stripTrailingZeros();
      long minutes = window.toMinutes();
      boolean whole = window.equals(Duration.ofMinutes(minutes)) && minutes > 0;
      boolean fits = whole && (60 % minutes == 0 || (minutes % 60 == 0 && 24 * 60 % minutes == 0));
      if (!fits) {
        throw new IllegalArgumentException(
            "timeslice window %s: expected whole minutes that divide an hour, or whole hours that divide a day, so that slices line up with the clock. Write e.g. 5m or 1h."
                .formatted(window));
      }
      if (target.signum() <= 0 || target.compareTo(BigDecimal.ONE) > 0) {
        throw new IllegalArgumentException(
            "timeslice target %s: expected 0 < target ≤ 1. Write e.g. 0.95."
                .formatted(target.toPlainString()));
      }
    }

    public int minutes() {
      return (int) window.toMinutes();
    }
  }

  public Objective {
    name = Names.checked("objective", name);
    if (target.signum() < 0 || target.compareTo(BigDecimal.ONE) >= 0) {
      throw new IllegalArgumentException(
          "objective '%s': target %s: expected 0 ≤ target < 1. A target of 1 leaves no error budget; write e.g. 0.999."
              .formatted(name, target.toPlainString()));
    }
  }

  /// The share that may fail: 1 − target, exact.
  public Fraction allowedRatio() {
    return Fraction.ONE.minus(Fraction.of(target));
  }
}

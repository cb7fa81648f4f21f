package dev.parallax.budget;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A condition that tells people that a budget burns too quickly: the long window says that it
/// matters, the short one that it still goes on.
///
/// @param severity who is told how
/// @param budgetShare share of the window's budget that may burn in the long window before it fires
/// @param longWindow long enough to matter
/// @param shortWindow a twelfth of the long one [1]
public record BurnRateAlert(
    Severity severity, BigDecimal budgetShare, Duration longWindow, Duration shortWindow) {
  /// Page a person now, or open a ticket for the day.
  public enum Severity {
    PAGE,
    TICKET
  }

  /// The recommended conditions. Thresholds are not typed but follow from share, window and period.
  ///
  /// [1] B. Beyer et al., *The Site Reliability Workbook*, O'Reilly 2018, chapter 5, table 5-8: 2 %
  /// in 1 h, 5 % in 6 h, 10 % in 3 d, short windows of a twelfth. [2] Sloth, window set for 30
  /// days: adds 10 % in 1 d.
  public static final List<BurnRateAlert> RECOMMENDED =
      List.of(
          of(Severity.PAGE, "0.02", Duration.ofHours(1)),
          of(Severity.PAGE, "0.05", Duration.ofHours(6)),
          of(Severity.TICKET, "0.10", Duration.ofDays(1)),
          of(Severity.TICKET, "0.10", Duration.ofDays(3)));

  public BurnRateAlert {
    boolean wholeMinutes =
        longWindow.equals(Duration.ofMinutes(longWindow.toMinutes()))
            && shortWindow.equals(Duration.ofMinutes(shortWindow.toMinutes()));
    if (!wholeMinutes || !shortWindow.isPositive() || shortWindow.compareTo(longWindow) > 0) {
      throw new IllegalArgumentException(
          "burn-rate windows %s and %s: expected whole minutes, the short one not longer than the long one. Write e.g. 1h and 5m."
              .formatted(longWindow, shortWindow));
    }
    if (budgetShare.signum() <= 0 || budgetShare.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException(
          "budget share %s: expected 0 < share ≤ 1. Write e.g. 0.02."
              .formatted(budgetShare.toPlainString()));
    }
  }

  private static BurnRateAlert of(Severity severity, String share, Duration longWindow) {
    return new BurnRateAlert(severity, new BigDecimal(share), longWindow, longWindow.dividedBy(12));
  }

  /// The rate above which it fires in a window of that length.
  public BurnRate threshold(Duration period) {
    return BurnRate.consuming(budgetShare, period, longWindow);
  }

  /// What the condition says at an instant.
  public enum Verdict {
    /// Both windows burn faster than the threshold.
    FIRING,
    QUIET,
    /// Too little of a window was measured: the alert keeps whatever it was, and nobody is told
    /// that it is over.
    FROZEN,
    /// Even if everything fails: the threshold lies at or above that rate, or no whole timeslice
    /// fits into the short window.
    CANNOT_FIRE,
    /// The long window is longer than the period that the budget is for.
    NOT_APPLICABLE
  }

  /// The condition read at an instant. Its windows end with the last whole timeslice.
  ///
  /// @param longRate rate in the long window, or nothing where there was nothing to judge
  /// @param shortRate rate in the short window, likewise
  public record Reading(
      BurnRateAlert alert,
      BurnRate threshold,
      @Nullable BurnRate longRate,
      @Nullable BurnRate shortRate,
      Verdict verdict) {}
}

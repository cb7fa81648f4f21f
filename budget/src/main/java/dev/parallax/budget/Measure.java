package dev.parallax.budget;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/// How minutes become counts: a budgeting method with its numbers. Two objectives with equal
/// measures share their sums.
sealed interface Measure {
  /// One whole timeslice of the ratio method.
  long BILLION = 1_000_000_000L;

  record Occurrences() implements Measure {
    @Override
    public int grainMinutes() {
      return 1;
    }

    @Override
    public Tally judge(long good, long total, long observedSeconds) {
      return new Tally(good, total, observedSeconds);
    }
  }

  record Timeslices(int grainMinutes, BigDecimal target) implements Measure {
    @Override
    public Tally judge(long good, long total, long observedSeconds) {
      if (total == 0 && observedSeconds == 0) {
        return Tally.NOTHING;
      }
      return new Tally(reaches(good, total) ? 1 : 0, 1, observedSeconds);
    }

    private boolean reaches(long good, long total) {
      if (good == total && total >= 0) {
        return true;
      }
      return BigDecimal.valueOf(good).compareTo(target.multiply(BigDecimal.valueOf(total))) >= 0;
    }
  }

  record RatioTimeslices(int grainMinutes) implements Measure {
    @Override
    public Tally judge(long good, long total, long observedSeconds) {
      if (total == 0 && observedSeconds == 0) {
        return Tally.NOTHING;
      }
      return new Tally(total == 0 ? BILLION : billionths(good, total), BILLION, observedSeconds);
    }

    private static long billionths(long good, long total) {
      BigInteger scaled = BigInteger.valueOf(good).multiply(BigInteger.valueOf(BILLION));
      return new BigDecimal(scaled)
          .divide(BigDecimal.valueOf(total), 0, RoundingMode.HALF_UP)
          .longValueExact();
    }
  }

  static Measure of(BudgetingMethod method, Objective objective) {
    Objective.Timeslice timeslice = objective.timeslice();
    if (method == BudgetingMethod.OCCURRENCES || timeslice == null) {
      return new Occurrences();
    }
    return method == BudgetingMethod.TIMESLICES
        ? new Timeslices(timeslice.minutes(), timeslice.target())
        : new RatioTimeslices(timeslice.minutes());
  }

  /// Minutes that are judged as one: a divisor of 60, or a multiple of 60 that divides a day.
  int grainMinutes();

  /// What the minutes of one grain count for. A grain that saw neither events nor time counts for
  /// nothing; one that was observed without events is good, for nothing failed.
  Tally judge(long good, long total, long observedSeconds);

  /// What one grain counts for in `total`; nothing can be said for occurrences before they happen.
  default long perGrain() {
    return switch (this) {
      case Occurrences _ -> 0;
      case Timeslices _ -> 1;
      case RatioTimeslices _ -> BILLION;
    };
  }
}

package dev.parallax.ingest;

import dev.parallax.budget.Sli;
import dev.parallax.budget.Sli.Operator;
import dev.parallax.budget.Sli.Part;
import dev.parallax.ingest.SliAccumulator.Finding;
import dev.parallax.ingest.SliAccumulator.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one number of an SLI adds to good and total: an increase of a counter, or a sample of a
/// gauge.
sealed interface SampleEffect {
  double BEYOND_COUNTING = 0x1p53;
  double BILLION = 1e9;
  long END_OF_9999 = Instant.parse("+10000-01-01T00:00:00Z").toEpochMilli();

  static SampleEffect of(Sli sli) {
    return switch (sli) {
      case Sli.Ratio ratio -> new Events(ratio.part(), ratio.counter());
      case Sli.Threshold(_, Operator operator, var threshold) ->
          new Compared(operator, threshold.doubleValue());
      case Sli.RawRatio(_, Part part) -> new Share(part);
    };
  }

  /// Why a sample is not counted, or null where it is.
  default @Nullable Finding refuses(long epochMillis, double value) {
    if (!(Math.abs(value) < BEYOND_COUNTING)) {
      return Sample.isStale(value) ? Finding.ENDED : Finding.NOT_COUNTABLE;
    }
    return isInstant(epochMillis) && inRange(value) ? null : Finding.OUT_OF_RANGE;
  }

  /// Whether it lies in the years 1970 to 9999.
  static boolean isInstant(long epochMillis) {
    return epochMillis >= 0 && epochMillis < END_OF_9999;
  }

  boolean inRange(double value);

  default boolean isCounter() {
    return false;
  }

  /// Adds (sign 1) or takes away (sign −1) what `amount` at an instant is worth.
  void count(SliceDeltas into, Role role, long epochMillis, double amount, int sign);

  /// Good or bad events out of all.
  record Events(Part part, boolean isCounter) implements SampleEffect {
    @Override
    public boolean inRange(double value) {
      return value >= 0;
    }

    @Override
    public void count(SliceDeltas into, Role role, long epochMillis, double amount, int sign) {
      long events = sign * (long) Math.rint(amount);
      long minute = SliceDeltas.minuteEndingAt(epochMillis);
      switch (role) {
        case PART -> into.count(minute, part == Part.GOOD ? events : -events, 0);
        case TOTAL -> into.count(minute, part == Part.GOOD ? 0 : events, events);
      }
    }
  }

  /// Samples that are good while they compare true.
  record Compared(Operator operator, double threshold) implements SampleEffect {
    @Override
    public boolean inRange(double value) {
      return true;
    }

    @Override
    public void count(SliceDeltas into, Role role, long epochMillis, double amount, int sign) {
      boolean good =
          switch (operator) {
            case LESS -> amount < threshold;
            case LESS_OR_EQUAL -> amount <= threshold;
            case GREATER -> amount > threshold;
            case GREATER_OR_EQUAL -> amount >= threshold;
          };
      into.count(SliceDeltas.minuteEndingAt(epochMillis), good ? sign : 0, sign);
    }
  }

  /// Samples that are ratios already.
  record Share(Part part) implements SampleEffect {
    @Override
    public boolean inRange(double value) {
      return value >= 0 && value <= 1;
    }

    @Override
    public void count(SliceDeltas into, Role role, long epochMillis, double amount, int sign) {
      long whole = (long) BILLION;
      long counted = Math.round(amount * BILLION);
      long good = part == Part.GOOD ? counted : whole - counted;
      into.count(SliceDeltas.minuteEndingAt(epochMillis), sign * good, sign * whole);
    }
  }
}

package dev.parallax.benchmarks;

import dev.parallax.budget.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// How much a made-up service is used. Requests of a minute vary as independent arrivals do, around
/// a mean that goes up and down with the hour of the day.
public enum Traffic {
  /// A status check: every second observed and nearly always good.
  CHECKED(60, 0.0005),
  /// About ten requests a minute.
  QUIET(10, 0.001),
  /// About a thousand requests a minute.
  BUSY(1_000, 0.001),
  /// About a hundred thousand requests a minute.
  HEAVY(100_000, 0.0005);

  private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
      RandomGeneratorFactory.of("L64X128MixRandom");
  private static final double DAILY_SWING = 0.4;

  private final long requestsAMinute;
  private final double failing;

  Traffic(long requestsAMinute, double failing) {
    this.requestsAMinute = requestsAMinute;
    this.failing = failing;
  }

  /// Minutes of one SLI, the same for the same seed.
  public List<Slice> slices(long seed, long fromMinute, long untilMinute) {
    RandomGenerator random = FACTORY.create(seed);
    List<Slice> slices = new ArrayList<>();
    for (long minute = fromMinute; minute < untilMinute; minute++) {
      slices.add(slice(random, minute));
    }
    return slices;
  }

  private Slice slice(RandomGenerator random, long minute) {
    if (this == CHECKED) {
      long good = random.nextDouble() < failing ? 0 : requestsAMinute;
      return new Slice(minute, good, requestsAMinute, Slice.WHOLE_MINUTE);
    }
    double phase = 2 * Math.PI * (minute % 1440) / 1440;
    long total = arrivals(random, requestsAMinute * (1 + DAILY_SWING * Math.sin(phase)));
    long bad = Math.min(total, arrivals(random, total * failing));
    return new Slice(minute, total - bad, total, Slice.WHOLE_MINUTE);
  }

  /// Independent arrivals: exactly so where few are expected, by the normal approximation where
  /// many are.
  private static long arrivals(RandomGenerator random, double mean) {
    if (mean > 30) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    long arrived = -1;
    for (double left = mean; left >= 0; arrived++) {
      left -= random.nextExponential();
    }
    return arrived;
  }
}

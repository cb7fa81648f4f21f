package dev.parallax.testkit;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Runs a property with many seeds. A seed that fails is named in the failure, and replays alone
/// with `-Dparallax.seed=…`.
///
/// Seeds are counted up from a fixed one, so that a build finds today what it found yesterday;
/// `-Dparallax.seeds=N` tries N of them.
public final class Seeds {
  private static final RandomGeneratorFactory<RandomGenerator> FACTORY =
      RandomGeneratorFactory.of("L64X128MixRandom");

  /// What is said of one seed.
  @FunctionalInterface
  public interface Property {
    void holds(RandomGenerator random);
  }

  private Seeds() {}

  /// Tries a property.
  ///
  /// @param cases how many seeds, unless `parallax.seed` or `parallax.seeds` say otherwise
  /// @throws AssertionError that names the first seed with which it does not hold
  public static void check(int cases, Property property) {
    Long only = Long.getLong("parallax.seed");
    if (only != null) {
      tryOne(only, property);
      return;
    }
    int wanted = Integer.getInteger("parallax.seeds", cases);
    for (long seed = 1; seed <= wanted; seed++) {
      tryOne(seed, property);
    }
  }

  /// The generator of a seed: the same numbers on every machine.
  public static RandomGenerator random(long seed) {
    return FACTORY.create(seed);
  }

  private static void tryOne(long seed, Property property) {
    try {
      property.holds(random(seed));
    } catch (RuntimeException | AssertionError failure) {
      throw new AssertionError(
          "seed %d: %s%nReplay this case alone with -Dparallax.seed=%d"
              .formatted(seed, failure.getMessage(), seed),
          failure);
    }
  }
}

package dev.parallax.server.notices;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/// How long a message waits before the next try: twice as long each time, from ten seconds up to an
/// hour, each a fifth longer or shorter so that messages that failed together do not come back
/// together.
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int MOST = 12;
  private static final double SPREAD = 0.2;

  private Backoff() {}

  /// The wait after so many tries; nothing after the last.
  ///
  /// @param attempts 1 or more
  static Optional<Duration> after(int attempts, UUID message) {
    if (attempts >= MOST) {
      return Optional.empty();
    }
    Duration doubled = FIRST.multipliedBy(1L << (attempts - 1));
    Duration wait = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    double place = Math.floorMod(message.hashCode() + 31 * attempts, 1_000) / 999.0;
    double factor = 1 - SPREAD + 2 * SPREAD * place;
    return Optional.of(Duration.ofMillis(Math.round(wait.toMillis() * factor)));
  }
}

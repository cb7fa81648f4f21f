package dev.parallax.server.identity;

import dev.parallax.server.shell.Refused;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lets somebody try a few times, then makes them wait. A try counts when it begins, so that many
/// at once are many, and is given back when it was right.
///
/// It counts by what is tried (an account) and by where the tries come from (an address). Nobody
/// who is signed in is asked here, so nobody is locked out by what a stranger tries.
@Singleton
final class Throttle {
  private static final int TRIES = 10;
  private static final Duration ONE_MORE = Duration.ofMinutes(1);
  private static final int MOST_KEYS = 20_000;

  private final InstantSource clock;
  private final Map<String, Bucket> buckets =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
              return size() > MOST_KEYS;
            }
          });

  Throttle(InstantSource clock) {
    this.clock = clock;
  }

  /// What is left of the tries of one key.
  private record Bucket(int left, Instant since) {
    Bucket at(Instant now) {
      long more = Math.max(0, Duration.between(since, now).dividedBy(ONE_MORE));
      return more == 0
          ? this
          : new Bucket((int) Math.min(TRIES, left + more), since.plus(ONE_MORE.multipliedBy(more)));
    }
  }

  /// Somebody tries; throws when they have to wait.
  ///
  /// A try that has to wait takes nothing from any key and makes none known: else whoever has to
  /// wait could make an account wait as well, or push out what is remembered of others.
  ///
  /// @param keys what is tried, and from where
  void tries(List<String> keys) {
    if (!takes(keys)) {
      throw new Refused(
          Refused.Reason.TOO_OFTEN,
          "This was tried too often.",
          "After %d tries one more is taken a minute, so that nobody gets in by guessing."
              .formatted(TRIES),
          "Wait a few minutes. If you forgot your password, ask a keeper for a link.");
    }
  }

  private boolean takes(List<String> keys) {
    Instant now = clock.instant();
    synchronized (buckets) {
      if (keys.stream().anyMatch(key -> bucket(key, now).left() == 0)) {
        return false;
      }
      for (String key : keys) {
        Bucket bucket = bucket(key, now);
        buckets.put(key, new Bucket(bucket.left() - 1, bucket.since()));
      }
      return true;
    }
  }

  private Bucket bucket(String key, Instant now) {
    Bucket known = buckets.get(key);
    return known == null ? new Bucket(TRIES, now) : known.at(now);
  }

  /// The try was right: it does not count.
  void wasRight(List<String> keys) {
    for (String key : keys) {
      buckets.computeIfPresent(
          key, (_, known) -> new Bucket(Math.min(TRIES, known.left() + 1), known.since()));
    }
  }
}

package dev.parallax.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that stands still until a test moves it. Safe for several threads.
public final class MovableClock implements InstantSource {
  private final AtomicReference<Instant> now;

  public MovableClock(Instant start) {
    now = new AtomicReference<>(start);
  }

  /// @param start in ISO 8601, such as `2026-03-01T00:00:00Z`
  public static MovableClock at(String start) {
    return new MovableClock(Instant.parse(start));
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /// Moves on, or back where the duration is negative, and says where it then stands.
  public Instant moveBy(Duration duration) {
    return now.updateAndGet(instant -> instant.plus(duration));
  }

  public void moveTo(Instant instant) {
    now.set(instant);
  }
}

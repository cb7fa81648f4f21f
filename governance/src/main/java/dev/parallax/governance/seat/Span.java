package dev.parallax.governance.seat;

import dev.parallax.governance.Flaw;
import java.time.Instant;

/// A span of time with both ends, half open: `until` no longer belongs to it.
public record Span(Instant from, Instant until) {
  public Span {
    if (!from.isBefore(until)) {
      throw new Flaw(
              "%s to %s".formatted(from, until),
              "an end after the beginning (the end itself no longer belongs to it)",
              "Swap the two.")
          .asException();
    }
  }

  /// Whether the instant lies in it.
  public boolean covers(Instant at) {
    return !from.isAfter(at) && until.isAfter(at);
  }

  /// Whether some instant lies in both.
  public boolean overlaps(Span other) {
    return from.isBefore(other.until) && other.from.isBefore(until);
  }
}

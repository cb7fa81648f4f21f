package dev.parallax.server.charts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A stretch of time.
///
/// @param from first instant
/// @param to first instant after it, later than `from`
public record Stretch(Instant from, Instant to) {
  public Stretch {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException(
          "%s to %s: a stretch of time ends after it begins. Leave empty ones out."
              .formatted(from, to));
    }
  }

  Duration length() {
    return Duration.between(from, to);
  }

  /// How far into this stretch an instant lies: 0 at its start, 1 at its end.
  double position(Instant instant) {
    return (double) Duration.between(from, instant).toMillis() / length().toMillis();
  }

  boolean covers(Instant instant) {
    return !instant.isBefore(from) && !instant.isAfter(to);
  }

  /// The parts of these stretches that lie within this one, in order, those that touch joined.
  List<Stretch> clip(List<Stretch> stretches) {
    List<Stretch> clipped = new ArrayList<>();
    for (Stretch next :
        stretches.stream()
            .flatMap(this::common)
            .sorted(Comparator.comparing(Stretch::from))
            .toList()) {
      if (!clipped.isEmpty() && !next.from.isAfter(clipped.getLast().to)) {
        Stretch last = clipped.removeLast();
        next = new Stretch(last.from, last.to.isAfter(next.to) ? last.to : next.to);
      }
      clipped.add(next);
    }
    return List.copyOf(clipped);
  }

  private Stream<Stretch> common(Stretch other) {
    Instant start = from.isAfter(other.from) ? from : other.from;
    Instant end = to.isBefore(other.to) ? to : other.to;
    return start.isBefore(end) ? Stream.of(new Stretch(start, end)) : Stream.empty();
  }
}

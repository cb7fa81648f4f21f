package dev.parallax.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;

/// The clock of a running program, moved ahead by a test. It begins on a Monday at ten, so that
/// workdays can be counted.
final class MovedClock {
  private final Path file;
  private Duration ahead;

  MovedClock(Path folder) {
    this.file = folder.resolve("clock");
    Instant monday =
        ZonedDateTime.now(ZoneOffset.UTC)
            .with(TemporalAdjusters.next(DayOfWeek.MONDAY))
            .with(LocalTime.of(10, 0))
            .toInstant();
    this.ahead = Duration.between(Instant.now(), monday);
    write();
  }

  /// The setting with which the program reads it.
  Map<String, String> settings() {
    return Map.of("PARALLAX_TEST_CLOCK", file.toString());
  }

  Instant now() {
    return Instant.now().plus(ahead);
  }

  void add(Duration more) {
    ahead = ahead.plus(more);
    write();
  }

  /// Moves on to an instant; one that is over already leaves it as it is.
  void to(Instant instant) {
    Duration more = Duration.between(now(), instant);
    if (more.isPositive()) {
      add(more);
    }
  }

  /// Whoever reads it meanwhile finds the old time or the new one, and never half of one.
  private void write() {
    try {
      Path next = file.resolveSibling("clock.next");
      Files.writeString(next, ahead.toString());
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

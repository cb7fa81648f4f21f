package dev.parallax.server.notices;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;

/// When digests are made: Mondays at nine, in the organisation's zone.
final class Digests {
  private static final LocalTime HOUR = LocalTime.of(9, 0);

  private Digests() {}

  /// The newest end of a digest that is not after the instant.
  static Instant newest(Instant now, ZoneId zone) {
    ZonedDateTime local = now.atZone(zone);
    ZonedDateTime monday =
        local
            .toLocalDate()
            .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
            .atTime(HOUR)
            .atZone(zone);
    return monday.isAfter(local)
        ? monday.toLocalDate().minusWeeks(1).atTime(HOUR).atZone(zone).toInstant()
        : monday.toInstant();
  }
}

package dev.parallax.server.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestsTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-23T08:00:00Z, Europe/Berlin, 2026-11-23T08:00:00Z",
    "2026-11-23T07:59:59Z, Europe/Berlin, 2026-11-16T08:00:00Z",
    "2026-11-29T23:00:00Z, Europe/Berlin, 2026-11-23T08:00:00Z",
    // Summer time ended in the night before that Monday.
    "2026-10-26T08:30:00Z, Europe/Berlin, 2026-10-26T08:00:00Z",
    "2026-10-26T07:30:00Z, Europe/Berlin, 2026-10-19T07:00:00Z",
    "2026-11-22T21:30:00Z, Pacific/Auckland, 2026-11-22T20:00:00Z",
  })
  void theNewestDigestEndsOnAMondayAtNineInTheOrganisationsZone(
      Instant now, ZoneId zone, Instant end) {
    assertThat(Digests.newest(now, zone)).isEqualTo(end);
  }
}

package dev.parallax.server.sample;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.zone.ZoneRules;

/// How much is going on at which hour of which day, as people in Berlin live.
enum SampleShape {
  /// Visitors: quiet nights, busy evenings, weekends a little busier.
  SHOPPING(
      1100, 300, 250, 250, 250, 260, 320, 450, 650, 850, 1000, 1100, 1200, 1200, 1150, 1150, 1200,
      1300, 1450, 1600, 1700, 1600, 1250, 850, 500),
  /// Offices: weekdays from eight to six.
  OFFICE(
      250, 250, 250, 250, 250, 250, 300, 500, 1000, 1600, 2000, 2100, 2000, 1700, 1900, 2000, 1900,
      1600, 1000, 600, 400, 350, 300, 270, 250),
  /// A probe, day and night.
  STEADY(
      1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000,
      1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000, 1000);

  private static final ZoneRules BERLIN = ZoneId.of("Europe/Berlin").getRules();
  private static final long NEW_YEAR_2026 = LocalDate.of(2026, 1, 1).toEpochDay();
  private static final int GROWTH_PER_MILLE_A_YEAR = 250;
  private static final int MINUTES_OF_DAY = 1440;

  private final int weekendPerMille;

  @SuppressWarnings("ImmutableEnumChecker") // private, and nobody writes into it
  private final int[] perMille;

  SampleShape(int weekendPerMille, int... perMille) {
    this.weekendPerMille = weekendPerMille;
    this.perMille = perMille;
  }

  /// Berlin's offset from UTC in minutes, before and after 01:00 UTC of a day, when clocks change.
  record Offsets(int early, int late) {
    static Offsets of(long epochDay) {
      Instant midnight = Instant.ofEpochSecond(epochDay * 86_400);
      return new Offsets(
          BERLIN.getOffset(midnight).getTotalSeconds() / 60,
          BERLIN.getOffset(midnight.plusSeconds(3600)).getTotalSeconds() / 60);
    }
  }

  /// How busy a minute is, in millionths of the yearly average at the start of 2026.
  long millionths(long minute, Offsets offsets) {
    if (this == STEADY) {
      return 1_000_000;
    }
    int inDay = (int) Math.floorMod(minute, (long) MINUTES_OF_DAY);
    long local = minute + (inDay < 60 ? offsets.early() : offsets.late());
    long day = Math.floorDiv(local, (long) MINUTES_OF_DAY);
    int minuteOfDay = (int) Math.floorMod(local, (long) MINUTES_OF_DAY);
    int hour = minuteOfDay / 60;
    int past = minuteOfDay % 60;
    long busy = (perMille[hour] * (60L - past) + perMille[(hour + 1) % 24] * (long) past) / 60;
    boolean weekend = Math.floorMod(day + 3, 7L) >= 5;
    long week = weekend ? weekendPerMille : 1000;
    long growth =
        Math.clamp(1000 + (day - NEW_YEAR_2026) * GROWTH_PER_MILLE_A_YEAR / 365, 600, 2000);
    return busy * week / 1000 * growth;
  }
}

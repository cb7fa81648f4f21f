package dev.parallax.governance.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BusinessCalendarTest {
  private static final int CALENDARS = 400;
  private static final ZoneId PRAGUE = ZoneId.of("Europe/Prague");

  /// Zones with one change a year, two, none; half-hour changes, changes at midnight, a day that
  /// never was.
  private static final List<ZoneId> ZONES =
      List.of(
          PRAGUE,
          ZoneId.of("America/New_York"),
          ZoneId.of("America/Sao_Paulo"),
          ZoneId.of("Africa/Casablanca"),
          ZoneId.of("Asia/Beirut"),
          ZoneId.of("Asia/Kolkata"),
          ZoneId.of("Asia/Kathmandu"),
          ZoneId.of("Australia/Lord_Howe"),
          ZoneId.of("Pacific/Apia"),
          ZoneId.of("Pacific/Chatham"),
          ZoneId.of("UTC"));

  @Test
  void aWindowOfEightHoursThatOpensOnFridayAfternoonClosesOnMondayAfternoon() {
    BusinessCalendar calendar = BusinessCalendar.weekdays(PRAGUE);

    assertThat(calendar.plus(at(PRAGUE, "2026-11-20T15:00"), Duration.ofHours(8)))
        .isEqualTo(at(PRAGUE, "2026-11-23T15:00"));
    assertThat(calendar.plusDays(at(PRAGUE, "2026-11-20T15:00"), 2))
        .isEqualTo(at(PRAGUE, "2026-11-24T15:00"));
  }

  @Test
  void whatEndsWithTheDayEndsAtItsClosing() {
    BusinessCalendar calendar = BusinessCalendar.weekdays(PRAGUE);

    assertThat(calendar.plus(at(PRAGUE, "2026-11-23T09:00"), Duration.ofHours(8)))
        .isEqualTo(at(PRAGUE, "2026-11-23T17:00"));
  }

  @Test
  void aRequestOfTheWeekendIsCountedFromMondayMorning() {
    BusinessCalendar calendar = BusinessCalendar.weekdays(PRAGUE);

    assertThat(calendar.nextOpen(at(PRAGUE, "2026-11-21T12:00")))
        .isEqualTo(at(PRAGUE, "2026-11-23T09:00"));
    assertThat(calendar.plusDays(at(PRAGUE, "2026-11-21T12:00"), 1))
        .isEqualTo(at(PRAGUE, "2026-11-24T09:00"));
  }

  @Test
  void aHolidayIsNotWorked() {
    BusinessCalendar calendar = withHolidays(Set.of(LocalDate.of(2026, 11, 17)));

    assertThat(calendar.plusDays(at(PRAGUE, "2026-11-16T10:00"), 1))
        .isEqualTo(at(PRAGUE, "2026-11-18T10:00"));
  }

  @Test
  void aWorkedNightInWhichClocksGoForwardIsAnHourShorter() {
    BusinessCalendar nights =
        new BusinessCalendar(
            PRAGUE,
            EnumSet.allOf(DayOfWeek.class),
            LocalTime.MIDNIGHT,
            LocalTime.of(6, 0),
            Set.of());

    assertThat(nights.plus(at(PRAGUE, "2026-03-29T00:00"), Duration.ofHours(5)))
        .isEqualTo(at(PRAGUE, "2026-03-29T06:00"));
    assertThat(nights.plus(at(PRAGUE, "2026-10-25T00:00"), Duration.ofHours(7)))
        .isEqualTo(at(PRAGUE, "2026-10-25T06:00"));
  }

  @Test
  void everyDeadlineEqualsTheOneCountedMinuteByMinute() {
    for (int seed = 0; seed < CALENDARS; seed++) {
      Random random = new Random(seed);
      BusinessCalendar calendar = calendar(random);
      Instant start = nearAChange(calendar.zone(), random);
      int minutes = random.nextInt(2_000);
      int days = random.nextInt(4);
      String where = "seed %d: %s from %s".formatted(seed, calendar, start);

      assertThat(calendar.plus(start, Duration.ofMinutes(minutes)))
          .as("%s plus %d min", where, minutes)
          .isEqualTo(slowPlus(calendar, start, minutes));
      assertThat(calendar.plusDays(start, days))
          .as("%s plus %d days", where, days)
          .isEqualTo(slowDays(calendar, start, days));
    }
  }

  @Test
  void aCalendarWithoutWorkIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new BusinessCalendar(
                    PRAGUE, Set.of(), LocalTime.of(9, 0), LocalTime.of(17, 0), Set.of()))
        .withMessageContaining("at least one");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new BusinessCalendar(
                    PRAGUE,
                    Set.of(DayOfWeek.MONDAY),
                    LocalTime.of(17, 0),
                    LocalTime.of(9, 0),
                    Set.of()))
        .withMessageContaining("17:00");
    Set<LocalDate> always = new HashSet<>();
    for (LocalDate day = LocalDate.of(2026, 1, 1); day.getYear() < 2029; day = day.plusDays(1)) {
      always.add(day);
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> withHolidays(always).nextOpen(at(PRAGUE, "2026-06-01T10:00")))
        .withMessageContaining("holidays");
  }

  private static BusinessCalendar withHolidays(Set<LocalDate> holidays) {
    BusinessCalendar weekdays = BusinessCalendar.weekdays(PRAGUE);
    return new BusinessCalendar(
        PRAGUE, weekdays.workdays(), weekdays.opens(), weekdays.closes(), holidays);
  }

  private static Instant at(ZoneId zone, String local) {
    return LocalDateTime.parse(local).atZone(zone).toInstant();
  }

  private static BusinessCalendar calendar(Random random) {
    Set<DayOfWeek> workdays = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
    for (DayOfWeek day : DayOfWeek.values()) {
      if (random.nextInt(10) < 7) {
        workdays.add(day);
      }
    }
    int opens = random.nextInt(46);
    int closes = opens + 1 + random.nextInt(48 - opens);
    Set<LocalDate> holidays = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      holidays.add(LocalDate.of(2009 + random.nextInt(10), 1, 1).plusDays(random.nextInt(365)));
    }
    return new BusinessCalendar(
        ZONES.get(random.nextInt(ZONES.size())),
        workdays,
        LocalTime.MIDNIGHT.plusMinutes(30L * opens),
        LocalTime.MIDNIGHT.plusMinutes(30L * closes),
        holidays);
  }

  /// An instant of the three days before a change of the zone's clocks, or any where it has none.
  private static Instant nearAChange(ZoneId zone, Random random) {
    Instant any =
        Instant.parse("2009-01-01T00:00:00Z").plus(random.nextInt(3_000), ChronoUnit.DAYS);
    ZoneOffsetTransition change = zone.getRules().nextTransition(any);
    Instant near = change == null ? any : change.getInstant();
    return near.minus(random.nextInt(3 * 24 * 60), ChronoUnit.MINUTES);
  }

  private static boolean isWorked(BusinessCalendar calendar, LocalDateTime local) {
    LocalTime closes = calendar.closes();
    return calendar.workdays().contains(local.getDayOfWeek())
        && !calendar.holidays().contains(local.toLocalDate())
        && !local.toLocalTime().isBefore(calendar.opens())
        && (closes.equals(LocalTime.MIDNIGHT) || local.toLocalTime().isBefore(closes));
  }

  private static Instant slowPlus(BusinessCalendar calendar, Instant start, int minutes) {
    int counted = 0;
    for (Instant minute = start; ; minute = minute.plus(1, ChronoUnit.MINUTES)) {
      boolean worked = isWorked(calendar, LocalDateTime.ofInstant(minute, calendar.zone()));
      if (worked && minutes == 0) {
        return minute;
      }
      if (worked && ++counted == minutes) {
        return minute.plus(1, ChronoUnit.MINUTES);
      }
    }
  }

  private static Instant slowDays(BusinessCalendar calendar, Instant start, int days) {
    Instant minute = slowPlus(calendar, start, 0);
    LocalDateTime local = LocalDateTime.ofInstant(minute, calendar.zone());
    LocalTime time = local.toLocalTime();
    LocalDate date = local.toLocalDate();
    for (int counted = 0; counted < days; ) {
      minute = slowPlus(calendar, minute.plus(1, ChronoUnit.MINUTES), 0);
      LocalDate other = LocalDate.ofInstant(minute, calendar.zone());
      if (other.isAfter(date)) {
        date = other;
        counted++;
      }
    }
    while (days > 0 && !reached(LocalDateTime.ofInstant(minute, calendar.zone()), date, time)) {
      minute = slowPlus(calendar, minute.plus(1, ChronoUnit.MINUTES), 0);
    }
    return minute;
  }

  private static boolean reached(LocalDateTime local, LocalDate date, LocalTime time) {
    return !local.toLocalDate().equals(date) || !local.toLocalTime().isBefore(time);
  }
}

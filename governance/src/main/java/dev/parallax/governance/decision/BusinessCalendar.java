package dev.parallax.governance.decision;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.EnumSet;
import java.util.Set;

/// When a region works. Deadlines count in this time alone.
///
/// It works while its wall clocks show a time from `opens` until before `closes`, on a workday that
/// is no holiday. Where clocks are put back within these hours, the repeated hour is worked twice;
/// where they are put forward, the missing hour is not worked: what is measured is time that
/// passes, never the difference of two times on a wall.
///
/// @param zone whose wall clocks count
/// @param workdays at least one
/// @param opens the first time of day that is worked
/// @param closes the first time of day that is no longer worked; midnight is the end of the day
/// @param holidays days in the zone that are not worked
public record BusinessCalendar(
    ZoneId zone,
    Set<DayOfWeek> workdays,
    LocalTime opens,
    LocalTime closes,
    Set<LocalDate> holidays) {
  /// A year and a day without any work is a mistake in the holidays.
  private static final Duration PATIENCE = Duration.ofDays(367);

  public BusinessCalendar {
    if (workdays.isEmpty()) {
      throw new IllegalArgumentException(
          "no workdays: expected at least one, since a deadline would never come. Write e.g. MONDAY.");
    }
    if (!closes.equals(LocalTime.MIDNIGHT) && !opens.isBefore(closes)) {
      throw new IllegalArgumentException(
          "hours from %s to %s: expected an end after the beginning, on the same day. Write e.g. 09:00 to 17:00."
              .formatted(opens, closes));
    }
    workdays = Set.copyOf(workdays);
    holidays = Set.copyOf(holidays);
  }

  /// Monday to Friday from nine to five, without holidays.
  public static BusinessCalendar weekdays(ZoneId zone) {
    return new BusinessCalendar(
        zone,
        EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
        LocalTime.of(9, 0),
        LocalTime.of(17, 0),
        Set.of());
  }

  /// A stretch of work without a break: from its first instant until before its last.
  private record Stretch(Instant from, Instant until) {
    Duration length() {
      return Duration.between(from, until);
    }
  }

  /// Whether work is done at an instant.
  public boolean isOpen(Instant at) {
    return nextOpen(at).equals(at);
  }

  /// The first instant of work that is not before another.
  public Instant nextOpen(Instant at) {
    return next(at).from();
  }

  /// When that much work will have been done, counted from an instant. What ends with the day ends
  /// at its closing, not at the next opening.
  ///
  /// @param work zero or more
  public Instant plus(Instant start, Duration work) {
    if (work.isNegative()) {
      throw new IllegalArgumentException(
          "%s of work: expected zero or more, since deadlines lie ahead.".formatted(work));
    }
    Stretch stretch = next(start);
    Duration left = work;
    while (left.compareTo(stretch.length()) > 0) {
      left = left.minus(stretch.length());
      stretch = next(stretch.until());
    }
    return stretch.from().plus(left);
  }

  /// The same time of day that many workdays later. Counted from the next opening where nobody
  /// works at the start; a time that clocks skip on that day is the moment at which they skip it.
  ///
  /// @param days zero or more
  public Instant plusDays(Instant start, int days) {
    Stretch stretch = next(start);
    LocalDateTime local = LocalDateTime.ofInstant(stretch.from(), zone);
    LocalDate date = local.toLocalDate();
    for (int counted = 0; counted < days; counted++) {
      LocalDate before = date;
      while (!date.isAfter(before)) {
        stretch = next(stretch.until());
        date = LocalDate.ofInstant(stretch.from(), zone);
      }
    }
    Instant shown = days == 0 ? stretch.from() : shown(date.atTime(local.toLocalTime()));
    return nextOpen(later(shown, stretch.from()));
  }

  /// When wall clocks show a time, for the first time; where they skip it, the moment of that.
  private Instant shown(LocalDateTime local) {
    ZoneOffsetTransition change = zone.getRules().getTransition(local);
    return change != null && change.isGap() ? change.getInstant() : local.atZone(zone).toInstant();
  }

  private boolean isWorked(LocalDate date) {
    return workdays.contains(date.getDayOfWeek()) && !holidays.contains(date);
  }

  /// The stretch of work that holds an instant, from that instant on, or the next one.
  private Stretch next(Instant at) {
    Instant giveUp = at.plus(PATIENCE);
    for (Instant from = at; from.isBefore(giveUp); ) {
      ZoneOffset offset = zone.getRules().getOffset(from);
      ZoneOffsetTransition change = zone.getRules().nextTransition(from);
      Instant constant = change == null ? Instant.MAX : change.getInstant();
      LocalDate date = LocalDateTime.ofInstant(from, offset).toLocalDate();
      Instant midnight = date.plusDays(1).atStartOfDay().toInstant(offset);
      if (isWorked(date)) {
        Instant opening = later(from, date.atTime(opens).toInstant(offset));
        Instant closing =
            closes.equals(LocalTime.MIDNIGHT) ? midnight : date.atTime(closes).toInstant(offset);
        if (opening.isBefore(earlier(closing, constant))) {
          return new Stretch(opening, earlier(closing, constant));
        }
      }
      from = earlier(midnight, constant);
    }
    throw new IllegalStateException(
        "no work within a year from %s: expected some, since a deadline would never come. Look at the holidays of %s."
            .formatted(at, zone));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}

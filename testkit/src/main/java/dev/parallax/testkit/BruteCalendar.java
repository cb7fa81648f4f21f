package dev.parallax.testkit;

import dev.parallax.budget.TimeWindow;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/// Windows counted out one after the other from the zone's table of clock changes. Minutes since
/// 1970-01-01T00:00Z.
final class BruteCalendar {
  /// @param from first minute inside
  /// @param until first minute after
  record Stretch(long from, long until) {
    long minutes() {
      return until - from;
    }
  }

  private BruteCalendar() {}

  static Stretch window(TimeWindow window, long now) {
    return switch (window) {
      case TimeWindow.Rolling(var length) -> new Stretch(now - length.toMinutes(), now);
      case TimeWindow.Calendar calendar -> around(calendar, now);
    };
  }

  private static Stretch around(TimeWindow.Calendar calendar, long now) {
    double days = calendar.period().toTotalMonths() * 30.436875 + calendar.period().getDays();
    double since = now - calendar.anchor().toEpochSecond(ZoneOffset.UTC) / 60.0;
    long number = (long) Math.floor(since / 1440 / days) - 4;
    while (start(calendar, number + 1) <= now) {
      number++;
    }
    return new Stretch(start(calendar, number), start(calendar, number + 1));
  }

  private static long start(TimeWindow.Calendar calendar, long number) {
    LocalDateTime anchor = calendar.anchor();
    if (calendar.period().getDays() > 0) {
      return minute(anchor.plusDays(number * calendar.period().getDays()), calendar.zone());
    }
    long months =
        anchor.getYear() * 12L
            + anchor.getMonthValue()
            - 1
            + number * calendar.period().toTotalMonths();
    YearMonth month =
        YearMonth.of((int) Math.floorDiv(months, 12L), (int) Math.floorMod(months, 12L) + 1);
    int day = Math.min(anchor.getDayOfMonth(), month.lengthOfMonth());
    return minute(month.atDay(day).atTime(anchor.toLocalTime()), calendar.zone());
  }

  /// A skipped local time is read with the clock from before the change, one that happens twice is
  /// its first.
  private static long minute(LocalDateTime local, ZoneId zone) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
    ZoneOffset offset;
    if (offsets.isEmpty()) {
      ZoneOffsetTransition change = zone.getRules().getTransition(local);
      offset = change.getOffsetBefore();
    } else {
      offset = offsets.getFirst();
    }
    return Math.floorDiv(local.toEpochSecond(offset), 60L);
  }
}

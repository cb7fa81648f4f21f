package dev.parallax.budget;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Running sums of what one SLI counted, a step each day, without any adjustment.
///
/// They begin with the earliest day that anybody asked for, so that a statement of the last month
/// does not read the last year; who goes further back is given one window's length to spare.
final class DaySums {
  private final SliLedger of;
  private long begin;
  private int valid = -1;
  private long[] good = new long[0];
  private long[] total = new long[0];
  private long[] observedSeconds = new long[0];
  private long lastEnd;
  private @Nullable Tally upToLastEnd;

  DaySums(SliLedger of) {
    this.of = of;
  }

  /// Sums of days after this one no longer hold.
  void invalidateFrom(long day) {
    upToLastEnd = null;
    if (valid > 0) {
      valid = Math.clamp(day - begin, 0, valid);
    }
  }

  Tally between(long fromMinute, long untilMinute) {
    long from = Math.max(fromMinute, of.firstDay() * Day.MINUTES);
    long until = Math.min(untilMinute, of.endDay() * Day.MINUTES);
    if (from >= until) {
      return Tally.NOTHING;
    }
    sumUp(Math.floorDiv(from, Day.MINUTES), Math.floorDiv(until, Day.MINUTES));
    return upTo(until).minus(before(from));
  }

  /// As [#before]; remembered, because the windows of one instant all end there.
  private Tally upTo(long end) {
    if (lastEnd != end || upToLastEnd == null) {
      lastEnd = end;
      upToLastEnd = before(end);
    }
    return upToLastEnd;
  }

  /// What was counted from the beginning up to a minute.
  private Tally before(long minute) {
    long day = Math.floorDiv(minute, Day.MINUTES);
    int at = (int) (day - begin);
    Sum sum = new Sum();
    sum.add(good[at], total[at], observedSeconds[at]);
    long last = Math.floorDiv(minute, Hour.MINUTES);
    for (long hour = day * Day.HOURS; hour < last; hour++) {
      of.addHourUpTo(hour, Hour.MINUTES, sum);
    }
    int inHour = Math.floorMod(minute, Hour.MINUTES);
    if (inHour > 0) {
      of.addHourUpTo(last, inHour, sum);
    }
    return sum.tally();
  }

  /// Makes the sums reach from one day to another.
  private void sumUp(long fromDay, long untilDay) {
    if (valid < 0) {
      begin = fromDay;
      valid = 0;
    } else if (fromDay < begin) {
      begin = Math.max(of.firstDay(), fromDay - (untilDay - fromDay));
      valid = 0;
      upToLastEnd = null;
    }
    int steps = (int) (untilDay - begin);
    if (good.length <= steps) {
      int length = steps + 2;
      good = Arrays.copyOf(good, length);
      total = Arrays.copyOf(total, length);
      observedSeconds = Arrays.copyOf(observedSeconds, length);
    }
    while (valid < steps) {
      Sum sum = new Sum();
      sum.add(good[valid], total[valid], observedSeconds[valid]);
      long day = begin + valid;
      for (long hour = day * Day.HOURS; hour < (day + 1) * Day.HOURS; hour++) {
        of.addHourUpTo(hour, Hour.MINUTES, sum);
      }
      append(sum.tally());
    }
  }

  private void append(Tally reached) {
    valid++;
    good[valid] = reached.good();
    total[valid] = reached.total();
    observedSeconds[valid] = reached.observedSeconds();
  }
}

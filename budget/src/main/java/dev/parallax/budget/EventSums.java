package dev.parallax.budget;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Running sums of what one SLI counted, without any adjustment, a step each quarter of a day: a
/// compromise of room with the heads of hours that are read between a step and a minute.
///
/// They begin with the earliest step that anybody asked for, so that a statement of the last month
/// does not read the last year; who goes further back is given one window's length to spare.
final class EventSums {
  private static final int HOURS = 6;
  private static final long MINUTES = HOURS * Hour.MINUTES;

  private final SliLedger of;
  private long begin;
  private int valid = -1;
  private long[] good = new long[0];
  private long[] total = new long[0];
  private long[] observedSeconds = new long[0];
  private long lastEnd;
  private @Nullable Tally upToLastEnd;

  EventSums(SliLedger of) {
    this.of = of;
  }

  /// What was said of an hour no longer holds.
  void invalidateFrom(long hour) {
    upToLastEnd = null;
    if (valid > 0) {
      valid = Math.clamp(Math.floorDiv(hour, HOURS) - begin, 0, valid);
    }
  }

  Tally between(long fromMinute, long untilMinute) {
    long from = Math.max(fromMinute, of.firstHour() * Hour.MINUTES);
    long until = Math.min(untilMinute, of.endHour() * Hour.MINUTES);
    if (from >= until) {
      return Tally.NOTHING;
    }
    sumUp(Math.floorDiv(from, MINUTES), Math.floorDiv(until, MINUTES));
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
    long step = Math.floorDiv(minute, MINUTES);
    Sum sum = reached((int) (step - begin));
    long last = Math.floorDiv(minute, Hour.MINUTES);
    for (long hour = step * HOURS; hour < last; hour++) {
      of.addHourUpTo(hour, Hour.MINUTES, sum);
    }
    int inHour = Math.floorMod(minute, Hour.MINUTES);
    if (inHour > 0) {
      of.addHourUpTo(last, inHour, sum);
    }
    return sum.tally();
  }

  private Sum reached(int at) {
    Sum sum = new Sum();
    sum.add(good[at], total[at], observedSeconds[at]);
    return sum;
  }

  /// Makes the sums reach from one step to another.
  private void sumUp(long fromStep, long untilStep) {
    if (valid < 0 || fromStep < begin) {
      long spare = valid < 0 ? 0 : untilStep - fromStep;
      begin = Math.max(Math.floorDiv(of.firstHour(), HOURS), fromStep - spare);
      valid = 0;
      upToLastEnd = null;
    }
    int steps = (int) (untilStep - begin);
    if (good.length <= steps) {
      int length = steps + 1 + Day.HOURS / HOURS;
      good = Arrays.copyOf(good, length);
      total = Arrays.copyOf(total, length);
      observedSeconds = Arrays.copyOf(observedSeconds, length);
    }
    while (valid < steps) {
      Sum sum = reached(valid);
      long first = (begin + valid) * HOURS;
      for (long hour = first; hour < first + HOURS; hour++) {
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

package dev.parallax.testkit;

import dev.parallax.budget.Adjustment;
import dev.parallax.budget.SliId;
import dev.parallax.budget.Slice;
import dev.parallax.budget.Tally;
import java.util.List;

/// A stretch of minutes, one array element each, after adjustments.
final class BruteMinutes {
  private static final int DAY = 24 * 60;

  final long first;
  final long end;
  final long[] good;
  final long[] total;
  final int[] seconds;
  final int[] firstSecond;
  final boolean[] excluded;

  /// @param from widened to a whole day
  /// @param inForce adjustments that nobody took back
  BruteMinutes(RawMinutes raw, SliId sli, List<Adjustment> inForce, long from, long until) {
    first = Math.floorDiv(from, DAY) * DAY;
    end = Math.max(first, until);
    int length = Math.toIntExact(end - first);
    good = new long[length];
    total = new long[length];
    seconds = new int[length];
    firstSecond = new int[length];
    excluded = new boolean[length];
    for (Slice slice : raw.between(first, end)) {
      int at = (int) (slice.minute() - first);
      good[at] = slice.good();
      total[at] = slice.total();
      for (int second = 59; second >= 0; second--) {
        if ((slice.observed() >> second & 1) == 1) {
          seconds[at]++;
          firstSecond[at] = second;
        }
      }
    }
    inForce.forEach(adjustment -> correct(adjustment, sli));
    inForce.forEach(this::exclude);
  }

  private void correct(Adjustment adjustment, SliId sli) {
    if (adjustment instanceof Adjustment.Correction correction
        && correction.sli().equals(sli)
        && correction.minute() >= first
        && correction.minute() < end) {
      int at = (int) (correction.minute() - first);
      good[at] += correction.good();
      total[at] += correction.total();
    }
  }

  private void exclude(Adjustment adjustment) {
    if (adjustment instanceof Adjustment.Exclusion exclusion) {
      long from = Math.max(first, exclusion.fromMinute());
      long until = Math.min(end, exclusion.untilMinute());
      for (long minute = from; minute < until; minute++) {
        int at = (int) (minute - first);
        good[at] = 0;
        total[at] = 0;
        seconds[at] = 0;
        excluded[at] = true;
      }
    }
  }

  Tally events(long from, long until) {
    long goodSum = 0;
    long totalSum = 0;
    long secondsSum = 0;
    for (long minute = Math.max(first, from); minute < Math.min(end, until); minute++) {
      int at = (int) (minute - first);
      goodSum += good[at];
      totalSum += total[at];
      secondsSum += seconds[at];
    }
    return new Tally(goodSum, totalSum, secondsSum);
  }

  /// Seconds of a minute before the first of it that was observed; 0 where the minute does not
  /// count.
  int unobservedStart(long minute, long until) {
    int at = (int) (minute - first);
    return minute >= until || excluded[at] ? 0 : firstSecond[at];
  }

  /// Minutes that count, measured or not.
  long expected(long from, long until) {
    long expected = until - from;
    for (long minute = Math.max(first, from); minute < Math.min(end, until); minute++) {
      expected -= excluded[(int) (minute - first)] ? 1 : 0;
    }
    return expected;
  }
}

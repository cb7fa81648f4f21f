package dev.parallax.budget;

import org.jspecify.annotations.Nullable;

/// Sixty minutes of one SLI, open for reading and changing.
final class Hour {
  static final int MINUTES = 60;

  final long[] good = new long[MINUTES];
  final long[] total = new long[MINUTES];
  final long[] observed = new long[MINUTES];
  private @Nullable Tally whole;

  Hour copy() {
    Hour copy = new Hour();
    System.arraycopy(good, 0, copy.good, 0, MINUTES);
    System.arraycopy(total, 0, copy.total, 0, MINUTES);
    System.arraycopy(observed, 0, copy.observed, 0, MINUTES);
    return copy;
  }

  void merge(int minute, long moreGood, long moreTotal, long mask) {
    long newGood = Math.addExact(good[minute], moreGood);
    total[minute] = Math.addExact(total[minute], moreTotal);
    good[minute] = newGood;
    observed[minute] |= mask;
    whole = null;
  }

  void clear(int minute) {
    good[minute] = 0;
    total[minute] = 0;
    observed[minute] = 0;
    whole = null;
  }

  boolean isEmpty(int minute) {
    return (good[minute] | total[minute] | observed[minute]) == 0;
  }

  boolean isSame(int a, int b) {
    return good[a] == good[b] && total[a] == total[b] && observed[a] == observed[b];
  }

  /// Adds what the minutes before this one counted.
  void addUpTo(int end, Sum sum) {
    if (end == MINUTES) {
      sum.add(whole());
    } else {
      addBetween(0, end, sum);
    }
  }

  private Tally whole() {
    if (whole == null) {
      Sum sum = new Sum();
      addBetween(0, MINUTES, sum);
      whole = sum.tally();
    }
    return whole;
  }

  void addBetween(int from, int until, Sum sum) {
    for (int minute = from; minute < until; minute++) {
      sum.add(good[minute], total[minute], Long.bitCount(observed[minute]));
    }
  }

  /// Whether every minute counts 0 or more, and no more good than total.
  boolean isOrdinary() {
    for (int minute = 0; minute < MINUTES; minute++) {
      if (total[minute] < 0 || good[minute] > total[minute]) {
        return false;
      }
    }
    return true;
  }
}

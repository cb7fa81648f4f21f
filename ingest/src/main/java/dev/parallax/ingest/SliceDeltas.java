package dev.parallax.ingest;

import dev.parallax.budget.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// What has to be merged into the ledger since it was last told: one slice a minute, in which
/// counts may be negative.
final class SliceDeltas {
  private final TreeMap<Long, long[]> byMinute = new TreeMap<>();
  private long lastMinute = Long.MIN_VALUE;
  private long[] last = {};
  private long observedFrom;
  private long observedTo;

  /// The minute to which an instant belongs: a sample on the boundary closes the minute before.
  static long minuteEndingAt(long epochMillis) {
    return Math.floorDiv(epochMillis - 1, 60_000L);
  }

  void count(long minute, long good, long total) {
    long[] delta = of(minute);
    delta[0] += good;
    delta[1] += total;
  }

  /// Marks the seconds from (inclusive) to (exclusive) as observed.
  void observe(long fromSecond, long toSecond) {
    if (fromSecond == observedFrom && toSecond == observedTo) {
      return;
    }
    observedFrom = fromSecond;
    observedTo = toSecond;
    long second = fromSecond;
    while (second < toSecond) {
      long minute = Math.floorDiv(second, 60L);
      int first = (int) (second - minute * 60);
      int end = (int) Math.min(60, toSecond - minute * 60);
      of(minute)[2] |= (Slice.WHOLE_MINUTE >>> (60 - (end - first))) << first;
      second = (minute + 1) * 60;
    }
  }

  private long[] of(long minute) {
    if (minute != lastMinute || last.length == 0) {
      last = byMinute.computeIfAbsent(minute, _ -> new long[3]);
      lastMinute = minute;
    }
    return last;
  }

  boolean isEmpty() {
    return byMinute.isEmpty();
  }

  /// All that is not empty, by minute; afterwards there is nothing.
  List<Slice> drain() {
    List<Slice> slices = new ArrayList<>(byMinute.size());
    byMinute.forEach(
        (minute, delta) -> {
          Slice slice = new Slice(minute, delta[0], delta[1], delta[2]);
          if (!slice.isEmpty()) {
            slices.add(slice);
          }
        });
    byMinute.clear();
    lastMinute = Long.MIN_VALUE;
    last = new long[0];
    observedFrom = 0;
    observedTo = 0;
    return slices;
  }
}

package dev.parallax.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// When something was known to be watched: the union of the stretches `(t, t + maxGap]` behind each
/// of its samples at `t`. A union does not depend on the order in which it is made, and a target
/// that is scraped without holes needs one stretch, however long.
final class TargetPresence {
  final Fingerprint target;

  /// The series of this target, to look at again when a late sample shows that it was watched.
  final List<SeriesTrack> tracks = new ArrayList<>();

  /// No series of this target whose first sample is not counted began later than this.
  long latestBaseline = Long.MIN_VALUE;

  /// Start (exclusive) to end (inclusive) of each stretch; no two touch.
  private final TreeMap<Long, Long> stretches = new TreeMap<>();

  TargetPresence(Fingerprint target) {
    this.target = target;
  }

  /// Whether there was a sample in `[millis - maxGap, millis)`.
  boolean covers(long millis) {
    Map.Entry<Long, Long> before = stretches.lowerEntry(millis);
    return before != null && millis <= before.getValue();
  }

  /// Adds the stretch `(from, to]`; answers where what is new in it begins, or `to` where nothing
  /// is.
  long add(long from, long to) {
    Map.Entry<Long, Long> last = stretches.floorEntry(from);
    if (last != null && last.getValue() >= to) {
      return to;
    }
    long begin = from;
    long news = from;
    if (last != null && last.getValue() >= from) {
      begin = last.getKey();
      news = last.getValue();
    }
    long end = to;
    Map.Entry<Long, Long> next = stretches.higherEntry(begin);
    while (next != null && next.getKey() <= end) {
      end = Math.max(end, next.getValue());
      stretches.remove(next.getKey());
      next = stretches.higherEntry(begin);
    }
    stretches.put(begin, end);
    return news;
  }

  Map<Long, Long> stretches() {
    return stretches;
  }
}

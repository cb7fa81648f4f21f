package dev.parallax.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The last samples of one series, sorted by time: those within the retention before the newest,
/// and one more, the neighbour of the oldest place where a late sample may still be put.
final class SeriesTrack {
  final SliAccumulator.Role role;
  final Fingerprint series;
  final TargetPresence target;

  /// The first sample ever seen; kept when the sample itself is let go, since whether it counts can
  /// be found out later.
  long firstMillis;

  double firstValue;

  /// Whether the first sample's value is counted as an increase.
  boolean bornCounted;

  /// Whether samples have been let go, so that the oldest one here is not the first ever.
  boolean trimmed;

  private long[] times = new long[4];
  private double[] values = new double[4];
  private int start;
  private int size;

  SeriesTrack(SliAccumulator.Role role, Fingerprint series, TargetPresence target) {
    this.role = role;
    this.series = series;
    this.target = target;
  }

  int size() {
    return size;
  }

  long time(int index) {
    return times[start + index];
  }

  double value(int index) {
    return values[start + index];
  }

  void replace(int index, double value) {
    values[start + index] = value;
  }

  long newest() {
    return times[start + size - 1];
  }

  /// Where a time stands, or `-(place where it belongs) - 1`, as [Arrays#binarySearch] answers.
  int find(long millis) {
    if (size == 0 || millis > newest()) {
      return -size - 1;
    }
    int found = Arrays.binarySearch(times, start, start + size, millis);
    return found < 0 ? found + start : found - start;
  }

  void insert(int index, long millis, double value) {
    if (start + size == times.length) {
      makeRoom();
    }
    int at = start + index;
    System.arraycopy(times, at, times, at + 1, size - index);
    System.arraycopy(values, at, values, at + 1, size - index);
    times[at] = millis;
    values[at] = value;
    size++;
  }

  private void makeRoom() {
    int length = size > times.length / 2 ? times.length * 2 : times.length;
    long[] newTimes = new long[length];
    double[] newValues = new double[length];
    System.arraycopy(times, start, newTimes, 0, size);
    System.arraycopy(values, start, newValues, 0, size);
    times = newTimes;
    values = newValues;
    start = 0;
  }

  /// Lets go what no late sample that is still accepted can be a neighbour of.
  void trim(long horizonMillis) {
    while (size > 1 && times[start + 1] < horizonMillis) {
      start++;
      size--;
      trimmed = true;
    }
  }

  /// When something was known to be watched: the union of the stretches `(t, t + maxGap]` behind
  /// each of its samples at `t`. A union does not depend on the order in which it is made, and a
  /// target that is scraped without holes needs one stretch, however long.
  static final class TargetPresence {
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

    void forget(long beforeMillis) {
      tracks.removeIf(track -> track.newest() < beforeMillis);
      stretches.values().removeIf(end -> end < beforeMillis);
    }

    boolean isEmpty() {
      return tracks.isEmpty() && stretches.isEmpty();
    }

    Map<Long, Long> stretches() {
      return stretches;
    }
  }
}

package dev.parallax.ingest;

import java.util.Arrays;

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
}

package dev.parallax.ingest;

import java.util.Arrays;

/// Samples of one series, sorted by time. Whole numbers that lie near each other, which nearly all
/// counters are, take eight bytes a sample; anything else sixteen.
class RecentSamples {
  private static final int LEAST = 4;

  private long baseMillis;
  private long baseValue;

  /// Time and value of each sample, as distances from the base; empty once they are wide.
  private int[] near = new int[2 * LEAST];

  private long[] times = {};
  private double[] values = {};
  private int start;
  private int size;

  final int size() {
    return size;
  }

  final long time(int index) {
    return isWide() ? times[start + index] : baseMillis + near[2 * (start + index)];
  }

  final double value(int index) {
    return isWide() ? values[start + index] : (double) (baseValue + near[2 * (start + index) + 1]);
  }

  final long newest() {
    return time(size - 1);
  }

  /// Where a time stands, or `-(place where it belongs) - 1`, as [Arrays#binarySearch] answers.
  final int find(long millis) {
    if (size == 0 || millis > newest()) {
      return -size - 1;
    }
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long there = time(middle);
      if (there == millis) {
        return middle;
      }
      if (there < millis) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  final void replace(int index, double value) {
    if (!isWide() && !isNear(time(index), value)) {
      widen();
    }
    put(index, time(index), value);
  }

  /// Puts a sample before the one at a place, or behind all of them.
  final void insert(int index, long millis, double value) {
    if (size == 0) {
      begin(millis, value);
    }
    makeRoom();
    if (!isWide() && !isNear(millis, value)) {
      rebase(millis, value);
    }
    if (isWide()) {
      System.arraycopy(times, start + index, times, start + index + 1, size - index);
      System.arraycopy(values, start + index, values, start + index + 1, size - index);
    } else if (index < size) {
      int at = 2 * (start + index);
      System.arraycopy(near, at, near, at + 2, 2 * (size - index));
    }
    size++;
    put(index, millis, value);
  }

  /// Lets the first samples go.
  final void dropFirst(int count) {
    start += count;
    size -= count;
  }

  private void put(int index, long millis, double value) {
    if (isWide()) {
      times[start + index] = millis;
      values[start + index] = value;
    } else {
      near[2 * (start + index)] = (int) (millis - baseMillis);
      near[2 * (start + index) + 1] = (int) ((long) value - baseValue);
    }
  }

  private boolean isWide() {
    return times.length > 0;
  }

  /// Whether the place of these is told by two distances, bit by bit: not so for −0 and for
  /// anything that is no whole number.
  private boolean isNear(long millis, double value) {
    long whole = (long) value;
    return millis - baseMillis == (int) (millis - baseMillis)
        && whole - baseValue == (int) (whole - baseValue)
        && Double.doubleToRawLongBits((double) whole) == Double.doubleToRawLongBits(value)
        && Math.abs(value) < SampleEffect.BEYOND_COUNTING;
  }

  private void begin(long millis, double value) {
    start = 0;
    baseMillis = millis;
    baseValue = (long) value;
    if (isWide() && isNear(millis, value)) {
      times = new long[0];
      values = new double[0];
      near = new int[2 * LEAST];
    }
  }

  private void makeRoom() {
    int room = isWide() ? times.length : near.length / 2;
    if (start + size < room) {
      return;
    }
    int length = start > size / 4 ? room : size + size / 4 + LEAST;
    if (isWide()) {
      times = moved(times, length);
      values = moved(values, length);
    } else {
      int[] moved = new int[2 * length];
      System.arraycopy(near, 2 * start, moved, 0, 2 * size);
      near = moved;
    }
    start = 0;
  }

  private long[] moved(long[] from, int length) {
    long[] to = new long[length];
    System.arraycopy(from, start, to, 0, size);
    return to;
  }

  private double[] moved(double[] from, int length) {
    double[] to = new double[length];
    System.arraycopy(from, start, to, 0, size);
    return to;
  }

  /// Begins distances at the newest sample, or gives them up where that does not help.
  private void rebase(long millis, double value) {
    long[] allTimes = new long[size];
    double[] allValues = new double[size];
    for (int i = 0; i < size; i++) {
      allTimes[i] = time(i);
      allValues[i] = value(i);
    }
    baseMillis = millis;
    baseValue = (long) value;
    boolean near = isNear(millis, value);
    for (int i = 0; near && i < size; i++) {
      near = isNear(allTimes[i], allValues[i]);
    }
    if (near) {
      for (int i = 0; i < size; i++) {
        put(i, allTimes[i], allValues[i]);
      }
    } else {
      widen(allTimes, allValues);
    }
  }

  private void widen() {
    long[] allTimes = new long[size];
    double[] allValues = new double[size];
    for (int i = 0; i < size; i++) {
      allTimes[i] = time(i);
      allValues[i] = value(i);
    }
    widen(allTimes, allValues);
  }

  private void widen(long[] allTimes, double[] allValues) {
    int length = size + size / 4 + LEAST;
    near = new int[0];
    start = 0;
    times = Arrays.copyOf(allTimes, length);
    values = Arrays.copyOf(allValues, length);
  }
}

package dev.parallax.ingest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Samples of one series, sorted by time. Whole numbers that lie near each other, which nearly all
/// counters are, take eight bytes a sample; anything else sixteen.
///
/// The newest ones stand in [Heads] and move on four at a time.
class RecentSamples {
  private static final int LEAST = 4;

  private Heads heads;
  private int place;
  private long baseMillis;
  private long baseValue;
  private int start;
  private int size;

  /// Time and value of each sample, as distances from the base.
  private int[] near = {};

  private @Nullable Wide wide;

  /// Samples that are not near each other.
  private static final class Wide {
    private long[] times;
    private double[] values;

    Wide(long[] times, double[] values) {
      this.times = times;
      this.values = values;
    }
  }

  RecentSamples(Heads heads) {
    this.heads = heads;
    this.place = heads.open();
  }

  /// Keeps its newest samples elsewhere from now on.
  final void moveTo(Heads others) {
    settle();
    long millis = newest();
    double value = heads.value(place);
    heads = others;
    place = others.open();
    others.newest(place, millis, value);
  }

  /// Where its newest samples stand.
  final int place() {
    return place;
  }

  final int size() {
    return size + heads.waiting(place);
  }

  final long newest() {
    return heads.millis(place);
  }

  final long time(int index) {
    settle();
    return wide == null ? baseMillis + near[2 * (start + index)] : wide.times[start + index];
  }

  final double value(int index) {
    settle();
    return wide == null
        ? (double) (baseValue + near[2 * (start + index) + 1])
        : wide.values[start + index];
  }

  /// Where a time stands, or `-(place where it belongs) - 1`, as [Arrays#binarySearch] answers.
  final int find(long millis) {
    if (size() == 0 || millis > newest()) {
      return -size() - 1;
    }
    int low = 0;
    int high = size() - 1;
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

  /// Puts a sample behind all of them.
  final void append(long millis, double value) {
    if (heads.append(place, millis, value)) {
      return;
    }
    if (start + size() + Heads.ROOM > room()) {
      tidy();
    }
    settle();
    if (size == 0 || !heads.append(place, millis, value)) {
      insert(size, millis, value);
    }
  }

  /// Moves on what stands in the heads.
  private void settle() {
    int count = heads.waiting(place);
    if (count == 0) {
      return;
    }
    heads.settled(place);
    long millis = time(size - 1);
    double value = value(size - 1);
    for (int i = 0; i < count; i++) {
      millis += heads.later(place, i);
      value += heads.more(place, i);
      put(size, millis, value);
    }
  }

  private void put(int index, long millis, double value) {
    makeRoom(1);
    if (wide == null && !isNear(millis, value)) {
      rebase(millis, value);
    }
    if (wide != null) {
      System.arraycopy(wide.times, start + index, wide.times, start + index + 1, size - index);
      System.arraycopy(wide.values, start + index, wide.values, start + index + 1, size - index);
    } else if (index < size) {
      int at = 2 * (start + index);
      System.arraycopy(near, at, near, at + 2, 2 * (size - index));
    }
    size++;
    set(index, millis, value);
  }

  final void replace(int index, double value) {
    settle();
    long millis = time(index);
    if (wide == null && !isNear(millis, value)) {
      widen();
    }
    set(index, millis, value);
    if (index == size - 1) {
      heads.newest(place, millis, value);
    }
  }

  /// Puts a sample before the one at a place, or behind all of them.
  final void insert(int index, long millis, double value) {
    settle();
    if (size == 0) {
      begin(millis, value);
    }
    put(index, millis, value);
    heads.newest(place, time(size - 1), value(size - 1));
  }

  /// Lets the first samples go.
  final void dropFirst(int count) {
    settle();
    start += count;
    size -= count;
  }

  /// Lets go what may go; called when there is no more room.
  void tidy() {}

  private void set(int index, long millis, double value) {
    if (wide != null) {
      wide.times[start + index] = millis;
      wide.values[start + index] = value;
    } else {
      near[2 * (start + index)] = (int) (millis - baseMillis);
      near[2 * (start + index) + 1] = (int) ((long) value - baseValue);
    }
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
    wide = null;
  }

  private void makeRoom(int more) {
    if (start + size + more <= room()) {
      return;
    }
    int length = size + more + size / 4 + LEAST;
    if (wide != null) {
      wide.times = Arrays.copyOfRange(wide.times, start, start + length);
      wide.values = Arrays.copyOfRange(wide.values, start, start + length);
    } else {
      near = Arrays.copyOfRange(near, 2 * start, 2 * (start + length));
    }
    start = 0;
  }

  private int room() {
    return wide == null ? near.length / 2 : wide.times.length;
  }

  /// Begins distances at a sample, or gives them up where that does not help.
  private void rebase(long millis, double value) {
    Wide all = all();
    baseMillis = millis;
    baseValue = (long) value;
    boolean isNear = isNear(millis, value);
    for (int i = 0; isNear && i < size; i++) {
      isNear = isNear(all.times[i], all.values[i]);
    }
    if (!isNear) {
      widen(all);
      return;
    }
    for (int i = 0; i < size; i++) {
      set(i, all.times[i], all.values[i]);
    }
  }

  private void widen() {
    widen(all());
  }

  private void widen(Wide all) {
    wide = all;
    near = new int[0];
    start = 0;
  }

  /// All samples, and room for some more.
  private Wide all() {
    int length = size + size / 4 + LEAST;
    long[] times = new long[length];
    double[] values = new double[length];
    for (int i = 0; i < size; i++) {
      times[i] = time(i);
      values[i] = value(i);
    }
    return new Wide(times, values);
  }
}

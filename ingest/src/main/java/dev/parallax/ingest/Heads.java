package dev.parallax.ingest;

import java.util.Arrays;

/// The newest sample of each series of an SLI, column by column, and up to four before it that have
/// not moved on to [RecentSamples]. Senders send the series of a service together: so what is
/// touched for one sample lies beside what is touched for the next.
final class Heads {
  static final int ROOM = 4;

  private long[] millis = {};
  private double[] values = {};

  /// What was appended to each series since it was last settled: its distance in time (above) and
  /// in value (below) from the sample before it.
  private long[] waiting = {};

  private byte[] count = {};
  private int size;

  /// A place for one more series.
  int open() {
    if (size == millis.length) {
      int room = Math.max(4, size + size / 2);
      millis = Arrays.copyOf(millis, room);
      values = Arrays.copyOf(values, room);
      waiting = Arrays.copyOf(waiting, ROOM * room);
      count = Arrays.copyOf(count, room);
    }
    millis[size] = Long.MIN_VALUE;
    return size++;
  }

  /// The time of the newest sample, or [Long#MIN_VALUE] where there is none.
  long millis(int place) {
    return millis[place];
  }

  double value(int place) {
    return values[place];
  }

  void newest(int place, long itsMillis, double itsValue) {
    millis[place] = itsMillis;
    values[place] = itsValue;
  }

  /// Puts a sample behind the newest one.
  ///
  /// @return false where it does not fit here
  boolean append(int place, long itsMillis, double itsValue) {
    int waits = count[place];
    double before = values[place];
    long later = itsMillis - millis[place];
    int more = (int) (itsValue - before);
    if (waits == ROOM
        || later != (int) later
        || Double.doubleToRawLongBits(before + more) != Double.doubleToRawLongBits(itsValue)) {
      return false;
    }
    waiting[ROOM * place + waits] = (later << 32) | (more & 0xffff_ffffL);
    count[place] = (byte) (waits + 1);
    millis[place] = itsMillis;
    values[place] = itsValue;
    return true;
  }

  int waiting(int place) {
    return count[place];
  }

  /// How much later one that waits is than the one before it.
  int later(int place, int index) {
    return (int) (waiting[ROOM * place + index] >> 32);
  }

  /// How much more one that waits is than the one before it.
  int more(int place, int index) {
    return (int) waiting[ROOM * place + index];
  }

  void settled(int place) {
    count[place] = 0;
  }
}

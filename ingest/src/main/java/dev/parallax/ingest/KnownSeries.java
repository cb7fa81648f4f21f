package dev.parallax.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Series that were read before, by the bytes of their labels as they were sent: they are not read
/// again.
///
/// Senders send the same series in the same order. So behind each one stands the one that came
/// after it the last time, and is compared before anything is looked up. A different order of
/// labels is another entry for the same labels; what does not fit is forgotten as a whole and
/// learnt anew.
///
/// Memory: at most the bytes given. A series is counted as the bytes of its labels and 120 more;
/// what is kept for it by those who count it comes on top. Safe for use by several threads: reading
/// waits for nobody.
public final class KnownSeries {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// How far an entry may lie from its place. With a table at most half full, and places that
  /// nobody outside can foresee, more happens to nobody.
  private static final int MOST_STEPS = 64;

  private static final int BESIDE = 120;

  private final long seed = ThreadLocalRandom.current().nextLong() | 1;
  private final int mostSeries;
  private final long mostBytes;
  private volatile Table table;

  private static final class Table {
    private final AtomicReferenceArray<@Nullable SeriesRef> places;
    private int size;
    private long bytes;

    Table(int places) {
      this.places = new AtomicReferenceArray<>(places);
    }
  }

  /// @param mostSeries how many are remembered
  /// @param mostBytes how much memory they may take
  public KnownSeries(int mostSeries, long mostBytes) {
    this.mostSeries = mostSeries;
    this.mostBytes = mostBytes;
    this.table = new Table(1 << 10);
  }

  /// How many series are remembered.
  public int size() {
    return table.size;
  }

  /// The series that followed the last one, if its labels stand here and no label follows them.
  ///
  /// @param last the series before; null at the beginning of a request
  /// @param to where the series ends
  @Nullable SeriesRef predicted(@Nullable SeriesRef last, byte[] message, int from, int to) {
    SeriesRef guess = last == null ? null : last.next();
    return guess != null && guess.seemsToStand(message, from, to) ? guess : null;
  }

  /// The series with these labels.
  @Nullable SeriesRef find(byte[] message, int from, int to) {
    long hash = hash(message, from, to);
    AtomicReferenceArray<@Nullable SeriesRef> places = table.places;
    int mask = places.length() - 1;
    for (int step = 0; step < MOST_STEPS; step++) {
      SeriesRef entry = places.get((int) (hash + step) & mask);
      if (entry == null) {
        return null;
      }
      if (entry.hash() == hash && entry.length() == to - from && entry.stands(message, from, to)) {
        return entry;
      }
    }
    return null;
  }

  /// The series with these labels, whoever sent them in which order.
  public SeriesRef of(Labels labels) {
    byte[] sent = SeriesRef.sent(labels);
    SeriesRef known = find(sent, 0, sent.length);
    return known == null ? remember(sent, 0, sent.length) : known;
  }

  /// Remembers a series.
  synchronized SeriesRef remember(byte[] message, int from, int to) {
    SeriesRef known = find(message, from, to);
    if (known != null) {
      return known;
    }
    SeriesRef entry = new SeriesRef(Arrays.copyOfRange(message, from, to), hash(message, from, to));
    long cost = cost(entry);
    if (cost > mostBytes || mostSeries == 0) {
      return entry;
    }
    if (table.size == mostSeries || table.bytes + cost > mostBytes) {
      table = new Table(1 << 10);
    } else if (2 * (table.size + 1) > table.places.length()) {
      table = grown(table);
    }
    if (place(table.places, entry)) {
      table.size++;
      table.bytes += cost;
    }
    return entry;
  }

  private static long cost(SeriesRef entry) {
    return (long) entry.length() + BESIDE;
  }

  private static Table grown(Table small) {
    Table large = new Table(2 * small.places.length());
    for (int i = 0; i < small.places.length(); i++) {
      SeriesRef entry = small.places.get(i);
      if (entry != null && place(large.places, entry)) {
        large.size++;
        large.bytes += cost(entry);
      }
    }
    return large;
  }

  private static boolean place(AtomicReferenceArray<@Nullable SeriesRef> places, SeriesRef entry) {
    int mask = places.length() - 1;
    for (int step = 0; step < MOST_STEPS; step++) {
      int place = (int) (entry.hash() + step) & mask;
      if (places.get(place) == null) {
        places.set(place, entry);
        return true;
      }
    }
    return false;
  }

  /// Notes what came after a series.
  void follows(@Nullable SeriesRef last, SeriesRef next) {
    if (last != null) {
      last.next(next);
    }
  }

  /// Eight bytes at a time, mixed with a number that was drawn at the start: who sends labels
  /// cannot choose their places.
  private long hash(byte[] message, int from, int to) {
    long hash = seed ^ (to - from);
    int at = from;
    for (; at + 8 <= to; at += 8) {
      hash = mixed(hash ^ (long) LONG.get(message, at));
    }
    long rest = 0;
    for (; at < to; at++) {
      rest = rest << 8 | (message[at] & 0xff);
    }
    return mixed(mixed(hash ^ rest) + seed);
  }

  private static long mixed(long value) {
    long folded = value * 0x9E3779B97F4A7C15L;
    return folded ^ Math.multiplyHigh(value, 0x9E3779B97F4A7C15L) ^ (folded >>> 32);
  }
}

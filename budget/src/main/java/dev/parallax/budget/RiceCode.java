package dev.parallax.budget;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An hour of varying counts, each minute wholly observed: for hours with traffic.
///
/// A version byte; the hour's sums of total and of bad as varints; a byte with the two parameters;
/// then the minutes as a stream of bits, total and bad in turn. A count is held as its distance
/// from the hour's mean, below and above folded together, and written by a Rice code [1]: the
/// distance's higher bits as so many ones and a zero, its k lower bits as they are. For independent
/// arrivals that lies within half a bit of the entropy. The sums come first because they are asked
/// for most: a window needs the minutes of two hours and the sums of all between.
///
/// [1] R. F. Rice, *Some Practical Universal Noiseless Coding Techniques*, JPL 79-22, 1979.
final class RiceCode {
  static final byte VERSION = 2;

  /// Bytes behind the code that may be read, never used.
  static final int PADDING = 8;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int MOST_PARAMETER = 15;
  private static final int MOST_ONES = 20;
  private static final int ESCAPED_BITS = 36;
  private static final long MOST_COUNT = 1L << 32;

  private RiceCode() {}

  /// The hour, or nothing where it is of another kind.
  static byte @Nullable [] packed(Hour hour) {
    long totalSum = 0;
    long badSum = 0;
    for (int minute = 0; minute < Hour.MINUTES; minute++) {
      long total = hour.total[minute];
      long bad = total - hour.good[minute];
      if (hour.observed[minute] != Slice.WHOLE_MINUTE
          || (total | bad) < 0
          || total >= MOST_COUNT
          || bad >= MOST_COUNT) {
        return null;
      }
      totalSum += total;
      badSum += bad;
    }
    return new Writer(hour, totalSum, badSum).packed();
  }

  /// Adds the sums in the head of an hour that was checked when it came.
  static void addSums(byte[] bytes, int from, Sum sum) {
    int at = from + 1;
    long[] sums = new long[2];
    for (int i = 0; i < 2; i++) {
      long value = 0;
      int shift = 0;
      int part;
      do {
        part = bytes[at++];
        value |= (part & 0x7fL) << shift;
        shift += 7;
      } while (part < 0);
      sums[i] = value;
    }
    sum.add(sums[0] - sums[1], sums[0], Hour.MINUTES * 60L);
  }

  private static long folded(long count, long mean) {
    long distance = count - mean;
    return mean == 0 ? count : (distance << 1) ^ (distance >> 63);
  }

  private static long unfolded(long folded, long mean) {
    return mean == 0 ? folded : mean + ((folded >>> 1) ^ -(folded & 1));
  }

  private static final class Writer {
    private final Hour hour;
    private final long totalSum;
    private final long badSum;
    private final long totalMean;
    private final long badMean;
    private byte[] bytes = new byte[64];
    private int bit;

    Writer(Hour hour, long totalSum, long badSum) {
      this.hour = hour;
      this.totalSum = totalSum;
      this.badSum = badSum;
      this.totalMean = totalSum / Hour.MINUTES;
      this.badMean = badSum / Hour.MINUTES;
    }

    byte[] packed() {
      int totalParameter = parameter(true);
      int badParameter = parameter(false);
      put(VERSION, 8);
      varint(totalSum);
      varint(badSum);
      put((totalParameter << 4) | badParameter, 8);
      for (int minute = 0; minute < Hour.MINUTES; minute++) {
        symbol(value(minute, true), totalParameter);
        if (badSum > 0) {
          symbol(value(minute, false), badParameter);
        }
      }
      return Arrays.copyOf(bytes, (bit + 7) >>> 3);
    }

    private long bad(int minute) {
      return hour.total[minute] - hour.good[minute];
    }

    /// The parameter that takes the fewest bits: near the size of a usual distance.
    private int parameter(boolean ofTotal) {
      long distances = 0;
      for (int minute = 0; minute < Hour.MINUTES; minute++) {
        distances += value(minute, ofTotal);
      }
      int usual = Long.SIZE - 1 - Long.numberOfLeadingZeros(distances / Hour.MINUTES + 1);
      int first = Math.clamp(usual - 1, 0, MOST_PARAMETER - 2);
      int best = first;
      for (int k = first + 1; k <= first + 2; k++) {
        best = bits(k, ofTotal) < bits(best, ofTotal) ? k : best;
      }
      return best;
    }

    private long bits(int parameter, boolean ofTotal) {
      long bits = 0;
      for (int minute = 0; minute < Hour.MINUTES; minute++) {
        long ones = value(minute, ofTotal) >>> parameter;
        bits += ones < MOST_ONES ? ones + 1 + parameter : MOST_ONES + ESCAPED_BITS;
      }
      return bits;
    }

    private long value(int minute, boolean ofTotal) {
      return ofTotal ? folded(hour.total[minute], totalMean) : folded(bad(minute), badMean);
    }

    private void symbol(long value, int parameter) {
      long ones = value >>> parameter;
      if (ones >= MOST_ONES) {
        put((1L << MOST_ONES) - 1, MOST_ONES);
        put(value, ESCAPED_BITS);
      } else {
        put((1L << ones) - 1, (int) ones + 1);
        put(value & ((1L << parameter) - 1), parameter);
      }
    }

    private void varint(long value) {
      long rest = value;
      while (rest > 0x7f) {
        put((rest & 0x7f) | 0x80, 8);
        rest >>>= 7;
      }
      put(rest, 8);
    }

    private void put(long bits, int count) {
      while (bytes.length < ((bit + count) >>> 3) + 1) {
        bytes = Arrays.copyOf(bytes, bytes.length * 2);
      }
      for (int i = 0; i < count; i++, bit++) {
        bytes[bit >>> 3] |= (byte) (((bits >>> i) & 1) << (bit & 7));
      }
    }
  }

  /// Reads an hour, one minute after the other.
  static final class Reader {
    private final PackedHour in;
    private final byte[] bytes;
    final long totalSum;
    final long badSum;
    private final long totalMean;
    private final long badMean;
    private final int totalParameter;
    private final int badParameter;
    private int bit;
    long total;
    long bad;

    Reader(PackedHour in) {
      this.in = in;
      this.bytes = in.bytes();
      this.bit = (in.from() + 1) << 3;
      this.totalSum = varint();
      this.badSum = varint();
      this.totalMean = totalSum / Hour.MINUTES;
      this.badMean = badSum / Hour.MINUTES;
      int parameters = byteAt();
      this.totalParameter = parameters >> 4;
      this.badParameter = parameters & 15;
    }

    void next() {
      total = unfolded(symbol(totalParameter), totalMean);
      bad = badSum > 0 ? unfolded(symbol(badParameter), badMean) : 0;
    }

    /// Whether nothing is left but the unused bits of the last byte.
    boolean isAtEnd() {
      return (bit + 7) >>> 3 == in.until();
    }

    private long symbol(int parameter) {
      if (bit >>> 3 >= in.until()) {
        throw in.damaged();
      }
      long window = (long) LONG.get(bytes, bit >>> 3) >>> (bit & 7);
      int ones = Long.numberOfTrailingZeros(~window);
      if (ones >= MOST_ONES) {
        bit += MOST_ONES + ESCAPED_BITS;
        return (window >>> MOST_ONES) & ((1L << ESCAPED_BITS) - 1);
      }
      bit += ones + 1 + parameter;
      return ((long) ones << parameter) | ((window >>> (ones + 1)) & ((1L << parameter) - 1));
    }

    private long varint() {
      long value = 0;
      int shift = 0;
      int part;
      do {
        part = byteAt();
        if (shift > 63) {
          throw in.damaged();
        }
        value |= (part & 0x7fL) << shift;
        shift += 7;
      } while (part > 0x7f);
      return value;
    }

    private int byteAt() {
      if (bit >>> 3 >= in.until()) {
        throw in.damaged();
      }
      int value = bytes[bit >>> 3] & 0xff;
      bit += 8;
      return value;
    }
  }
}

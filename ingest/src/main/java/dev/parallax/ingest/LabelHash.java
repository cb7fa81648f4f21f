package dev.parallax.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.concurrent.ThreadLocalRandom;

/// 128 bits of the bytes of a series' labels, by a key that is drawn at the start and leaves the
/// process never.
///
/// A sum of products of message and key: two different texts of one length collide for one key in
/// 2⁶⁴ [1], and who does not know the key cannot look for them. So it may stand for the bytes where
/// one expectation is checked, as [KnownSeries] does for each sample: reading the bytes of a
/// hundred thousand series again costs more than all the rest of a sample.
///
/// [1] J. Black et al., "UMAC: Fast and Secure Message Authentication", CRYPTO 1999, section 3
/// (NH).
final class LabelHash {
  static final int SHORTEST = 16;
  static final int LONGEST = 1 << 10;
  private static final int STEP = 16;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long[] KEY =
      ThreadLocalRandom.current().longs(2 * (LONGEST / STEP + 1)).toArray();

  private LabelHash() {}

  /// Whether texts of this length are hashed.
  static boolean covers(int length) {
    return length >= SHORTEST && length <= LONGEST;
  }

  /// The lower half: the sum of the products' lower halves.
  static long low(byte[] bytes, int from, int length) {
    long sum = length;
    int key = 0;
    int last = from + length - STEP;
    for (int at = from; at < last; at += STEP) {
      sum += first(bytes, at, key) * second(bytes, at, key);
      key += 2;
    }
    return sum + first(bytes, last, key) * second(bytes, last, key);
  }

  /// The upper half: the sum of the products' upper halves.
  static long high(byte[] bytes, int from, int length) {
    long sum = length;
    int key = 0;
    int last = from + length - STEP;
    for (int at = from; at < last; at += STEP) {
      sum += Math.unsignedMultiplyHigh(first(bytes, at, key), second(bytes, at, key));
      key += 2;
    }
    return sum + Math.unsignedMultiplyHigh(first(bytes, last, key), second(bytes, last, key));
  }

  /// Whether both halves are these, in one pass.
  static boolean matches(byte[] bytes, int from, int length, long low, long high) {
    long sumLow = length;
    long sumHigh = length;
    int key = 0;
    int last = from + length - STEP;
    for (int at = from; at < last; at += STEP) {
      long a = first(bytes, at, key);
      long b = second(bytes, at, key);
      sumLow += a * b;
      sumHigh += Math.unsignedMultiplyHigh(a, b);
      key += 2;
    }
    long a = first(bytes, last, key);
    long b = second(bytes, last, key);
    return sumLow + a * b == low && sumHigh + Math.unsignedMultiplyHigh(a, b) == high;
  }

  private static long first(byte[] bytes, int at, int key) {
    return (long) LONG.get(bytes, at) + KEY[key];
  }

  private static long second(byte[] bytes, int at, int key) {
    return (long) LONG.get(bytes, at + 8) + KEY[key + 1];
  }
}

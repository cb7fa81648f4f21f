package dev.parallax.budget;

import java.util.Arrays;
import java.util.HexFormat;

/// Sixty minutes of one SLI, open for reading and changing, and their packed form.
///
/// Packed: a version byte, then runs of equal minutes. The first byte of a run holds its length − 1
/// (six bits) and its kind: empty, wholly observed and all good, wholly observed, or with a mask of
/// its own. Counts follow as zig-zag varints: total, then bad where the kind has it. An hour with
/// nothing in it takes 2 bytes, one of a status history mostly 3.
final class Hour {
  static final int MINUTES = 60;
  private static final byte VERSION = 1;
  private static final int EMPTY = 0;
  private static final int ALL_GOOD = 1;
  private static final int WHOLE = 2;
  private static final int MASKED = 3;

  final long[] good = new long[MINUTES];
  final long[] total = new long[MINUTES];
  final long[] observed = new long[MINUTES];

  void merge(int minute, long moreGood, long moreTotal, long mask) {
    good[minute] = Math.addExact(good[minute], moreGood);
    total[minute] = Math.addExact(total[minute], moreTotal);
    observed[minute] |= mask;
  }

  void clear(int minute) {
    good[minute] = 0;
    total[minute] = 0;
    observed[minute] = 0;
  }

  boolean isEmpty(int minute) {
    return (good[minute] | total[minute] | observed[minute]) == 0;
  }

  byte[] packed() {
    Writer out = new Writer();
    out.put(VERSION);
    int minute = 0;
    while (minute < MINUTES) {
      int next = minute + 1;
      while (next < MINUTES && same(minute, next)) {
        next++;
      }
      writeRun(out, minute, next - minute);
      minute = next;
    }
    return out.bytes();
  }

  private boolean same(int a, int b) {
    return good[a] == good[b] && total[a] == total[b] && observed[a] == observed[b];
  }

  private void writeRun(Writer out, int minute, int length) {
    long bad = total[minute] - good[minute];
    int kind = observed[minute] != Slice.WHOLE_MINUTE ? MASKED : bad == 0 ? ALL_GOOD : WHOLE;
    if (isEmpty(minute)) {
      kind = EMPTY;
    }
    out.put((byte) (kind << 6 | (length - 1)));
    if (kind == MASKED) {
      out.fixed(observed[minute]);
    }
    if (kind != EMPTY) {
      out.varint(total[minute]);
    }
    if (kind >= WHOLE) {
      out.varint(bad);
    }
  }

  /// @throws IllegalArgumentException where the bytes are not what [#packed] writes
  static Hour unpacked(byte[] packed) {
    Hour hour = new Hour();
    Reader in = new Reader(packed);
    checkVersion(in.next());
    int minute = 0;
    while (minute < MINUTES) {
      int head = in.next() & 0xff;
      int kind = head >> 6;
      int end = minute + (head & 63) + 1;
      if (end > MINUTES) {
        throw damaged(packed);
      }
      long mask = kind == MASKED ? in.fixed() : kind == EMPTY ? 0 : Slice.WHOLE_MINUTE;
      long total = kind == EMPTY ? 0 : in.varint();
      long bad = kind >= WHOLE ? in.varint() : 0;
      Arrays.fill(hour.observed, minute, end, mask);
      Arrays.fill(hour.total, minute, end, total);
      Arrays.fill(hour.good, minute, end, total - bad);
      minute = end;
    }
    if (in.at != packed.length) {
      throw damaged(packed);
    }
    return hour;
  }

  private static void checkVersion(byte version) {
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "packed hour of version %d: expected %d. It was written by a newer Parallax; run that one."
              .formatted(version, VERSION));
    }
  }

  /// Walks over the runs without keeping them.
  ///
  /// @throws IllegalArgumentException if they do not make exactly sixty minutes
  static void check(byte[] packed) {
    Reader in = new Reader(packed);
    checkVersion(in.next());
    int minute = 0;
    while (minute < MINUTES) {
      int head = in.next() & 0xff;
      int kind = head >> 6;
      in.at += kind == MASKED ? Long.BYTES : 0;
      for (int counts = kind == EMPTY ? 0 : kind == ALL_GOOD ? 1 : 2; counts > 0; counts--) {
        in.varint();
      }
      minute += (head & 63) + 1;
    }
    if (minute != MINUTES || in.at != packed.length) {
      throw damaged(packed);
    }
  }

  private static IllegalArgumentException damaged(byte[] packed) {
    return new IllegalArgumentException(
        "packed hour %s: expected runs that make exactly sixty minutes. It is damaged; restore it from a backup or import its hour again."
            .formatted(HexFormat.of().formatHex(packed)));
  }

  private static final class Writer {
    private byte[] bytes = new byte[64];
    private int size;

    void put(byte value) {
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, size * 2);
      }
      bytes[size++] = value;
    }

    void varint(long signed) {
      long value = (signed << 1) ^ (signed >> 63);
      while ((value & ~0x7fL) != 0) {
        put((byte) ((value & 0x7f) | 0x80));
        value >>>= 7;
      }
      put((byte) value);
    }

    void fixed(long value) {
      for (int shift = 0; shift < 64; shift += 8) {
        put((byte) (value >>> shift));
      }
    }

    byte[] bytes() {
      return Arrays.copyOf(bytes, size);
    }
  }

  private static final class Reader {
    private final byte[] bytes;
    private int at;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    byte next() {
      if (at >= bytes.length) {
        throw damaged(bytes);
      }
      return bytes[at++];
    }

    long varint() {
      long value = 0;
      int shift = 0;
      byte part;
      do {
        part = next();
        if (shift > 63) {
          throw damaged(bytes);
        }
        value |= (part & 0x7fL) << shift;
        shift += 7;
      } while (part < 0);
      return (value >>> 1) ^ -(value & 1);
    }

    long fixed() {
      long value = 0;
      for (int shift = 0; shift < 64; shift += 8) {
        value |= (next() & 0xffL) << shift;
      }
      return value;
    }
  }
}

package dev.parallax.budget;

import java.util.Arrays;

/// An hour as runs of equal minutes: for hours that are quiet, even or full of holes.
///
/// The first byte of a run holds its length − 1 (six bits) and its kind: empty, wholly observed and
/// all good, wholly observed, or with a mask of its own. Counts follow as zig-zag varints: total,
/// then bad where the kind has it. An hour with nothing in it takes 2 bytes, one of a status
/// history mostly 3.
final class RunCode {
  static final byte VERSION = 1;
  private static final int EMPTY = 0;
  private static final int ALL_GOOD = 1;
  private static final int WHOLE = 2;
  private static final int MASKED = 3;

  private RunCode() {}

  static byte[] packed(Hour hour) {
    Writer out = new Writer();
    out.put(VERSION);
    int minute = 0;
    while (minute < Hour.MINUTES) {
      int next = minute + 1;
      while (next < Hour.MINUTES && hour.isSame(minute, next)) {
        next++;
      }
      writeRun(out, hour, minute, next - minute);
      minute = next;
    }
    return out.bytes();
  }

  private static void writeRun(Writer out, Hour hour, int minute, int length) {
    long bad = hour.total[minute] - hour.good[minute];
    int kind = hour.observed[minute] != Slice.WHOLE_MINUTE ? MASKED : bad == 0 ? ALL_GOOD : WHOLE;
    if (hour.isEmpty(minute)) {
      kind = EMPTY;
    }
    out.put((byte) (kind << 6 | (length - 1)));
    if (kind == MASKED) {
      out.fixed(hour.observed[minute]);
    }
    if (kind != EMPTY) {
      out.varint(hour.total[minute]);
    }
    if (kind >= WHOLE) {
      out.varint(bad);
    }
  }

  /// One run after the other. Fields hold the newest.
  static final class Runs {
    private final PackedHour in;
    private int at;
    int minute;
    int end;
    long total;
    long bad;
    long mask;

    Runs(PackedHour in) {
      this.in = in;
      this.at = in.from() + 1;
    }

    boolean next() {
      minute = end;
      if (minute == Hour.MINUTES) {
        if (at != in.until()) {
          throw in.damaged();
        }
        return false;
      }
      int head = byteAt() & 0xff;
      int kind = head >> 6;
      end = minute + (head & 63) + 1;
      if (end > Hour.MINUTES) {
        throw in.damaged();
      }
      mask = kind == MASKED ? fixed() : kind == EMPTY ? 0 : Slice.WHOLE_MINUTE;
      total = kind == EMPTY ? 0 : varint();
      bad = kind >= WHOLE ? varint() : 0;
      return true;
    }

    private byte byteAt() {
      if (at >= in.until()) {
        throw in.damaged();
      }
      return in.bytes()[at++];
    }

    private long varint() {
      long value = 0;
      int shift = 0;
      byte part;
      do {
        part = byteAt();
        if (shift > 63) {
          throw in.damaged();
        }
        value |= (part & 0x7fL) << shift;
        shift += 7;
      } while (part < 0);
      return (value >>> 1) ^ -(value & 1);
    }

    private long fixed() {
      long value = 0;
      for (int shift = 0; shift < 64; shift += 8) {
        value |= (byteAt() & 0xffL) << shift;
      }
      return value;
    }
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
}

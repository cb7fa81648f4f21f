package dev.parallax.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Reads and writes the Snappy block format, the only one that remote write uses.
///
/// The length that a block declares is checked against the caller's limit, and against what so few
/// bytes can hold at most, before anything is allocated. Source: google/snappy,
/// `format_description.txt`.
final class SnappyBlock {
  /// A copy of three bytes makes 64: no block grows by more than this factor.
  private static final int MAX_GROWTH = 32;

  /// Up to so many bytes are moved as two words, whatever stands behind them: it is overwritten
  /// next.
  private static final int SHORT = 16;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final byte[] FRAMED = {
    (byte) 0xff, 0x06, 0x00, 0x00, 's', 'N', 'a', 'P', 'p', 'Y'
  };

  private final byte[] in;
  private byte[] out = {};
  private int end;
  private int from;
  private int to;

  private SnappyBlock(byte[] in) {
    this.in = in;
  }

  /// The bytes are no Snappy block.
  static final class Corrupt extends Unreadable {
    Corrupt(String message) {
      super(message);
    }
  }

  /// The block declares more bytes than allowed.
  static final class TooLong extends Unreadable {
    TooLong(String message) {
      super(message);
    }
  }

  static byte[] decompress(byte[] block, int maxBytes) throws Corrupt, TooLong {
    try (Scratch scratch = Scratch.take()) {
      int length = decompress(block, maxBytes, scratch);
      return Arrays.copyOf(scratch.bytes(), length);
    }
  }

  /// @return how many bytes of the room are used
  static int decompress(byte[] block, int maxBytes, Scratch room) throws Corrupt, TooLong {
    if (isFramed(block)) {
      throw new Corrupt("framed Snappy: expected the Snappy block format, which has no frames");
    }
    SnappyBlock reader = new SnappyBlock(block);
    long declared = reader.declaredLength();
    if (declared > maxBytes) {
      throw new TooLong(
          "a Snappy block of %,d bytes when decompressed: expected at most %,d"
              .formatted(declared, maxBytes));
    }
    if (declared > (long) block.length * MAX_GROWTH) {
      throw new Corrupt(
          "a Snappy block of %,d bytes that declares %,d: so few cannot hold so many"
              .formatted(block.length, declared));
    }
    reader.end = (int) declared;
    reader.out = room.room(reader.end);
    reader.run();
    return reader.end;
  }

  private static boolean isFramed(byte[] block) {
    for (int i = 0; i < FRAMED.length; i++) {
      if (i >= block.length || block[i] != FRAMED[i]) {
        return false;
      }
    }
    return true;
  }

  private long declaredLength() throws Corrupt {
    long length = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int b = next();
      length |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        if (length > 0xffff_ffffL) {
          break;
        }
        return length;
      }
    }
    throw new Corrupt("a Snappy block whose length takes more than 32 bits");
  }

  private void run() throws Corrupt {
    while (from < in.length) {
      int tag = next();
      switch (tag & 3) {
        case 0 -> literal(tag >>> 2);
        case 1 -> copy(((tag >>> 2) & 7) + 4, ((tag >>> 5) << 8) | next());
        case 2 -> copy((tag >>> 2) + 1, number(2));
        default -> copy((tag >>> 2) + 1, number(4));
      }
    }
    if (to != end) {
      throw new Corrupt(
          "a Snappy block that ends after %,d of %,d bytes: it is cut off".formatted(to, end));
    }
  }

  private void literal(int code) throws Corrupt {
    int length = code < 60 ? code + 1 : number(code - 59) + 1;
    if (length <= 0 || length > in.length - from || length > end - to) {
      throw new Corrupt("a Snappy literal that runs over the end at byte " + from);
    }
    if (length <= SHORT && from + SHORT <= in.length && to + SHORT <= end) {
      LONG.set(out, to, (long) LONG.get(in, from));
      LONG.set(out, to + 8, (long) LONG.get(in, from + 8));
    } else {
      System.arraycopy(in, from, out, to, length);
    }
    from += length;
    to += length;
  }

  private void copy(int length, int offset) throws Corrupt {
    if (offset <= 0 || offset > to || length > end - to) {
      throw new Corrupt("a Snappy copy from outside of the block at byte " + from);
    }
    if (offset >= 8 && length <= SHORT && to + SHORT <= end) {
      LONG.set(out, to, (long) LONG.get(out, to - offset));
      LONG.set(out, to + 8, (long) LONG.get(out, to - offset + 8));
      to += length;
    } else if (offset >= length) {
      System.arraycopy(out, to - offset, out, to, length);
      to += length;
    } else {
      for (int end = to + length; to < end; to++) {
        out[to] = out[to - offset];
      }
    }
  }

  private int next() throws Corrupt {
    if (from == in.length) {
      throw new Corrupt("a Snappy block that is cut off after %,d bytes".formatted(from));
    }
    return in[from++] & 0xff;
  }

  private int number(int bytes) throws Corrupt {
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= next() << (8 * i);
    }
    return value;
  }

  /// Writes literals only: valid for every reader, and as long as the input.
  static byte[] store(byte[] bytes) {
    SnappyBlock writer = new SnappyBlock(bytes);
    writer.out = new byte[bytes.length + 5 + 3 * (bytes.length / 65_536 + 1)];
    int length = bytes.length;
    for (; length >= 0x80; length >>>= 7) {
      writer.put(length | 0x80);
    }
    writer.put(length);
    while (writer.from < bytes.length) {
      int chunk = Math.min(65_536, bytes.length - writer.from);
      writer.put(61 << 2);
      writer.put(chunk - 1);
      writer.put((chunk - 1) >>> 8);
      System.arraycopy(bytes, writer.from, writer.out, writer.to, chunk);
      writer.from += chunk;
      writer.to += chunk;
    }
    return Arrays.copyOf(writer.out, writer.to);
  }

  private void put(int b) {
    out[to++] = (byte) b;
  }
}

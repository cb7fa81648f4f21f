package dev.parallax.ingest;

import java.util.Arrays;

/// Reads and writes the Snappy block format, the only one that remote write uses.
///
/// The length that a block declares is checked against the caller's limit, and against what so few
/// bytes can hold at most, before anything is allocated. Source: google/snappy,
/// `format_description.txt`.
final class SnappyBlock {
  /// A copy of three bytes makes 64: no block grows by more than this factor.
  private static final int MAX_GROWTH = 32;

  private static final byte[] FRAMED = {
    (byte) 0xff, 0x06, 0x00, 0x00, 's', 'N', 'a', 'P', 'p', 'Y'
  };

  private final byte[] in;
  private byte[] out = {};
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
    reader.out = new byte[(int) declared];
    reader.run();
    return reader.out;
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
    if (to != out.length) {
      throw new Corrupt(
          "a Snappy block that ends after %,d of %,d bytes: it is cut off"
              .formatted(to, out.length));
    }
  }

  private void literal(int code) throws Corrupt {
    int length = code < 60 ? code + 1 : number(code - 59) + 1;
    if (length <= 0 || length > in.length - from || length > out.length - to) {
      throw new Corrupt("a Snappy literal that runs over the end at byte " + from);
    }
    System.arraycopy(in, from, out, to, length);
    from += length;
    to += length;
  }

  private void copy(int length, int offset) throws Corrupt {
    if (offset <= 0 || offset > to || length > out.length - to) {
      throw new Corrupt("a Snappy copy from outside of the block at byte " + from);
    }
    if (offset >= length) {
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

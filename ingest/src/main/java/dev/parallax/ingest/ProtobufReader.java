package dev.parallax.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Walks over a protobuf message without building one: read a tag, then read or skip its value.
/// Source: Protocol Buffers, "Encoding".
final class ProtobufReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int at;
  private int end;

  ProtobufReader(byte[] bytes) {
    this(bytes, bytes.length);
  }

  /// @param length where the message ends
  ProtobufReader(byte[] bytes, int length) {
    this.bytes = bytes;
    this.end = length;
  }

  /// The bytes are no protobuf message.
  static final class Malformed extends Unreadable {
    Malformed(String message) {
      super(message);
    }
  }

  /// Where the reader stands.
  int position() {
    return at;
  }

  /// Where the message ends in which the reader stands.
  int end() {
    return end;
  }

  /// Goes to another place of the same message.
  void position(int to) {
    at = to;
  }

  /// The message and everything around it; not to be changed.
  byte[] bytes() {
    return bytes;
  }

  boolean hasMore() {
    return at < end;
  }

  /// The next field: its number times eight plus its wire type.
  int tag() throws Malformed {
    long tag = varint();
    if (tag < 8 || tag > 0xffff_ffffL) {
      throw malformed("field number " + (tag >>> 3) + " does not exist");
    }
    return (int) tag;
  }

  static int tag(int field, int wireType) {
    return field << 3 | wireType;
  }

  long varint() throws Malformed {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at == end) {
        throw malformed("the message is cut off inside a number");
      }
      byte b = bytes[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw malformed("a number of more than ten bytes");
  }

  long fixed64() throws Malformed {
    need(8);
    long value = little.getLong(at);
    at += 8;
    return value;
  }

  double float64() throws Malformed {
    need(8);
    double value = (double) DOUBLE.get(bytes, at);
    at += 8;
    return value;
  }

  /// A number that was written so that small negative ones are short.
  long zigzag() throws Malformed {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  /// The value of a field of doubles; where it is of another type, it is skipped and nothing
  /// changes.
  double number(int tag, double otherwise) throws Malformed {
    if ((tag & 7) == FIXED64) {
      return float64();
    }
    skip(tag);
    return otherwise;
  }

  /// The value of a field of integers; where it is of another type, it is skipped and nothing
  /// changes.
  long integer(int tag, long otherwise) throws Malformed {
    if ((tag & 7) == VARINT) {
      return varint();
    }
    skip(tag);
    return otherwise;
  }

  /// As [#integer], for numbers written as [#zigzag] reads them.
  long signed(int tag, long otherwise) throws Malformed {
    if ((tag & 7) == VARINT) {
      return zigzag();
    }
    skip(tag);
    return otherwise;
  }

  /// Narrows the reader to the message that comes next; give the answer to [#leave].
  int enter() throws Malformed {
    int length = length();
    int outer = end;
    end = at + length;
    return outer;
  }

  /// Goes on behind the message that was entered, read to its end or not.
  void leave(int outer) {
    at = end;
    end = outer;
  }

  /// The text that comes next, or null where it is not UTF-8; then too the reader stands behind it.
  @Nullable String text() throws Malformed {
    int length = length();
    int start = at;
    at += length;
    for (int i = start; i < at; i++) {
      if (bytes[i] < 0) {
        return utf8(start, length);
      }
    }
    return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
  }

  private @Nullable String utf8(int start, int length) {
    try {
      CharBuffer text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
      return text.toString();
    } catch (CharacterCodingException _) {
      return null;
    }
  }

  /// How many bytes the text, bytes or message that comes next has.
  int length() throws Malformed {
    long length = varint();
    if (length < 0 || length > end - at) {
      throw malformed("a field of %,d bytes where %,d are left".formatted(length, end - at));
    }
    return (int) length;
  }

  /// [#length], without moving on.
  int peekLength() throws Malformed {
    int start = at;
    int length = length();
    at = start;
    return length;
  }

  void skip(int tag) throws Malformed {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> advance(8);
      case BYTES -> advance(length());
      case FIXED32 -> advance(4);
      default -> throw malformed("wire type " + (tag & 7) + ", which is not in use");
    }
  }

  private void advance(int count) throws Malformed {
    need(count);
    at += count;
  }

  private void need(int count) throws Malformed {
    if (count > end - at) {
      throw malformed("the message is cut off");
    }
  }

  private Malformed malformed(String what) {
    return new Malformed("at byte %,d: %s".formatted(at, what));
  }
}

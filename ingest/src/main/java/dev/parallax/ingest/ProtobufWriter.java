package dev.parallax.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// Writes a protobuf message field by field. Source: Protocol Buffers, "Encoding".
final class ProtobufWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /// What was written.
  byte[] bytes() {
    return out.toByteArray();
  }

  void message(int field, ProtobufWriter inside) {
    bytes(field, inside.bytes());
  }

  void text(int field, String text) {
    bytes(field, text.getBytes(StandardCharsets.UTF_8));
  }

  void bytes(int field, byte[] bytes) {
    varint(field << 3 | ProtobufReader.BYTES);
    varint(bytes.length);
    out.writeBytes(bytes);
  }

  void float64(int field, double value) {
    fixed64(field, Double.doubleToRawLongBits(value));
  }

  /// A whole number as a varint.
  void number(int field, long value) {
    varint(field << 3 | ProtobufReader.VARINT);
    varint(value);
  }

  void fixed64(int field, long value) {
    varint(field << 3 | ProtobufReader.FIXED64);
    ByteBuffer eight = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    out.writeBytes(eight.putLong(value).array());
  }

  void varint(long value) {
    long rest = value;
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
      out.write((int) ((rest & 0x7f) | 0x80));
    }
    out.write((int) rest);
  }
}

package dev.parallax.e2e;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import dev.parallax.testkit.WriteRequest2;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// What a sender, a network or an attacker can do to a request on its way. A message is taken apart
/// by protobuf's own reader and put together again.
final class WriteBodies {
  private static final int SYMBOLS = 4;
  private static final int SERIES = 5;
  private static final int REFERENCES = 1;
  private static final int UNKNOWN = 99;

  private WriteBodies() {}

  /// The message, changed as a case wants it.
  static byte[] message(WriteCase from, long now) {
    byte[] message = from.request(now).message();
    return switch (from.changed("message")) {
      case "" -> message;
      case "reference behind the end" -> withReferences(message, 1, 1_000);
      case "huge reference" -> withReferences(message, 1, -1);
      case "no empty symbol" -> withSymbols(message, ByteString.copyFromUtf8("first"), 0);
      case "not UTF-8" ->
          withSymbols(message, ByteString.copyFrom(new byte[] {'a', (byte) 0xff}), 2);
      case "no symbols" -> parsed(message).toBuilder().clearField(SYMBOLS).build().toByteArray();
      case "symbols last" -> symbolsLast(message);
      case "unpacked" -> unpacked(message);
      case "unknown fields" -> withUnknown(message);
      default -> throw new IllegalStateException("no such change: " + from.changed("message"));
    };
  }

  /// The body, changed as a case wants it.
  static byte[] body(WriteCase from, long now) {
    byte[] body =
        from.isFirstVersion()
            ? from.firstVersion(now)
            : WriteRequest2.compressed(message(from, now));
    return switch (from.changed("body")) {
      case "", "chunked" -> body;
      case "first byte" -> {
        body[0] ^= (byte) 0xff;
        yield body;
      }
      case "cut" -> Arrays.copyOf(body, body.length - 1);
      case "noise" -> HexFormat.of().parseHex("ff060000734e61505079deadbeef");
      case "none" -> new byte[0];
      case "plain" -> message(from, now);
      case "65 MB" -> WriteRequest2.compressed(new byte[65 << 20]);
      case "4 GiB declared" -> HexFormat.of().parseHex("ffffffff0f00");
      case "60 MB declared" -> HexFormat.of().parseHex("80cccb1c0061");
      case "framed" -> framed(message(from, now));
      default -> throw new IllegalStateException("no such change: " + from.changed("body"));
    };
  }

  private static UnknownFieldSet parsed(byte[] message) {
    try {
      return UnknownFieldSet.parseFrom(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] series(byte[] message) {
    return parsed(message).getField(SERIES).getLengthDelimitedList().getFirst().toByteArray();
  }

  private static byte[] withSeries(byte[] message, UnknownFieldSet series) {
    return parsed(message).toBuilder()
        .clearField(SERIES)
        .mergeField(SERIES, Field.newBuilder().addLengthDelimited(series.toByteString()).build())
        .build()
        .toByteArray();
  }

  private static byte[] withReferences(byte[] message, long... references) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(packed);
    try {
      for (long reference : references) {
        out.writeUInt64NoTag(reference);
      }
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Field field =
        Field.newBuilder().addLengthDelimited(ByteString.copyFrom(packed.toByteArray())).build();
    UnknownFieldSet one =
        parsed(series(message)).toBuilder()
            .clearField(REFERENCES)
            .mergeField(REFERENCES, field)
            .build();
    return withSeries(message, one);
  }

  private static byte[] withSymbols(byte[] message, ByteString symbol, int at) {
    Field.Builder symbols = Field.newBuilder();
    int index = 0;
    for (ByteString each : parsed(message).getField(SYMBOLS).getLengthDelimitedList()) {
      symbols.addLengthDelimited(index++ == at ? symbol : each);
    }
    return parsed(message).toBuilder()
        .clearField(SYMBOLS)
        .mergeField(SYMBOLS, symbols.build())
        .build()
        .toByteArray();
  }

  private static byte[] symbolsLast(byte[] message) {
    byte[] series = parsed(message).toBuilder().clearField(SYMBOLS).build().toByteArray();
    byte[] symbols = parsed(message).toBuilder().clearField(SERIES).build().toByteArray();
    byte[] both = Arrays.copyOf(series, message.length);
    System.arraycopy(symbols, 0, both, series.length, symbols.length);
    return both;
  }

  private static byte[] unpacked(byte[] message) {
    UnknownFieldSet one = parsed(series(message));
    Field.Builder references = Field.newBuilder();
    for (byte each : one.getField(REFERENCES).getLengthDelimitedList().getFirst().toByteArray()) {
      references.addVarint(each);
    }
    return withSeries(
        message,
        one.toBuilder().clearField(REFERENCES).mergeField(REFERENCES, references.build()).build());
  }

  private static byte[] withUnknown(byte[] message) {
    Field unknown =
        Field.newBuilder()
            .addVarint(99)
            .addFixed32(99)
            .addFixed64(99)
            .addLengthDelimited(ByteString.copyFrom("unknown", StandardCharsets.UTF_8))
            .build();
    UnknownFieldSet one = parsed(series(message)).toBuilder().mergeField(UNKNOWN, unknown).build();
    return parsed(withSeries(message, one)).toBuilder()
        .mergeField(UNKNOWN, unknown)
        .build()
        .toByteArray();
  }

  private static byte[] framed(byte[] message) {
    byte[] start = HexFormat.of().parseHex("ff060000734e61507059");
    byte[] framed = Arrays.copyOf(start, start.length + message.length);
    System.arraycopy(message, 0, framed, start.length, message.length);
    return framed;
  }
}

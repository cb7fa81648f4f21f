package dev.parallax.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes a request of OTLP in JSON as the protobuf message that it stands for, so that both have
/// one reader. Names are lowerCamelCase, whole numbers of 64 bits may be texts, enumerations are
/// numbers, fields that nobody knows are skipped; a name that comes twice is refused.
///
/// Source: OTLP specification 1.9, "JSON Protobuf Encoding".
final class OtlpJson {
  private static final int MAX_DEPTH = 24;

  /// More than any number has that 64 bits hold; without an end, reading one takes seconds.
  private static final int MAX_DIGITS = 400;

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final JsonParser in;

  /// The request is no JSON, or not what is expected there.
  static final class Unfit extends Unreadable {
    Unfit(String reason) {
      super(reason);
    }
  }

  /// How a value is written.
  private enum Type {
    TEXT,
    BYTES,
    BOOL,
    VARINT,
    ZIGZAG,
    FIXED64,
    SIGNED64,
    DOUBLE,
    VARINTS,
    FIXED64S,
    DOUBLES,
    MESSAGE,
    MESSAGES
  }

  /// @param inside the message's name, where it is one
  private record Field(int number, Type type, String inside) {}

  private static Field of(int number, Type type) {
    return new Field(number, type, "");
  }

  private static Field list(int number, String inside) {
    return new Field(number, Type.MESSAGES, inside);
  }

  private static Field one(int number, String inside) {
    return new Field(number, Type.MESSAGE, inside);
  }

  private static final Field START = of(2, Type.FIXED64);
  private static final Field TIME = of(3, Type.FIXED64);
  private static final Field COUNT = of(4, Type.FIXED64);
  private static final Field SUM = of(5, Type.DOUBLE);
  private static final Field TEMPORALITY = of(2, Type.VARINT);

  /// What of each message is read; names and numbers are those of opentelemetry-proto 1.
  private static final Map<String, Map<String, Field>> MESSAGES =
      Map.ofEntries(
          Map.entry("request", Map.of("resourceMetrics", list(1, "resourceMetrics"))),
          Map.entry(
              "resourceMetrics",
              Map.of("resource", one(1, "resource"), "scopeMetrics", list(2, "scopeMetrics"))),
          Map.entry("resource", Map.of("attributes", list(1, "pair"))),
          Map.entry("scopeMetrics", Map.of("metrics", list(2, "metric"))),
          Map.entry(
              "metric",
              Map.of(
                  "name", of(1, Type.TEXT),
                  "unit", of(3, Type.TEXT),
                  "gauge", one(5, "gauge"),
                  "sum", one(7, "sum"),
                  "histogram", one(9, "histogram"),
                  "exponentialHistogram", one(10, "exponentialHistogram"),
                  "summary", one(11, "summary"))),
          Map.entry("gauge", Map.of("dataPoints", list(1, "number"))),
          Map.entry(
              "sum",
              Map.of(
                  "dataPoints", list(1, "number"),
                  "aggregationTemporality", TEMPORALITY,
                  "isMonotonic", of(3, Type.BOOL))),
          Map.entry(
              "histogram",
              Map.of("dataPoints", list(1, "explicit"), "aggregationTemporality", TEMPORALITY)),
          Map.entry(
              "exponentialHistogram",
              Map.of("dataPoints", list(1, "exponential"), "aggregationTemporality", TEMPORALITY)),
          Map.entry("summary", Map.of("dataPoints", list(1, "quantiles"))),
          Map.entry(
              "number",
              Map.of(
                  "attributes", list(7, "pair"),
                  "startTimeUnixNano", START,
                  "timeUnixNano", TIME,
                  "asDouble", of(4, Type.DOUBLE),
                  "asInt", of(6, Type.SIGNED64),
                  "flags", of(8, Type.VARINT))),
          Map.entry(
              "explicit",
              Map.of(
                  "attributes",
                  list(9, "pair"),
                  "startTimeUnixNano",
                  START,
                  "timeUnixNano",
                  TIME,
                  "count",
                  COUNT,
                  "sum",
                  SUM,
                  "bucketCounts",
                  of(6, Type.FIXED64S),
                  "explicitBounds",
                  of(7, Type.DOUBLES),
                  "flags",
                  of(10, Type.VARINT))),
          Map.entry(
              "exponential",
              Map.ofEntries(
                  Map.entry("attributes", list(1, "pair")),
                  Map.entry("startTimeUnixNano", START),
                  Map.entry("timeUnixNano", TIME),
                  Map.entry("count", COUNT),
                  Map.entry("sum", SUM),
                  Map.entry("scale", of(6, Type.ZIGZAG)),
                  Map.entry("zeroCount", of(7, Type.FIXED64)),
                  Map.entry("positive", one(8, "buckets")),
                  Map.entry("negative", one(9, "buckets")),
                  Map.entry("flags", of(10, Type.VARINT)),
                  Map.entry("zeroThreshold", of(14, Type.DOUBLE)))),
          Map.entry(
              "buckets", Map.of("offset", of(1, Type.ZIGZAG), "bucketCounts", of(2, Type.VARINTS))),
          Map.entry(
              "quantiles",
              Map.of(
                  "attributes", list(7, "pair"),
                  "startTimeUnixNano", START,
                  "timeUnixNano", TIME,
                  "count", COUNT,
                  "sum", SUM,
                  "quantileValues", list(6, "quantile"),
                  "flags", of(8, Type.VARINT))),
          Map.entry(
              "quantile", Map.of("quantile", of(1, Type.DOUBLE), "value", of(2, Type.DOUBLE))),
          Map.entry("pair", Map.of("key", of(1, Type.TEXT), "value", one(2, "value"))),
          Map.entry(
              "value",
              Map.of(
                  "stringValue", of(1, Type.TEXT),
                  "boolValue", of(2, Type.BOOL),
                  "intValue", of(3, Type.VARINT),
                  "doubleValue", of(4, Type.DOUBLE),
                  "arrayValue", one(5, "array"),
                  "kvlistValue", one(6, "pairs"),
                  "bytesValue", of(7, Type.BYTES))),
          Map.entry("array", Map.of("values", list(1, "value"))),
          Map.entry("pairs", Map.of("values", list(1, "pair"))));

  private OtlpJson(JsonParser in) {
    this.in = in;
  }

  static byte[] toProtobuf(byte[] json) throws Unfit {
    try (JsonParser parser = JSON.createParser(json)) {
      OtlpJson reader = new OtlpJson(parser);
      reader.expect(parser.nextToken(), JsonToken.START_OBJECT);
      byte[] message = reader.message("request", 0).bytes();
      reader.expect(parser.nextToken(), null);
      return message;
    } catch (IOException e) {
      throw new Unfit("no JSON: " + Labels.shortened(String.valueOf(e.getMessage())));
    }
  }

  private void expect(@Nullable JsonToken found, @Nullable JsonToken wanted) throws Unfit {
    if (found != wanted) {
      throw here("%s".formatted(found), wanted == null ? "the end" : wanted.toString());
    }
  }

  private Unfit here(String found, String wanted) {
    var at = in.currentTokenLocation();
    return new Unfit(
        "line %d, column %d: %s: expected %s"
            .formatted(at.getLineNr(), at.getColumnNr(), Labels.shortened(found), wanted));
  }

  /// Reads an object of which the brace was read.
  private ProtobufWriter message(String name, int depth) throws IOException, Unfit {
    if (depth > MAX_DEPTH) {
      throw here("nested more than %d deep".formatted(MAX_DEPTH), "less");
    }
    ProtobufWriter out = new ProtobufWriter();
    Map<String, Field> fields = MESSAGES.getOrDefault(name, Map.of());
    while (in.nextToken() == JsonToken.FIELD_NAME) {
      Field field = fields.get(in.currentName());
      JsonToken token = in.nextToken();
      if (field == null) {
        in.skipChildren();
      } else if (token != JsonToken.VALUE_NULL) {
        value(out, field, token, depth);
      }
    }
    expect(in.currentToken(), JsonToken.END_OBJECT);
    return out;
  }

  private void value(ProtobufWriter out, Field field, JsonToken token, int depth)
      throws IOException, Unfit {
    switch (field.type()) {
      case MESSAGE -> {
        expect(token, JsonToken.START_OBJECT);
        out.message(field.number(), message(field.inside(), depth + 1));
      }
      case MESSAGES -> {
        expect(token, JsonToken.START_ARRAY);
        while (in.nextToken() == JsonToken.START_OBJECT) {
          out.message(field.number(), message(field.inside(), depth + 1));
        }
        expect(in.currentToken(), JsonToken.END_ARRAY);
      }
      case VARINTS, FIXED64S, DOUBLES -> {
        expect(token, JsonToken.START_ARRAY);
        while (in.nextToken() != JsonToken.END_ARRAY) {
          scalar(out, field);
        }
      }
      default -> scalar(out, field);
    }
  }

  private void scalar(ProtobufWriter out, Field field) throws IOException, Unfit {
    int number = field.number();
    switch (field.type()) {
      case TEXT -> out.text(number, text());
      case BYTES -> out.bytes(number, base64());
      case BOOL -> {
        boolean yes = in.currentToken() == JsonToken.VALUE_TRUE;
        expect(yes ? JsonToken.VALUE_FALSE : in.currentToken(), JsonToken.VALUE_FALSE);
        out.number(number, yes ? 1 : 0);
      }
      case ZIGZAG -> {
        long value = whole();
        out.number(number, value << 1 ^ value >> 63);
      }
      case FIXED64, FIXED64S, SIGNED64 -> out.fixed64(number, whole());
      case DOUBLE, DOUBLES -> out.float64(number, real());
      default -> out.number(number, whole());
    }
  }

  private String text() throws IOException, Unfit {
    expect(in.currentToken(), JsonToken.VALUE_STRING);
    return in.getText();
  }

  private byte[] base64() throws IOException, Unfit {
    try {
      return Base64.getDecoder().decode(text());
    } catch (IllegalArgumentException _) {
      throw here("a text", "base64");
    }
  }

  /// A number or a text of one, of 64 bits, with or without a sign.
  private long whole() throws IOException, Unfit {
    String text = number();
    try {
      return text.startsWith("-") ? Long.parseLong(text) : Long.parseUnsignedLong(text);
    } catch (NumberFormatException _) {
      return exact(text);
    }
  }

  /// A whole number that is written as `1e3` or `1.0`.
  private long exact(String text) throws Unfit {
    try {
      BigDecimal value = new BigDecimal(text);
      if (Math.abs((long) value.precision() - value.scale()) <= 20 && value.scale() <= 20) {
        return value.longValueExact();
      }
    } catch (ArithmeticException | NumberFormatException _) {
      // said below
    }
    throw here(text, "a whole number of 64 bits");
  }

  private double real() throws IOException, Unfit {
    String text = number();
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException _) {
      throw here(text, "a number, \"NaN\", \"Infinity\" or \"-Infinity\"");
    }
  }

  private String number() throws IOException, Unfit {
    JsonToken token = in.currentToken();
    if (token != JsonToken.VALUE_STRING && (token == null || !token.isNumeric())) {
      throw here("%s".formatted(token), "a number");
    }
    if (in.getTextLength() > MAX_DIGITS) {
      throw here(
          "%,d characters".formatted(in.getTextLength()), "a number of at most " + MAX_DIGITS);
    }
    return in.getText();
  }
}

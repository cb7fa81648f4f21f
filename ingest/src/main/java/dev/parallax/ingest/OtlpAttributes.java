package dev.parallax.ingest;

import dev.parallax.ingest.ProtobufReader.Malformed;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Attributes of OpenTelemetry, read into texts. Values that are no texts are written as JSON
/// writes them.
final class OtlpAttributes {
  private static final int MAX_DEPTH = 16;
  private static final String NAMESPACE = "service.namespace";
  private static final String SERVICE = "service.name";
  private static final String INSTANCE = "service.instance.id";

  private final Map<String, String> byKey = new TreeMap<>();

  /// Reads one `KeyValue`.
  ///
  /// @throws Malformed also where a value is nested too deeply
  void add(ProtobufReader in) throws Malformed {
    int outer = in.enter();
    String key = "";
    String value = "";
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == (1 << 3 | ProtobufReader.BYTES)) {
        key = text(in);
      } else if (tag == (2 << 3 | ProtobufReader.BYTES)) {
        value = value(in, 0, false);
      } else {
        in.skip(tag);
      }
    }
    in.leave(outer);
    byKey.put(key, value);
  }

  int size() {
    return byKey.size();
  }

  /// The labels by which the target of these resource attributes is told from others.
  Map<String, String> target() {
    Map<String, String> target = new TreeMap<>();
    String service = byKey.getOrDefault(SERVICE, "");
    String namespace = byKey.getOrDefault(NAMESPACE, "");
    if (!service.isEmpty()) {
      target.put("job", namespace.isEmpty() ? service : namespace + "/" + service);
    }
    String instance = byKey.getOrDefault(INSTANCE, "");
    if (!instance.isEmpty()) {
      target.put("instance", instance);
    }
    return target;
  }

  /// As labels: of keys that become the same name, the values stand together, in the keys' order.
  Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    byKey.forEach((key, value) -> labels.merge(OtlpNames.label(key), value, (a, b) -> a + ";" + b));
    labels.remove("");
    return labels;
  }

  static String text(ProtobufReader in) throws Malformed {
    String text = in.text();
    if (text == null) {
      throw new Malformed("a text that is not UTF-8");
    }
    return text;
  }

  private static String value(ProtobufReader in, int depth, boolean quoted) throws Malformed {
    if (depth > MAX_DEPTH) {
      throw new Malformed("an attribute nested more than %d deep".formatted(MAX_DEPTH));
    }
    int outer = in.enter();
    String value = quoted ? "null" : "";
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case 1 << 3 | ProtobufReader.BYTES -> value = quoted(text(in), quoted);
        case 2 << 3 | ProtobufReader.VARINT -> value = String.valueOf(in.varint() != 0);
        case 3 << 3 | ProtobufReader.VARINT -> value = String.valueOf(in.varint());
        case 4 << 3 | ProtobufReader.FIXED64 -> value = number(in.float64());
        case 5 << 3 | ProtobufReader.BYTES -> value = list(in, depth, "[", "]");
        case 6 << 3 | ProtobufReader.BYTES -> value = list(in, depth, "{", "}");
        case 7 << 3 | ProtobufReader.BYTES -> value = quoted(base64(in), quoted);
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    return value;
  }

  private static String number(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? String.valueOf((long) value) : String.valueOf(value);
  }

  private static String base64(ProtobufReader in) throws Malformed {
    int length = in.length();
    int start = in.position();
    in.position(start + length);
    byte[] bytes = Arrays.copyOfRange(in.bytes(), start, start + length);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String quoted(String text, boolean quoted) {
    return quoted ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"' : text;
  }

  /// The values of an array, or the pairs of a list of them.
  private static String list(ProtobufReader in, int depth, String begin, String end)
      throws Malformed {
    int outer = in.enter();
    StringJoiner all = new StringJoiner(",", begin, end);
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag != (1 << 3 | ProtobufReader.BYTES)) {
        in.skip(tag);
      } else if (begin.equals("[")) {
        all.add(value(in, depth + 1, true));
      } else {
        all.add(pair(in, depth));
      }
    }
    in.leave(outer);
    return all.toString();
  }

  private static String pair(ProtobufReader in, int depth) throws Malformed {
    int outer = in.enter();
    String key = "";
    String value = "null";
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == (1 << 3 | ProtobufReader.BYTES)) {
        key = text(in);
      } else if (tag == (2 << 3 | ProtobufReader.BYTES)) {
        value = value(in, depth + 1, true);
      } else {
        in.skip(tag);
      }
    }
    in.leave(outer);
    return quoted(key, true) + ":" + value;
  }

  /// Names and values in turn, of several maps; a later one holds.
  static List<String> flat(List<Map<String, String>> all) {
    Map<String, String> together = new TreeMap<>();
    all.forEach(together::putAll);
    return together.entrySet().stream()
        .flatMap(each -> Stream.of(each.getKey(), each.getValue()))
        .toList();
  }
}

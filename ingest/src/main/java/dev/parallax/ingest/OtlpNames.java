package dev.parallax.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Names of OpenTelemetry as Prometheus writes them by default, so that an indicator that was
/// written against a Prometheus with an OTLP endpoint finds its series here too: letters, digits
/// and `_`, the unit and `total` behind the name.
///
/// Source: OpenTelemetry specification, "Prometheus and OpenMetrics Compatibility"; Prometheus 3,
/// `translation_strategy: UnderscoreEscapingWithSuffixes`.
final class OtlpNames {
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("d", "days"),
          Map.entry("h", "hours"),
          Map.entry("min", "minutes"),
          Map.entry("s", "seconds"),
          Map.entry("ms", "milliseconds"),
          Map.entry("us", "microseconds"),
          Map.entry("ns", "nanoseconds"),
          Map.entry("By", "bytes"),
          Map.entry("KiBy", "kibibytes"),
          Map.entry("MiBy", "mebibytes"),
          Map.entry("GiBy", "gibibytes"),
          Map.entry("TiBy", "tibibytes"),
          Map.entry("KBy", "kilobytes"),
          Map.entry("MBy", "megabytes"),
          Map.entry("GBy", "gigabytes"),
          Map.entry("TBy", "terabytes"),
          Map.entry("m", "meters"),
          Map.entry("V", "volts"),
          Map.entry("A", "amperes"),
          Map.entry("J", "joules"),
          Map.entry("W", "watts"),
          Map.entry("g", "grams"),
          Map.entry("Cel", "celsius"),
          Map.entry("Hz", "hertz"),
          Map.entry("1", ""),
          Map.entry("%", "percent"));

  private static final Map<String, String> PER =
      Map.of(
          "s", "second", "m", "minute", "h", "hour", "d", "day", "w", "week", "mo", "month", "y",
          "year");

  private OtlpNames() {}

  /// What a metric is, as far as its name shows it.
  enum Kind {
    COUNTER,
    GAUGE,
    OTHER
  }

  /// The metric's name: `http.server.duration` in `ms` is `http_server_duration_milliseconds`.
  /// Empty where nothing of it can be written.
  static String metric(String name, String unit, Kind kind) {
    List<String> tokens = tokens(name);
    if (tokens.isEmpty()) {
      return "";
    }
    String[] parts = unit.strip().split("/", 2);
    append(tokens, suffix(parts[0], UNITS));
    if (parts.length > 1) {
      String per = suffix(parts[1], PER);
      if (!per.isEmpty()) {
        append(tokens, "per_" + per);
      }
    }
    if (kind == Kind.COUNTER) {
      tokens.remove("total");
      tokens.add("total");
    } else if (kind == Kind.GAUGE && unit.equals("1")) {
      tokens.remove("ratio");
      tokens.add("ratio");
    }
    String joined = String.join("_", tokens);
    return isDigit(joined.charAt(0)) ? "_" + joined : joined;
  }

  private static void append(List<String> tokens, String suffix) {
    if (!suffix.isEmpty() && !tokens.contains(suffix)) {
      tokens.add(suffix);
    }
  }

  /// A unit in words; one in braces is a remark.
  private static String suffix(String unit, Map<String, String> words) {
    String stripped = unit.strip();
    if (stripped.contains("{") || stripped.contains("}")) {
      return "";
    }
    return String.join("_", tokens(words.getOrDefault(stripped, stripped)));
  }

  private static List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    StringBuilder token = new StringBuilder();
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '_';
      if (isWord(c) || c == ':') {
        token.append(c);
      } else if (!token.isEmpty()) {
        tokens.add(token.toString());
        token.setLength(0);
      }
    }
    return tokens;
  }

  /// A label's name: `http.response.status_code` is `http_response_status_code`.
  static String label(String key) {
    StringBuilder label = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      label.append(isWord(c) || c == '_' ? c : '_');
    }
    if (label.isEmpty()) {
      return "";
    }
    if (isDigit(label.charAt(0))) {
      return "key_" + label;
    }
    boolean one = label.charAt(0) == '_' && !(label.length() > 1 && label.charAt(1) == '_');
    return one ? "key" + label : label.toString();
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

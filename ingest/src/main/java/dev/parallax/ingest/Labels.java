package dev.parallax.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The name/value pairs that identify a series, sorted by name; the metric's own name is the value
/// of `__name__`. Names and values may be any UTF-8 text. A label with an empty value is the same
/// as no label, as in Prometheus.
///
/// Immutable; equal when all pairs are equal, in whatever order they came.
public final class Labels {
  public static final String NAME = "__name__";

  private final String[] pairs;
  private @Nullable Fingerprint fingerprint;
  private @Nullable Fingerprint target;

  private Labels(String[] sortedPairs) {
    this.pairs = sortedPairs;
  }

  /// From names and values in turn: `of("__name__", "up", "job", "api")`.
  ///
  /// @throws IllegalArgumentException on an odd count, an empty name or a name given twice
  public static Labels of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          namesAndValues.length
              + " texts: expected a value after each name, so an even count. Add the missing one.");
    }
    return switch (read(List.of(namesAndValues))) {
      case Valid(Labels labels) -> labels;
      case Invalid(String message) -> throw new IllegalArgumentException(message);
    };
  }

  /// From a map of names to values.
  ///
  /// @throws IllegalArgumentException on an empty name
  public static Labels of(Map<String, String> map) {
    List<String> flat = new ArrayList<>();
    new TreeMap<>(map)
        .forEach(
            (name, value) -> {
              flat.add(name);
              flat.add(value);
            });
    return of(flat.toArray(String[]::new));
  }

  sealed interface Result {}

  record Valid(Labels labels) implements Result {}

  record Invalid(String message) implements Result {}

  /// Sorts, drops empty values, refuses empty names and names given twice (also when one of the two
  /// is empty). `flat` holds names and values in turn.
  static Result read(List<String> flat) {
    String[] pairs = flat.toArray(String[]::new);
    if (!strictlySorted(pairs)) {
      sort(pairs);
    }
    boolean drop = false;
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].isEmpty()) {
        return new Invalid("empty label name: expected at least one character. Name it or drop it");
      }
      if (i > 0 && pairs[i].equals(pairs[i - 2])) {
        return new Invalid(
            "label '%s' twice: expected each name once, or its value is not known. Send one"
                .formatted(shortened(pairs[i])));
      }
      drop |= pairs[i + 1].isEmpty();
    }
    return new Valid(new Labels(drop ? withoutEmptyValues(pairs) : pairs));
  }

  private static boolean strictlySorted(String[] pairs) {
    for (int i = 2; i < pairs.length; i += 2) {
      if (pairs[i - 2].compareTo(pairs[i]) >= 0) {
        return false;
      }
    }
    return true;
  }

  private static void sort(String[] pairs) {
    Integer[] order = new Integer[pairs.length / 2];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> pairs[2 * a].compareTo(pairs[2 * b]));
    String[] from = pairs.clone();
    for (int i = 0; i < order.length; i++) {
      pairs[2 * i] = from[2 * order[i]];
      pairs[2 * i + 1] = from[2 * order[i] + 1];
    }
  }

  private static String[] withoutEmptyValues(String[] pairs) {
    List<String> kept = new ArrayList<>(pairs.length);
    for (int i = 0; i < pairs.length; i += 2) {
      if (!pairs[i + 1].isEmpty()) {
        kept.add(pairs[i]);
        kept.add(pairs[i + 1]);
      }
    }
    return kept.toArray(String[]::new);
  }

  static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  /// These labels, and one that they do not have or that is replaced.
  Labels with(String name, String value) {
    List<String> flat = new ArrayList<>(pairs.length + 2);
    for (int i = 0; i < pairs.length; i += 2) {
      if (!pairs[i].equals(name)) {
        flat.add(pairs[i]);
        flat.add(pairs[i + 1]);
      }
    }
    flat.add(name);
    flat.add(value);
    return of(flat.toArray(String[]::new));
  }

  /// How many labels, the metric's name included.
  public int size() {
    return pairs.length / 2;
  }

  public String name(int index) {
    return pairs[2 * index];
  }

  public String value(int index) {
    return pairs[2 * index + 1];
  }

  /// The value of a label; empty where there is no such label, as a PromQL matcher sees it.
  public String get(String name) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(name)) {
        return pairs[i + 1];
      }
    }
    return "";
  }

  /// The metric's name; empty where there is none.
  public String metric() {
    return get(NAME);
  }

  /// Identity of the series: the same in every process, whatever order the labels came in.
  public Fingerprint fingerprint() {
    Fingerprint known = fingerprint;
    if (known == null) {
      known = hash(pairs);
      fingerprint = known;
    }
    return known;
  }

  /// Identity of what was scraped: the labels `job` and `instance` alone.
  public Fingerprint target() {
    Fingerprint known = target;
    if (known == null) {
      known = hash(new String[] {"instance", get("instance"), "job", get("job")});
      target = known;
    }
    return known;
  }

  private static Fingerprint hash(String[] pairs) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(pairs.length * 16);
    for (String text : pairs) {
      byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
      bytes.writeBytes(utf8);
      bytes.write(0xFF); // a byte that no UTF-8 text holds
    }
    return Fingerprint.ofBytes(bytes.toByteArray());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Labels labels && Arrays.equals(pairs, labels.pairs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(pairs);
  }

  /// As PromQL writes it: `{__name__="up", job="api"}`.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < pairs.length; i += 2) {
      text.append(i == 0 ? "" : ", ").append(pairs[i]).append("=\"");
      text.append(pairs[i + 1].replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
    return text.append('}').toString();
  }
}

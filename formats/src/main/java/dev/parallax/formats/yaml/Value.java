package dev.parallax.formats.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A value without a place: what foreign fields that nobody here interprets are kept as.
///
/// Scalars keep their text, so `2.0` stays `2.0` and a large number loses nothing.
public sealed interface Value {
  /// What YAML 1.2's core schema takes a scalar for.
  enum Kind {
    TEXT,
    INTEGER,
    DECIMAL,
    FLAG,
    NULL
  }

  record Scalar(Kind kind, String text) implements Value {}

  record Sequence(List<Value> items) implements Value {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /// Equal regardless of the order of keys; the order is kept for writing.
  record Mapping(Map<String, Value> entries) implements Value {
    public Mapping {
      entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /// Puts keys in order; leaves out what is absent.
    public static final class Builder {
      private final Map<String, Value> entries = new LinkedHashMap<>();

      public Builder put(String key, Value value) {
        entries.put(key, value);
        return this;
      }

      public Mapping build() {
        return new Mapping(entries);
      }
    }
  }

  static Value text(String text) {
    return new Scalar(Kind.TEXT, text);
  }

  static Value flag(boolean flag) {
    return new Scalar(Kind.FLAG, Boolean.toString(flag));
  }
}

package dev.parallax.formats.yaml;

import dev.parallax.formats.Place;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A value of a document together with where it stands.
public sealed interface Node {
  Place place();

  /// The same without places: what is compared and kept.
  Value value();

  /// A word of the document: its text as written (unquoted) and what the core schema takes it for.
  record Scalar(String text, Value.Kind kind, Place place) implements Node {
    @Override
    public Value value() {
      return new Value.Scalar(kind, text);
    }
  }

  /// A list.
  record Sequence(List<Node> items, Place place) implements Node {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public Value value() {
      return new Value.Sequence(items.stream().map(Node::value).toList());
    }
  }

  /// Keys and values in the order of the document; no key twice.
  ///
  /// @param index the entries by their keys
  record Mapping(Map<String, Entry> index, Place place) implements Node {
    public Mapping {
      index = Collections.unmodifiableMap(new LinkedHashMap<>(index));
    }

    public Collection<Entry> entries() {
      return index.values();
    }

    public Optional<Entry> entry(String key) {
      return Optional.ofNullable(index.get(key));
    }

    public Optional<Node> get(String key) {
      return entry(key).map(Entry::value);
    }

    /// The text of a key's scalar, if it is one and not null.
    public Optional<String> text(String key) {
      return get(key).flatMap(Node::asText);
    }

    @Override
    public Value value() {
      return mapping();
    }

    /// As [#value()], with its type.
    public Value.Mapping mapping() {
      Value.Mapping.Builder builder = new Value.Mapping.Builder();
      entries().forEach(entry -> builder.put(entry.key(), entry.value().value()));
      return builder.build();
    }
  }

  /// One line of a mapping.
  record Entry(String key, Place keyPlace, Node value) {}

  /// The text of a scalar that is not null.
  default Optional<String> asText() {
    return switch (this) {
      case Scalar(String text, Value.Kind kind, _) when kind != Value.Kind.NULL ->
          Optional.of(text);
      case Scalar _, Sequence _, Mapping _ -> Optional.empty();
    };
  }

  default boolean isNull() {
    return this instanceof Scalar(_, Value.Kind kind, _) && kind == Value.Kind.NULL;
  }

  /// What this is, in a word for a message.
  default String noun() {
    return switch (this) {
      case Scalar(String text, Value.Kind kind, _) ->
          kind == Value.Kind.NULL ? "nothing" : "'" + shortened(text) + "'";
      case Sequence(List<Node> items, _) -> "a list of " + items.size();
      case Mapping mapping -> "a mapping of " + mapping.entries().size() + " keys";
    };
  }

  private static String shortened(String text) {
    String line = text.replace('\n', ' ');
    return line.length() <= 80 ? line : line.substring(0, 77) + "…";
  }
}

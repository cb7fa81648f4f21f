package dev.parallax.formats.openslo;

/// A part that is either named (and defined elsewhere) or written in place.
public sealed interface RefOr<T> {
  record Ref<T>(String name) implements RefOr<T> {}

  record Inline<T>(T object) implements RefOr<T> {}
}

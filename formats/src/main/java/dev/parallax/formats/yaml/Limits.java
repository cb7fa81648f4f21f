package dev.parallax.formats.yaml;

/// What a file may cost at most; checked while it is read, before anything is built from it.
///
/// @param sizeBytes length of a file
/// @param depth mappings and sequences inside each other
/// @param nodes values of a file after its aliases are followed
public record Limits(int sizeBytes, int depth, int nodes) {
  /// Ample for definitions written by people or generators, small enough to refuse within a blink.
  public static final Limits DEFAULT = new Limits(4 << 20, 100, 200_000);
}

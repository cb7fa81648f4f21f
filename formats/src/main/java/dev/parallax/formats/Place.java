package dev.parallax.formats;

/// Where in a document something stands.
///
/// @param file the file's name as the reader gave it
/// @param line 1-based line; 0 where a whole file is meant
public record Place(String file, int line) {
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}

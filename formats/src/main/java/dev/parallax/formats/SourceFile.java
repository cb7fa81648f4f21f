package dev.parallax.formats;

/// One file as it was found: its name for messages and its bytes, undecoded.
///
/// @param path how messages name the file
/// @param bytes the content; not copied, so the caller leaves it alone while it is read
@SuppressWarnings("ArrayRecordComponent") // never compared: a file is read once and let go
public record SourceFile(String path, byte[] bytes) {
  /// The place of the file as a whole.
  public Place place() {
    return new Place(path, 0);
  }
}

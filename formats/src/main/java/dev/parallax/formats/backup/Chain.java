package dev.parallax.formats.backup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// The hash of a part speaks for everything before it: SHA-256 over the hash before, the kind of
/// the part, its length and its bytes.
///
/// A file is `Parallax backup 1` and a line feed, then parts, the last of which is the seal. A part
/// is its kind (one byte), its length (four bytes, the highest first), its bytes, its hash.
final class Chain {
  static final String NAME = "Parallax backup ";
  static final int VERSION = 1;
  static final byte[] BEGINNING = (NAME + VERSION + "\n").getBytes(StandardCharsets.US_ASCII);

  static final byte MANIFEST = 'M';
  static final byte TABLE = 'T';
  static final byte FILE = 'F';
  static final byte BYTES = 'B';
  static final byte SEAL = 'S';

  static final int HASH_BYTES = 32;

  /// How many bytes of a table are packed together; a part is never longer than twice that.
  static final int CHUNK = 1 << 18;

  private final MessageDigest digest;
  private byte[] hash;

  Chain() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK brings SHA-256; this one does not.", e);
    }
    hash = digest.digest(BEGINNING);
  }

  /// The hash of the next part.
  byte[] next(byte kind, byte[] bytes) {
    digest.update(hash);
    digest.update(kind);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    hash = digest.digest(bytes);
    return hash.clone();
  }
}

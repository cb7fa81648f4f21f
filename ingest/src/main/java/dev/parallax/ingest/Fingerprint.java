package dev.parallax.ingest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// 128 bits that stand for a set of labels: the first half of a SHA-256, so that it is the same in
/// every process and every version, and nobody can choose labels that collide.
///
/// @param high the first 8 bytes, big-endian
/// @param low the next 8 bytes
public record Fingerprint(long high, long low) implements Comparable<Fingerprint> {

  /// Fingerprint of a text, for identities that are no label set.
  public static Fingerprint of(String text) {
    return ofBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  static Fingerprint ofBytes(byte[] bytes) {
    try {
      ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
      return new Fingerprint(hash.getLong(), hash.getLong());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(
          "SHA-256: not in this Java runtime, though every one must have it. Use another JDK.", e);
    }
  }

  @Override
  public int compareTo(Fingerprint other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }

  /// 32 hexadecimal digits.
  @Override
  public String toString() {
    return "%016x%016x".formatted(high, low);
  }
}

package dev.parallax.server.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// Something that only its holder knows: 256 random bits. It is shown once; what is kept is its
/// hash, which needs no salt, for nobody guesses 256 bits.
record Secret(String value) {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /// A new one.
  static Secret random() {
    return random("");
  }

  /// A new one that can be told by its beginning, so that scanners find it where it was left lying.
  static Secret random(String beginning) {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new Secret(beginning + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /// What is kept of it.
  String hash() {
    try {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK brings SHA-256; this one does not.", e);
    }
  }

  /// Never the secret.
  @Override
  public String toString() {
    return "Secret";
  }
}

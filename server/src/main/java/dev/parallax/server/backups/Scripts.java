package dev.parallax.server.backups;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// The scripts that make the schema, as they are packaged.
final class Scripts {
  private static final String FOLDER = "/db/migration/";

  private Scripts() {}

  /// The text of a script; nothing if this program has none of that name.
  static Optional<String> text(String script) {
    return bytes(script).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /// The hash of a script, in hexadecimal; a dash if this program has none of that name.
  static String sha256(String script) {
    return bytes(script).map(Scripts::sha256).orElse("-");
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK brings SHA-256; this one does not.", e);
    }
  }

  private static Optional<byte[]> bytes(String script) {
    if (!script.matches("V[0-9._]+__[A-Za-z0-9_]+\\.sql")) {
      return Optional.empty();
    }
    try (InputStream in = Scripts.class.getResourceAsStream(FOLDER + script)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + script, e);
    }
  }
}

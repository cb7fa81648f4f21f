package dev.parallax.server.audit;

import dev.parallax.server.shell.Configuration;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import java.util.List;

/// The key that signs the head of the audit: in a file of the data folder that only its owner
/// reads, also where the database is elsewhere. Whoever may write the database cannot sign what
/// they made of it.
@Singleton
final class AuditKey {
  private static final String ALGORITHM = "Ed25519";

  private final KeyPair keys;

  AuditKey(Configuration configuration) {
    Path file = configuration.data().resolve("audit-key");
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      keys = read(file);
    } catch (IOException e) {
      throw new UncheckedIOException("The key of the audit in " + file, e);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException(
          "The key of the audit in %s cannot be read. Expected what Parallax wrote there: two lines. Put it back from a backup, or delete it: heads are then signed by a new key."
              .formatted(file),
          e);
    }
  }

  KeyPair keys() {
    return keys;
  }

  private static void make(Path file) throws IOException, GeneralSecurityException {
    KeyPair made = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    HexFormat hex = HexFormat.of();
    Path half = file.resolveSibling("audit-key.half");
    Files.deleteIfExists(half);
    Files.createFile(
        half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(
        half,
        List.of(
            hex.formatHex(made.getPrivate().getEncoded()),
            hex.formatHex(made.getPublic().getEncoded())));
    try {
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException e) {
      Files.delete(half);
    }
  }

  private static KeyPair read(Path file) throws IOException, GeneralSecurityException {
    List<String> lines = Files.readAllLines(file);
    if (lines.size() != 2) {
      throw new IllegalArgumentException("%d lines".formatted(lines.size()));
    }
    KeyFactory factory = KeyFactory.getInstance(ALGORITHM);
    HexFormat hex = HexFormat.of();
    return new KeyPair(
        factory.generatePublic(new X509EncodedKeySpec(hex.parseHex(lines.getLast()))),
        factory.generatePrivate(new PKCS8EncodedKeySpec(hex.parseHex(lines.getFirst()))));
  }
}

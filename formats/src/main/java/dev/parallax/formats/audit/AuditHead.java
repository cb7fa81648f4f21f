package dev.parallax.formats.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a chain ends, signed: whoever keeps it sees when events were cut off later.
///
/// @param installation whose audit it is
/// @param sequence the number of the last event; 0 if there is none
/// @param hash of the last event
/// @param at when it was signed
/// @param key the public key, X.509 in hexadecimal
/// @param signature Ed25519 (RFC 8032) over the head's canonical text, in hexadecimal
public record AuditHead(
    String installation, long sequence, String hash, Instant at, String key, String signature) {
  private static final String ALGORITHM = "Ed25519";
  private static final Pattern LINE =
      Pattern.compile(
          "(\\{\"head\":\\{\"installation\":\"([0-9a-f-]{36})\",\"sequence\":(0|[1-9][0-9]{0,17}),"
              + "\"hash\":\"([0-9a-f]{64})\",\"at\":\"([0-9TZ:.-]{20,30})\"\\}),\"key\":\"([0-9a-f]+)\","
              + "\"signature\":\"([0-9a-f]{128})\"\\}");

  /// Signs where a chain ends.
  public static AuditHead sign(
      KeyPair keys, String installation, long sequence, String hash, Instant at) {
    AuditHead unsigned =
        new AuditHead(
            installation,
            sequence,
            hash,
            at,
            HexFormat.of().formatHex(keys.getPublic().getEncoded()),
            "");
    try {
      Signature signing = Signature.getInstance(ALGORITHM);
      signing.initSign(keys.getPrivate());
      signing.update(unsigned.text().getBytes(StandardCharsets.UTF_8));
      return unsigned.with(HexFormat.of().formatHex(signing.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(
          "The head of the audit could not be signed. Look at the key in the data folder.", e);
    }
  }

  /// Reads a head from its line; nothing if the line has another form.
  public static Optional<AuditHead> read(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      AuditHead head =
          new AuditHead(
              parts.group(2),
              Long.parseLong(parts.group(3)),
              parts.group(4),
              Instant.parse(parts.group(5)),
              parts.group(6),
              parts.group(7));
      return Optional.of(head).filter(read -> read.line().equals(line));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /// Whether the signature is that of its key over this text.
  public boolean isSigned() {
    try {
      PublicKey by =
          KeyFactory.getInstance(ALGORITHM)
              .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(key)));
      Signature checking = Signature.getInstance(ALGORITHM);
      checking.initVerify(by);
      checking.update(text().getBytes(StandardCharsets.UTF_8));
      return checking.verify(HexFormat.of().parseHex(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /// What people compare: the first half of the SHA-256 of the key.
  public String fingerprint() {
    return AuditLink.sha256(HexFormat.of().parseHex(key)).substring(0, 32);
  }

  /// The head as a line of a file, without its end.
  public String line() {
    return "%s,\"key\":\"%s\",\"signature\":\"%s\"}".formatted(text(), key, signature);
  }

  private AuditHead with(String signed) {
    return new AuditHead(installation, sequence, hash, at, key, signed);
  }

  private String text() {
    return "{\"head\":{\"installation\":\"%s\",\"sequence\":%d,\"hash\":\"%s\",\"at\":\"%s\"}"
        .formatted(installation, sequence, hash, at);
  }
}

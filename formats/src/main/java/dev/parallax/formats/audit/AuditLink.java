package dev.parallax.formats.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.SequencedMap;

/// An event in its place in the chain: its canonical text begins with its number and the hash of
/// the event before it, so that its own hash speaks for everything up to it.
///
/// The canonical text is a JSON object of strings in the order in which they were given, without
/// white space. Nothing else may stand in a line: one text, one hash.
///
/// @param sequence from 1, without gaps
/// @param previous the hash of the event before; [#NOTHING] for the first
/// @param event the canonical text
/// @param hash SHA-256 of the canonical text in UTF-8, in lower-case hexadecimal
public record AuditLink(long sequence, String previous, String event, String hash) {
  /// What stands before the first event.
  public static final String NOTHING = "0".repeat(64);

  /// Chains an event to the one before it.
  public static AuditLink of(long sequence, String previous, SequencedMap<String, String> fields) {
    StringBuilder event = new StringBuilder();
    event.append("{\"sequence\":").append(sequence);
    event.append(",\"previous\":\"").append(previous).append('"');
    for (Map.Entry<String, String> field : fields.entrySet()) {
      event.append(',').append(quoted(field.getKey()));
      event.append(':').append(quoted(field.getValue()));
    }
    String text = event.append('}').toString();
    return new AuditLink(sequence, previous, text, sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  /// The event as a line of a file, without its end.
  public String line() {
    return "{\"event\":%s,\"hash\":\"%s\"}".formatted(event, hash);
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK brings SHA-256; this one does not.", e);
    }
  }

  /// As JSON, RFC 8259: quotes, backslashes and control characters escaped, all else as it is.
  static String quoted(String text) {
    StringBuilder json = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}

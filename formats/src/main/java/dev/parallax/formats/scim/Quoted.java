package dev.parallax.formats.scim;

import java.util.function.IntConsumer;

/// A text in double quotes with the escapes of JSON (RFC 8259, section 7).
final class Quoted {
  private static final String PLAIN = "\"\\/bfnrt";
  private static final String MEANT = "\"\\/\b\f\n\r\t";

  private Quoted() {}

  /// The text that begins at a quote.
  ///
  /// @param end hears where the text goes on behind the closing quote
  static String read(String text, int from, IntConsumer end) {
    StringBuilder read = new StringBuilder();
    int at = from + 1;
    while (at < text.length() && text.charAt(at) != '"') {
      char next = text.charAt(at++);
      if (next != '\\') {
        read.append(next);
        continue;
      }
      char escaped = at < text.length() ? text.charAt(at++) : ' ';
      if (escaped == 'u') {
        read.append(unicode(text, at));
        at += 4;
      } else if (PLAIN.indexOf(escaped) >= 0) {
        read.append(MEANT.charAt(PLAIN.indexOf(escaped)));
      } else {
        throw unfit("the escape '\\%s'".formatted(escaped));
      }
    }
    if (at >= text.length()) {
      throw unfit("a text without its closing quote");
    }
    end.accept(at + 1);
    return read.toString();
  }

  private static char unicode(String text, int at) {
    String digits = text.substring(at, Math.min(at + 4, text.length()));
    if (!digits.matches("[0-9a-fA-F]{4}")) {
      throw unfit("the escape '\\u%s'".formatted(digits));
    }
    return (char) Integer.parseInt(digits, 16);
  }

  private static Unfit unfit(String found) {
    return new Unfit(
        ScimError.Type.INVALID_FILTER,
        found,
        "a text as JSON writes it",
        "Double each backslash, and close the quotes.");
  }
}

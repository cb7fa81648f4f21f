package dev.parallax.ingest;

import dev.parallax.ingest.Selector.Matcher;
import dev.parallax.ingest.Selector.Operator;
import java.util.ArrayList;
import java.util.List;

/// Reads PromQL vector selectors from a text, position by position.
///
/// Grammar: Prometheus, "Querying basics", instant vector selectors, with quoted UTF-8 names as
/// since 3.0. Escapes in `"…"` and `'…'` are those of Go; a backtick quotes everything.
final class SelectorParser {
  static final int MAX_LENGTH = 16_384;

  private final String text;
  private int at;

  SelectorParser(String text) throws Unreadable {
    this.text = text;
    if (text.length() > MAX_LENGTH) {
      throw new Unreadable(
          "%,d characters: a selector has at most %,d. Shorten it"
              .formatted(text.length(), MAX_LENGTH));
    }
  }

  int position() {
    return at;
  }

  void back(int position) {
    at = position;
  }

  boolean atEnd() {
    skipSpace();
    return at == text.length();
  }

  boolean take(char c) {
    skipSpace();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  void expect(char c) throws Unreadable {
    if (!take(c)) {
      throw here("expected '" + c + "'");
    }
  }

  /// A word of letters, digits, `_` and `:`; empty when none stands here.
  String word() {
    skipSpace();
    int start = at;
    while (at < text.length() && isNamePart(text.charAt(at), at > start)) {
      at++;
    }
    return text.substring(start, at);
  }

  /// Whether a number that is zero stands here; it is consumed.
  boolean zero() {
    skipSpace();
    int start = at;
    while (at < text.length() && (text.charAt(at) == '0' || text.charAt(at) == '.')) {
      at++;
    }
    return at > start && text.charAt(start) == '0';
  }

  /// Everything up to the closing bracket, which is consumed.
  String bracketed() throws Unreadable {
    int end = text.indexOf(']', at);
    if (end < 0) {
      throw here("expected ']'");
    }
    String inside = text.substring(at, end).strip();
    at = end + 1;
    return inside;
  }

  Selector selector() throws Unreadable {
    List<Matcher> matchers = new ArrayList<>();
    String metric = word();
    if (!metric.isEmpty()) {
      matchers.add(new Matcher(Labels.NAME, Operator.EQUAL, metric));
    }
    if (take('{')) {
      braces(matchers);
    } else if (metric.isEmpty()) {
      throw here("expected a metric's name or '{'");
    }
    return Selector.of(matchers);
  }

  private void braces(List<Matcher> matchers) throws Unreadable {
    while (!take('}')) {
      skipSpace();
      boolean quoted = at < text.length() && isQuote(text.charAt(at));
      String name = quoted ? string() : word();
      if (quoted && (peekIs(',') || peekIs('}'))) {
        matchers.add(new Matcher(Labels.NAME, Operator.EQUAL, name));
      } else if (name.isEmpty()) {
        throw here("expected a label's name");
      } else {
        matchers.add(new Matcher(name, operator(), string()));
      }
      if (!take(',') && !peekIs('}')) {
        throw here("expected ',' or '}'");
      }
    }
  }

  private Operator operator() throws Unreadable {
    skipSpace();
    for (Operator operator : Operator.LONGEST_FIRST) {
      if (text.startsWith(operator.sign(), at)) {
        at += operator.sign().length();
        return operator;
      }
    }
    throw here("expected one of = != =~ !~");
  }

  String string() throws Unreadable {
    skipSpace();
    if (at == text.length() || !isQuote(text.charAt(at))) {
      throw here("expected a quoted text");
    }
    char quote = text.charAt(at++);
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == quote) {
        return out.toString();
      }
      if (quote != '`' && c == '\n') {
        break;
      }
      if (quote != '`' && c == '\\') {
        escape(quote, out);
      } else {
        out.append(c);
      }
    }
    throw here("expected the closing " + quote);
  }

  private void escape(char quote, StringBuilder out) throws Unreadable {
    char c = at < text.length() ? text.charAt(at++) : ' ';
    switch (c) {
      case 'a' -> out.append('\u0007');
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'v' -> out.append('\u000b');
      case '\\' -> out.append('\\');
      case 'x' -> out.appendCodePoint(number(2, 16));
      case 'u' -> out.appendCodePoint(number(4, 16));
      case 'U' -> out.appendCodePoint(number(8, 16));
      case '0', '1', '2', '3' -> {
        at--;
        out.appendCodePoint(number(3, 8));
      }
      default -> {
        if (c != quote) {
          throw here("expected an escape such as \\n, \\t, \\\\ or \\" + quote);
        }
        out.append(c);
      }
    }
  }

  private int number(int digits, int radix) throws Unreadable {
    int end = at + digits;
    long value = 0;
    for (; at < end; at++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at), radix) : -1;
      if (digit < 0) {
        throw here("expected %d digits of base %d".formatted(digits, radix));
      }
      value = value * radix + digit;
    }
    if (value > Character.MAX_CODE_POINT) {
      throw here("expected a code point up to 10FFFF");
    }
    return (int) value;
  }

  private boolean peekIs(char c) {
    skipSpace();
    return at < text.length() && text.charAt(at) == c;
  }

  private void skipSpace() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        at++;
      } else {
        return;
      }
    }
  }

  Unreadable here(String expected) {
    String found =
        at >= text.length()
            ? "the end"
            : "'" + text.substring(at).lines().findFirst().map(Labels::shortened).orElse("") + "'";
    return new Unreadable("column %d: found %s: %s".formatted(at + 1, found, expected));
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }

  private static boolean isNamePart(char c, boolean inside) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || c == '_'
        || c == ':'
        || (inside && c >= '0' && c <= '9');
  }
}

package dev.parallax.budget;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a statement: the minute it speaks of and the revision of the past that it saw. The
/// name is all it takes to draw the same statement again.
///
/// Written `S-` minute `-` revision, both in Crockford's base 32 [1], upper case, such as
/// `S-WJ5T6-3`. Ids sort by time.
///
/// [1] D. Crockford, *Base 32*, crockford.com/base32.html: no I, L, O, U.
///
/// @param asOfMinute minutes since 1970-01-01T00:00Z, 0 or more
/// @param revision how often the past had changed, 0 or more
public record StatementId(long asOfMinute, long revision) implements Comparable<StatementId> {
  private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final Pattern SHAPE =
      Pattern.compile("S-([0-9A-HJKMNP-TV-Z]{1,9})-([0-9A-HJKMNP-TV-Z]{1,12})");

  public StatementId {
    if (asOfMinute < 0 || revision < 0) {
      throw new IllegalArgumentException(
          "statement of minute %d, revision %d: expected 0 or more. Ask for an instant after 1970."
              .formatted(asOfMinute, revision));
    }
  }

  /// Reads an id; nothing where the text is none. Letters may be in lower case.
  public static Optional<StatementId> parse(String text) {
    Matcher matcher = SHAPE.matcher(text.toUpperCase(Locale.ROOT));
    return matcher.matches()
        ? Optional.of(new StatementId(number(matcher.group(1)), number(matcher.group(2))))
        : Optional.empty();
  }

  public Instant asOf() {
    return Instant.ofEpochSecond(asOfMinute * 60);
  }

  @Override
  public int compareTo(StatementId other) {
    int byTime = Long.compare(asOfMinute, other.asOfMinute);
    return byTime != 0 ? byTime : Long.compare(revision, other.revision);
  }

  @Override
  public String toString() {
    return "S-" + digits(asOfMinute) + "-" + digits(revision);
  }

  private static String digits(long number) {
    StringBuilder text = new StringBuilder();
    long rest = number;
    do {
      text.append(DIGITS.charAt((int) (rest & 31)));
      rest >>>= 5;
    } while (rest != 0);
    return text.reverse().toString();
  }

  private static long number(String digits) {
    long number = 0;
    for (int i = 0; i < digits.length(); i++) {
      number = number << 5 | DIGITS.indexOf(digits.charAt(i));
    }
    return number;
  }
}

package dev.parallax.governance.decision;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of a decision, such as `D-17`: counted up, so that people can say it.
public record DecisionId(long number) implements Comparable<DecisionId> {
  private static final Pattern SHAPE = Pattern.compile("[dD]-([1-9][0-9]{0,17})");

  public DecisionId {
    if (number < 1) {
      throw new IllegalArgumentException(
          "decision number %d: expected 1 or more. Count from 1.".formatted(number));
    }
  }

  /// Reads a name; nothing where the text is none.
  public static Optional<DecisionId> parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    return matcher.matches()
        ? Optional.of(new DecisionId(Long.parseLong(matcher.group(1))))
        : Optional.empty();
  }

  @Override
  public int compareTo(DecisionId other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return "D-" + number;
  }
}

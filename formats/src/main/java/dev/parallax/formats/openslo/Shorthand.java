package dev.parallax.formats.openslo;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// OpenSLO's duration: a count and one unit, in which `m` is a minute and `M` a month.
///
/// What a month is depends on the window: 30 days where it rolls, a real month of the calendar
/// where it does not; so no length is given here.
public record Shorthand(int count, Unit unit) {
  private static final Pattern SHAPE = Pattern.compile("(0|[1-9][0-9]{0,5})([mhdwMQY])");

  /// The units, with the length that a rolling window gives them.
  public enum Unit {
    MINUTE('m', 1),
    HOUR('h', 60),
    DAY('d', 24 * 60),
    WEEK('w', 7 * 24 * 60),
    MONTH('M', 30 * 24 * 60),
    QUARTER('Q', 90 * 24 * 60),
    YEAR('Y', 365 * 24 * 60);

    private final char letter;
    private final int rollingMinutes;

    Unit(char letter, int rollingMinutes) {
      this.letter = letter;
      this.rollingMinutes = rollingMinutes;
    }

    public char letter() {
      return letter;
    }
  }

  /// Reads `28d`; empty where the text is anything else.
  public static Optional<Shorthand> parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    char letter = matcher.group(2).charAt(0);
    for (Unit unit : Unit.values()) {
      if (unit.letter == letter) {
        return Optional.of(new Shorthand(Integer.parseInt(matcher.group(1)), unit));
      }
    }
    return Optional.empty();
  }

  /// Length in minutes as the go-sdk counts it: M = 30 d, Q = 90 d, Y = 365 d.
  public long rollingMinutes() {
    return (long) count * unit.rollingMinutes;
  }

  @Override
  public String toString() {
    return "" + count + unit.letter;
  }
}

package dev.parallax.server.shell;

import java.util.List;
import java.util.Locale;

/// Numbers and lists of things as people say them.
public final class Counted {
  private static final List<String> WORDS =
      List.of(
          "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve");

  private Counted() {}

  /// A number in the middle of a sentence: a word up to twelve, digits beyond. Zero is `none`.
  public static String number(long count) {
    return count == 0 ? "none" : count < WORDS.size() ? WORDS.get((int) count) : digits(count);
  }

  /// Some things in the middle of a sentence: `no services`, `one service`, `13 services`.
  public static String of(long count, String one, String many) {
    String number = count < WORDS.size() ? WORDS.get((int) count) : digits(count);
    return number + " " + (count == 1 ? one : many);
  }

  /// The text with a capital at its beginning.
  public static String sentence(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /// `a`, `a and b`, `a, b and c`.
  public static String listed(List<String> names) {
    return names.size() < 2
        ? String.join("", names)
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }

  private static String digits(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}

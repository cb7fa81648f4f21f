package dev.parallax.server.home;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Small words around numbers.
final class Phrases {
  private static final List<String> WORDS =
      List.of(
          "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve");

  /// How many are named where there may be thousands.
  private static final int SOME = 5;

  private Phrases() {}

  /// `no`, `one` … `twelve`, `13`.
  static String number(long count) {
    return count < WORDS.size() ? WORDS.get((int) count) : String.format(Locale.ROOT, "%,d", count);
  }

  /// `one SLO`, `three SLOs`.
  static String count(long count, String noun) {
    return number(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /// `one is`, `three are`, `none is`.
  static String are(long count) {
    return count == 0 ? "none is" : number(count) + (count == 1 ? " is" : " are");
  }

  static String have(long count) {
    return number(count) + (count == 1 ? " has" : " have");
  }

  /// With a capital at its start.
  static String sentence(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /// The same, and of more than six the first five and how many others there are.
  static String some(List<String> items) {
    return items.size() <= SOME + 1
        ? list(items)
        : list(
            Stream.concat(
                    items.stream().limit(SOME), Stream.of(number(items.size() - SOME) + " others"))
                .toList());
  }

  /// `a`, `a and b`, `a, b and c`.
  static String list(List<String> items) {
    if (items.size() < 2) {
      return String.join("", items);
    }
    return String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.getLast();
  }
}

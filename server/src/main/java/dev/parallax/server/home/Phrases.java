package dev.parallax.server.home;

import java.util.List;
import java.util.Locale;

/// Small words around numbers.
final class Phrases {
  private static final List<String> WORDS =
      List.of(
          "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
          "eleven", "twelve");

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

  /// `a`, `a and b`, `a, b and c`.
  static String list(List<String> items) {
    if (items.size() < 2) {
      return String.join("", items);
    }
    return String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.getLast();
  }
}

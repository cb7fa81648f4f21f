package dev.parallax.formats;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The known word that was probably meant: the one with the fewest edits (Levenshtein), if few.
public final class Nearest {
  private Nearest() {}

  /// The nearest of `known`, if at most a third of the word (and at least two letters' worth)
  /// differs.
  public static Optional<String> to(String word, Collection<String> known) {
    int allowed = Math.max(2, word.length() / 3);
    return known.stream()
        .filter(candidate -> Math.abs(candidate.length() - word.length()) <= allowed)
        .filter(candidate -> distance(word, candidate) <= allowed)
        .min(
            Comparator.<String>comparingInt(candidate -> distance(word, candidate))
                .thenComparing(Comparator.naturalOrder()));
  }

  /// A sentence that names the nearest word, else `otherwise`.
  public static String hint(String word, Collection<String> known, String otherwise) {
    return to(word, known).map("Did you mean '%s'?"::formatted).orElse(otherwise);
  }

  private static int distance(String a, String b) {
    String left = a.toLowerCase(Locale.ROOT);
    String right = b.toLowerCase(Locale.ROOT);
    int[] previous = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] current = new int[right.length() + 1];
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
        current[j] =
            Math.min(Math.min(current[j - 1] + 1, previous[j] + 1), previous[j - 1] + change);
      }
      previous = current;
    }
    return previous[right.length()];
  }
}

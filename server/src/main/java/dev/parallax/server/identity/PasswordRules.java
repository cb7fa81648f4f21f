package dev.parallax.server.identity;

import dev.parallax.server.shell.Refused;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Which passwords are taken: long enough, not among those that everybody tries first, and not made
/// of words that stand on the page. How one is composed is nobody's business.
///
/// Source: OWASP ASVS 5.0, 6.2; the list of common passwords is that of zxcvbn, most common first.
@Singleton
public final class PasswordRules {
  private static final int SHORTEST = 8;
  private static final int LONGEST = 256;
  private static final int SHORTEST_WORD = 4;
  private static final int MOST_COMMON = 30_000;
  private static final String LIST = "/com/nulabinc/zxcvbn/matchers/dictionaries/passwords.txt";

  private final Set<String> common;

  PasswordRules() {
    try (InputStream bytes = PasswordRules.class.getResourceAsStream(LIST)) {
      if (bytes == null) {
        throw new IllegalStateException(
            "%s is not packaged with the program. Build it again.".formatted(LIST));
      }
      common =
          new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))
              .lines()
              .limit(MOST_COMMON)
              .filter(word -> word.length() >= SHORTEST_WORD)
              .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + LIST, e);
    }
  }

  /// Says no with the reason, or says nothing.
  ///
  /// @param login and
  /// @param name of whose password it shall be
  Optional<Refused> objection(String password, String login, String name) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST) {
      return no("The password has %d characters.".formatted(length));
    }
    if (length > LONGEST) {
      return no("The password has more than %d characters.".formatted(LONGEST));
    }
    String lower = password.toLowerCase(Locale.ROOT);
    if (common.contains(lower) || common.contains(withoutTail(lower))) {
      return no("The password is one of those that are tried first.");
    }
    if (withoutWords(lower, login, name).length() < SHORTEST) {
      return no("The password is made of your name or of the name of this program.");
    }
    return Optional.empty();
  }

  /// Without what people add to the end so that it looks like another one.
  private static String withoutTail(String lower) {
    return lower.replaceFirst("[^a-z]+$", "");
  }

  private static String withoutWords(String lower, String login, String name) {
    String rest = lower.replace("parallax", "");
    for (String word :
        Arrays.stream((login + " " + name).toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
            .filter(word -> word.length() >= SHORTEST_WORD)
            .toList()) {
      rest = rest.replace(word, "");
    }
    return rest;
  }

  private static Optional<Refused> no(String found) {
    return Optional.of(
        Refused.invalid(
            found,
            "Expected %d to %d characters that nobody guesses.".formatted(SHORTEST, LONGEST),
            "Take 15 or more: a few words that mean something to you alone are easy to keep in mind. Any characters will do."));
  }
}

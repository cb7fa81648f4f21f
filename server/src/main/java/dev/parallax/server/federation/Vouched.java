package dev.parallax.server.federation;

import dev.parallax.governance.PersonRef;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A person as the provider vouches for them.
///
/// @param subject by which the provider knows them
/// @param groups the names that it gave, as the catalogue writes them; nothing where it named no
///   groups at all, which is another thing than an empty list
record Vouched(
    String subject, PersonRef person, String name, Optional<NavigableSet<String>> groups) {
  /// What the claims say.
  ///
  /// @param login the claim that names the login
  /// @throws Unvouched if there is no login in them
  static Vouched of(Map<String, Object> claims, String login, String groups) {
    String subject = text(claims, "sub").orElse("");
    String said =
        text(claims, login)
            .orElseThrow(
                () ->
                    new Unvouched(
                        "The provider names no '%s' of you.".formatted(login),
                        "Whoever keeps Parallax sets PARALLAX_OIDC_LOGIN_CLAIM to a claim that it sends, or maps one to it."));
    PersonRef person;
    try {
      person = new PersonRef(said);
    } catch (IllegalArgumentException _) {
      throw new Unvouched(
          "The provider calls you '%s', which is no login here."
              .formatted(said.substring(0, Math.min(80, said.length()))),
          "A login is 1 to 127 of a-z 0-9 - . _ @ + that start and end with a letter or digit. Whoever keeps Parallax chooses another claim.");
    }
    String name = text(claims, "name").orElse(person.value());
    return new Vouched(subject, person, name, groups(claims.get(groups)));
  }

  private static Optional<String> text(Map<String, Object> claims, String name) {
    return claims.get(name) instanceof String text && !text.isBlank()
        ? Optional.of(text.strip())
        : Optional.empty();
  }

  /// A list of names, or one name; Keycloak writes them as paths.
  private static Optional<NavigableSet<String>> groups(@Nullable Object claim) {
    Stream<?> named =
        switch (claim) {
          case List<?> list -> list.stream();
          case String one -> Stream.of(one);
          case null, default -> null;
        };
    if (named == null) {
      return Optional.empty();
    }
    NavigableSet<String> names = new TreeSet<>();
    named.map(String::valueOf).flatMap(name -> group(name).stream()).forEach(names::add);
    return Optional.of(names);
  }

  private static Optional<String> group(String said) {
    String last = said.substring(said.lastIndexOf('/') + 1);
    String name = last.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", "-");
    try {
      return Optional.of(new PersonRef(name).value());
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}

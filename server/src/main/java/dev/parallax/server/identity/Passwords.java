package dev.parallax.server.identity;

import dev.parallax.server.shell.Refused;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes passwords that are good enough and keeps them so that nobody can read them.
@Singleton
final class Passwords {
  private final Hashing hashing;
  private final PasswordRules rules;

  Passwords(Hashing hashing, PasswordRules rules) {
    this.hashing = hashing;
    this.rules = rules;
  }

  /// What is kept of a new password.
  ///
  /// @throws Refused if it is not good enough for this account
  String taken(String password, Account account) {
    Optional<Refused> objection =
        rules.objection(password, account.person().value(), account.name());
    if (objection.isPresent()) {
      throw objection.get();
    }
    return hashing.hash(password);
  }

  /// Whether the password is the one that is kept; always after the same work.
  boolean matches(String password, @Nullable String kept) {
    return hashing.matches(password, kept);
  }

  /// What is kept from now on, if less work was done when it was set.
  Optional<String> renewed(String password, String kept) {
    return hashing.isOutdated(kept) ? Optional.of(hashing.hash(password)) : Optional.empty();
  }
}

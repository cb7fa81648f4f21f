package dev.parallax.server.identity;

import dev.parallax.governance.PersonRef;
import dev.parallax.server.shell.Refused;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Proves who somebody is, by a password or a link. A wrong login and a wrong password are answered
/// with the same words after the same work.
@Singleton
class SigningIn {
  private final AccountStore accounts;
  private final Links links;
  private final Passwords passwords;
  private final Tries tries;
  private final Sessions sessions;

  SigningIn(
      AccountStore accounts, Links links, Passwords passwords, Tries tries, Sessions sessions) {
    this.accounts = accounts;
    this.links = links;
    this.passwords = passwords;
    this.tries = tries;
    this.sessions = sessions;
  }

  /// The account that a login and a password belong to.
  ///
  /// @param from the address that the try comes from
  /// @throws Refused if they belong to none, or if it was tried too often
  Account prove(String login, String password, String from) {
    String said = login.strip().toLowerCase(Locale.ROOT);
    return prove(said, password, List.of("account " + said, "address " + from));
  }

  private Account prove(String said, String password, List<String> keys) {
    tries.begin(keys);
    Optional<Account> account = person(said).flatMap(accounts::find);
    Optional<String> kept = account.map(Account::person).flatMap(accounts::password);
    if (!passwords.matches(password, kept.orElse(null)) || account.isEmpty()) {
      throw tries.wrong(
          account.map(found -> found.person().value()).orElse("an unknown login"),
          new Refused(
              Refused.Reason.NOT_SIGNED_IN,
              "Login and password do not belong together.",
              "A login is the name by which the organisation knows you, or your mail address.",
              "Try again. If you forgot your password, ask a keeper for a link."));
    }
    tries.wasRight(keys);
    kept.flatMap(hash -> passwords.renewed(password, hash))
        .ifPresent(hash -> keep(account.get().person(), hash));
    return account.get();
  }

  private void keep(PersonRef person, String hash) {
    accounts.inTransaction(transaction -> accounts.setPassword(transaction, person, hash));
  }

  /// What a link is for: the account whose password it sets; nothing for the first one.
  ///
  /// @throws Refused if it does not work, or if it was tried too often
  Optional<Account> open(Secret link, String from) {
    List<String> keys = List.of("link " + from);
    tries.begin(keys);
    AccountStore.Link found = links.find(link).orElse(null);
    if (found == null) {
      throw tries.wrong("a link", Links.gone());
    }
    tries.wasRight(keys);
    return Optional.ofNullable(found.person()).flatMap(accounts::find);
  }

  /// Who makes the first account.
  record First(String login, String name) {
    private Account account(Instant now) {
      PersonRef person =
          person(login.strip())
              .filter(each -> !each.equals(Tokens.THIS_MACHINE))
              .orElseThrow(
                  () ->
                      Refused.invalid(
                          "The login is not one.",
                          "A login is 1 to 127 of a-z 0-9 - . _ @ + that start and end with a letter or digit.",
                          "Use the name by which your organisation knows you, or your mail address."));
      String said = name.strip().isEmpty() ? person.value() : name.strip();
      return new Account(person, said, true, false, null, now, "the first link");
    }
  }

  private static Optional<PersonRef> person(String login) {
    try {
      return Optional.of(new PersonRef(login));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Sets the password of a link's account and uses the link up.
  ///
  /// @param first who makes the account, where the link is the first one
  Account use(Secret link, Optional<Account> of, First first, String password) {
    Account account = of.orElseGet(() -> first.account(links.clock().instant()));
    links.use(link, account, passwords.taken(password, account));
    return account;
  }

  /// The account of somebody who signs in with a password.
  Optional<Account> account(PersonRef person) {
    return accounts.find(person).filter(account -> account.isOpen() && account.hasPassword());
  }

  /// Another password, by somebody who knows the old one.
  record Change(String old, String password) {}

  /// Sets another password; whoever is signed in elsewhere is signed out there.
  void change(Account account, Change change, HttpHeaders headers) {
    String login = account.person().value();
    prove(login, change.old(), List.of("own " + login));
    String hash = passwords.taken(change.password(), account);
    accounts.inTransaction(
        transaction -> {
          accounts.setPassword(transaction, account.person(), hash);
          sessions.passwordChanged(transaction, account.person(), headers);
        });
  }
}

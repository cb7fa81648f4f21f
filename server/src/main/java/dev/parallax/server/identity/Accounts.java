package dev.parallax.server.identity;

import dev.parallax.governance.PersonRef;
import dev.parallax.server.audit.Audit;
import dev.parallax.server.shell.Refused;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Who may sign in, as their keepers see it: invite, cut off, make a keeper.
@Singleton
public class Accounts {
  private final AccountStore store;
  private final Links links;
  private final Sessions sessions;
  private final Tokens tokens;
  private final Audit audit;
  private final InstantSource clock;

  Accounts(AccountStore store, Links links, Sessions sessions, Tokens tokens, Audit audit) {
    this.store = store;
    this.links = links;
    this.sessions = sessions;
    this.tokens = tokens;
    this.audit = audit;
    this.clock = links.clock();
  }

  /// Somebody's account; nothing if they never had one.
  public Optional<Account> find(PersonRef person) {
    return store.find(person);
  }

  /// Every account, also those that were ended, by login.
  public List<Account> all() {
    return store.all();
  }

  /// Those who keep this installation, the first one first: the last to whom a vacant seat falls.
  /// Whoever may read the data folder of this machine is the last of them.
  public List<PersonRef> keepers() {
    return store.keepers();
  }

  /// Invites somebody, or opens their account again.
  ///
  /// @return what their one-time link ends with; shown once
  Secret invite(PersonRef person, String name, boolean keeper, String by) {
    String said = name.strip();
    if (said.isEmpty() || said.length() > 100 || person.equals(Tokens.THIS_MACHINE)) {
      throw Refused.invalid(
          "The name is missing, or longer than 100 letters, or the login is taken by the machine.",
          "People see the name beside everything that was done.",
          "Give a login and a name.");
    }
    Account account = new Account(person, said, keeper, false, null, clock.instant(), by);
    return links.make(
        person,
        transaction -> {
          store.put(transaction, account);
          audit.done(transaction, person.value(), keeper ? "Invited as a keeper." : "Invited.");
        });
  }

  /// A new link for somebody who forgot their password. The old password works until the link is
  /// used.
  Secret renew(PersonRef person) {
    Account account = open(person);
    return links.make(
        person, transaction -> audit.done(transaction, account.person().value(), "A new link."));
  }

  /// Cuts somebody off: every session and token of theirs ends with it.
  ///
  /// @throws Refused if nobody would be left to keep this installation
  void end(PersonRef person) {
    Account account = open(person);
    boolean last =
        account.keeper()
            && store.all().stream()
                .noneMatch(
                    other -> other.keeper() && other.isOpen() && !other.person().equals(person));
    if (last) {
      throw new Refused(
          Refused.Reason.CONFLICT,
          "'%s' is the last keeper.".formatted(person),
          "Somebody has to be able to invite others.",
          "Invite another keeper first.");
    }
    store.inTransaction(
        transaction -> {
          store.end(transaction, person, clock.instant());
          sessions.endAll(transaction, person);
          tokens.endAll(transaction, person);
          audit.done(transaction, person.value(), "Cut off.");
        });
  }

  private Account open(PersonRef person) {
    return store
        .find(person)
        .filter(Account::isOpen)
        .orElseThrow(
            () ->
                Refused.notFound(
                    "'%s' has no account that is open.".formatted(person),
                    "Accounts are listed by login.",
                    "Invite them."));
  }
}

package dev.parallax.server.identity;

import dev.parallax.governance.PersonRef;
import dev.parallax.server.audit.Audit;
import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Calling;
import dev.parallax.server.shell.Installation;
import dev.parallax.server.shell.Refused;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// One-time links: whoever holds one sets a password. A link works once, for a day; a newer one of
/// the same person ends it.
@Singleton
final class Links {
  private static final Duration LASTS = Duration.ofHours(24);

  private final AccountStore store;
  private final Sessions sessions;
  private final Audit audit;
  private final Calling calling;
  private final Installation installation;
  private final InstantSource clock;

  Links(
      AccountStore store,
      Sessions sessions,
      Audit audit,
      Calling calling,
      Installation installation,
      InstantSource clock) {
    this.store = store;
    this.sessions = sessions;
    this.audit = audit;
    this.calling = calling;
    this.installation = installation;
    this.clock = clock;
  }

  InstantSource clock() {
    return clock;
  }

  /// Prints the link that makes the first account, as long as there is none. The people of a sample
  /// need no account.
  void first(@Observes StartupEvent start) {
    if (!installation.isSample() && store.all().isEmpty()) {
      Secret secret = make(null, transaction -> audit.done(transaction, "first link", "Printed."));
      System.out.println(
          "Make the first account, which keeps this installation: %s (works once, for 24 hours)"
              .formatted(address(secret)));
    }
  }

  /// Where a link leads.
  String address(Secret secret) {
    return installation.address() + "/link/" + secret.value();
  }

  /// Makes a link in one transaction with what it is for.
  ///
  /// @param person whose it is; nothing for the first one
  Secret make(@Nullable PersonRef person, Consumer<Handle> also) {
    Secret secret = Secret.random();
    Instant now = clock.instant();
    store.inTransaction(
        transaction -> {
          store.forgetLinks(transaction, person);
          also.accept(transaction);
          store.addLink(
              transaction, new AccountStore.Link(secret.hash(), person, now.plus(LASTS)), now);
        });
    return secret;
  }

  /// A link that can still be used.
  Optional<AccountStore.Link> find(Secret secret) {
    return store.link(secret.hash(), clock.instant());
  }

  /// Uses a link up: the password is set, and for the first link the account is made. Whoever came
  /// in with the old password is signed out.
  void use(Secret secret, Account account, String hash) {
    Instant now = clock.instant();
    calling.is(
        new Caller.Member(
            account.person(),
            account.name(),
            Caller.Means.SESSION,
            EnumSet.allOf(Caller.TokenScope.class),
            now));
    store.inTransaction(
        transaction -> {
          if (!store.use(transaction, secret.hash(), now)) {
            throw gone();
          }
          store.put(transaction, account);
          store.setPassword(transaction, account.person(), hash);
          sessions.endAll(transaction, account.person());
        });
  }

  /// The same words for a link that was used, is too old, or never was.
  static Refused gone() {
    return Refused.notFound(
        "This link does not work.",
        "A link works once, within 24 hours.",
        "Ask a keeper for a new one; the first one is printed again when Parallax starts without any account.");
  }
}

package dev.parallax.server.identity;

import dev.parallax.governance.PersonRef;
import dev.parallax.server.audit.Audit;
import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Caller.TokenScope;
import dev.parallax.server.shell.Configuration;
import dev.parallax.server.shell.Refused;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;

/// Tokens with which programs come in: for a person, or to send signals without one. Each has a
/// name, an end, and never more rights than its owner has at the moment of the call.
@Singleton
public class Tokens {
  /// Whoever may read the data folder of this machine. They keep the installation: they could
  /// change everything anyway.
  public static final PersonRef THIS_MACHINE = new PersonRef("this-machine");

  private static final String BEGINNING = "plx_";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,62}");
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final Duration TOUCH = Duration.ofMinutes(1);
  private static final int MOST = 50;

  /// How long a token is taken for what it was. What changes here is heard of at once, by
  /// [#forget]; this is for what changes in the database alone.
  private static final Duration TRUSTED = Duration.ofSeconds(2);

  private static final int MOST_FOUND = 10_000;

  private final TokenStore store;
  private final Audit audit;
  private final InstantSource clock;
  private final Map<String, Found> found = new ConcurrentHashMap<>();
  private final AtomicLong forgotten = new AtomicLong();
  private final String thisMachine;
  private final Instant startedAt;

  Tokens(TokenStore store, Audit audit, InstantSource clock, Configuration configuration) {
    this.store = store;
    this.audit = audit;
    this.clock = clock;
    this.thisMachine = configuration.thisMachine();
    this.startedAt = clock.instant();
  }

  /// Who comes in with a token, by its hash.
  private record Found(Caller caller, Instant until) {}

  /// A new token, with what is shown once.
  record Made(Token token, Secret secret) {}

  /// Makes a token for a person.
  ///
  /// @param scope `read`, `write` (which includes reading), `ingest` or `scim`
  Made make(PersonRef person, String name, String scope, Duration lasts) {
    if (!NAME.matcher(name).matches()) {
      throw Refused.invalid(
          "The name of the token is missing, or longer than 63 letters, digits, blanks, dots and dashes.",
          "A token has a name, so that everybody sees later what it was for.",
          "Name the program that will use it, such as prometheus.");
    }
    if (lasts.compareTo(Duration.ofMinutes(1)) < 0 || lasts.compareTo(LONGEST) > 0) {
      throw Refused.invalid(
          "The token would last %d days.".formatted(lasts.toDays()),
          "A token ends by itself, after at most a year: one that was lost must not work for ever.",
          "Choose 1 to 366 days.");
    }
    Instant now = clock.instant();
    Set<TokenScope> scopes = scopes(scope);
    if (store.of(person, now).size() >= MOST) {
      throw new Refused(
          Refused.Reason.CONFLICT,
          "You have %d tokens.".formatted(MOST),
          "So many are not kept apart by anybody.",
          "End those that are no longer used.");
    }
    Secret secret = Secret.random(BEGINNING);
    Token token =
        new Token(
            UUID.randomUUID().toString(), person, name.strip(), scopes, now, now.plus(lasts), null);
    if (!isWithinItsOwnersRights(token)) {
      throw new Refused(
          Refused.Reason.FORBIDDEN,
          "You do not keep this installation.",
          "A token never may more than its owner, and who works here is told by keepers.",
          "Ask one of them.");
    }
    store.inTransaction(
        transaction -> {
          store.add(transaction, token, secret.hash());
          audit.done(
              transaction,
              "token " + token.name(),
              "Made to %s, until %s.".formatted(scope, token.expiresAt()));
        });
    return new Made(token, secret);
  }

  private static Set<TokenScope> scopes(String scope) {
    return switch (scope.toLowerCase(Locale.ROOT)) {
      case "read" -> EnumSet.of(TokenScope.READ);
      case "write" -> EnumSet.of(TokenScope.READ, TokenScope.WRITE);
      case "ingest" -> EnumSet.of(TokenScope.INGEST);
      case "scim" -> EnumSet.of(TokenScope.SCIM);
      default ->
          throw Refused.invalid(
              "scope '%s' is not known.".formatted(scope),
              "A token is made to read, to write, to ingest signals, or for scim: to tell who works here.",
              "Choose one of the four.");
    };
  }

  List<Token> of(PersonRef person) {
    return store.of(person, clock.instant());
  }

  /// Ends a token: it opens nothing from now on.
  void end(PersonRef person, String id) {
    store.inTransaction(
        transaction -> {
          if (!store.end(transaction, person, id, clock.instant())) {
            throw Refused.notFound(
                "You have no such token.",
                "It may have ended already.",
                "Your tokens are listed with your account.");
          }
          audit.done(transaction, "token " + id, "Ended.");
        });
  }

  /// Ends every token of somebody, with what else is committed.
  public void endAll(Handle transaction, PersonRef person) {
    store.endAll(transaction, person, clock.instant());
  }

  /// Who comes in with a token.
  Optional<Caller> find(String secret) {
    if (isThisMachine(secret)) {
      return Optional.of(
          new Caller.Member(
              THIS_MACHINE,
              "this machine",
              Caller.Means.TOKEN,
              EnumSet.allOf(TokenScope.class),
              startedAt));
    }
    String hash = new Secret(secret).hash();
    Instant now = clock.instant();
    Found known = found.get(hash);
    if (known == null || !now.isBefore(known.until())) {
      long before = forgotten.get();
      Optional<Token> token = store.find(hash, now).filter(this::isWithinItsOwnersRights);
      if (token.isEmpty()) {
        return Optional.empty();
      }
      known = new Found(caller(token.get(), now), until(token.get(), now));
      remember(hash, known, before);
    }
    return Optional.of(known.caller());
  }

  private static Instant until(Token token, Instant now) {
    Instant until = now.plus(TRUSTED);
    return until.isBefore(token.expiresAt()) ? until : token.expiresAt();
  }

  /// Remembers who it was, unless something changed while the database was asked.
  private void remember(String hash, Found known, long before) {
    if (found.size() >= MOST_FOUND) {
      found.clear();
    }
    found.put(hash, known);
    if (forgotten.get() != before) {
      found.remove(hash);
    }
  }

  /// Somebody's tokens or rights may have changed: the database is asked again for each.
  void forget() {
    forgotten.incrementAndGet();
    found.clear();
  }

  /// Who works here is told by those who keep the installation; other rights are asked for where
  /// they are used.
  private boolean isWithinItsOwnersRights(Token token) {
    return !token.scopes().contains(TokenScope.SCIM)
        || token.person().equals(THIS_MACHINE)
        || store.isKeeper(token.person());
  }

  private boolean isThisMachine(String secret) {
    return !thisMachine.isEmpty()
        && MessageDigest.isEqual(
            secret.getBytes(StandardCharsets.UTF_8), thisMachine.getBytes(StandardCharsets.UTF_8));
  }

  private Caller caller(Token token, Instant now) {
    Instant used = token.lastUsedAt();
    if (used == null || used.isBefore(now.minus(TOUCH))) {
      store.used(token.id(), now);
    }
    TokenScope only = token.scopes().iterator().next();
    return only == TokenScope.INGEST || only == TokenScope.SCIM
        ? new Caller.Machine(token.person() + "/" + token.name(), only)
        : new Caller.Member(
            token.person(),
            token.person().value(),
            Caller.Means.TOKEN,
            token.scopes(),
            token.madeAt());
  }
}

package dev.parallax.server.identity;

import dev.parallax.governance.PersonRef;
import dev.parallax.server.audit.Audit;
import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Calling;
import dev.parallax.server.shell.Installation;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Who is signed in with a browser. A session ends when they sign out, when they are cut off, after
/// twelve hours without a request, and in any case after a week.
///
/// What ends a session says so to those that are kept in memory, so an end is felt at once.
@Singleton
public class Sessions {
  private static final Duration INACTIVE = Duration.ofHours(12);
  private static final Duration LONGEST = Duration.ofDays(7);
  private static final Duration TOUCH = Duration.ofMinutes(1);

  private final SessionStore store;
  private final Audit audit;
  private final Calling calling;
  private final InstantSource clock;
  private final Instance<SessionGuard> guards;
  private final boolean secure;

  Sessions(
      SessionStore store,
      Audit audit,
      Calling calling,
      Installation installation,
      Instance<SessionGuard> guards) {
    this.guards = guards;
    this.store = store;
    this.audit = audit;
    this.calling = calling;
    this.clock = store.clock();
    this.secure = installation.isPublic();
  }

  /// A session as its owner sees it.
  ///
  /// @param current whether it is the one that asks
  public record Session(String means, Instant beganAt, Instant lastSeenAt, boolean current) {}

  /// A session that began.
  ///
  /// @param cookie to answer with
  /// @param hash the name of the session where it is kept
  public record Begun(NewCookie cookie, String hash) {}

  /// Signs somebody in who has just proved who they are, and records it.
  ///
  /// @param means how they proved it, in a word: `password`, `link`, a provider's name
  NewCookie begin(PersonRef person, String name, String means, HttpHeaders headers) {
    store.forget(clock.instant(), INACTIVE, LONGEST);
    return store
        .inTransaction(transaction -> begin(transaction, new Proven(person, name, means), headers))
        .cookie();
  }

  /// Somebody who has just proved who they are.
  ///
  /// @param means how, in a word: `password`, `link`, a provider's name
  public record Proven(PersonRef person, String name, String means) {}

  /// Signs somebody in with what else is committed, and records it as the last of it. The session
  /// that the browser had before, if any, ends: its id was known before they signed in.
  public Begun begin(Handle transaction, Proven who, HttpHeaders headers) {
    Secret secret = Secret.random();
    Instant now = clock.instant();
    calling.is(member(who.person(), who.name(), now));
    secret(headers).ifPresent(old -> store.end(transaction, old.hash()));
    store.add(
        transaction,
        new SessionStore.Row(secret.hash(), who.person(), who.name(), who.means(), now, now));
    audit.done(transaction, who.person().value(), "Signed in: " + who.means() + ".");
    return new Begun(cookie(secret.value(), LONGEST), secret.hash());
  }

  /// Signs out: the session of this browser ends.
  Left end(HttpHeaders headers) {
    Optional<Secret> secret = secret(headers);
    Optional<URI> next =
        secret.flatMap(
            each ->
                guards.stream()
                    .flatMap(guard -> guard.leave(each.hash(), each.value()).stream())
                    .findFirst());
    if (calling.caller() instanceof Caller.Member) {
      store.inTransaction(
          transaction -> {
            secret.ifPresent(each -> store.end(transaction, each.hash()));
            audit.done(transaction, calling.caller().who(), "Signed out.");
            return true;
          });
    }
    return new Left(cookie("", Duration.ZERO), next);
  }

  /// Somebody signed out.
  ///
  /// @param cookie takes the old one away
  /// @param next where the browser has to go, if a provider says so
  record Left(NewCookie cookie, Optional<URI> next) {}

  /// Ends every session of somebody, with what else is committed: they are signed out at once,
  /// wherever they are.
  public void endAll(Handle transaction, PersonRef person) {
    store.endAll(transaction, person, "");
  }

  /// Sessions were ended in a transaction by whoever vouched for them.
  public void someEnded(Handle transaction) {
    store.someEnded(transaction);
  }

  /// Somebody has another password: whoever came in with the old one elsewhere is signed out.
  void passwordChanged(Handle transaction, PersonRef person, HttpHeaders headers) {
    store.endAll(transaction, person, here(headers));
    audit.done(transaction, person.value(), "Another password; signed out everywhere else.");
  }

  /// Ends every session of somebody but this browser's, and records it.
  void endOthers(PersonRef person, HttpHeaders headers) {
    store.inTransaction(
        transaction -> {
          store.endAll(transaction, person, here(headers));
          audit.done(transaction, person.value(), "Signed out everywhere else.");
          return true;
        });
  }

  private String here(HttpHeaders headers) {
    return secret(headers).map(Secret::hash).orElse("");
  }

  List<Session> of(PersonRef person, HttpHeaders headers) {
    String here = here(headers);
    Instant now = clock.instant();
    return store.of(person).stream()
        .filter(row -> isAlive(row, now))
        .map(
            row ->
                new Session(row.means(), row.beganAt(), row.lastSeenAt(), row.hash().equals(here)))
        .toList();
  }

  /// Whose session a browser shows.
  Optional<Caller.Member> find(HttpHeaders headers) {
    Instant now = clock.instant();
    return secret(headers)
        .flatMap(secret -> store.find(secret.hash()))
        .filter(row -> isAlive(row, now) && holds(row, headers))
        .map(
            row -> {
              if (row.lastSeenAt().isBefore(now.minus(TOUCH))) {
                store.seen(row.hash(), now);
              }
              return member(row.person(), row.name(), row.beganAt());
            });
  }

  private boolean holds(SessionStore.Row row, HttpHeaders headers) {
    String cookie = secret(headers).map(Secret::value).orElse("");
    boolean holds =
        guards.stream().allMatch(guard -> guard.holds(row.hash(), cookie, row.person()));
    if (!holds) {
      store.inTransaction(
          transaction -> {
            store.end(transaction, row.hash());
            return true;
          });
    }
    return holds;
  }

  private static boolean isAlive(SessionStore.Row row, Instant now) {
    return row.lastSeenAt().isAfter(now.minus(INACTIVE))
        && row.beganAt().isAfter(now.minus(LONGEST));
  }

  private static Caller.Member member(PersonRef person, String name, Instant since) {
    return new Caller.Member(
        person, name, Caller.Means.SESSION, EnumSet.allOf(Caller.TokenScope.class), since);
  }

  private Optional<Secret> secret(HttpHeaders headers) {
    return Optional.ofNullable(headers.getCookies().get(cookieName()))
        .map(cookie -> new Secret(cookie.getValue()));
  }

  /// With the prefix, browsers take it over https alone, from this host alone, for every path [1].
  ///
  /// [1] RFC 6265bis, section 4.1.3.
  private String cookieName() {
    return secure ? "__Host-parallax" : "parallax";
  }

  private NewCookie cookie(String value, Duration age) {
    return new NewCookie.Builder(cookieName())
        .value(value)
        .path("/")
        .maxAge((int) age.toSeconds())
        .httpOnly(true)
        .secure(secure)
        .sameSite(NewCookie.SameSite.LAX)
        .build();
  }
}

package dev.parallax.server.federation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.LogoutTokenClaimsSet;
import dev.parallax.formats.scim.ResourceType;
import dev.parallax.governance.PersonRef;
import dev.parallax.server.audit.Audit;
import dev.parallax.server.audit.AuditEvent;
import dev.parallax.server.federation.Attempts.Attempt;
import dev.parallax.server.federation.Provider.Life;
import dev.parallax.server.federation.Provider.Pass;
import dev.parallax.server.identity.Sessions;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Sessions that the identity provider vouches for: begun with its word, and ended with it.
///
/// A session in use is vouched for anew every few seconds. Only a definite no ends it; while the
/// provider is silent it stays, for a bounded time.
@Singleton
class ProviderSessions {
  private static final Logger LOG = Logger.getLogger(ProviderSessions.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SKEW = Duration.ofSeconds(60);
  private static final int MOST_CHECKED = 50_000;

  private final Provider provider;
  private final ProviderSettings settings;
  private final ProviderStore store;
  private final Audit audit;
  private final Event<MembersChanged> news;
  private final InstantSource clock;
  private final Sessions sessions;
  private final Attempts attempts;
  private final Map<String, Check> checks = new ConcurrentHashMap<>();

  /// When a session was asked about, and whether it may go on.
  private record Check(Instant at, boolean lives) {}

  ProviderSessions(
      Provider provider,
      ProviderStore store,
      Sessions sessions,
      Audit audit,
      Event<MembersChanged> news) {
    this.provider = provider;
    this.settings = provider.settings();
    this.clock = store.clock();
    this.sessions = sessions;
    this.attempts = new Attempts(clock);
    this.store = store;
    this.audit = audit;
    this.news = news;
  }

  /// Somebody whom the provider vouches for at this moment.
  record Proven(Vouched who, Pass pass, Optional<String> sid) {}

  Attempt begin(String to, boolean fresh) {
    return attempts.begin(to, fresh);
  }

  Attempt take(@Nullable String state, @Nullable String browser) {
    return attempts.take(state, browser);
  }

  /// Turns the code that came back into a person.
  Proven prove(String code, Attempt attempt) {
    Pass pass = provider.exchange(code, attempt);
    IDTokenClaimsSet token = provider.verified(pass, attempt);
    Map<String, Object> claims = new HashMap<>(token.toJSONObject());
    checkFresh(token, attempt);
    if (provider.ask(pass) instanceof Life.Alive(_, Map<String, Object> more)
        && token.getSubject().getValue().equals(more.get("sub"))) {
      more.forEach(claims::putIfAbsent);
    }
    Vouched who = Vouched.of(claims, settings.loginClaim(), settings.groupsClaim());
    if (store.inTransaction(handle -> hasLeft(handle, who.person()))) {
      throw new Unvouched(
          "%s left, as the identity provider itself says by SCIM.".formatted(who.person()),
          "If that is a mistake, whoever keeps the provider makes the person active there.");
    }
    return new Proven(
        who, pass, Optional.ofNullable(token.getSessionID()).map(sid -> sid.getValue()));
  }

  private void checkFresh(IDTokenClaimsSet token, Attempt attempt) {
    if (!attempt.fresh()) {
      return;
    }
    boolean recent =
        token.getAuthenticationTime() != null
            && token.getAuthenticationTime().toInstant().isAfter(attempt.at().minus(SKEW));
    boolean strong =
        settings.stepUpAcr().isEmpty()
            || (token.getACR() != null
                && settings.stepUpAcr().get().equals(token.getACR().getValue()));
    if (!recent || !strong) {
      throw new Unvouched(
          recent
              ? "The provider did not ask for the second factor that this step wants."
              : "The provider did not ask you anew who you are.",
          "Sign out there and try again.");
    }
  }

  private static boolean hasLeft(Handle handle, PersonRef person) {
    return handle
        .createQuery(
            "select count(*) > 0 from member where type = :type and name = :name and not active")
        .bind("type", ResourceType.USER.word())
        .bind("name", person.value())
        .mapTo(Boolean.class)
        .one();
  }

  /// Begins a session and keeps what belongs to it.
  NewCookie enter(Proven proven, HttpHeaders headers) {
    Instant now = clock.instant();
    AtomicReference<Optional<Long>> revision = new AtomicReference<>(Optional.empty());
    NewCookie cookie =
        store.inTransaction(
            transaction -> {
              revision.set(store.keep(transaction, proven.who(), now));
              Sessions.Begun begun =
                  sessions.begin(
                      transaction,
                      new Sessions.Proven(
                          proven.who().person(), proven.who().name(), provider.name()),
                      headers);
              store.add(
                  transaction,
                  new ProviderStore.Row(
                      begun.hash(),
                      proven.who().person(),
                      proven.who().subject(),
                      proven.sid().orElse(null),
                      Sealed.seal(begun.cookie().getValue(), written(proven.pass())),
                      now));
              return begun.cookie();
            });
    revision.get().ifPresent(made -> news.fire(new MembersChanged(made)));
    return cookie;
  }

  /// Whether the session of a cookie may go on. One that no provider vouches for may.
  boolean mayGoOn(String hash, String cookie) {
    if (!provider.isSet()) {
      return true;
    }
    if (checks.size() > MOST_CHECKED) {
      checks.clear();
    }
    return checks
        .compute(
            hash,
            (_, last) ->
                last != null && clock.instant().isBefore(last.at().plus(settings.check()))
                    ? last
                    : new Check(clock.instant(), lives(hash, cookie)))
        .lives();
  }

  private boolean lives(String hash, String cookie) {
    Optional<ProviderStore.Row> row = store.find(hash);
    if (row.isEmpty()) {
      return true;
    }
    Optional<Pass> pass = Sealed.open(cookie, row.get().sealed()).map(ProviderSessions::read);
    if (pass.isEmpty()) {
      return cutOff(row.get(), "What the provider gave can no longer be read.");
    }
    return switch (provider.ask(pass.get())) {
      case Life.Alive alive -> {
        goesOn(row.get(), cookie, alive, pass.get());
        yield true;
      }
      case Life.Over(String reason) -> cutOff(row.get(), reason);
      case Life.Silent(String reason) -> silent(row.get(), reason);
    };
  }

  private void goesOn(ProviderStore.Row row, String cookie, Life.Alive alive, Pass before) {
    Instant now = clock.instant();
    Pass pass = alive.pass().orElse(before);
    store.vouched(row.hash(), Sealed.seal(cookie, written(pass)), now);
    if (row.subject().equals(alive.claims().get("sub"))) {
      Vouched who = Vouched.of(alive.claims(), settings.loginClaim(), settings.groupsClaim());
      if (who.person().equals(row.person())) {
        store
            .inTransaction(transaction -> store.keep(transaction, who, now))
            .ifPresent(made -> news.fire(new MembersChanged(made)));
      }
    }
  }

  private boolean silent(ProviderStore.Row row, String reason) {
    Instant until = row.vouchedAt().plus(settings.grace());
    if (clock.instant().isBefore(until)) {
      LOG.warnf(
          "The identity provider does not answer: %s %s stays signed in until %s.",
          reason, row.person(), until);
      return true;
    }
    return cutOff(row, "The provider has not answered for %s.".formatted(settings.grace()));
  }

  private boolean cutOff(ProviderStore.Row row, String reason) {
    store.inTransaction(
        transaction -> {
          store.end(transaction, row.hash());
          sessions.someEnded(transaction);
          audit.record(
              transaction,
              new AuditEvent(
                  clock.instant(),
                  AuditEvent.SELF,
                  "",
                  "",
                  "sign-in/cut-off",
                  "person:" + row.person(),
                  AuditEvent.Outcome.DONE,
                  reason,
                  ""));
          return row;
        });
    return false;
  }

  /// Where the browser of a session goes when it signs out, so that it is signed out there too.
  Optional<URI> leaving(String hash, String cookie) {
    return provider.isSet()
        ? store
            .find(hash)
            .flatMap(row -> Sealed.open(cookie, row.sealed()))
            .map(ProviderSessions::read)
            .flatMap(pass -> provider.ending(pass.idToken()))
        : Optional.empty();
  }

  /// The provider says that a session ended.
  ///
  /// @return how many ended here
  int loggedOut(String token) {
    LogoutTokenClaimsSet said = provider.loggedOut(token);
    String sid = said.getSessionID() == null ? null : said.getSessionID().getValue();
    String subject = said.getSubject() == null ? null : said.getSubject().getValue();
    return store.inTransaction(
        transaction -> {
          if (!store.hears(transaction, said.getJWTID().getValue(), clock.instant())) {
            throw new Unvouched("This logout token was heard before.", "Send each once.");
          }
          int ended = store.endNamed(transaction, subject, sid);
          sessions.someEnded(transaction);
          audit.done(
              transaction,
              "provider",
              "The provider signed somebody out: %d sessions ended.".formatted(ended));
          return ended;
        });
  }

  private static String written(Pass pass) {
    try {
      return JSON.writeValueAsString(pass);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A pass is three texts; it could not be written.", e);
    }
  }

  private static Pass read(String text) {
    try {
      return JSON.readValue(text, Pass.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A kept pass cannot be read. Sign in again.", e);
    }
  }
}

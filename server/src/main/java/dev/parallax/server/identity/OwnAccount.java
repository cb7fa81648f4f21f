package dev.parallax.server.identity;

import dev.parallax.governance.PersonRef;
import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Calling;
import dev.parallax.server.shell.Installation;
import dev.parallax.server.shell.Refused;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What somebody sees and does of what is their own.
@Singleton
class OwnAccount {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

  private final SigningIn signingIn;
  private final Sessions sessions;
  private final Tokens tokens;
  private final Calling calling;
  private final Installation installation;

  OwnAccount(
      SigningIn signingIn,
      Sessions sessions,
      Tokens tokens,
      Calling calling,
      Installation installation) {
    this.signingIn = signingIn;
    this.sessions = sessions;
    this.tokens = tokens;
    this.calling = calling;
    this.installation = installation;
  }

  /// @param hasPassword whether they sign in here, and not with a provider
  record View(
      String login,
      String name,
      boolean hasPassword,
      List<TokenLine> tokens,
      List<SessionLine> sessions) {}

  record TokenLine(String id, String name, String purpose, String until, String lastUsed) {}

  record SessionLine(String means, String since, String lastSeen, boolean current) {}

  View view(HttpHeaders headers) {
    Caller.Member me = me();
    return new View(
        me.person().value(),
        me.name(),
        signingIn.account(me.person()).isPresent(),
        tokens.of(me.person()).stream().map(this::line).toList(),
        sessions.of(me.person(), headers).stream().map(this::line).toList());
  }

  void changePassword(String old, String password, HttpHeaders headers) {
    PersonRef person = inPerson().person();
    Account account =
        signingIn
            .account(person)
            .orElseThrow(
                () ->
                    Refused.invalid(
                        "You have no password here.",
                        "Only those who sign in with one can change it.",
                        "Change it where you sign in."));
    signingIn.change(account, new SigningIn.Change(old, password), headers);
  }

  Tokens.Made makeToken(String name, String scope, int days) {
    return tokens.make(inPerson().person(), name, scope, Duration.ofDays(days));
  }

  List<Token> tokens() {
    return tokens.of(me().person());
  }

  void endToken(String id) {
    tokens.end(inPerson().person(), id);
  }

  void endOtherSessions(HttpHeaders headers) {
    sessions.endOthers(inPerson().person(), headers);
  }

  /// A token that was stolen must not make others, or send its owner out; that of this machine lies
  /// where everything lies.
  Caller.Member inPerson() {
    Caller.Member me = me();
    if (me.means() == Caller.Means.TOKEN && !me.person().equals(Tokens.THIS_MACHINE)) {
      throw new Refused(
          Refused.Reason.FORBIDDEN,
          "A token asked for this.",
          "What opens the door is changed by its owner in person: a token that was stolen must not do so.",
          "Sign in with a browser.");
    }
    return me;
  }

  Caller.Member me() {
    Caller.Member member = calling.getMember();
    if (member == null) {
      throw new Refused(
          Refused.Reason.FORBIDDEN,
          "Nobody has an account here.",
          "Only a person has one.",
          "Sign in as a person.");
    }
    return member;
  }

  private TokenLine line(Token token) {
    return new TokenLine(
        token.id(),
        token.name(),
        purpose(token.scopes()),
        DAY.withZone(installation.zone()).format(token.expiresAt()),
        minute(token.lastUsedAt(), "never"));
  }

  private static String purpose(Set<Caller.TokenScope> scopes) {
    return scopes.contains(Caller.TokenScope.WRITE)
        ? "read and write"
        : scopes.contains(Caller.TokenScope.READ) ? "read" : "send signals";
  }

  private SessionLine line(Sessions.Session session) {
    return new SessionLine(
        session.means(),
        minute(session.beganAt(), ""),
        minute(session.lastSeenAt(), ""),
        session.current());
  }

  private String minute(@Nullable Instant at, String none) {
    return at == null ? none : MINUTE.withZone(installation.zone()).format(at);
  }
}

package dev.parallax.server.identity;

import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Calling;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Gatekeeper;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Finds out who calls, before anything else looks at a request: by a token, else by the session of
/// a browser.
///
/// A browser sends its cookie with whatever page makes it ask. So a change that comes with a cookie
/// counts as its owner's only if the browser says which page sent it; that it is one of ours, the
/// front door has checked.
@Singleton
final class Identification {
  private static final String BEARER = "Bearer ";
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

  private final Provider<Sessions> sessions;
  private final Provider<Tokens> tokens;
  private final Calling calling;

  /// Filters are made before the settings are known, so what depends on those comes later.
  Identification(Provider<Sessions> sessions, Provider<Tokens> tokens, Calling calling) {
    this.sessions = sessions;
    this.tokens = tokens;
    this.calling = calling;
  }

  @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
  public void look(ContainerRequestContext request, HttpHeaders headers) {
    String authorization = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      byToken(authorization);
    } else if (!headers.getCookies().isEmpty()) {
      bySession(request, headers);
    }
  }

  private void byToken(String authorization) {
    boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
    Optional<Caller> caller =
        bearer
            ? tokens.get().find(authorization.substring(BEARER.length()).strip())
            : Optional.empty();
    caller.ifPresentOrElse(
        calling::is,
        () ->
            calling.isNot(
                "The Authorization header holds no token that works: it may have ended. Expected 'Bearer' and a token of your account. Make a new one there."));
  }

  private void bySession(ContainerRequestContext request, HttpHeaders headers) {
    Optional<Caller.Member> member = sessions.get().find(headers);
    boolean told =
        SAFE.contains(request.getMethod())
            || headers.getHeaderString("Sec-Fetch-Site") != null
            || headers.getHeaderString("Origin") != null;
    if (told) {
      member.ifPresent(calling::is);
    } else if (member.isPresent()) {
      calling.isNot(
          "The request has the cookie of a browser and does not say which page sent it. Browsers say so in Sec-Fetch-Site or Origin. Programs use a token.");
    }
  }

  /// Whatever was changed may have ended a token; signals change nobody's rights.
  @ServerResponseFilter
  public void forget(ContainerRequestContext request) {
    Gatekeeper.Demand demand = calling.demand();
    boolean changes = !SAFE.contains(request.getMethod());
    if (changes && (demand == null || demand.deed() != Demands.Deed.SUBMIT)) {
      tokens.get().forget();
    }
  }

  /// What somebody who is signed in sees is kept by nobody on the way.
  @ServerResponseFilter
  public void keepPrivate(ContainerResponseContext response) {
    if (!(calling.caller() instanceof Caller.Anonymous)
        && !response.getHeaders().containsKey(HttpHeaders.CACHE_CONTROL)) {
      response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
    }
  }
}

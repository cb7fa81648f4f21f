package dev.parallax.server.federation;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Sign-ins that have begun: each is known by its state, belongs to one browser, works once, and
/// for ten minutes.
final class Attempts {
  static final Duration LONGEST = Duration.ofMinutes(10);
  private static final int MOST = 20_000;

  private final InstantSource clock;
  private final Map<String, Attempt> begun =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Attempt> eldest) {
              return size() > MOST;
            }
          });

  Attempts(InstantSource clock) {
    this.clock = clock;
  }

  /// @param browser what only the browser that began it knows
  /// @param to where to go on, a path of this site
  record Attempt(
      State state,
      Nonce nonce,
      CodeVerifier verifier,
      String browser,
      String to,
      boolean fresh,
      Instant at) {}

  Attempt begin(String to, boolean fresh) {
    Attempt attempt =
        new Attempt(
            new State(32),
            new Nonce(32),
            new CodeVerifier(),
            new State(32).getValue(),
            to,
            fresh,
            clock.instant());
    begun.put(attempt.state().getValue(), attempt);
    return attempt;
  }

  /// The attempt of that state, which is used up by this.
  ///
  /// @throws Unvouched if there is none, if it is too old, or if another browser began it
  Attempt take(@Nullable String state, @Nullable String browser) {
    Attempt attempt =
        Optional.ofNullable(state)
            .map(begun::remove)
            .orElseThrow(
                () ->
                    new Unvouched(
                        "No sign-in with this state has begun here.",
                        "A sign-in works once, and none survives a restart. Sign in again."));
    if (!attempt.browser().equals(browser)) {
      throw new Unvouched(
          "Another browser began this sign-in.",
          "Somebody may have sent you a link that would sign you in as them. Sign in from here instead.");
    }
    if (attempt.at().isBefore(clock.instant().minus(LONGEST))) {
      throw new Unvouched(
          "This sign-in began more than %d minutes ago.".formatted(LONGEST.toMinutes()),
          "Sign in again.");
    }
    return attempt;
  }
}

package dev.parallax.server.federation;

import dev.parallax.governance.PersonRef;
import dev.parallax.server.identity.SessionGuard;
import dev.parallax.server.identity.SignInWay;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;

/// The identity provider as signing in sees it: a button, a say in sessions, a way out.
@Singleton
final class ProviderDoor implements SignInWay, SessionGuard {
  private final Provider provider;
  private final ProviderSessions sessions;

  ProviderDoor(Provider provider, ProviderSessions sessions) {
    this.provider = provider;
    this.sessions = sessions;
  }

  @Override
  public boolean isOpen() {
    return provider.isSet();
  }

  @Override
  public String label() {
    return "Sign in with " + provider.name();
  }

  @Override
  public String href() {
    return "/sign-in/provider";
  }

  @Override
  public boolean holds(String hash, String cookie, PersonRef person) {
    return sessions.mayGoOn(hash, cookie);
  }

  @Override
  public Optional<URI> leave(String hash, String cookie) {
    return sessions.leaving(hash, cookie);
  }
}

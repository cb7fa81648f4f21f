package dev.parallax.server.identity;

import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Gatekeeper;
import io.quarkus.arc.DefaultBean;
import jakarta.inject.Singleton;

/// Rules as long as no slice knows seats: whoever is signed in may do everything but keep the
/// installation, which its keepers do.
@DefaultBean
@Singleton
final class SignedIn implements Gatekeeper {
  private final Accounts accounts;

  SignedIn(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Ruling rule(Caller.Member member, Demand demand) {
    boolean keeping =
        demand.activity().equals("keep-installation") || demand.activity().equals("read-audit");
    if (keeping && !accounts.keepers().contains(member.person())) {
      return new Ruling.Denied(
          "Only those who keep this installation may do this. Ask one of them.");
    }
    return new Ruling.Allowed("", "", keeping ? "Keeps this installation." : "Is signed in.");
  }
}

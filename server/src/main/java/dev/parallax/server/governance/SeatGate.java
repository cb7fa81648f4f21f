package dev.parallax.server.governance;

import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Gatekeeper;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/// Rules by the plan of seats of this moment.
@Singleton
final class SeatGate implements Gatekeeper {
  private final Seats seats;
  private final Catalog catalog;
  private final InstantSource clock;

  SeatGate(Seats seats, Catalog catalog, InstantSource clock) {
    this.seats = seats;
    this.catalog = catalog;
    this.clock = clock;
  }

  @Override
  public Ruling rule(Caller.Member member, Demand demand) {
    return new Asked(
            seats.plan(),
            catalog.registry(),
            new Asked.Call(member, demand),
            person -> seats.now().nameOf(person),
            clock.instant())
        .ruling();
  }
}

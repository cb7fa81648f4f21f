package dev.parallax.server.governance;

import dev.parallax.budget.ServiceId;
import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Calling;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;

/// What the caller of this request sees: all services, or a consumer those that they consume.
@Singleton
public class Sight {
  private final Seats seats;
  private final Calling calling;
  private final InstantSource clock;

  Sight(Seats seats, Calling calling, InstantSource clock) {
    this.seats = seats;
    this.calling = calling;
    this.clock = clock;
  }

  /// Those of the services that are seen, in their order; none for who is no person.
  public List<ServiceId> seen(Collection<ServiceId> services) {
    Instant now = clock.instant();
    return calling.caller() instanceof Caller.Member member
        ? services.stream()
            .filter(service -> Asked.sees(seats.plan(), member, service, now))
            .toList()
        : List.of();
  }

  /// Whether the caller sees all of them.
  public boolean isWhole(Collection<ServiceId> services) {
    return seen(services).size() == services.size();
  }
}

package dev.parallax.server.governance;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.seat.Delegation;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.server.catalog.Registry;
import dev.parallax.server.catalog.Service;
import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Calling;
import dev.parallax.server.shell.Refused;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What the caller of this request sees: all services, or a consumer those that they consume and
/// who answers for them.
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

  /// Whether the caller sees every service there is.
  public boolean isWhole() {
    return isWhole(seats.now().registry().services().keySet());
  }

  /// Everybody's hats this minute, as far as the caller sees them.
  public Seats.Census census() {
    Seats.Census whole = seats.now();
    List<ServiceId> seen = seen(whole.registry().services().keySet());
    return seen.size() == whole.registry().services().size()
            || !(calling.caller() instanceof Caller.Member member)
        ? whole
        : limited(whole, seen, member.person());
  }

  private static Seats.Census limited(
      Seats.Census whole, Collection<ServiceId> seen, PersonRef self) {
    Registry registry = Published.of(whole.registry(), seen, self);
    return new Seats.Census(
        registry, registry.roster().at(whole.at()), Map.of(self, whole.nameOf(self)));
  }

  /// Who sits where, as far as the caller sees it. Of services that are seen it says what the whole
  /// plan says, but for other consumers.
  public SeatPlan plan() {
    SeatPlan whole = seats.plan();
    Registry registry = census().registry();
    return registry.services().size() == seats.now().registry().services().size()
        ? whole
        : new SeatPlan(
            registry.roster(),
            registry.matrices(),
            whole.availability(),
            whole.delegations().stream().filter(each -> reaches(registry, each)).toList(),
            whole.ladder());
  }

  private static boolean reaches(Registry registry, Delegation delegation) {
    return registry.services().keySet().stream()
        .anyMatch(
            each ->
                registry.roster().directory().scopesOf(each).contains(delegation.reach().scope()));
  }

  /// The person of that login, if the caller may know of them.
  ///
  /// @throws Refused if not, or if neither the directory nor an assignment knows it
  public PersonRef person(String login) {
    return Seats.person(login, census());
  }

  /// The service of that id, however it is written, if the caller may know of it.
  ///
  /// @throws Refused if not, or if nobody registered it
  public Service service(String id) {
    return ServicePages.known(census().registry(), id);
  }
}

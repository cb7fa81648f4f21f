package dev.parallax.server.governance;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Roster;
import dev.parallax.governance.Staffing;
import dev.parallax.governance.seat.Delegation;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.server.catalog.Registry;
import dev.parallax.server.catalog.Service;
import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Calling;
import dev.parallax.server.shell.Lately;
import dev.parallax.server.shell.Refused;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// What the caller of this request sees: all services, or a consumer those that they consume and
/// who answers for them.
@Singleton
public class Sight {
  /// Of how many consumers what they see is kept.
  private static final int KEPT = 200;

  private final Seats seats;
  private final Calling calling;
  private final InstantSource clock;
  private final Lately<Limits, Seats.Census> limited = new Lately<>(KEPT);
  private final Lately<Limits, Registry> published = new Lately<>(KEPT);

  Sight(Seats seats, Calling calling, InstantSource clock) {
    this.seats = seats;
    this.calling = calling;
    this.clock = clock;
  }

  private record Limits(List<ServiceId> seen, PersonRef self) {}

  /// Those of the services that are seen, in their order; none for who is no person.
  public List<ServiceId> seen(Collection<ServiceId> services) {
    if (!(calling.caller() instanceof Caller.Member member)) {
      return List.of();
    }
    if (seesEverything()) {
      return List.copyOf(services);
    }
    Set<ServiceId> consumed = consumed(member);
    return services.stream().filter(consumed::contains).toList();
  }

  /// What somebody consumes now; nothing for who cannot act any more.
  private Set<ServiceId> consumed(Caller.Member member) {
    SeatPlan plan = seats.plan();
    if (!plan.availability().isActive(member.person())) {
      return Set.of();
    }
    PersonaId consumer = plan.roster().personas().treatedAs(SeatPlan.CONSUMER);
    return seats.staffing(seats.now().roster(), clock.instant()).hats(member.person()).stream()
        .filter(hat -> hat.persona().equals(consumer))
        .flatMap(hat -> hat.services().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Whether the caller sees all of them.
  public boolean isWhole(Collection<ServiceId> services) {
    return seen(services).size() == services.size();
  }

  /// Whether the caller sees every service there is.
  public boolean isWhole() {
    return seesEverything() || isWhole(seats.now().registry().services().keySet());
  }

  /// Whether they would, whatever there is.
  private boolean seesEverything() {
    return calling.caller() instanceof Caller.Member member
        && Asked.seesEverything(seats.plan(), member, clock.instant());
  }

  /// Everybody's hats this minute, as far as the caller sees them.
  public Seats.Census census() {
    Seats.Census whole = seats.now();
    if (seesEverything()) {
      return whole;
    }
    Collection<ServiceId> all = whole.registry().services().keySet();
    List<ServiceId> seen = seen(all);
    return seen.size() == all.size() || !(calling.caller() instanceof Caller.Member member)
        ? whole
        : limited(whole, new Limits(seen, member.person()));
  }

  private Seats.Census limited(Seats.Census whole, Limits to) {
    return limited.of(
        whole,
        to,
        () -> {
          Registry registry =
              published.of(
                  whole.registry(), to, () -> Published.of(whole.registry(), to.seen(), to.self()));
          return new Seats.Census(
              registry,
              registry.roster().at(whole.at()),
              whole.at(),
              Map.of(to.self(), whole.nameOf(to.self())));
        });
  }

  /// Everybody's hats at an instant, as far as the caller sees them.
  public Staffing staffing(Seats.Census census, Instant at) {
    Roster roster = census.registry().roster();
    return isWhole() ? seats.staffing(roster, at) : roster.at(at);
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

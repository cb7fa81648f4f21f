package dev.parallax.governance.seat;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Assignment;
import dev.parallax.governance.Flaw;
import dev.parallax.governance.Holder;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Roster;
import dev.parallax.governance.Scope;
import dev.parallax.governance.raci.Matrices;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The plan of seats: the one place that says who sits where. Compiled from the matrices in force,
/// the register of responsibility, who can be reached, what was handed over, and the ladder.
/// Everything that must know whose something is asks here.
///
/// How a seat finds its people at an instant:
/// 1. The matrix in force for the service gives the part to personas.
/// 2. The roster says who each of them is, in the order of the columns ([Roster]). A best fit
///    counts only where nobody is what was asked for.
/// 3. Who cannot act any more is left out; so is who had another part in the same matter; from the
///    seat of who answers or signs off also who is away.
/// 4. Whoever was named, and handed it over, is replaced by the other one, if that one can act.
/// 5. Where nobody is left, or the primary of those who answer, the deputies step up.
/// 6. One person answers: the primary, where several are left. Nobody is guessed.
/// 7. Where nobody is left, it goes up: to who answers for the activity, the manager of those who
///    cannot, the service owner, an executive, the keeper of the installation. Nobody is missing
///    from a seat in which one only listens or gives an opinion, so that one stays empty.
public final class SeatPlan {
  /// Whoever has no other persona sees only the services that they consume.
  public static final PersonaId CONSUMER = new PersonaId("service-consumer");

  /// To whom a seat goes that nobody fills, besides those whom the register names.
  ///
  /// @param keepers who keeps the installation, the first one first; the last rung
  public record Ladder(ReportingLines lines, List<PersonRef> keepers) {
    public Ladder {
      keepers = List.copyOf(keepers);
    }

    /// No lines and no keepers.
    public static Ladder none() {
      return new Ladder(ReportingLines.none(), List.of());
    }
  }

  private final Roster roster;
  private final Matrices matrices;
  private final Availability availability;
  private final List<Delegation> delegations;
  private final Ladder ladder;
  private final Set<PersonaId> known = new HashSet<>();
  private final Map<PersonRef, List<Delegation>> handedOverBy = new HashMap<>();
  private final Map<PersonRef, List<Assignment>> named = new HashMap<>();

  public SeatPlan(
      Roster roster,
      Matrices matrices,
      Availability availability,
      List<Delegation> delegations,
      Ladder ladder) {
    this.roster = roster;
    this.matrices = matrices;
    this.availability = availability;
    this.delegations =
        delegations.stream()
            .sorted(
                Comparator.comparing((Delegation d) -> d.span().from())
                    .thenComparing(Delegation::id))
            .toList();
    this.ladder = ladder;
    this.delegations.forEach(
        each -> handedOverBy.computeIfAbsent(each.by(), _ -> new ArrayList<>()).add(each));
    roster.assignments().forEach(this::index);
    roster.personas().all().forEach(persona -> known.add(persona.id()));
  }

  /// Who is named by an assignment, a group that it opens, or a schedule that it reads.
  private void index(Assignment assignment) {
    Stream<PersonRef> people =
        switch (assignment.holder()) {
          case Holder.Person(PersonRef person) -> Stream.of(person);
          case Holder.Group(String group) -> roster.directory().everyoneIn(group).stream();
          case Holder.Schedule(String schedule) ->
              roster.directory().schedule(schedule).stream()
                  .flatMap(each -> each.shifts().stream())
                  .map(shift -> shift.person())
                  .distinct();
          case Holder.ServiceHolder _ -> Stream.of();
        };
    people.forEach(person -> named.computeIfAbsent(person, _ -> new ArrayList<>()).add(assignment));
  }

  /// Who sits in a seat at an instant, in something that comes up then.
  public Seating seat(Seat seat, Instant at) {
    return seat(seat, Matter.opening(at), at);
  }

  /// Who sits in a seat at an instant, over something that came up before.
  public Seating seat(Seat seat, Matter matter, Instant at) {
    return new Seater(this, seat.service(), at).seat(seat, matter);
  }

  /// Every seat of a service in which the matrix wants somebody, or names somebody.
  public List<Seating> of(ServiceId service, Instant at) {
    return new Seater(this, service, at).all();
  }

  /// Everybody who could fill each seat that an activity of the service cannot do without.
  public List<Bench> benches(ServiceId service, Instant at) {
    return new Seater(this, service, at).benches();
  }

  /// Every seat of every service of the roster, service by service. May be walked in parallel.
  public Stream<Seating> all(Instant at) {
    return roster.services().stream().flatMap(service -> of(service, at).stream());
  }

  /// Whether somebody may do something at an instant, and who may instead.
  public Ruling mayDo(PersonRef person, Deed deed, String activity, ServiceId service, Instant at) {
    return mayDo(person, new Act(deed, activity, service), Matter.opening(at), at);
  }

  /// Whether somebody may do something at an instant about something that came up before.
  public Ruling mayDo(PersonRef person, Act act, Matter matter, Instant at) {
    return new Rules(this, at).rule(person, act, matter);
  }

  /// What stands against a delegation, beside what its own type refuses; none if it can be made.
  public List<Flaw> flaws(Delegation delegation, Instant at) {
    List<Flaw> flaws = new ArrayList<>();
    if (!availability.isActive(delegation.to())) {
      flaws.add(
          new Flaw(
              "a delegation to %s".formatted(delegation.to()),
              "somebody who can act",
              "Name another person."));
    }
    if (!holdsNear(delegation.to(), delegation.reach().scope(), delegation.span().from())) {
      flaws.add(
          new Flaw(
              "a delegation to %s for %s".formatted(delegation.to(), delegation.reach().scope()),
              "somebody who holds a persona there already, since a delegation grants none",
              "Name somebody of the same services, or assign a persona first."));
    }
    for (Delegation other : delegation.chained(delegations)) {
      flaws.add(
          new Flaw(
              "%s to %s beside %s to %s"
                  .formatted(delegation.by(), delegation.to(), other.by(), other.to()),
              "no chain, since what was handed over cannot be handed on",
              "Let %s hand over to the one who shall sit there."
                  .formatted(delegation.handsOn(other) ? other.by() : delegation.by())));
    }
    return List.copyOf(flaws);
  }

  /// Whether somebody holds a persona at an instant that reaches into a scope.
  boolean holdsNear(PersonRef person, Scope scope, Instant at) {
    return switch (scope) {
      case Scope.ServiceScope(ServiceId service) -> holdsAt(person, service, at);
      case Scope.SystemScope _ ->
          hats(person, at)
              .anyMatch(
                  each ->
                      switch (each.scope()) {
                        case Scope.Organisation() -> true;
                        case Scope.SystemScope system -> system.equals(scope);
                        case Scope.ServiceScope(ServiceId service) ->
                            roster.directory().scopesOf(service).contains(scope);
                      });
      case Scope.Organisation() -> hats(person, at).findAny().isPresent();
    };
  }

  /// Whether somebody holds a persona that reaches a service at an instant.
  boolean holdsAt(PersonRef person, ServiceId service, Instant at) {
    List<Scope> scopes = roster.directory().scopesOf(service);
    return hats(person, at).anyMatch(each -> scopes.contains(each.scope()));
  }

  /// The assignments in force that name somebody as anything but a consumer.
  private Stream<Assignment> hats(PersonRef person, Instant at) {
    return assignments(person, at)
        .filter(each -> !roster.personas().treatedAs(each.persona()).equals(CONSUMER));
  }

  /// Whether a consumer is all that somebody is, or was: who no longer consumes anything does not
  /// see more by that.
  boolean onlyConsumes(PersonRef person, Instant at) {
    return named.getOrDefault(person, List.of()).stream()
            .anyMatch(each -> roster.personas().treatedAs(each.persona()).equals(CONSUMER))
        && hats(person, at).findAny().isEmpty();
  }

  /// Whether somebody may look at every service there is; else they see those that they consume.
  public boolean seesEverything(PersonRef person, Instant at) {
    return availability.isActive(person) && !onlyConsumes(person, at);
  }

  private Stream<Assignment> assignments(PersonRef person, Instant at) {
    return named.getOrDefault(person, List.of()).stream()
        .filter(each -> each.validity().covers(at));
  }

  boolean knows(PersonaId persona) {
    return known.contains(persona);
  }

  List<Delegation> handedOverBy(PersonRef person) {
    return handedOverBy.getOrDefault(person, List.of());
  }

  /// What it was compiled from.
  public Roster roster() {
    return roster;
  }

  /// The matrices in force.
  public Matrices matrices() {
    return matrices;
  }

  /// Who can be reached.
  public Availability availability() {
    return availability;
  }

  /// What was handed over, by beginning.
  public List<Delegation> delegations() {
    return delegations;
  }

  /// To whom empty seats go.
  public Ladder ladder() {
    return ladder;
  }
}

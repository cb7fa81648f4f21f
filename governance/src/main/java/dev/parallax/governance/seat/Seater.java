package dev.parallax.governance.seat;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Persona;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Resolution;
import dev.parallax.governance.Scope;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.EffectiveMatrix;
import dev.parallax.governance.seat.SeatStep.Away;
import dev.parallax.governance.seat.SeatStep.Conflicted;
import dev.parallax.governance.seat.SeatStep.Inactive;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The seats of one service at one instant. Asks the roster for each persona once.
final class Seater {
  private final SeatPlan plan;
  private final ServiceId service;
  private final Instant at;
  private final List<Scope> scopes;
  private final EffectiveMatrix matrix;
  private final Map<PersonaId, Resolution> firstLine = new HashMap<>();
  private final Map<PersonaId, Resolution> secondLine = new HashMap<>();

  Seater(SeatPlan plan, ServiceId service, Instant at) {
    this.plan = plan;
    this.service = service;
    this.at = at;
    this.scopes = plan.roster().directory().scopesOf(service);
    this.matrix = plan.matrices().effective(service);
  }

  SeatPlan plan() {
    return plan;
  }

  EffectiveMatrix matrix() {
    return matrix;
  }

  Instant at() {
    return at;
  }

  Seating seat(Seat seat, Matter matter) {
    return new Filling(this, seat, matter).make();
  }

  List<Seating> all() {
    Matter matter = Matter.opening(at);
    List<Seating> all = new ArrayList<>();
    for (EffectiveMatrix.Line line : matrix.lines()) {
      for (Capability part : Capability.values()) {
        Seat seat = new Seat(service, line.row().activity().id(), part);
        if (part != Capability.OMIT
            && (isWanted(part) || !matrix.grants(seat.activity(), part).isEmpty())) {
          all.add(seat(seat, matter));
        }
      }
    }
    return all;
  }

  /// The benches of the seats that an activity cannot do without.
  List<Bench> benches() {
    List<Bench> benches = new ArrayList<>();
    for (EffectiveMatrix.Line line : matrix.lines()) {
      for (Capability part : List.of(Capability.ANSWER, Capability.PERFORM)) {
        benches.add(bench(new Seat(service, line.row().activity().id(), part)));
      }
    }
    return benches;
  }

  private Bench bench(Seat seat) {
    List<PersonRef> people = new ArrayList<>();
    for (PersonaId persona : personas(seat)) {
      people.addAll(first(persona).people());
      if (plan.roster().hasDeputies()) {
        people.addAll(second(persona).people());
      }
    }
    people.removeIf(person -> !plan.availability().isActive(person));
    return new Bench(seat, people);
  }

  /// To whom the matrix gives a seat, as they are treated here. Who only comes near to what a
  /// column says answers only where nobody is what it says, and a persona for whom another stands
  /// in counts only where none of the others is filled.
  List<PersonaId> personas(Seat seat) {
    List<EffectiveMatrix.Grant> grants = matrix.grants(seat.activity(), seat.part());
    if (seat.part() == Capability.ANSWER) {
      List<PersonaId> named = filled(treated(grants, true));
      if (!named.isEmpty()) {
        return named;
      }
    }
    List<PersonaId> all = treated(grants, false);
    List<PersonaId> filled = filled(all);
    return filled.isEmpty() ? all : filled;
  }

  private List<PersonaId> treated(List<EffectiveMatrix.Grant> grants, boolean namedOnly) {
    List<PersonaId> treated = new ArrayList<>(grants.size());
    for (EffectiveMatrix.Grant grant : grants) {
      if (!(namedOnly && grant.byBestFit()) && plan.knows(grant.persona())) {
        PersonaId here = plan.roster().personas().treatedAs(grant.persona());
        if (!treated.contains(here)) {
          treated.add(here);
        }
      }
    }
    return treated;
  }

  /// All of them but those for whom another stands in, if one of the others is filled; none if no
  /// one is filled.
  private List<PersonaId> filled(List<PersonaId> personas) {
    List<PersonaId> own = new ArrayList<>(personas.size());
    boolean ownFilled = false;
    boolean anyFilled = false;
    for (PersonaId id : personas) {
      boolean standsIn = false;
      if (first(id) instanceof Resolution.Filled held) {
        standsIn = held.byBestFit();
        anyFilled = true;
        ownFilled |= !standsIn;
      }
      if (!standsIn) {
        own.add(id);
      }
    }
    return ownFilled ? own : anyFilled ? personas : List.of();
  }

  /// Whether a matrix must give the part to somebody, else the activity cannot be done.
  static boolean isWanted(Capability part) {
    return part == Capability.ANSWER || part == Capability.PERFORM;
  }

  Resolution first(PersonaId persona) {
    return firstLine.computeIfAbsent(persona, id -> plan.roster().resolve(id, service, at));
  }

  Resolution second(PersonaId persona) {
    return secondLine.computeIfAbsent(persona, id -> plan.roster().deputies(id, service, at));
  }

  Persona persona(PersonaId id) {
    return plan.roster().personas().get(id).orElseThrow();
  }

  /// Why somebody cannot sit; none if they can.
  Optional<SeatStep> unfit(PersonRef person, Seat seat, Matter matter) {
    if (!plan.availability().isActive(person)) {
      return Optional.of(new Inactive(person));
    }
    String did = matter.conflicted().get(person);
    if (did != null && judges(seat.part())) {
      return Optional.of(new Conflicted(person, did));
    }
    return judges(seat.part())
        ? plan.availability().absence(person, at).map(away -> new Away(person, away.span()))
        : Optional.empty();
  }

  /// Whether who sits there passes judgement: must be there, and apart from those who did the work.
  private static boolean judges(Capability part) {
    return switch (part) {
      case ANSWER, SIGN_OFF, VERIFY -> true;
      case DRIVE, PERFORM, SUPPORT, CONSULT, INFORM, OMIT -> false;
    };
  }

  /// The delegations of somebody that reach a seat now, whether or not they hold.
  List<Delegation> handedOver(PersonRef person, PersonaId as, Seat seat, Matter matter) {
    List<Delegation> given = plan.handedOverBy(person);
    if (given.isEmpty()) {
      return given;
    }
    return given.stream()
        .filter(each -> each.span().covers(at))
        .filter(each -> each.pendingToo() || !matter.opened().isBefore(each.span().from()))
        .filter(each -> each.reach().covers(seat, as, scopes))
        .toList();
  }
}

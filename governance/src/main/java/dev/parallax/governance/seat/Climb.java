package dev.parallax.governance.seat;

import dev.parallax.governance.Assignment.Rank;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Resolution;
import dev.parallax.governance.Resolution.Held;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.seat.SeatStep.Passed;
import dev.parallax.governance.seat.SeatStep.WentUp;
import dev.parallax.governance.seat.Standing.Escalated;
import dev.parallax.governance.seat.Standing.Rung;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// The way of a seat up the ladder. Used once.
///
/// @param steps hears of each rung
record Climb(Seater seater, Seat seat, Matter matter, List<SeatStep> steps) {
  static final PersonaId SERVICE_OWNER = new PersonaId("service-owner");
  static final PersonaId EXECUTIVE = new PersonaId("executive");

  /// Who takes the seat; nobody, if every rung is empty.
  ///
  /// @param personas to whom the matrix gives it
  /// @param cannot those of them who cannot sit there, or of whom none alone can
  List<Sitter> from(List<PersonaId> personas, Collection<PersonRef> cannot) {
    for (Rung rung : Rung.values()) {
      List<PersonRef> people =
          switch (rung) {
            case ANSWERABLE -> answerable();
            case MANAGER -> manager(cannot);
            case SERVICE_OWNER -> holder(rung, SERVICE_OWNER, personas);
            case EXECUTIVE -> holder(rung, EXECUTIVE, personas);
            case KEEPER -> keepers();
          };
      if (!people.isEmpty()) {
        steps.add(new WentUp(rung, people));
        PersonaId as = as(rung, personas);
        return people.stream().map(who -> new Sitter(who, as, new Escalated(rung))).toList();
      }
    }
    return List.of();
  }

  private static PersonaId as(Rung rung, List<PersonaId> personas) {
    return switch (rung) {
      case SERVICE_OWNER -> SERVICE_OWNER;
      case EXECUTIVE -> EXECUTIVE;
      case ANSWERABLE, MANAGER, KEEPER -> personas.isEmpty() ? SERVICE_OWNER : personas.getFirst();
    };
  }

  private List<PersonRef> answerable() {
    if (seat.part() == Capability.ANSWER) {
      return List.of();
    }
    Seating answer =
        seater.seat(new Seat(seat.service(), seat.activity(), Capability.ANSWER), matter);
    return answer.isFilled() ? fit(answer.people()) : List.of();
  }

  /// The nearest who can act above those who cannot, if that is one person.
  private List<PersonRef> manager(Collection<PersonRef> cannot) {
    SequencedSet<PersonRef> managers = new LinkedHashSet<>();
    for (PersonRef person : cannot) {
      seater.plan().ladder().lines().above(person).stream()
          .filter(boss -> seater.unfit(boss, seat, matter).isEmpty())
          .findFirst()
          .ifPresent(managers::add);
    }
    return one(Rung.MANAGER, List.copyOf(managers));
  }

  private List<PersonRef> holder(Rung rung, PersonaId persona, List<PersonaId> asked) {
    PersonaId treated = seater.plan().roster().personas().treatedAs(persona);
    if (asked.contains(treated)) {
      return List.of();
    }
    Resolution resolution = seater.first(treated);
    if (!(resolution instanceof Resolution.Filled filled)) {
      return List.of();
    }
    List<PersonRef> primary =
        filled.holders().stream()
            .filter(held -> held.assignment().rank() == Rank.PRIMARY)
            .map(Held::person)
            .toList();
    List<PersonRef> fit = fit(primary);
    return fit.size() == 1 ? fit : one(rung, fit(filled.people()));
  }

  private List<PersonRef> keepers() {
    return seater.plan().ladder().keepers().stream()
        .filter(keeper -> seater.plan().availability().isActive(keeper))
        .filter(keeper -> !matter.conflicted().containsKey(keeper))
        .toList();
  }

  private List<PersonRef> fit(List<PersonRef> people) {
    return people.stream().filter(person -> seater.unfit(person, seat, matter).isEmpty()).toList();
  }

  /// One person decides; where several stand on a rung, it is passed.
  private List<PersonRef> one(Rung rung, List<PersonRef> people) {
    if (people.size() > 1 && seat.part() == Capability.ANSWER) {
      steps.add(new Passed(rung, people.size() + " people stand there, and nobody is guessed"));
      return List.of();
    }
    return people;
  }
}

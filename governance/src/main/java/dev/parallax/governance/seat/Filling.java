package dev.parallax.governance.seat;

import dev.parallax.governance.Assignment.Rank;
import dev.parallax.governance.Holder;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Resolution;
import dev.parallax.governance.Resolution.Held;
import dev.parallax.governance.Vacancy;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.EffectiveMatrix.Line;
import dev.parallax.governance.seat.SeatStep.Asked;
import dev.parallax.governance.seat.SeatStep.AskedDeputies;
import dev.parallax.governance.seat.SeatStep.Given;
import dev.parallax.governance.seat.SeatStep.HandedOver;
import dev.parallax.governance.seat.SeatStep.NoActivity;
import dev.parallax.governance.seat.SeatStep.NoPersona;
import dev.parallax.governance.seat.SeatStep.NotHandedOver;
import dev.parallax.governance.seat.SeatStep.PrimaryAmong;
import dev.parallax.governance.seat.SeatStep.Several;
import dev.parallax.governance.seat.SeatStep.SteppedUp;
import dev.parallax.governance.seat.Seating.Contested;
import dev.parallax.governance.seat.Seating.Seated;
import dev.parallax.governance.seat.Seating.Vacant;
import dev.parallax.governance.seat.Standing.Assigned;
import dev.parallax.governance.seat.Standing.DeputyOf;
import dev.parallax.governance.seat.Standing.OnBehalfOf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// One seat while its people are being found. Used once.
final class Filling {
  private final Seater seater;
  private final Seat seat;
  private final Matter matter;
  private final List<SeatStep> steps = new ArrayList<>();
  private final SequencedMap<PersonRef, Candidate> kept = new LinkedHashMap<>();
  private final SequencedMap<PersonaId, PersonRef> missing = new LinkedHashMap<>();
  private final SequencedSet<PersonRef> cannot = new LinkedHashSet<>();
  private boolean primaryMissing;

  /// Somebody who may come to sit there.
  private record Candidate(Sitter sitter, boolean primary) {}

  Filling(Seater seater, Seat seat, Matter matter) {
    this.seater = seater;
    this.seat = seat;
    this.matter = matter;
  }

  Seating make() {
    Optional<Line> line = seater.matrix().line(seat.activity());
    if (line.isEmpty()) {
      return new Vacant(seat, List.of(new NoActivity(seat)));
    }
    List<PersonaId> personas = seater.personas(seat);
    steps.add(
        personas.isEmpty()
            ? new NoPersona(line.get(), seat.part())
            : new Given(line.get(), seat.part(), personas.stream().map(seater::persona).toList()));
    personas.forEach(this::ask);
    if (kept.isEmpty() || (seat.part() == Capability.ANSWER && primaryMissing)) {
      personas.forEach(this::askDeputies);
    }
    return choose(personas);
  }

  private void ask(PersonaId persona) {
    Resolution resolution = seater.first(persona);
    steps.add(new Asked(seater.persona(persona), resolution));
    switch (resolution) {
      case Resolution.Filled filled -> filled.holders().forEach(held -> take(held, persona));
      case Resolution.Vacant vacant ->
          vacant.reasons().stream().flatMap(why -> last(why).stream()).forEach(cannot::add);
    }
  }

  /// Who held it before it lapsed: their manager hears of it.
  private static Optional<PersonRef> last(Vacancy why) {
    return why instanceof Vacancy.Lapsed lapsed
            && lapsed.last().holder() instanceof Holder.Person(PersonRef person)
        ? Optional.of(person)
        : Optional.empty();
  }

  private void take(Held held, PersonaId persona) {
    PersonRef person = held.person();
    boolean primary = held.assignment().rank() == Rank.PRIMARY;
    Optional<Sitter> other = standIn(person, persona);
    if (other.isPresent()) {
      keep(other.get(), primary);
      return;
    }
    Optional<SeatStep> unfit = seater.unfit(person, seat, matter);
    if (unfit.isEmpty()) {
      keep(new Sitter(person, persona, new Assigned()), primary);
    } else {
      steps.add(unfit.get());
      missing.putIfAbsent(persona, person);
      cannot.add(person);
      primaryMissing |= primary;
    }
  }

  private Optional<Sitter> standIn(PersonRef person, PersonaId persona) {
    if (!seater.plan().availability().isActive(person)) {
      return Optional.empty();
    }
    for (Delegation given : seater.handedOver(person, persona, seat, matter)) {
      Optional<String> against = against(given);
      if (against.isEmpty()) {
        steps.add(new HandedOver(given));
        return Optional.of(new Sitter(given.to(), persona, new OnBehalfOf(person, given)));
      }
      steps.add(new NotHandedOver(given, against.get()));
    }
    return Optional.empty();
  }

  private Optional<String> against(Delegation given) {
    Optional<SeatStep> unfit = seater.unfit(given.to(), seat, matter);
    if (unfit.isPresent()) {
      String sentence = unfit.get().sentence();
      return Optional.of(sentence.substring(0, sentence.length() - 1));
    }
    return seater.plan().holdsAt(given.to(), seat.service(), seater.at())
        ? Optional.empty()
        : Optional.of("%s holds no persona of service %s".formatted(given.to(), seat.service()));
  }

  /// Each person sits once, in the first place found, and is primary if any place says so.
  private void keep(Sitter sitter, boolean primary) {
    kept.merge(
        sitter.person(),
        new Candidate(sitter, primary),
        (first, again) -> new Candidate(first.sitter(), first.primary() || again.primary()));
  }

  private void askDeputies(PersonaId persona) {
    if (!seater.plan().roster().hasDeputies()) {
      return;
    }
    Resolution resolution = seater.second(persona);
    if (resolution.people().isEmpty()) {
      return;
    }
    steps.add(new AskedDeputies(seater.persona(persona), resolution));
    for (PersonRef deputy : resolution.people()) {
      Optional<SeatStep> unfit = seater.unfit(deputy, seat, matter);
      if (unfit.isPresent()) {
        steps.add(unfit.get());
      } else if (!kept.containsKey(deputy) || seat.part() == Capability.ANSWER) {
        DeputyOf standing = new DeputyOf(missing.get(persona));
        steps.add(new SteppedUp(deputy, standing));
        keep(new Sitter(deputy, persona, standing), true);
      }
    }
  }

  private Seating choose(List<PersonaId> personas) {
    List<Sitter> sitters = kept.values().stream().map(Candidate::sitter).toList();
    if (seat.part() != Capability.ANSWER || sitters.size() == 1) {
      return sitters.isEmpty() ? climb(personas) : new Seated(seat, sitters, steps);
    }
    List<Sitter> primary =
        kept.values().stream().filter(Candidate::primary).map(Candidate::sitter).toList();
    if (primary.size() == 1) {
      steps.add(new PrimaryAmong(primary.getFirst().person(), List.copyOf(kept.keySet())));
      return new Seated(seat, primary, steps);
    }
    if (!sitters.isEmpty()) {
      steps.add(new Several(List.copyOf(kept.keySet())));
      kept.keySet().forEach(cannot::add);
      List<Sitter> above = new Climb(seater, seat, matter, steps).from(personas, cannot);
      return new Contested(seat, sitters, above, steps);
    }
    return climb(personas);
  }

  private Seating climb(List<PersonaId> personas) {
    boolean missed =
        Seater.isWanted(seat.part())
            || (!personas.isEmpty()
                && switch (seat.part()) {
                  case ANSWER, PERFORM, DRIVE, VERIFY, SIGN_OFF -> true;
                  case SUPPORT, CONSULT, INFORM, OMIT -> false;
                });
    if (!missed) {
      return new Vacant(seat, steps);
    }
    List<Sitter> above = new Climb(seater, seat, matter, steps).from(personas, cannot);
    return above.isEmpty() ? new Vacant(seat, steps) : new Seated(seat, above, steps);
  }
}

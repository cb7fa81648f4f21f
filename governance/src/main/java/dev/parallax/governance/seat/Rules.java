package dev.parallax.governance.seat;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.seat.Ruling.No;
import dev.parallax.governance.seat.Ruling.Yes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Whether somebody may do something at an instant.
record Rules(SeatPlan plan, Instant at) {
  Ruling rule(PersonRef person, Act act, Matter matter) {
    if (!plan.availability().isActive(person)) {
      return new No("%s can no longer act here.".formatted(person), List.of(), List.of());
    }
    return act.deed() == Deed.VIEW ? look(person, act.service()) : act(person, act, matter);
  }

  private Ruling look(PersonRef person, ServiceId service) {
    boolean seesAll = !plan.onlyConsumes(person, at);
    if (seesAll
        || plan.roster().resolve(SeatPlan.CONSUMER, service, at).people().contains(person)) {
      return new Yes(seesAll ? null : SeatPlan.CONSUMER, new Standing.Open(), List.of());
    }
    return new No(
        "%s is a consumer of other services, and sees those; of service %s only what is published."
            .formatted(person, service),
        List.of(),
        List.of());
  }

  private Ruling act(PersonRef person, Act act, Matter matter) {
    Seater seater = new Seater(plan, act.service(), at);
    if (seater.matrix().line(act.activity()).isEmpty()) {
      return new No(
          new SeatStep.NoActivity(new Seat(act.service(), act.activity(), Capability.ANSWER))
              .sentence(),
          List.of(),
          List.of());
    }
    SequencedMap<PersonRef, Sitter> whoMay = new LinkedHashMap<>();
    List<Seating> seatings = new ArrayList<>();
    for (Capability part : act.deed().grantedBy()) {
      Seating seating = seater.seat(new Seat(act.service(), act.activity(), part), matter);
      Optional<Sitter> own = seating.sitter(person);
      if (own.isPresent()) {
        return new Yes(own.get().as(), own.get().standing(), seating.trace());
      }
      seating.sitters().forEach(sitter -> whoMay.putIfAbsent(sitter.person(), sitter));
      seatings.add(seating);
    }
    List<SeatStep> trace =
        seatings.stream()
            .filter(
                seating ->
                    !(seating instanceof Seating.Vacant) || Seater.isWanted(seating.seat().part()))
            .flatMap(seating -> seating.trace().stream())
            .toList();
    String reason = why(person, seatings).orElseGet(() -> part(person, act, seater, matter));
    return new No(reason, List.copyOf(whoMay.values()), trace);
  }

  /// What keeps a person from a seat that the register gives them.
  private static Optional<String> why(PersonRef person, List<Seating> seatings) {
    for (Seating seating : seatings) {
      if (seating instanceof Seating.Contested contested
          && contested.candidates().stream().anyMatch(each -> each.person().equals(person))) {
        return contested.trace().stream()
            .filter(SeatStep.Several.class::isInstance)
            .findFirst()
            .map(SeatStep::sentence);
      }
      Optional<String> step =
          seating.trace().stream()
              .filter(each -> each.about().filter(person::equals).isPresent())
              .findFirst()
              .map(SeatStep::sentence);
      if (step.isPresent()) {
        return step;
      }
    }
    return Optional.empty();
  }

  /// The part that a person has instead of the one that is needed.
  private String part(PersonRef person, Act act, Seater seater, Matter matter) {
    String name =
        seater.matrix().line(act.activity()).map(line -> line.row().activity().name()).orElse("");
    for (Capability part : Capability.values()) {
      Optional<Sitter> own =
          seater.seat(new Seat(act.service(), act.activity(), part), matter).sitter(person);
      if (own.isPresent()) {
        return "%s %s '%s' of service %s as %s; to %s it takes another part."
            .formatted(
                person,
                SeatStep.verb(part),
                name,
                act.service(),
                own.get().as(),
                act.deed().verb());
      }
    }
    return "%s has no part in '%s' of service %s.".formatted(person, name, act.service());
  }
}

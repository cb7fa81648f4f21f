package dev.parallax.governance.seat.lint;

import static dev.parallax.governance.raci.Finding.error;
import static dev.parallax.governance.raci.Finding.warning;

import dev.parallax.governance.Assignment;
import dev.parallax.governance.Assignment.Rank;
import dev.parallax.governance.Holder;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Persona;
import dev.parallax.governance.Scope;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.raci.Finding.Severity;
import dev.parallax.governance.seat.Seat;
import dev.parallax.governance.seat.SeatStep;
import dev.parallax.governance.seat.Seating;
import dev.parallax.governance.seat.analysis.BusFactor;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What can be said of seats in which nobody sits, or will not, or only one can.
final class CoverRules {
  private CoverRules() {}

  static Stream<Finding> seatsAreFilled(Scene scene) {
    return scene
        .needed()
        .filter(seating -> !seating.isFilled() && !(seating instanceof Seating.Contested))
        .map(
            seating ->
                new Finding(
                    "RL-15",
                    seating.seat().part() == Capability.ANSWER ? Severity.ERROR : Severity.WARNING,
                    scene.spot(seating.seat()),
                    "Nobody %s %s. %s"
                        .formatted(
                            seating.seat().part() == Capability.ANSWER ? "answers for" : "does",
                            scene.name(seating.seat()),
                            seating.gaps().stream()
                                .map(SeatStep::sentence)
                                .collect(Collectors.joining(" "))),
                    seating.sitters().isEmpty()
                        ? "Assign somebody; it has nowhere to go."
                        : "Assign somebody; until then it goes to %s."
                            .formatted(seating.people().getFirst()),
                    null));
  }

  static Stream<Finding> seatsStayFilled(Scene scene) {
    List<Instant> changes = changes(scene);
    return scene
        .needed()
        .filter(Seating::isFilled)
        .flatMap(
            seating ->
                changes.stream()
                    .filter(then -> isEmptyThen(scene, seating.seat(), then))
                    .limit(1)
                    .map(
                        then ->
                            warning(
                                "RL-16",
                                scene.spot(seating.seat()),
                                "From %s on nobody can %s %s, and no deputy is named."
                                    .formatted(
                                        then,
                                        seating.seat().part() == Capability.ANSWER
                                            ? "answer for"
                                            : "do",
                                        scene.name(seating.seat())),
                                "Name a deputy, or let %s hand it over."
                                    .formatted(seating.people().getFirst()))));
  }

  private static boolean isEmptyThen(Scene scene, Seat seat, Instant then) {
    Seating seating = scene.plan().seat(seat, then);
    return !seating.isFilled() && !(seating instanceof Seating.Contested);
  }

  /// The instants within the bounds at which somebody comes or goes.
  private static List<Instant> changes(Scene scene) {
    Instant end = scene.at().plus(scene.bounds().ahead());
    return Stream.of(
            scene.plan().availability().changesAfter(scene.at()).stream(),
            scene.plan().delegations().stream().map(given -> given.span().until()),
            scene.plan().roster().assignments().stream()
                .flatMap(each -> Stream.ofNullable(each.validity().until())),
            scene.plan().roster().directory().schedules().stream()
                .flatMap(each -> each.shifts().stream())
                .map(shift -> shift.until()))
        .flatMap(each -> each)
        .filter(then -> then.isAfter(scene.at()) && then.isBefore(end))
        .distinct()
        .sorted()
        .toList();
  }

  static Stream<Finding> importantServicesRestOnMoreThanOne(Scene scene) {
    if (!scene.bounds().important().contains(scene.service())) {
      return Stream.empty();
    }
    BusFactor factor = BusFactor.of(scene.plan(), scene.service(), scene.at());
    return factor.people() != 1
        ? Stream.empty()
        : factor.witnesses().stream()
            .collect(Collectors.groupingBy(bench -> bench.people().getFirst()))
            .entrySet()
            .stream()
            .map(
                entry ->
                    warning(
                        "RL-20",
                        scene.spot(),
                        "Without %s alone, %s would be empty: %s."
                            .formatted(
                                entry.getKey(),
                                entry.getValue().size() == 1
                                    ? "one seat"
                                    : entry.getValue().size() + " seats",
                                entry.getValue().stream()
                                    .map(bench -> scene.name(bench.seat()))
                                    .distinct()
                                    .collect(Collectors.joining(", "))),
                        "Name a deputy, or a second one who does the work."));
  }

  static Stream<Finding> gatesAreAnsweredSoon(Scene scene) {
    Instant late = scene.at().plus(scene.bounds().reachable());
    return scene
        .seatings(Capability.ANSWER)
        .filter(seating -> Bounds.GATES.contains(seating.seat().activity()))
        .filter(seating -> !seating.isFilled())
        .filter(seating -> !scene.plan().seat(seating.seat(), late).isFilled())
        .map(
            seating ->
                warning(
                    "RL-24",
                    scene.spot(seating.seat()),
                    "Nobody of the register can answer for %s within %d hours, and releases wait for it."
                        .formatted(
                            scene.name(seating.seat()), scene.bounds().reachable().toHours()),
                    "Name a deputy."));
  }

  static Stream<Finding> deputiesAreOthers(Scene scene) {
    return scene.plan().roster().personas().distinct().stream()
        .flatMap(persona -> Stream.concat(same(scene, persona), deep(scene, persona)));
  }

  private static Stream<Finding> same(Scene scene, Persona persona) {
    List<PersonRef> deputies =
        scene.plan().roster().deputies(persona.id(), scene.service(), scene.at()).people();
    if (deputies.isEmpty()) {
      return Stream.empty();
    }
    return scene
        .plan()
        .roster()
        .resolve(persona.id(), scene.service(), scene.at())
        .people()
        .stream()
        .filter(deputies::contains)
        .map(
            who ->
                error(
                    "RL-25",
                    scene.spot(),
                    "%s is '%s' and their own deputy.".formatted(who, persona.name()),
                    "Name somebody else as deputy."));
  }

  private static Stream<Finding> deep(Scene scene, Persona persona) {
    return scene.plan().roster().assignments().stream()
        .filter(each -> each.rank() == Rank.DEPUTY && each.validity().covers(scene.at()))
        .filter(each -> each.persona().equals(persona.id()))
        .filter(each -> each.holder() instanceof Holder.ServiceHolder)
        .filter(each -> reaches(scene, each))
        .map(
            each ->
                error(
                    "RL-25",
                    scene.spot(),
                    "The deputy of '%s' is whoever holds it at %s: a deputy at second hand."
                        .formatted(persona.name(), each.holder()),
                    "Name a person, a group or a schedule."));
  }

  private static boolean reaches(Scene scene, Assignment assignment) {
    List<Scope> scopes = scene.plan().roster().directory().scopesOf(scene.service());
    return scopes.contains(assignment.scope());
  }
}

package dev.parallax.governance.seat.lint;

import static dev.parallax.governance.raci.Finding.error;
import static dev.parallax.governance.raci.Finding.note;
import static dev.parallax.governance.raci.Finding.warning;

import dev.parallax.governance.Directory.Person;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.seat.ReportingLines;
import dev.parallax.governance.seat.Seating;
import dev.parallax.governance.seat.Sitter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What can be said of those who sit somewhere.
final class HolderRules {
  private HolderRules() {}

  static Stream<Finding> oneAnswers(Scene scene) {
    return scene
        .seatings(Capability.ANSWER)
        .flatMap(
            seating ->
                seating instanceof Seating.Contested contested
                    ? Stream.of(
                        error(
                            "RL-02",
                            scene.spot(seating.seat()),
                            "%d people could answer for %s (%s), and none alone is primary."
                                .formatted(
                                    contested.candidates().size(),
                                    scene.name(seating.seat()),
                                    named(contested.candidates())),
                            "Write rank: primary at one of their assignments."))
                    : Stream.empty());
  }

  static Stream<Finding> whoAnswersDoesNotReportToWhoDoes(Scene scene) {
    ReportingLines lines = scene.plan().ladder().lines();
    return scene
        .seatings(Capability.ANSWER)
        .filter(Seating::isFilled)
        .flatMap(
            seating ->
                seating.people().stream()
                    .flatMap(
                        who ->
                            scene.people(seating.seat().activity(), Capability.PERFORM).stream()
                                .filter(doer -> lines.reports(who, doer))
                                .limit(1)
                                .map(
                                    doer ->
                                        warning(
                                            "RL-05",
                                            scene.spot(seating.seat()),
                                            "%s answers for %s and reports to %s, who does it."
                                                .formatted(who, scene.name(seating.seat()), doer),
                                            "Let somebody answer who can decide over those who do it."))));
  }

  static Stream<Finding> answeringAndDoingAreApart(Scene scene) {
    Set<List<PersonRef>> both = new HashSet<>();
    for (String activity : scene.lines().map(line -> line.row().activity().id()).toList()) {
      both.add(scene.people(activity, Capability.ANSWER));
      both.add(scene.people(activity, Capability.PERFORM));
    }
    boolean oneDoesAll = both.size() == 1 && both.iterator().next().size() == 1;
    return oneDoesAll
        ? Stream.of(
            note(
                "RL-14",
                scene.spot(),
                "%s answers for everything and does everything; nobody looks at it from outside."
                    .formatted(both.iterator().next().getFirst()),
                "Let somebody else do, or answer for, at least what burns the budget."))
        : Stream.empty();
  }

  static Stream<Finding> peopleStandBehindMachines(Scene scene) {
    return scene
        .needed()
        .filter(Seating::isFilled)
        .filter(seating -> seating.people().stream().allMatch(who -> isMachine(scene, who)))
        .filter(
            seating ->
                seating.seat().part() == Capability.ANSWER
                    || scene.people(seating.seat().activity(), Capability.ANSWER).stream()
                        .allMatch(who -> isMachine(scene, who)))
        .map(
            seating ->
                error(
                    "RL-19",
                    scene.spot(seating.seat()),
                    "Only programs sit there (%s), and no person answers for them."
                        .formatted(named(seating.sitters())),
                    "Assign a person who answers."));
  }

  private static boolean isMachine(Scene scene, PersonRef who) {
    return scene.plan().roster().directory().person(who).filter(Person::machine).isPresent();
  }

  static Stream<Finding> dutiesAreSeparate(Scene scene) {
    boolean small = scene.team() <= scene.bounds().smallTeam();
    return Toxic.ALL.stream()
        .flatMap(
            toxic ->
                scene.people(toxic.one().activity(), toxic.one().capability()).stream()
                    .filter(
                        scene.people(toxic.other().activity(), toxic.other().capability())
                            ::contains)
                    .map(
                        who ->
                            new Finding(
                                "RL-21",
                                small ? Finding.Severity.WARNING : Finding.Severity.ERROR,
                                scene.spot(toxic.other().activity()),
                                "%s %s and %s.".formatted(who, toxic.does(), toxic.judges()),
                                "Give one of the two to somebody else; until then whoever began a matter cannot decide it.",
                                null)));
  }

  private static String named(List<Sitter> sitters) {
    return sitters.stream()
        .map(sitter -> sitter.person().value())
        .limit(8)
        .collect(Collectors.joining(", "));
  }
}

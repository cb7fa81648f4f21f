package dev.parallax.governance.seat.lint;

import static dev.parallax.governance.raci.Finding.error;
import static dev.parallax.governance.raci.Finding.note;
import static dev.parallax.governance.raci.Finding.warning;

import dev.parallax.governance.Assignment;
import dev.parallax.governance.Directory;
import dev.parallax.governance.Directory.Person;
import dev.parallax.governance.Holder;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.raci.Finding.Spot;
import dev.parallax.governance.seat.Delegation;
import dev.parallax.governance.seat.Seating;
import dev.parallax.governance.seat.lint.SeatLint.Register;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What can be said of the register of responsibility as a whole.
final class RegisterRules {
  /// Below so many needed seats a share says nothing.
  private static final int FEW = 10;

  private static final Spot EVERYWHERE = new Spot(null, null, null);

  private RegisterRules() {}

  static Stream<Finding> namesAreKnown(Register register) {
    return Stream.of(owners(register), spellings(register), holders(register)).flatMap(x -> x);
  }

  private static Stream<Finding> owners(Register register) {
    Stream<Finding> dangling =
        register.owners().dangling().entrySet().stream()
            .map(
                entry ->
                    error(
                        "RL-17",
                        new Spot(entry.getValue().first().value(), null, null),
                        "Owner '%s' of %s does not exist."
                            .formatted(entry.getKey(), services(entry.getValue().size())),
                        "Register the group or the person, or correct the owner."));
    Stream<Finding> placeholders =
        register.owners().placeholders().entrySet().stream()
            .map(
                entry ->
                    error(
                        "RL-17",
                        new Spot(entry.getValue().first().value(), null, null),
                        "Owner '%s' of %s was never filled in."
                            .formatted(entry.getKey(), services(entry.getValue().size())),
                        "Name the owner."));
    return Stream.concat(dangling, placeholders);
  }

  private static Stream<Finding> spellings(Register register) {
    return register.owners().spellings().entrySet().stream()
        .map(
            entry ->
                error(
                    "RL-17",
                    EVERYWHERE,
                    "One owner is written in %d ways: %s."
                        .formatted(entry.getValue().size(), String.join(", ", entry.getValue())),
                    "Write it one way, else searches find one part."));
  }

  private static Stream<Finding> holders(Register register) {
    Directory directory = register.plan().roster().directory();
    return inForce(register)
        .filter(each -> !exists(each.holder(), directory))
        .map(
            each ->
                error(
                    "RL-17",
                    EVERYWHERE,
                    "%s is '%s' of %s and is not in the directory (%s)."
                        .formatted(each.holder(), each.persona(), each.scope(), each.source()),
                    "Register it, or correct the name."));
  }

  private static boolean exists(Holder holder, Directory directory) {
    return switch (holder) {
      case Holder.Person(PersonRef person) ->
          directory.people().isEmpty() || directory.person(person).isPresent();
      case Holder.Group(String group) ->
          directory.groups().stream().anyMatch(each -> each.name().equals(group));
      case Holder.Schedule(String schedule) -> directory.schedule(schedule).isPresent();
      case Holder.ServiceHolder holdingService -> directory.lists(holdingService.service());
    };
  }

  static Stream<Finding> assignmentsAreAttested(Register register) {
    Instant limit = register.at().minus(register.bounds().attested());
    return inForce(register)
        .flatMap(
            each -> {
              Instant attested = each.attestedAt();
              Instant last = attested == null ? each.validity().from() : attested;
              if (last == null) {
                return Stream.of(
                    note(
                        "RL-18",
                        EVERYWHERE,
                        "Nobody knows since when %s is '%s' of %s (%s)."
                            .formatted(each.holder(), each.persona(), each.scope(), each.source()),
                        "Say that it is true: write attestedAt."));
              }
              Instant moved = moved(register, each.holder());
              if (moved != null && last.isBefore(moved)) {
                return Stream.of(
                    warning(
                        "RL-18",
                        EVERYWHERE,
                        "%s came under another manager or into another department at %s, after it was last said that they are '%s' of %s (%s)."
                            .formatted(
                                each.holder(), moved, each.persona(), each.scope(), each.source()),
                        "Say it again, or end the assignment."));
              }
              return last.isBefore(limit)
                  ? Stream.of(
                      warning(
                          "RL-18",
                          EVERYWHERE,
                          "That %s is '%s' of %s was last said at %s (%s)."
                              .formatted(
                                  each.holder(), each.persona(), each.scope(), last, each.source()),
                          "Say it again, or end the assignment."))
                  : Stream.empty();
            });
  }

  /// When a person moved; null where nobody knows of it, or it is none.
  private static @Nullable Instant moved(Register register, Holder holder) {
    return holder instanceof Holder.Person(PersonRef person)
        ? register.plan().roster().directory().person(person).map(Person::movedAt).orElse(null)
        : null;
  }

  private static Stream<Assignment> inForce(Register register) {
    return register.plan().roster().assignments().stream()
        .filter(each -> each.validity().covers(register.at()));
  }

  static Stream<Finding> seatsAreSpread(Register register) {
    Map<PersonRef, Integer> seats = new HashMap<>();
    List<Seating> needed =
        register
            .plan()
            .all(register.at())
            .filter(
                each ->
                    each.seat().part() == Capability.ANSWER
                        || each.seat().part() == Capability.PERFORM)
            .filter(Seating::isFilled)
            .toList();
    needed.forEach(each -> each.people().forEach(who -> seats.merge(who, 1, Integer::sum)));
    double most = register.bounds().largestShare() * needed.size();
    return needed.size() < FEW
        ? Stream.empty()
        : seats.entrySet().stream()
            .filter(entry -> entry.getValue() > most)
            .sorted(Map.Entry.comparingByKey())
            .map(
                entry ->
                    warning(
                        "RL-20",
                        EVERYWHERE,
                        "%s sits in %d of %d seats that must be filled."
                            .formatted(entry.getKey(), entry.getValue(), needed.size()),
                        "Assign others to some of them."));
  }

  static Stream<Finding> handOversEndWhereTheyGo(Register register) {
    List<Delegation> lasting =
        register.plan().delegations().stream()
            .filter(each -> each.span().until().isAfter(register.at()))
            .toList();
    return lasting.stream()
        .flatMap(
            given ->
                lasting.stream()
                    .filter(given::handsOn)
                    .map(
                        before ->
                            error(
                                "RL-25",
                                EVERYWHERE,
                                "%s handed over to %s, who handed over to %s: it ends at %s."
                                    .formatted(before.by(), given.by(), given.to(), given.by()),
                                "Let %s hand over to the one who shall sit there."
                                    .formatted(before.by()))));
  }

  private static String services(int count) {
    return count == 1 ? "one service" : count + " services";
  }
}

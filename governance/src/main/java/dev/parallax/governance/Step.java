package dev.parallax.governance;

import dev.parallax.budget.ServiceId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// One step on the way from a persona of a service to people. The steps of a resolution together
/// are its trace: the answer to "why me?".
public sealed interface Step {
  /// How many names a sentence lists before it says "and so many more".
  int LISTED = 8;

  /// The directory does not know the service, so nothing is inherited from a system.
  record NotListed(ServiceId service) implements Step {}

  /// Several personas are one here, so assignments of each count.
  record Merged(Persona asked, Persona here, List<Persona> together) implements Step {}

  /// A scope was looked at, and no assignment is in force there.
  record NoAssignment(Persona persona, Scope scope, Instant at) implements Step {}

  /// An assignment was passed over, because it has ended or has not begun.
  record OutOfForce(Assignment assignment, Instant at) implements Step {}

  /// The nearest scope with assignments in force: they decide.
  record Decided(Persona persona, ServiceId service, Scope scope, List<Assignment> assignments)
      implements Step {}

  /// Nobody is assigned; the next persona stands in.
  record BestFit(Persona missing, Persona standIn) implements Step {}

  /// A group was opened.
  record Opened(String group, List<PersonRef> members) implements Step {}

  /// A group contains itself; its members count once.
  record CircleOfGroups(List<String> circle) implements Step {}

  /// A schedule was read.
  record OnDuty(String schedule, List<PersonRef> people, Instant at) implements Step {}

  /// Another service holds the persona; its own people are looked for next.
  record Through(ServiceId service, PersonaId as) implements Step {}

  /// That service's people are counted already.
  record CountedBefore(ServiceId service, PersonaId as) implements Step {}

  /// A way that leads to nobody.
  record DeadEnd(Vacancy why) implements Step {}

  /// The step as a whole sentence. Personas are called by the organisation's names.
  default String sentence() {
    return switch (this) {
      case NotListed(ServiceId service) ->
          "Service %s is not in the directory; no system is known to inherit from."
              .formatted(service);
      case Merged(_, Persona here, List<Persona> together) ->
          "%s are one persona here, treated as '%s'; assignments of each count."
              .formatted(
                  listed(together.stream().map(p -> "'" + p.name() + "'").toList()), here.name());
      case NoAssignment(Persona persona, Scope scope, Instant at) ->
          "No assignment of '%s' for %s at %s."
              .formatted(persona.name(), scope, at.truncatedTo(ChronoUnit.SECONDS));
      case OutOfForce(Assignment assignment, Instant at) -> outOfForce(assignment, at);
      case Decided decided -> decided(decided);
      case BestFit(Persona missing, Persona standIn) ->
          "Nobody is '%s'; the best fit is '%s'.".formatted(missing.name(), standIn.name());
      case Opened(String group, List<PersonRef> members) ->
          "Group %s has %s: %s."
              .formatted(
                  group,
                  members.size() == 1 ? "1 member" : members.size() + " members",
                  listed(members));
      case CircleOfGroups(List<String> circle) ->
          "Groups contain one another: %s; each member counts once."
              .formatted(String.join(" → ", circle));
      case OnDuty(String schedule, List<PersonRef> people, Instant at) ->
          "On duty in schedule %s at %s: %s.".formatted(schedule, at, listed(people));
      case Through(ServiceId service, PersonaId as) ->
          "Service %s holds it: whoever is %s of service %s.".formatted(service, as, service);
      case CountedBefore(ServiceId service, PersonaId as) ->
          "Whoever is %s of service %s is counted above.".formatted(as, service);
      case DeadEnd(Vacancy why) -> "Leads to nobody: %s.".formatted(why.sentence());
    };
  }

  private static String decided(Decided decided) {
    List<Holder> holders =
        decided.assignments().stream().map(Assignment::holder).distinct().toList();
    Scope itself = new Scope.ServiceScope(decided.service());
    return decided.scope().equals(itself)
        ? "'%s' of %s is assigned to %s."
            .formatted(decided.persona().name(), itself, listed(holders))
        : "'%s' of %s is inherited from %s: %s."
            .formatted(decided.persona().name(), itself, decided.scope(), listed(holders));
  }

  private static String outOfForce(Assignment passed, Instant at) {
    String when =
        passed.validity().isOver(at)
            ? "ended at " + passed.validity().end()
            : "begins at " + passed.validity().start();
    return "The assignment of %s for %s to %s %s."
        .formatted(passed.persona(), passed.scope(), passed.holder(), when);
  }

  private static String listed(List<?> names) {
    String first = String.join(", ", names.stream().limit(LISTED).map(Object::toString).toList());
    return names.size() <= LISTED
        ? first
        : "%s and %d more".formatted(first, names.size() - LISTED);
  }
}

package dev.parallax.governance;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Directory.Group;
import dev.parallax.governance.Directory.Placement;
import dev.parallax.governance.Directory.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The rules of resolution once more, as slowly and plainly as possible: no index, no trace, every
/// assignment looked at each time, recursion over raw lists. The oracle for [Roster].
final class NaiveResolver {
  private final RandomOrganisation organisation;
  private final Instant at;

  NaiveResolver(RandomOrganisation organisation, Instant at) {
    this.organisation = organisation;
    this.at = at;
  }

  /// What decides, or nothing and why.
  enum Outcome {
    DECIDED,
    LAPSED,
    NOT_YET,
    NEVER
  }

  SortedSet<PersonRef> people(PersonaId persona, ServiceId service) {
    SortedSet<PersonRef> people = new TreeSet<>();
    collect(persona, service, people, new HashSet<>());
    return people;
  }

  Outcome outcome(PersonaId persona, ServiceId service) {
    if (!deciding(persona, service).isEmpty()) {
      return Outcome.DECIDED;
    }
    boolean lapsed = false;
    boolean announced = false;
    for (@Nullable PersonaId p = same(persona); p != null; p = fit(p)) {
      for (Assignment a : organisation.assignments()) {
        if (same(a.persona()).equals(p) && reaches(a.scope(), service)) {
          Instant until = a.validity().until();
          boolean over = until != null && !until.isAfter(at);
          lapsed |= over;
          announced |= !over;
        }
      }
    }
    return lapsed ? Outcome.LAPSED : announced ? Outcome.NOT_YET : Outcome.NEVER;
  }

  private void collect(
      PersonaId persona, ServiceId service, Set<PersonRef> people, Set<String> asked) {
    if (!asked.add(same(persona) + " of " + service)) {
      return;
    }
    for (Assignment a : deciding(persona, service)) {
      switch (a.holder()) {
        case Holder.Person(PersonRef person) -> people.add(person);
        case Holder.Group(String group) -> members(group, people, new HashSet<>());
        case Holder.Schedule(String schedule) -> onDuty(schedule, people);
        case Holder.ServiceHolder(ServiceId other, PersonaId as) ->
            collect(as == null ? a.persona() : as, other, people, asked);
      }
    }
  }

  private List<Assignment> deciding(PersonaId persona, ServiceId service) {
    for (@Nullable PersonaId p = same(persona); p != null; p = fit(p)) {
      for (Class<?> reach :
          List.of(Scope.ServiceScope.class, Scope.SystemScope.class, Scope.Organisation.class)) {
        List<Assignment> found = new ArrayList<>();
        for (Assignment a : organisation.assignments()) {
          if (same(a.persona()).equals(p)
              && reach.isInstance(a.scope())
              && reaches(a.scope(), service)
              && inForce(a)) {
            found.add(a);
          }
        }
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return List.of();
  }

  private boolean inForce(Assignment a) {
    Instant from = a.validity().from();
    Instant until = a.validity().until();
    return (from == null || from.compareTo(at) <= 0) && (until == null || at.compareTo(until) < 0);
  }

  private boolean reaches(Scope scope, ServiceId service) {
    return switch (scope) {
      case Scope.Organisation() -> true;
      case Scope.ServiceScope(ServiceId one) -> one.equals(service);
      case Scope.SystemScope(String system) ->
          organisation.services().contains(new Placement(service, system));
    };
  }

  private PersonaId same(PersonaId persona) {
    PersonaId into = organisation.merges().get(persona);
    return into == null ? persona : same(into);
  }

  private @Nullable PersonaId fit(PersonaId persona) {
    PersonaId fit = organisation.fits().get(persona);
    return fit == null || same(fit).equals(persona) ? null : same(fit);
  }

  private void members(String name, Set<PersonRef> people, Set<String> opened) {
    for (Group group : organisation.groups()) {
      if (group.name().equals(name) && opened.add(name)) {
        people.addAll(group.members());
        group.groups().forEach(nested -> members(nested, people, opened));
      }
    }
  }

  private void onDuty(String name, Set<PersonRef> people) {
    for (Schedule schedule : organisation.schedules()) {
      if (schedule.name().equals(name)) {
        schedule.shifts().stream()
            .filter(shift -> !at.isBefore(shift.from()) && at.isBefore(shift.until()))
            .forEach(shift -> people.add(shift.person()));
      }
    }
  }
}

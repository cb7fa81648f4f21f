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
public final class NaiveResolver {
  private final RandomOrganisation organisation;
  private final Instant at;

  public NaiveResolver(RandomOrganisation organisation, Instant at) {
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

  public SortedSet<PersonRef> people(PersonaId persona, ServiceId service) {
    return collected(persona, service, deciding(persona, service, false));
  }

  /// Whether another persona stands in.
  public boolean byBestFit(PersonaId persona, ServiceId service) {
    return deciding(persona, service, false).stream()
        .anyMatch(a -> !same(a.persona()).equals(same(persona)));
  }

  /// Those second in line.
  public SortedSet<PersonRef> deputies(PersonaId persona, ServiceId service) {
    return collected(persona, service, deciding(persona, service, true));
  }

  /// Those to whom a primary assignment leads that decides.
  public SortedSet<PersonRef> primaries(PersonaId persona, ServiceId service) {
    return collected(
        persona,
        service,
        deciding(persona, service, false).stream()
            .filter(a -> a.rank() == Assignment.Rank.PRIMARY)
            .toList());
  }

  private SortedSet<PersonRef> collected(
      PersonaId persona, ServiceId service, List<Assignment> deciding) {
    SortedSet<PersonRef> people = new TreeSet<>();
    collect(deciding, people, new HashSet<>(Set.of(same(persona) + " of " + service)));
    return people;
  }

  /// Whether somebody is named, as anything but a consumer, by an assignment in force that reaches
  /// a service.
  public boolean holdsAt(PersonRef person, ServiceId service) {
    for (Assignment a : organisation.assignments()) {
      if (inForce(a) && reaches(a.scope(), service) && names(a.holder(), person)) {
        return true;
      }
    }
    return false;
  }

  private boolean names(Holder holder, PersonRef person) {
    return switch (holder) {
      case Holder.Person(PersonRef one) -> one.equals(person);
      case Holder.Group(String group) -> {
        Set<PersonRef> members = new HashSet<>();
        members(group, members, new HashSet<>());
        yield members.contains(person);
      }
      case Holder.Schedule(String name) ->
          organisation.schedules().stream()
              .filter(each -> each.name().equals(name))
              .flatMap(each -> each.shifts().stream())
              .anyMatch(shift -> shift.person().equals(person));
      case Holder.ServiceHolder _ -> false;
    };
  }

  /// As which persona one is treated.
  public PersonaId treatedAs(PersonaId persona) {
    return same(persona);
  }

  Outcome outcome(PersonaId persona, ServiceId service) {
    if (!deciding(persona, service, false).isEmpty()) {
      return Outcome.DECIDED;
    }
    boolean lapsed = false;
    boolean announced = false;
    for (@Nullable PersonaId p = same(persona); p != null; p = fit(p)) {
      for (Assignment a : organisation.assignments()) {
        if (isFirst(a) && same(a.persona()).equals(p) && reaches(a.scope(), service)) {
          Instant until = a.validity().until();
          boolean over = until != null && !until.isAfter(at);
          lapsed |= over;
          announced |= !over;
        }
      }
    }
    return lapsed ? Outcome.LAPSED : announced ? Outcome.NOT_YET : Outcome.NEVER;
  }

  private void collect(List<Assignment> deciding, Set<PersonRef> people, Set<String> asked) {
    for (Assignment a : deciding) {
      switch (a.holder()) {
        case Holder.Person(PersonRef person) -> people.add(person);
        case Holder.Group(String group) -> members(group, people, new HashSet<>());
        case Holder.Schedule(String schedule) -> onDuty(schedule, people);
        case Holder.ServiceHolder(ServiceId other, PersonaId as) -> {
          PersonaId next = as == null ? a.persona() : as;
          if (asked.add(same(next) + " of " + other)) {
            collect(deciding(next, other, false), people, asked);
          }
        }
      }
    }
  }

  private static boolean isFirst(Assignment a) {
    return a.rank() != Assignment.Rank.DEPUTY;
  }

  private List<Assignment> deciding(PersonaId persona, ServiceId service, boolean deputies) {
    for (@Nullable PersonaId p = same(persona); p != null; p = fit(p)) {
      for (Class<?> reach :
          List.of(Scope.ServiceScope.class, Scope.SystemScope.class, Scope.Organisation.class)) {
        List<Assignment> found = new ArrayList<>();
        for (Assignment a : organisation.assignments()) {
          if (isFirst(a) != deputies
              && same(a.persona()).equals(p)
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

package dev.parallax.server.governance;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Assignment;
import dev.parallax.governance.Assignments;
import dev.parallax.governance.Directory;
import dev.parallax.governance.Holder;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Roster;
import dev.parallax.governance.Scope;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.server.catalog.Registry;
import dev.parallax.server.catalog.Service;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The registry as somebody sees it who sees some services alone: those services, who answers for
/// them, and themselves. Nothing in it names another service, its SLOs, its people, or another
/// consumer.
final class Published {
  private final Registry whole;
  private final Directory directory;
  private final Set<ServiceId> seen;
  private final PersonRef self;
  private final Set<String> groups = new HashSet<>();
  private final Set<PersonRef> people = new HashSet<>();

  private Published(Registry whole, Collection<ServiceId> seen, PersonRef self) {
    this.whole = whole;
    this.directory = whole.roster().directory();
    this.seen = Set.copyOf(seen);
    this.self = self;
  }

  static Registry of(Registry whole, Collection<ServiceId> seen, PersonRef self) {
    return new Published(whole, seen, self).registry();
  }

  private Registry registry() {
    Roster roster = roster();
    return new Registry(
        whole.revision(),
        seen.stream()
            .map(whole::service)
            .flatMap(Optional::stream)
            .map(this::alone)
            .collect(Collectors.toMap(Service::id, each -> each, (a, _) -> a, TreeMap::new)),
        whole.slos().values().stream()
            .filter(each -> seen.contains(each.versions().getLast().slo().service()))
            .collect(
                Collectors.toMap(
                    each -> each.versions().getLast().slo().id(),
                    each -> each,
                    (a, _) -> a,
                    TreeMap::new)),
        whole.notMeasured().values().stream()
            .filter(each -> seen.contains(each.service()))
            .collect(
                Collectors.toMap(
                    Registry.NotMeasured::id, each -> each, (a, _) -> a, TreeMap::new)),
        new TreeMap<>(),
        roster,
        whole.matrices().within(this::reaches, roster.directory()::scopesOf),
        new TreeMap<>(),
        List.of());
  }

  private Service alone(Service service) {
    TreeSet<ServiceId> needs = new TreeSet<>(service.dependsOn());
    needs.retainAll(seen);
    return new Service(
        service.id(),
        service.title(),
        service.description(),
        service.system(),
        service.owner(),
        service.tier(),
        service.lifecycle(),
        needs);
  }

  /// Whether a scope covers something that is seen.
  private boolean reaches(Scope scope) {
    return seen.stream().anyMatch(each -> directory.scopesOf(each).contains(scope));
  }

  private Roster roster() {
    List<Assignment> kept =
        whole.roster().assignments().stream()
            .filter(each -> reaches(each.scope()) && isShown(each))
            .toList();
    kept.forEach(each -> keep(each.holder()));
    people.add(self);
    List<Directory.Schedule> schedules =
        directory.schedules().stream()
            .filter(each -> isHeld(kept, new Holder.Schedule(each.name())))
            .toList();
    schedules.stream()
        .flatMap(each -> each.shifts().stream())
        .forEach(shift -> people.add(shift.person()));
    return new Roster(
        whole.roster().personas(),
        new Directory(
            directory.people().stream().filter(each -> people.contains(each.ref())).toList(),
            directory.groups().stream().filter(each -> groups.contains(each.name())).toList(),
            schedules,
            directory.services().stream().filter(each -> seen.contains(each.service())).toList()),
        new Assignments(kept));
  }

  private static boolean isHeld(List<Assignment> kept, Holder holder) {
    return kept.stream().anyMatch(each -> each.holder().equals(holder));
  }

  /// Other consumers are nobody's business, and what another service consumes is its own.
  private boolean isShown(Assignment assignment) {
    boolean consumes =
        whole.roster().personas().treatedAs(assignment.persona()).equals(SeatPlan.CONSUMER);
    return switch (assignment.holder()) {
      case Holder.ServiceHolder(ServiceId service, _) -> seen.contains(service);
      case Holder.Person(PersonRef person) -> !consumes || person.equals(self);
      case Holder.Group(String group) -> !consumes || directory.everyoneIn(group).contains(self);
      case Holder.Schedule _ -> !consumes;
    };
  }

  private void keep(Holder holder) {
    switch (holder) {
      case Holder.Person(PersonRef person) -> people.add(person);
      case Holder.Group(String group) -> {
        people.addAll(directory.everyoneIn(group));
        within(group);
      }
      case Holder.Schedule _, Holder.ServiceHolder _ -> {}
    }
  }

  private void within(String group) {
    if (groups.add(group)) {
      directory.groups().stream()
          .filter(each -> each.name().equals(group))
          .flatMap(each -> each.groups().stream())
          .forEach(this::within);
    }
  }
}

package dev.parallax.governance;

import dev.parallax.budget.ServiceId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who and what the organisation consists of: people, groups, on-call schedules, and services with
/// the system that each belongs to. Immutable; the order in which things were written down has no
/// meaning.
///
/// A person whom only a group or a shift names is a person all the same; [#check] says that the
/// directory does not list them.
public final class Directory {
  private final SortedMap<PersonRef, Person> people;
  private final SortedMap<String, Group> groups;
  private final SortedMap<String, Schedule> schedules;
  private final SortedMap<ServiceId, Placement> services;
  private final List<List<String>> circles;

  /// A person and the name to show.
  ///
  /// @param active whether the person can act at all; somebody who left cannot
  /// @param machine whether it is a program that has a login
  /// @param manager to whom the person reports; null where nobody is named
  /// @param movedAt when they last came under another manager or into another department; null
  ///   where nobody knows of it
  public record Person(
      PersonRef ref,
      String name,
      boolean active,
      boolean machine,
      @Nullable PersonRef manager,
      @Nullable Instant movedAt) {
    /// Somebody of whom nobody knows that they moved.
    public Person(
        PersonRef ref, String name, boolean active, boolean machine, @Nullable PersonRef manager) {
      this(ref, name, active, machine, manager, null);
    }

    /// Somebody who can act and of whom no manager is known.
    public Person(PersonRef ref, String name) {
      this(ref, name, true, false, null);
    }

    /// The same, who can no longer act.
    public Person inactive() {
      return new Person(ref, name, false, machine, manager, movedAt);
    }

    /// The same as a program.
    public Person asMachine() {
      return new Person(ref, name, active, true, manager, movedAt);
    }

    /// The same, who reports to that one.
    public Person reportingTo(PersonRef other) {
      return new Person(ref, name, active, machine, other, movedAt);
    }

    /// The same, who came to where they are at that instant.
    public Person moved(@Nullable Instant at) {
      return new Person(ref, name, active, machine, manager, at);
    }
  }

  /// A group of people, who may be named one by one or by other groups.
  public record Group(String name, List<PersonRef> members, List<String> groups) {
    public Group {
      name = PersonRef.checkedName("group", name);
      members = members.stream().distinct().sorted().toList();
      groups =
          groups.stream().map(g -> PersonRef.checkedName("group", g)).distinct().sorted().toList();
    }

    public static Group of(String name, PersonRef... members) {
      return new Group(name, List.of(members), List.of());
    }
  }

  /// One person's duty, half open: `until` no longer belongs to it.
  public record Shift(PersonRef person, Instant from, Instant until) {
    public Shift {
      if (!from.isBefore(until)) {
        throw new Flaw(
                "shift of %s from %s until %s".formatted(person, from, until),
                "an end after the beginning (the end itself no longer belongs to it)",
                "Swap the two, or remove the shift.")
            .asException();
      }
    }

    boolean covers(Instant at) {
      return !from.isAfter(at) && until.isAfter(at);
    }
  }

  /// An on-call schedule. Shifts may overlap: then several people are on duty.
  public record Schedule(String name, List<Shift> shifts) {
    public Schedule {
      name = PersonRef.checkedName("schedule", name);
      shifts =
          shifts.stream()
              .sorted(
                  Comparator.comparing(Shift::from)
                      .thenComparing(Shift::until)
                      .thenComparing(Shift::person))
              .toList();
    }

    /// Who is on duty, by name; nobody in an uncovered hour.
    public List<PersonRef> onDuty(Instant at) {
      return shifts.stream()
          .filter(shift -> shift.covers(at))
          .map(Shift::person)
          .distinct()
          .sorted()
          .toList();
    }

    /// When the next shift after the instant begins, if one is planned.
    public Optional<Instant> nextShift(Instant after) {
      return shifts.stream().map(Shift::from).filter(from -> from.isAfter(after)).findFirst();
    }
  }

  /// A service and the system that it belongs to; null if it belongs to none.
  public record Placement(ServiceId service, @Nullable String system) {
    public Placement {
      system = system == null ? null : PersonRef.checkedName("system", system);
    }
  }

  /// @throws IllegalArgumentException if two people, groups, schedules or services have one name
  public Directory(
      Collection<Person> people,
      Collection<Group> groups,
      Collection<Schedule> schedules,
      Collection<Placement> services) {
    this.people = index("person", people, Person::ref);
    this.groups = index("group", groups, Group::name);
    this.schedules = index("schedule", schedules, Schedule::name);
    this.services = index("service", services, Placement::service);
    this.circles = findCircles();
  }

  private static <K extends Comparable<K>, V> SortedMap<K, V> index(
      String what, Collection<V> entries, Function<V, K> name) {
    SortedMap<K, V> index = new TreeMap<>();
    for (V entry : entries) {
      V before = index.putIfAbsent(name.apply(entry), entry);
      if (before != null) {
        throw new Flaw(
                "%s '%s' is listed twice".formatted(what, name.apply(entry)),
                "one entry for each name",
                "Remove one of the two, or rename it.")
            .asException();
      }
    }
    return index;
  }

  /// The people who are listed, by name.
  public List<Person> people() {
    return List.copyOf(people.values());
  }

  /// The name to show for a person: the listed one, else the reference itself.
  public String nameOf(PersonRef person) {
    Person listed = people.get(person);
    return listed == null ? person.value() : listed.name();
  }

  /// The person of that name, if listed.
  public Optional<Person> person(PersonRef ref) {
    return Optional.ofNullable(people.get(ref));
  }

  /// Whether a person can act at all; whom nobody lists can.
  public boolean isActive(PersonRef person) {
    Person listed = people.get(person);
    return listed == null || listed.active();
  }

  /// The groups, by name.
  public List<Group> groups() {
    return List.copyOf(groups.values());
  }

  /// The schedules, by name.
  public List<Schedule> schedules() {
    return List.copyOf(schedules.values());
  }

  /// The schedule of that name, if there is one.
  public Optional<Schedule> schedule(String name) {
    return Optional.ofNullable(schedules.get(name));
  }

  /// The services with their systems, by name.
  public List<Placement> services() {
    return List.copyOf(services.values());
  }

  /// Whether the service is listed.
  public boolean lists(ServiceId service) {
    return services.containsKey(service);
  }

  /// The scopes that reach a service, nearest first.
  public List<Scope> scopesOf(ServiceId service) {
    Placement placement = services.get(service);
    Scope itself = new Scope.ServiceScope(service);
    return placement == null || placement.system() == null
        ? List.of(itself, new Scope.Organisation())
        : List.of(itself, new Scope.SystemScope(placement.system()), new Scope.Organisation());
  }

  /// Everyone in a group.
  ///
  /// @param paths each member once, by name, with the groups passed on a shortest way to them, the
  ///   asked one first
  /// @param unknown nested groups that are not listed
  /// @param circles circles of groups on the way
  record Membership(
      SortedMap<PersonRef, List<String>> paths, List<String> unknown, List<List<String>> circles) {}

  /// Everyone in a group, also through nested groups; empty if the group is not listed.
  Optional<Membership> membersOf(String group) {
    if (!groups.containsKey(group)) {
      return Optional.empty();
    }
    SortedMap<PersonRef, List<String>> paths = new TreeMap<>();
    List<String> unknown = new ArrayList<>();
    Map<String, String> parents = new LinkedHashMap<>();
    Deque<String> queue = new ArrayDeque<>(List.of(group));
    parents.put(group, "");
    while (!queue.isEmpty()) {
      String name = queue.remove();
      Group next = groups.get(name);
      if (next == null) {
        unknown.add(name);
        continue;
      }
      List<String> path = next.members().isEmpty() ? List.of() : path(name, parents);
      next.members().forEach(member -> paths.putIfAbsent(member, path));
      next.groups().stream()
          .filter(nested -> parents.putIfAbsent(nested, name) == null)
          .forEach(queue::add);
    }
    List<List<String>> met =
        circles.stream().filter(c -> parents.containsKey(c.getFirst())).toList();
    return Optional.of(new Membership(paths, unknown, met));
  }

  /// The members of a group, also through nested groups, by name; none if it is not listed.
  public List<PersonRef> everyoneIn(String group) {
    return membersOf(group).map(found -> List.copyOf(found.paths().keySet())).orElse(List.of());
  }

  private static List<String> path(String group, Map<String, String> parents) {
    Deque<String> path = new ArrayDeque<>();
    for (String g = group; g != null && !g.isEmpty(); g = parents.get(g)) {
      path.addFirst(g);
    }
    return List.copyOf(path);
  }

  /// What does not fit together: groups that contain one another, nested groups that are not
  /// listed, people whom only a group or a shift names. None of it stops a resolution.
  public List<Flaw> check() {
    return Stream.of(circleFlaws(), unknownGroupFlaws(), unknownPeopleFlaws())
        .flatMap(List::stream)
        .toList();
  }

  private List<Flaw> circleFlaws() {
    return circles.stream()
        .map(
            circle ->
                new Flaw(
                    "groups contain one another: " + String.join(" → ", circle),
                    "groups inside groups without a circle",
                    "Remove one of them from another; until then each member counts once."))
        .toList();
  }

  private List<Flaw> unknownGroupFlaws() {
    return groups.values().stream()
        .flatMap(
            group ->
                group.groups().stream()
                    .filter(nested -> !groups.containsKey(nested))
                    .map(
                        nested ->
                            new Flaw(
                                "group '%s' in group '%s'".formatted(nested, group.name()),
                                "a group that is listed",
                                "Add the group, or correct the name; until then it has no members.")))
        .toList();
  }

  private List<Flaw> unknownPeopleFlaws() {
    SortedMap<PersonRef, String> named = new TreeMap<>();
    groups
        .values()
        .forEach(g -> g.members().forEach(m -> named.putIfAbsent(m, "group " + g.name())));
    schedules
        .values()
        .forEach(
            s -> s.shifts().forEach(d -> named.putIfAbsent(d.person(), "schedule " + s.name())));
    return named.entrySet().stream()
        .filter(entry -> !people.containsKey(entry.getKey()))
        .map(
            entry ->
                new Flaw(
                    "person '%s' in %s".formatted(entry.getKey(), entry.getValue()),
                    "a person who is listed",
                    "Add the person, or correct the name."))
        .toList();
  }

  /// Circles of nested groups, found by depth-first search: an edge back to a group that is still
  /// open. Each ends where it begins.
  private List<List<String>> findCircles() {
    List<List<String>> found = new ArrayList<>();
    TreeSet<String> done = new TreeSet<>();
    for (String start : groups.keySet()) {
      SequencedSet<String> open = new LinkedHashSet<>();
      Deque<Iterator<String>> pending = new ArrayDeque<>();
      if (!done.contains(start)) {
        open.add(start);
        pending.push(nested(start));
      }
      while (!pending.isEmpty()) {
        if (!pending.element().hasNext()) {
          pending.pop();
          done.add(open.removeLast());
          continue;
        }
        String next = pending.element().next();
        if (open.contains(next)) {
          List<String> circle =
              Stream.concat(open.stream().dropWhile(g -> !g.equals(next)), Stream.of(next))
                  .toList();
          found.add(circle);
        } else if (!done.contains(next)) {
          open.add(next);
          pending.push(nested(next));
        }
      }
    }
    return List.copyOf(found);
  }

  private Iterator<String> nested(String group) {
    Group listed = groups.get(group);
    return listed == null ? List.<String>of().iterator() : listed.groups().iterator();
  }
}

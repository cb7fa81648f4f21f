package dev.parallax.governance;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Assignment.Rank;
import dev.parallax.governance.Directory.Membership;
import dev.parallax.governance.Directory.Schedule;
import dev.parallax.governance.Resolution.Filled;
import dev.parallax.governance.Resolution.Held;
import dev.parallax.governance.Resolution.Query;
import dev.parallax.governance.Resolution.Vacant;
import dev.parallax.governance.Roster.Place;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One resolution while it is being made: a depth-first walk from a persona of a service over
/// assignments, groups, schedules and other services to people. Used once.
///
/// Services are kept on a list of work instead of the call stack, so that a chain of any length
/// ends.
final class Walk {
  private final Roster roster;
  private final Instant at;
  private Map<Place, List<Assignment>> line;
  private final List<Step> steps = new ArrayList<>();
  private final List<Vacancy> deadEnds = new ArrayList<>();
  private final SortedMap<PersonRef, Held> found = new TreeMap<>();
  private final Map<Stop, Visit> visits = new HashMap<>();
  private final Deque<Visit> pending = new ArrayDeque<>();

  Walk(Roster roster, Instant at) {
    this(roster, at, roster.places());
  }

  /// @param line the assignments that decide at the service asked about; from there on those of the
  ///   first line do
  Walk(Roster roster, Instant at, Map<Place, List<Assignment>> line) {
    this.roster = roster;
    this.at = at;
    this.line = line;
  }

  /// What decides: a persona as it is treated here, a scope, and the assignments in force there.
  record Decision(PersonaId persona, Scope scope, List<Assignment> assignments) {}

  /// A persona, as it is treated here, of a service.
  private record Stop(PersonaId persona, ServiceId service) {}

  /// A stop and how the walk came to it.
  ///
  /// @param from the stop before; null at the first one
  /// @param origin the assignment of the service first asked about; null at that service itself
  /// @param through the holder of the stop before that led here
  private record Visit(
      Stop stop, @Nullable Visit from, @Nullable Assignment origin, @Nullable Holder through) {}

  Resolution resolve(PersonaId persona, ServiceId service) {
    Query query = new Query(persona, service, at);
    Visit start = new Visit(new Stop(treatedAs(persona), service), null, null, null);
    visits.put(start.stop(), start);
    Optional<Decision> decision = decide(persona, service);
    line = roster.places();
    decision.ifPresent(d -> follow(d, start));
    finish();
    if (decision.isEmpty() || found.isEmpty()) {
      return new Vacant(query, deadEnds.stream().distinct().toList(), steps);
    }
    PersonaId filledAs = decision.get().persona();
    boolean byBestFit = !filledAs.equals(treatedAs(persona));
    return new Filled(query, List.copyOf(found.values()), filledAs, byBestFit, steps);
  }

  /// The people to whom a decision leads, by name. They are the same for every service for which it
  /// decides, because a way back to that service only leads to the same assignments again.
  List<PersonRef> people(Decision decision) {
    follow(decision, null);
    finish();
    return List.copyOf(found.keySet());
  }

  /// The nearest scope with assignments in force, of the persona or else of its best fits.
  Optional<Decision> decide(PersonaId persona, ServiceId service) {
    Persona asked = roster.personas().get(persona).orElse(null);
    if (asked == null) {
      deadEnd(new Vacancy.UnknownPersona(persona));
      return Optional.empty();
    }
    if (!roster.directory().lists(service)) {
      steps.add(new Step.NotListed(service));
    }
    List<Scope> scopes = roster.directory().scopesOf(service);
    List<Assignment> passed = new ArrayList<>();
    Persona missing = asked;
    for (PersonaId id : roster.chain(persona)) {
      Persona here = roster.personas().get(id).orElse(asked);
      sayHow(missing, here, id.equals(treatedAs(persona)));
      for (Scope scope : scopes) {
        List<Assignment> inForce = inForce(here, scope, passed);
        if (!inForce.isEmpty()) {
          steps.add(new Step.Decided(here, service, scope, inForce));
          return Optional.of(new Decision(id, scope, inForce));
        }
      }
      missing = here;
    }
    deadEnd(nothingInForce(passed));
    return Optional.empty();
  }

  private void sayHow(Persona before, Persona here, boolean asked) {
    if (!asked) {
      steps.add(new Step.BestFit(before, here));
    }
    List<Persona> together = roster.mergedWith(here.id());
    if (together.size() > 1) {
      steps.add(new Step.Merged(before, here, together));
    }
  }

  private List<Assignment> inForce(Persona persona, Scope scope, List<Assignment> passed) {
    List<Assignment> inForce = new ArrayList<>();
    for (Assignment assignment : line.getOrDefault(new Place(persona.id(), scope), List.of())) {
      if (assignment.validity().covers(at)) {
        inForce.add(assignment);
      } else {
        passed.add(assignment);
        steps.add(new Step.OutOfForce(assignment, at));
      }
    }
    if (inForce.isEmpty()) {
      steps.add(new Step.NoAssignment(persona, scope, at));
    }
    return inForce;
  }

  private Vacancy nothingInForce(List<Assignment> passed) {
    Optional<Assignment> last =
        passed.stream()
            .filter(a -> a.validity().isOver(at))
            .max(Comparator.comparing(a -> a.validity().end()));
    Optional<Assignment> next =
        passed.stream()
            .filter(a -> !a.validity().isOver(at))
            .min(Comparator.comparing(a -> a.validity().start()));
    return last.<Vacancy>map(a -> new Vacancy.Lapsed(a, a.validity().end()))
        .or(() -> next.map(a -> new Vacancy.NotYetInForce(a, a.validity().start())))
        .orElseGet(Vacancy.NeverAssigned::new);
  }

  private void follow(Decision decision, @Nullable Visit visit) {
    Assignment first = visit == null ? null : visit.origin();
    List<Visit> next = new ArrayList<>();
    for (Assignment assignment : decision.assignments()) {
      Assignment origin = first == null ? assignment : first;
      switch (assignment.holder()) {
        case Holder.Person(PersonRef person) -> found(person, origin, visit, List.of());
        case Holder.Group group -> open(group, origin, visit);
        case Holder.Schedule schedule -> read(schedule, origin, visit);
        case Holder.ServiceHolder holder -> {
          PersonaId as = holder.as() == null ? assignment.persona() : holder.as();
          steps.add(new Step.Through(holder.service(), as));
          next.add(new Visit(new Stop(as, holder.service()), visit, origin, holder));
        }
      }
    }
    next.reversed().forEach(pending::push);
  }

  private void open(Holder.Group group, Assignment origin, @Nullable Visit visit) {
    Optional<Membership> listed = roster.directory().membersOf(group.group());
    if (listed.isEmpty()) {
      deadEnd(new Vacancy.UnknownHolder(group));
      return;
    }
    Membership membership = listed.get();
    membership.circles().forEach(circle -> steps.add(new Step.CircleOfGroups(circle)));
    membership.unknown().forEach(g -> deadEnd(new Vacancy.UnknownHolder(new Holder.Group(g))));
    if (membership.paths().isEmpty()) {
      deadEnd(new Vacancy.EmptyGroup(group.group()));
      return;
    }
    steps.add(new Step.Opened(group.group(), List.copyOf(membership.paths().keySet())));
    membership
        .paths()
        .forEach(
            (person, path) ->
                found(person, origin, visit, path.stream().map(Holder.Group::new).toList()));
  }

  private void read(Holder.Schedule holder, Assignment origin, @Nullable Visit visit) {
    Schedule schedule = roster.directory().schedule(holder.schedule()).orElse(null);
    if (schedule == null) {
      deadEnd(new Vacancy.UnknownHolder(holder));
      return;
    }
    List<PersonRef> people = schedule.onDuty(at);
    if (people.isEmpty()) {
      deadEnd(new Vacancy.UncoveredSchedule(schedule.name(), schedule.nextShift(at).orElse(null)));
      return;
    }
    steps.add(new Step.OnDuty(schedule.name(), people, at));
    people.forEach(person -> found(person, origin, visit, List.of(holder)));
  }

  /// Asks the services that were met, and those that they lead to, each once.
  private void finish() {
    while (!pending.isEmpty()) {
      Visit next = pending.pop();
      PersonaId as = next.stop().persona();
      Stop stop = new Stop(treatedAs(as), next.stop().service());
      Visit visit = new Visit(stop, next.from(), next.origin(), next.through());
      Visit before = visits.putIfAbsent(stop, visit);
      if (before != null) {
        metAgain(visit, before);
        continue;
      }
      Optional<Decision> decision = decide(as, stop.service());
      if (decision.isPresent()) {
        follow(decision.get(), visit);
      } else {
        deadEnds.add(new Vacancy.ServiceVacant(stop.service(), as, deadEnds.removeLast()));
      }
    }
  }

  private void metAgain(Visit again, Visit before) {
    Deque<ServiceId> way = new ArrayDeque<>(List.of(before.stop().service()));
    for (Visit v = again.from(); v != null; v = v.from()) {
      way.addFirst(v.stop().service());
      if (v.stop().equals(before.stop())) {
        deadEnd(new Vacancy.CircleOfServices(List.copyOf(way)));
        return;
      }
    }
    steps.add(new Step.CountedBefore(before.stop().service(), before.stop().persona()));
  }

  private void found(
      PersonRef person, Assignment origin, @Nullable Visit visit, List<? extends Holder> last) {
    if (!roster.directory().isActive(person)) {
      deadEnd(new Vacancy.Left(person));
      return;
    }
    Held before = found.get(person);
    if (before == null || ranksHigher(origin, before.assignment())) {
      Deque<Holder> via = new ArrayDeque<>(last);
      for (Visit v = visit; v != null && v.through() != null; v = v.from()) {
        via.addFirst(v.through());
      }
      found.put(person, new Held(person, origin, List.copyOf(via)));
    }
  }

  /// A way by which a person is primary counts before one by which they are one of several.
  private static boolean ranksHigher(Assignment one, Assignment other) {
    return one.rank() == Rank.PRIMARY && other.rank() != Rank.PRIMARY;
  }

  private void deadEnd(Vacancy why) {
    deadEnds.add(why);
    steps.add(new Step.DeadEnd(why));
  }

  private PersonaId treatedAs(PersonaId id) {
    return roster.personas().treatedAs(id);
  }
}

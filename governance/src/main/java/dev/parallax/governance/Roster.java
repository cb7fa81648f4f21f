package dev.parallax.governance;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Assignment.Rank;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;

/// The register of responsibility, compiled: personas, directory and assignments, indexed so that a
/// question touches only the assignments that can answer it.
///
/// How a persona of a service finds its people at an instant:
/// 1. The persona is taken as it is treated here: assignments of all personas merged with it count.
/// 2. The nearest scope with an assignment in force decides: the service, then its system, then the
///    organisation. What has ended or not begun is passed over.
/// 3. If no scope has one, the persona's best fit is asked in the same way, and so on.
/// 4. The holders become people: groups are opened, schedules are read at the instant, services are
///    asked for their own people. Each service is asked once, so circles end.
///
/// Deputies stand in a second line of their own: they are found in the same way ([#deputies]) and
/// count nowhere else.
///
/// What decides, decides: an assignment to an empty group is a vacancy, not a reason to look
/// further. Otherwise a broken nearest assignment would be hidden by a working distant one.
public final class Roster {
  private final Personas personas;
  private final Directory directory;
  private final Map<Place, List<Assignment>> index = new HashMap<>();
  private final Map<Place, List<Assignment>> secondLine = new HashMap<>();
  private final List<Assignment> assignments;
  private final Map<PersonaId, List<PersonaId>> chains = new HashMap<>();
  private final Map<PersonaId, List<Persona>> merged = new HashMap<>();
  private final SortedSet<ServiceId> services = new TreeSet<>();
  private final NavigableSet<Instant> turns = new TreeSet<>();

  public Roster(Personas personas, Directory directory, Assignments assignments) {
    this.personas = personas;
    this.directory = directory;
    this.assignments = assignments.all();
    for (Persona persona : personas.all()) {
      chains.put(persona.id(), personas.chain(persona.id()));
      merged.put(persona.id(), personas.mergedWith(persona.id()));
    }
    directory.services().forEach(placement -> services.add(placement.service()));
    for (Directory.Schedule schedule : directory.schedules()) {
      for (Directory.Shift shift : schedule.shifts()) {
        turns.add(shift.from());
        turns.add(shift.until());
      }
    }
    for (Assignment assignment : assignments.all()) {
      Place place = new Place(personas.treatedAs(assignment.persona()), assignment.scope());
      line(assignment.rank()).computeIfAbsent(place, _ -> new ArrayList<>()).add(assignment);
      turns.add(assignment.validity().start());
      turns.add(assignment.validity().end());
      if (assignment.scope() instanceof Scope.ServiceScope(ServiceId service)) {
        services.add(service);
      }
    }
  }

  /// The last instant, up to the given one, at which an assignment or a shift began or ended;
  /// [Instant#MIN] where none did. From then until the next such instant everybody's hats are the
  /// same.
  public Instant steadySince(Instant at) {
    Instant turn = turns.floor(at);
    return turn == null ? Instant.MIN : turn;
  }

  /// Where assignments are kept: a persona as it is treated here, and a scope.
  record Place(PersonaId persona, Scope scope) implements Comparable<Place> {
    private static final Comparator<Place> BY_PERSONA =
        Comparator.comparing(Place::persona).thenComparing(Place::scope);

    @Override
    public int compareTo(Place other) {
      return BY_PERSONA.compare(this, other);
    }
  }

  /// Who fills a persona of a service at an instant, with the trace that says why, or a vacancy.
  public Resolution resolve(PersonaId persona, ServiceId service, Instant at) {
    return new Walk(this, at).resolve(persona, service);
  }

  /// Who stands second in line for a persona of a service at an instant: the deputies of the
  /// nearest scope that names any. A deputy who is another service is whoever holds the persona
  /// there.
  public Resolution deputies(PersonaId persona, ServiceId service, Instant at) {
    return new Walk(this, at, secondLine).resolve(persona, service);
  }

  private Map<Place, List<Assignment>> line(Rank rank) {
    return switch (rank) {
      case PRIMARY, PEER -> index;
      case DEPUTY -> secondLine;
    };
  }

  /// Everybody's hats at an instant. Costs one look at each service and persona; keep it as long as
  /// the instant is asked about.
  public Staffing at(Instant at) {
    return new Staffing(this, at);
  }

  /// The services that are listed or that an assignment names, by name.
  public SortedSet<ServiceId> services() {
    return Collections.unmodifiableSortedSet(services);
  }

  /// The personas that it was compiled from.
  public Personas personas() {
    return personas;
  }

  /// The directory that it was compiled from.
  public Directory directory() {
    return directory;
  }

  List<PersonaId> chain(PersonaId id) {
    return chains.getOrDefault(id, List.of(id));
  }

  List<Persona> mergedWith(PersonaId id) {
    return merged.getOrDefault(id, List.of());
  }

  /// The assignments that it was compiled from, in canonical order.
  public List<Assignment> assignments() {
    return assignments;
  }

  /// Whether anybody stands second in line for anything.
  public boolean hasDeputies() {
    return !secondLine.isEmpty();
  }

  Map<Place, List<Assignment>> places() {
    return index;
  }
}

package dev.parallax.governance;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Roster.Place;
import dev.parallax.governance.Walk.Decision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Everybody's hats at one instant: the resolutions of all services and personas, read the other
/// way round. Personas merged into another do not appear beside it.
///
/// What it says follows from [Roster#resolve] and from nothing else: a person has a hat for a
/// service exactly if the resolution names that person.
public final class Staffing {
  private final Instant at;
  private final Roster roster;
  private final Map<Place, List<PersonRef>> people = new HashMap<>();
  private final Map<PersonRef, List<Staffed>> byPerson = new HashMap<>();
  private final Map<PersonRef, SortedSet<Place>> standing = new HashMap<>();
  private final List<SinglePoint> singlePoints = new ArrayList<>();
  private final List<Post> vacancies = new ArrayList<>();

  /// A persona of a service. Ordered by service, then persona.
  public record Post(PersonaId persona, ServiceId service) implements Comparable<Post> {
    private static final Comparator<Post> BY_SERVICE =
        Comparator.comparing(Post::service).thenComparing(Post::persona);

    @Override
    public int compareTo(Post other) {
      return BY_SERVICE.compare(this, other);
    }
  }

  /// A post that exactly one person fills.
  ///
  /// @param byBestFit whether the person fills it only as the best fit
  public record SinglePoint(Post post, PersonRef person, boolean byBestFit) {}

  /// A persona that a person holds.
  ///
  /// @param byBestFit whether the person holds it only as the best fit
  /// @param scopes where the assignments were made that lead to the person, nearest first
  /// @param services for which services it is held, by name; none if every service is decided
  ///   nearer by others
  public record Hat(
      PersonaId persona, boolean byBestFit, List<Scope> scopes, List<ServiceId> services) {}

  /// A post with the people who fill it.
  private record Staffed(Post post, List<PersonRef> people, Scope scope, boolean byBestFit) {}

  Staffing(Roster roster, Instant at) {
    this.roster = roster;
    this.at = at;
    List<PersonaId> personas =
        roster.personas().distinct().stream().map(Persona::id).sorted().toList();
    for (ServiceId service : roster.services()) {
      personas.forEach(persona -> staff(new Post(persona, service)));
    }
    stand();
  }

  private void staff(Post post) {
    Optional<Decision> decision = new Walk(roster, at).decide(post.persona(), post.service());
    List<PersonRef> filledBy = decision.map(this::peopleOf).orElse(List.of());
    if (decision.isEmpty() || filledBy.isEmpty()) {
      vacancies.add(post);
      return;
    }
    boolean byBestFit = !decision.get().persona().equals(post.persona());
    Staffed staffed = new Staffed(post, filledBy, decision.get().scope(), byBestFit);
    for (PersonRef person : filledBy) {
      byPerson.computeIfAbsent(person, _ -> new ArrayList<>()).add(staffed);
    }
    if (filledBy.size() == 1) {
      singlePoints.add(new SinglePoint(post, filledBy.getFirst(), byBestFit));
    }
  }

  /// Assignments in force count as hats, even where every service is decided nearer.
  private void stand() {
    roster
        .places()
        .forEach(
            (place, assignments) -> {
              List<Assignment> inForce =
                  assignments.stream().filter(a -> a.validity().covers(at)).toList();
              if (!inForce.isEmpty()) {
                Decision decision = new Decision(place.persona(), place.scope(), inForce);
                peopleOf(decision).forEach(person -> standing(person).add(place));
              }
            });
  }

  private SortedSet<Place> standing(PersonRef person) {
    return standing.computeIfAbsent(person, _ -> new TreeSet<>());
  }

  private List<PersonRef> peopleOf(Decision decision) {
    Place place = new Place(decision.persona(), decision.scope());
    return people.computeIfAbsent(place, _ -> new Walk(roster, at).people(decision));
  }

  /// The instant that this is about.
  public Instant at() {
    return at;
  }

  /// Everyone who holds anything, by name.
  public List<PersonRef> people() {
    SortedSet<PersonRef> everyone = new TreeSet<>(byPerson.keySet());
    everyone.addAll(standing.keySet());
    return List.copyOf(everyone);
  }

  /// Whether somebody holds anything.
  public boolean holds(PersonRef person) {
    return byPerson.containsKey(person) || standing.containsKey(person);
  }

  private record HatKey(PersonaId persona, boolean byBestFit) {}

  /// The hats of one person: by persona, held outright before held as the best fit.
  public List<Hat> hats(PersonRef person) {
    SortedMap<HatKey, SortedSet<Scope>> scopes =
        new TreeMap<>(Comparator.comparing(HatKey::persona).thenComparing(HatKey::byBestFit));
    Map<HatKey, List<ServiceId>> services = new HashMap<>();
    for (Place place : standing.getOrDefault(person, new TreeSet<>())) {
      HatKey key = new HatKey(place.persona(), false);
      scopes.computeIfAbsent(key, _ -> new TreeSet<>()).add(place.scope());
    }
    for (Staffed staffed : byPerson.getOrDefault(person, List.of())) {
      HatKey key = new HatKey(staffed.post().persona(), staffed.byBestFit());
      scopes.computeIfAbsent(key, _ -> new TreeSet<>()).add(staffed.scope());
      services.computeIfAbsent(key, _ -> new ArrayList<>()).add(staffed.post().service());
    }
    List<Hat> hats = new ArrayList<>();
    scopes.forEach(
        (key, where) ->
            hats.add(
                new Hat(
                    key.persona(),
                    key.byBestFit(),
                    List.copyOf(where),
                    List.copyOf(services.getOrDefault(key, List.of())))));
    return List.copyOf(hats);
  }

  /// The posts that exactly one person fills, by service and persona.
  public List<SinglePoint> singlePoints() {
    return Collections.unmodifiableList(singlePoints);
  }

  /// The posts that nobody fills, by service and persona. [Roster#resolve] says why.
  public List<Post> vacancies() {
    return Collections.unmodifiableList(vacancies);
  }

  /// The posts of those services that would become vacant if these people were all away, by service
  /// and persona. Posts that are vacant anyway are not among them.
  public List<Post> ifAbsent(Set<PersonRef> absent, Collection<ServiceId> services) {
    Set<ServiceId> among = Set.copyOf(services);
    return absent.stream()
        .flatMap(person -> byPerson.getOrDefault(person, List.of()).stream())
        .filter(staffed -> among.contains(staffed.post().service()))
        .filter(staffed -> absent.containsAll(staffed.people()))
        .map(Staffed::post)
        .distinct()
        .sorted()
        .toList();
  }
}

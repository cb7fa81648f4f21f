package dev.parallax.server.seating;

import dev.parallax.governance.raci.RaciMatrix;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Who sits where if owners of components build and run them and owners of systems answer for them:
/// by sets of names, letter by letter, without the plan of seats.
record PlainSeats(PlainCatalogue catalogue, List<RaciMatrix> matrices) {
  static final List<String> OF_COMPONENT =
      List.of("developer", "quality-engineer", "sre", "architecture-lead");
  static final List<String> OF_SYSTEM =
      List.of("service-owner", "product-owner", "engineering-manager", "qe-manager", "executive");

  /// A seat that an activity cannot do without.
  ///
  /// @param part `A` or `R`
  /// @param people who could fill it
  record Needed(String service, String activity, char part, SortedSet<String> people) {
    boolean filled() {
      return part == 'A' ? people.size() == 1 : !people.isEmpty();
    }

    boolean contested() {
      return part == 'A' && people.size() > 1;
    }

    String name() {
      return service + " " + activity + " " + part;
    }
  }

  List<Needed> all() {
    return catalogue.components.keySet().stream().flatMap(each -> of(each).stream()).toList();
  }

  List<Needed> of(String service) {
    List<Needed> needed = new ArrayList<>();
    for (RaciMatrix matrix : matrices) {
      for (RaciMatrix.Row row : matrix.rows()) {
        String activity = row.activity().id();
        SortedSet<String> named = people(service, personas(matrix, row, 'A', false));
        SortedSet<String> near = people(service, personas(matrix, row, 'A', true));
        needed.add(new Needed(service, activity, 'A', named.isEmpty() ? near : named));
        SortedSet<String> doing = people(service, personas(matrix, row, 'R', false));
        doing.addAll(people(service, personas(matrix, row, 'R', true)));
        needed.add(new Needed(service, activity, 'R', doing));
      }
    }
    return needed;
  }

  private static List<String> personas(
      RaciMatrix matrix, RaciMatrix.Row row, char letter, boolean near) {
    List<String> personas = new ArrayList<>();
    Set<String> elsewhere = new HashSet<>();
    matrix.columns().stream()
        .flatMap(column -> column.personas().stream())
        .filter(fit -> !fit.byBestFit())
        .forEach(fit -> elsewhere.add(fit.persona().value()));
    for (int i = 0; i < matrix.columns().size(); i++) {
      if (row.cells().get(i).code().indexOf(letter) >= 0) {
        matrix.columns().get(i).personas().stream()
            .filter(fit -> fit.byBestFit() == near)
            .map(fit -> fit.persona().value())
            .filter(persona -> !near || !elsewhere.contains(persona))
            .forEach(personas::add);
      }
    }
    return personas;
  }

  private SortedSet<String> people(String service, Collection<String> personas) {
    SortedSet<String> people = new TreeSet<>();
    String system =
        catalogue.systems.getOrDefault(catalogue.systemOf.getOrDefault(service, ""), "");
    String owner = catalogue.components.getOrDefault(service, "");
    if (personas.stream().anyMatch(OF_COMPONENT::contains)) {
      people.addAll(catalogue.people(owner));
    }
    if (personas.stream().anyMatch(OF_SYSTEM::contains)) {
      people.addAll(catalogue.people(system));
    }
    return people;
  }

  /// What says the same as documents.
  String documents() {
    StringBuilder yaml = new StringBuilder();
    catalogue.components.forEach(
        (name, owner) -> assign(yaml, OF_COMPONENT, owner, "service:" + name));
    catalogue.systems.forEach((name, owner) -> assign(yaml, OF_SYSTEM, owner, "system:" + name));
    return yaml.toString();
  }

  private static void assign(
      StringBuilder yaml, List<String> personas, String owner, String scope) {
    String holder = PlainCatalogue.plain(owner);
    if (holder.matches("(user|group):[a-z0-9][-._a-z0-9]*")) {
      personas.forEach(
          persona ->
              yaml.append(
                  "---\napiVersion: parallax.dev/v1\nkind: Assignment\nspec: {persona: %s, holder: '%s', scope: '%s'}\n"
                      .formatted(persona, holder, scope)));
    }
  }

  /// The smallest number of people without whom some seat is empty, by trying every set of them.
  static int smallest(List<Needed> seats) {
    List<String> people =
        seats.stream().flatMap(seat -> seat.people().stream()).distinct().sorted().toList();
    int least = people.size();
    for (long set = 0; set < 1L << people.size(); set++) {
      Set<String> gone = new HashSet<>();
      for (int i = 0; i < people.size(); i++) {
        if ((set >> i & 1) == 1) {
          gone.add(people.get(i));
        }
      }
      if (gone.size() < least && seats.stream().anyMatch(s -> gone.containsAll(s.people()))) {
        least = gone.size();
      }
    }
    return least;
  }

  /// How many of the filled seats each sits in.
  static Map<String, Integer> held(Stream<Needed> seats) {
    Map<String, Integer> held = new TreeMap<>();
    seats
        .filter(Needed::filled)
        .forEach(seat -> seat.people().forEach(who -> held.merge(who, 1, Integer::sum)));
    return held;
  }
}

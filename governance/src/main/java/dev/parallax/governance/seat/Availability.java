package dev.parallax.governance.seat;

import dev.parallax.governance.Directory;
import dev.parallax.governance.Directory.Person;
import dev.parallax.governance.PersonRef;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Who can be reached, and who can act at all.
public final class Availability {
  private final Map<PersonRef, List<Absence>> absences = new HashMap<>();
  private final Set<PersonRef> inactive;

  /// @param inactive people who can no longer act, whatever the register says
  public Availability(Collection<Absence> absences, Collection<PersonRef> inactive) {
    for (Absence absence : absences) {
      this.absences.computeIfAbsent(absence.person(), _ -> new ArrayList<>()).add(absence);
    }
    this.inactive = Set.copyOf(inactive);
  }

  /// Everybody can be reached, and act.
  public static Availability full() {
    return new Availability(List.of(), List.of());
  }

  /// As a directory says who is active, with these absences.
  public static Availability of(Directory directory, Collection<Absence> absences) {
    return new Availability(
        absences,
        directory.people().stream()
            .filter(person -> !person.active())
            .map(Person::ref)
            .collect(Collectors.toSet()));
  }

  /// Whether somebody can act at all.
  public boolean isActive(PersonRef person) {
    return !inactive.contains(person);
  }

  /// The absence of somebody at an instant, the one that lasts longest; none if there is none.
  public Optional<Absence> absence(PersonRef person, Instant at) {
    List<Absence> theirs = absences.get(person);
    if (theirs == null) {
      return Optional.empty();
    }
    return theirs.stream()
        .filter(absence -> absence.span().covers(at))
        .max(Comparator.comparing(absence -> absence.span().until()));
  }

  /// All absences of somebody, by beginning.
  public List<Absence> of(PersonRef person) {
    return absences.getOrDefault(person, List.of()).stream()
        .sorted(Comparator.comparing(absence -> absence.span().from()))
        .toList();
  }

  /// Every instant after one at which somebody comes or goes.
  public List<Instant> changesAfter(Instant at) {
    return absences.values().stream()
        .flatMap(List::stream)
        .map(Absence::span)
        .flatMap(span -> List.of(span.from(), span.until()).stream())
        .filter(change -> change.isAfter(at))
        .distinct()
        .sorted()
        .toList();
  }
}

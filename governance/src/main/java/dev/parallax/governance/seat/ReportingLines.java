package dev.parallax.governance.seat;

import dev.parallax.governance.Directory;
import dev.parallax.governance.Directory.Person;
import dev.parallax.governance.PersonRef;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/// Who reports to whom. A circle is an error of somebody's list, and ends where it closes.
///
/// @param managers each person's manager
public record ReportingLines(Map<PersonRef, PersonRef> managers) {
  public ReportingLines {
    managers = Map.copyOf(managers);
  }

  /// Nobody reports to anybody.
  public static ReportingLines none() {
    return new ReportingLines(Map.of());
  }

  /// As a directory says.
  public static ReportingLines of(Directory directory) {
    Map<PersonRef, PersonRef> managers = new HashMap<>();
    for (Person person : directory.people()) {
      PersonRef manager = person.manager();
      if (manager != null) {
        managers.put(person.ref(), manager);
      }
    }
    return new ReportingLines(managers);
  }

  /// Those above someone, the nearest first.
  public List<PersonRef> above(PersonRef person) {
    SequencedSet<PersonRef> above = new LinkedHashSet<>();
    PersonRef next = managers.get(person);
    while (next != null && !next.equals(person) && above.add(next)) {
      next = managers.get(next);
    }
    return List.copyOf(above);
  }

  /// Whether one reports to the other, directly or through others.
  public boolean reports(PersonRef person, PersonRef to) {
    return above(person).contains(to);
  }
}

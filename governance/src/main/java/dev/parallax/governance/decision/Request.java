package dev.parallax.governance.decision;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Something that somebody wants decided.
///
/// @param activity the activity that decides it, such as `agree`
/// @param subject what it is about, in a line
/// @param asked by whom
/// @param consulted who is asked for an opinion, each person once
/// @param evidence what was known when it was asked
public record Request(
    DecisionId id,
    String activity,
    ServiceId service,
    String subject,
    Act asked,
    List<Consulted> consulted,
    Terms terms,
    Evidence evidence) {
  /// Somebody who is asked.
  ///
  /// @param as the persona for which the person is asked
  /// @param trace why this person, as sentences
  public record Consulted(PersonRef person, PersonaId as, List<String> trace) {
    public Consulted {
      trace = List.copyOf(trace);
    }
  }

  public Request {
    if (subject.isBlank()) {
      throw new IllegalArgumentException(
          "a request about nothing: expected a line that says what is to be decided. Write it.");
    }
    consulted = List.copyOf(consulted);
    Set<PersonRef> people = new HashSet<>();
    for (Consulted each : consulted) {
      if (!people.add(each.person())) {
        throw new IllegalArgumentException(
            "%s is asked twice: expected each person once, since one answer ends the question. Keep one of the two."
                .formatted(each.person()));
      }
    }
  }
}

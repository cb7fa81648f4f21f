package dev.parallax.governance;

import dev.parallax.budget.ServiceId;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Who fills a persona of a service at one instant, and why: people, or a vacancy.
public sealed interface Resolution {
  /// What was asked.
  Query query();

  /// The way to the answer, in the order in which it was gone.
  List<Step> trace();

  /// What was asked: a persona of a service at an instant.
  record Query(PersonaId persona, ServiceId service, Instant at) {}

  /// One person who fills the persona.
  ///
  /// @param person who
  /// @param assignment the line of the register that leads to this person
  /// @param via the holders passed on the way, e.g. a group and a nested group; empty if the
  ///   assignment names the person
  record Held(PersonRef person, Assignment assignment, List<Holder> via) {
    public Held {
      via = List.copyOf(via);
    }
  }

  /// At least one person fills it.
  ///
  /// @param holders each person once, by name
  /// @param filledAs the persona whose assignments decided: the one asked for as it is treated
  ///   here, or a best fit
  /// @param byBestFit whether a best fit stands in
  record Filled(
      Query query, List<Held> holders, PersonaId filledAs, boolean byBestFit, List<Step> trace)
      implements Resolution {
    public Filled {
      holders = List.copyOf(holders);
      trace = List.copyOf(trace);
    }
  }

  /// Nobody fills it.
  ///
  /// @param reasons why, at least one; several if several assignments lead to nobody
  record Vacant(Query query, List<Vacancy> reasons, List<Step> trace) implements Resolution {
    public Vacant {
      reasons = List.copyOf(reasons);
      trace = List.copyOf(trace);
    }

    /// The first reason, for a headline.
    public Vacancy reason() {
      return reasons.getFirst();
    }
  }

  /// The people, by name; none if it is vacant.
  default List<PersonRef> people() {
    return switch (this) {
      case Filled filled -> filled.holders().stream().map(Held::person).toList();
      case Vacant _ -> List.of();
    };
  }

  /// The trace as sentences, ending with the answer.
  default List<String> explanation() {
    String answer =
        switch (this) {
          case Filled filled ->
              "So: "
                  + String.join(", ", filled.people().stream().map(PersonRef::value).toList())
                  + ".";
          case Vacant vacant -> "So: vacant, because " + vacant.reason().sentence() + ".";
        };
    return Stream.concat(trace().stream().map(Step::sentence), Stream.of(answer)).toList();
  }
}

package dev.parallax.server.governance;

import dev.parallax.governance.Persona;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Resolution;
import dev.parallax.governance.Vacancy;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A persona of a service as it is shown: who fills it and why, or why nobody does.
///
/// @param definedName what the persona was defined as, to be shown on hover
/// @param people none if it is vacant
/// @param vacancy why it is vacant, as a clause; empty if it is not
/// @param standIn the persona that stands in, if a best fit does; else empty
/// @param why the trace, as sentences
record SeatView(
    String persona,
    String name,
    String definedName,
    boolean builtIn,
    List<ServiceRow.Link> people,
    String vacancy,
    String standIn,
    List<String> why) {
  /// @param pin the statement that the address asks for, kept in links; nothing for the latest
  static SeatView of(
      PersonaId id, Resolution resolution, Seats.Census census, @Nullable String pin) {
    Persona persona = census.roster().personas().get(id).orElseThrow();
    return new SeatView(
        id.value(),
        persona.name(),
        persona.definedName(),
        persona.origin().kind() == Persona.Kind.BUILT_IN,
        resolution.people().stream()
            .map(
                person ->
                    new ServiceRow.Link(
                        census.nameOf(person), ServicePages.page("/people/" + person, pin)))
            .toList(),
        switch (resolution) {
          case Resolution.Filled _ -> "";
          case Resolution.Vacant(_, List<Vacancy> reasons, _) ->
              reasons.stream().map(Vacancy::sentence).collect(Collectors.joining("; "));
        },
        resolution instanceof Resolution.Filled filled && filled.byBestFit()
            ? census.roster().personas().get(filled.filledAs()).map(Persona::name).orElse("")
            : "",
        resolution.explanation());
  }

  boolean isVacant() {
    return people.isEmpty();
  }
}

package dev.parallax.governance.seat;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Persona;
import dev.parallax.governance.Resolution;
import dev.parallax.governance.Step;
import dev.parallax.governance.Vacancy;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.EffectiveMatrix.Line;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// One step on the way from a seat to people. The steps of a seating together are its trace: the
/// answer to "why me?".
public sealed interface SeatStep {
  /// No matrix that is in force for the service has such an activity.
  record NoActivity(Seat seat) implements SeatStep {}

  /// The matrix gives the part to nobody.
  record NoPersona(Line line, Capability part) implements SeatStep {}

  /// The matrix gives the part to these personas.
  record Given(Line line, Capability part, List<Persona> personas) implements SeatStep {}

  /// The register was asked who a persona of the service is.
  record Asked(Persona persona, Resolution resolution) implements SeatStep {}

  /// The second line was asked.
  record AskedDeputies(Persona persona, Resolution resolution) implements SeatStep {}

  /// Somebody can no longer act.
  record Inactive(PersonRef person) implements SeatStep {}

  /// Somebody cannot be reached.
  record Away(PersonRef person, Span span) implements SeatStep {}

  /// Somebody had another part in the same matter.
  ///
  /// @param did goes on from the name
  record Conflicted(PersonRef person, String did) implements SeatStep {}

  /// Somebody handed it over.
  record HandedOver(Delegation delegation) implements SeatStep {}

  /// A hand-over does not hold here.
  ///
  /// @param why a clause
  record NotHandedOver(Delegation delegation, String why) implements SeatStep {}

  /// Somebody steps up from the second line.
  record SteppedUp(PersonRef deputy, Standing.DeputyOf standing) implements SeatStep {}

  /// Of several, one is primary.
  record PrimaryAmong(PersonRef primary, List<PersonRef> all) implements SeatStep {}

  /// Of several, none or more than one is primary.
  record Several(List<PersonRef> all) implements SeatStep {}

  /// It went up to this rung.
  record WentUp(Standing.Rung rung, List<PersonRef> people) implements SeatStep {}

  /// A rung was passed.
  ///
  /// @param why a clause
  record Passed(Standing.Rung rung, String why) implements SeatStep {}

  /// Whether it is a reason why the register leaves the seat empty.
  default boolean isGap() {
    return switch (this) {
      case NoActivity _, NoPersona _, Inactive _, Away _, Conflicted _, Several _ -> true;
      case Asked(_, Resolution resolution) -> resolution instanceof Resolution.Vacant;
      case Given _,
          AskedDeputies _,
          HandedOver _,
          NotHandedOver _,
          SteppedUp _,
          PrimaryAmong _,
          WentUp _,
          Passed _ ->
          false;
    };
  }

  /// Since when the reason holds, where that is known.
  default Optional<Instant> since() {
    return switch (this) {
      case Away(_, Span span) -> Optional.of(span.from());
      case Asked(_, Resolution.Vacant vacant) ->
          vacant.reason() instanceof Vacancy.Lapsed(_, Instant when)
              ? Optional.of(when)
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /// Whom the step is about, if it is about one person who does not sit.
  default Optional<PersonRef> about() {
    return switch (this) {
      case Inactive(PersonRef person) -> Optional.of(person);
      case Away(PersonRef person, _) -> Optional.of(person);
      case Conflicted(PersonRef person, _) -> Optional.of(person);
      case HandedOver(Delegation delegation) -> Optional.of(delegation.by());
      default -> Optional.empty();
    };
  }

  /// The step as whole sentences, with the steps of the register that it rests on.
  default List<String> sentences() {
    return switch (this) {
      case Asked(_, Resolution resolution) -> with(resolution);
      case AskedDeputies(_, Resolution resolution) -> with(resolution);
      default -> List.of(sentence());
    };
  }

  private List<String> with(Resolution resolution) {
    return Stream.concat(resolution.trace().stream().map(Step::sentence), Stream.of(sentence()))
        .toList();
  }

  /// The step as one sentence.
  default String sentence() {
    return switch (this) {
      case NoActivity(Seat seat) ->
          "No matrix in force for service %s has an activity '%s'."
              .formatted(seat.service(), seat.activity());
      case NoPersona(Line line, Capability part) ->
          "Who %s '%s': the matrix names nobody.".formatted(verb(part), name(line));
      case Given(Line line, Capability part, List<Persona> personas) ->
          "Who %s '%s': %s."
              .formatted(
                  verb(part),
                  name(line),
                  joined(personas.stream().map(p -> "'" + p.name() + "'").toList()));
      case Asked(Persona persona, Resolution resolution) -> found(persona, resolution);
      case AskedDeputies(Persona persona, Resolution resolution) ->
          resolution.people().isEmpty()
              ? "Nobody stands second in line for '%s'.".formatted(persona.name())
              : "Second in line for '%s': %s."
                  .formatted(persona.name(), joined(resolution.people()));
      case Inactive(PersonRef person) -> "%s can no longer act here.".formatted(person);
      case Away(PersonRef person, Span span) ->
          "%s is away from %s until %s.".formatted(person, span.from(), span.until());
      case Conflicted(PersonRef person, String did) ->
          "%s %s, and may not sit over that.".formatted(person, did);
      case HandedOver(Delegation given) ->
          "%s handed it over to %s until %s."
              .formatted(given.by(), given.to(), given.span().until());
      case NotHandedOver(Delegation given, String why) ->
          "%s handed it over to %s, which does not hold: %s."
              .formatted(given.by(), given.to(), why);
      case SteppedUp(PersonRef deputy, Standing.DeputyOf standing) ->
          "%s sits there %s.".formatted(deputy, standing.phrase());
      case PrimaryAmong(PersonRef primary, List<PersonRef> all) ->
          "Of %s, %s is primary.".formatted(joined(all), primary);
      case Several(List<PersonRef> all) ->
          "One must answer; of %s none alone is primary, and nobody is guessed."
              .formatted(joined(all));
      case WentUp(Standing.Rung rung, List<PersonRef> people) ->
          "It goes up to %s: %s.".formatted(rung.words(), joined(people));
      case Passed(Standing.Rung rung, String why) ->
          "It cannot go to %s: %s.".formatted(rung.words(), why);
    };
  }

  private static String found(Persona persona, Resolution resolution) {
    return switch (resolution) {
      case Resolution.Filled filled ->
          "'%s' of service %s: %s."
              .formatted(persona.name(), filled.query().service(), joined(filled.people()));
      case Resolution.Vacant vacant ->
          "Nobody is '%s' of service %s, because %s."
              .formatted(persona.name(), vacant.query().service(), vacant.reason().sentence());
    };
  }

  private static String name(Line line) {
    return line.row().activity().name();
  }

  private static String joined(List<?> names) {
    String first =
        String.join(", ", names.stream().limit(Step.LISTED).map(Object::toString).toList());
    return names.size() <= Step.LISTED
        ? first
        : "%s and %d more".formatted(first, names.size() - Step.LISTED);
  }

  /// What someone with a part does with an activity: "answers for".
  static String verb(Capability part) {
    return switch (part) {
      case ANSWER -> "answers for";
      case DRIVE -> "drives";
      case PERFORM -> "does";
      case SUPPORT -> "helps with";
      case VERIFY -> "verifies";
      case SIGN_OFF -> "signs off";
      case CONSULT -> "is asked about";
      case INFORM -> "is told of";
      case OMIT -> "is left out of";
    };
  }
}

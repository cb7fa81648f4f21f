package dev.parallax.governance.seat;

import dev.parallax.governance.PersonRef;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Who sits in a seat at one instant, and why.
public sealed interface Seating {
  /// Which seat.
  Seat seat();

  /// Who sits there, in order; in the seat of who answers one person, except where all keepers of
  /// the installation do.
  List<Sitter> sitters();

  /// The way to the answer, in the order in which it was gone.
  List<SeatStep> trace();

  /// Somebody sits there: by the register, for somebody else, or by escalation.
  record Seated(Seat seat, List<Sitter> sitters, List<SeatStep> trace) implements Seating {
    public Seated {
      sitters = List.copyOf(sitters);
      trace = List.copyOf(trace);
    }
  }

  /// One person must answer, several hold the seat, and none of them alone is primary. Nobody is
  /// guessed: it went up the ladder.
  ///
  /// @param candidates those who hold it, of whom one must be named
  /// @param sitters who decides until then
  record Contested(Seat seat, List<Sitter> candidates, List<Sitter> sitters, List<SeatStep> trace)
      implements Seating {
    public Contested {
      candidates = List.copyOf(candidates);
      sitters = List.copyOf(sitters);
      trace = List.copyOf(trace);
    }
  }

  /// Nobody sits there, and nobody on the ladder does.
  record Vacant(Seat seat, List<SeatStep> trace) implements Seating {
    public Vacant {
      trace = List.copyOf(trace);
    }

    @Override
    public List<Sitter> sitters() {
      return List.of();
    }
  }

  /// The people, in order.
  default List<PersonRef> people() {
    return sitters().stream().map(Sitter::person).toList();
  }

  /// That person's place in the seat, if any.
  default Optional<Sitter> sitter(PersonRef person) {
    return sitters().stream().filter(sitter -> sitter.person().equals(person)).findFirst();
  }

  /// Whether the register fills it: somebody sits there by assignment, hand-over or as deputy.
  default boolean isFilled() {
    return switch (this) {
      case Seated seated ->
          seated.sitters().stream()
              .noneMatch(sitter -> sitter.standing() instanceof Standing.Escalated);
      case Contested _, Vacant _ -> false;
    };
  }

  /// Why the register does not fill it; none if it does.
  default List<SeatStep> gaps() {
    return isFilled() ? List.of() : trace().stream().filter(SeatStep::isGap).distinct().toList();
  }

  /// Since when it is empty, as far as the register and absences tell.
  default Optional<Instant> emptySince() {
    return gaps().stream().flatMap(gap -> gap.since().stream()).max(Instant::compareTo);
  }

  /// The trace as sentences, ending with the answer.
  default List<String> explanation() {
    String answer =
        switch (this) {
          case Seated _ -> "So: " + named(sitters()) + ".";
          case Contested contested ->
              "So: contested among %s; until one is primary, %s."
                  .formatted(
                      String.join(
                          ", ",
                          contested.candidates().stream().map(c -> c.person().value()).toList()),
                      sitters().isEmpty() ? "nobody" : named(sitters()));
          case Vacant _ -> "So: vacant.";
        };
    return Stream.concat(
            trace().stream().flatMap(step -> step.sentences().stream()), Stream.of(answer))
        .toList();
  }

  private static String named(List<Sitter> sitters) {
    return String.join(
        ", ",
        sitters.stream()
            .map(
                sitter ->
                    sitter.isAssigned()
                        ? sitter.person().value()
                        : sitter.person() + " " + sitter.standing().phrase())
            .toList());
  }
}

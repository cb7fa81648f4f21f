package dev.parallax.governance.seat;

import dev.parallax.governance.PersonaId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whether somebody may do something, and why.
public sealed interface Ruling {
  /// The way to the answer.
  List<SeatStep> trace();

  /// They may.
  ///
  /// @param as the persona as which they act; null where no persona is needed
  record Yes(@Nullable PersonaId as, Standing standing, List<SeatStep> trace) implements Ruling {
    public Yes {
      trace = List.copyOf(trace);
    }
  }

  /// They may not.
  ///
  /// @param reason whole sentences
  /// @param whoMay those who may instead, the first one first; none where nobody may
  record No(String reason, List<Sitter> whoMay, List<SeatStep> trace) implements Ruling {
    public No {
      whoMay = List.copyOf(whoMay);
      trace = List.copyOf(trace);
    }
  }

  /// Whether they may.
  default boolean isYes() {
    return this instanceof Yes;
  }

  /// The answer first, then the way to it, as sentences.
  default List<String> explanation() {
    Stream<String> way = trace().stream().flatMap(step -> step.sentences().stream());
    String answer =
        switch (this) {
          case Yes(PersonaId as, Standing standing, _) ->
              as == null
                  ? "Yes, %s.".formatted(standing.phrase())
                  : "Yes, as %s, %s.".formatted(as, standing.phrase());
          case No(String reason, List<Sitter> whoMay, _) ->
              "No. %s %s".formatted(reason, instead(whoMay));
        };
    return Stream.concat(Stream.of(answer), way).toList();
  }

  private static String instead(List<Sitter> whoMay) {
    return whoMay.isEmpty()
        ? "Nobody may."
        : "Instead may: %s."
            .formatted(
                String.join(
                    ", ",
                    whoMay.stream()
                        .map(
                            s -> "%s (%s, %s)".formatted(s.person(), s.as(), s.standing().phrase()))
                        .toList()));
  }
}

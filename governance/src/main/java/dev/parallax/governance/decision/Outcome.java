package dev.parallax.governance.decision;

/// What came of a move: the decision as it then stands, or why the move cannot be made.
public sealed interface Outcome {
  /// It was made.
  record Moved(Decision decision) implements Outcome {}

  /// It cannot be made. Each part is a whole sentence.
  ///
  /// @param found how it stands
  /// @param why the rule
  /// @param remedy what can be done
  record Refusal(String found, String why, String remedy) implements Outcome {
    /// The three as one text.
    public String message() {
      return "%s %s %s".formatted(found, why, remedy);
    }
  }
}

package dev.parallax.governance.raci;

import java.util.Optional;

/// A part that somebody has in an activity. Source: ADR-00006 (SIG-SRE), *Proposed Roles*.
public enum Responsibility {
  /// Answers for the work being done.
  ACCOUNTABLE('A'),
  /// Is expected to do the work.
  RESPONSIBLE('R'),
  /// Is asked for an opinion.
  CONSULTED('C'),
  /// Is told of the status; one way suffices.
  INFORMED('I');

  private final char letter;

  Responsibility(char letter) {
    this.letter = letter;
  }

  /// The letter that stands for it in a table.
  public char letter() {
    return letter;
  }

  /// What a letter stands for; a small one counts as well.
  static Optional<Responsibility> of(String letter) {
    for (Responsibility each : values()) {
      if (letter.equalsIgnoreCase(String.valueOf(each.letter))) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}

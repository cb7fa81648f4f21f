package dev.parallax.governance.decision;

import java.time.Instant;

/// Until when, and with whom beside the one who decides.
///
/// @param consultUntil the end of the window: who has not answered by then is not waited for
/// @param decideBy when it is overdue
/// @param fourEyes whether a second person has to agree before it counts
/// @param notByAuthor whether the one who asks must not decide: what loosens a promise is not
///   agreed to by whom it relieves
public record Terms(Instant consultUntil, Instant decideBy, boolean fourEyes, boolean notByAuthor) {
  public Terms {
    if (decideBy.isBefore(consultUntil)) {
      throw new IllegalArgumentException(
          "to be decided by %s and consulted on until %s: expected the window to end first, since nobody can decide before. Move the deadline on."
              .formatted(decideBy, consultUntil));
    }
  }

  /// The same with another deadline.
  Terms extendedTo(Instant later) {
    return new Terms(consultUntil, later, fourEyes, notByAuthor);
  }
}

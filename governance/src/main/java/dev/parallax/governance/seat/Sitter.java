package dev.parallax.governance.seat;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;

/// Someone in a seat.
///
/// @param as the persona as which the person acts there
/// @param standing by what right
public record Sitter(PersonRef person, PersonaId as, Standing standing) {
  /// Whether it is the person's own seat, not one taken for somebody else.
  public boolean isAssigned() {
    return standing instanceof Standing.Assigned;
  }
}

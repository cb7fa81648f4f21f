package dev.parallax.governance.decision;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.raci.Capability;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// That somebody does something: who, as what, for whom, when, why.
///
/// @param who the person
/// @param as the persona that the person acts as
/// @param part what the seat grants by which the person acts; whether the person sits there is
///   known before
/// @param onBehalfOf whose seat it is where it is not the person's own
/// @param why in the person's words; may be empty where nothing has to be said
public record Act(
    PersonRef who,
    PersonaId as,
    Capability part,
    @Nullable PersonRef onBehalfOf,
    Instant at,
    String why) {
  public Act {
    why = why.strip();
  }

  /// Whether a reason was given.
  boolean isReasoned() {
    return !why.isEmpty();
  }
}

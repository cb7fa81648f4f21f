package dev.parallax.server.decisions;

import static dev.parallax.governance.raci.Capability.ANSWER;
import static dev.parallax.governance.raci.Capability.CONSULT;
import static dev.parallax.governance.raci.Capability.PERFORM;
import static dev.parallax.governance.raci.Capability.SIGN_OFF;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.raci.Capability;
import dev.parallax.server.decisions.Chairs.Chair;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Tells those who have a part in a decision what happened to it: at once who has to act, in the
/// digest who is only informed.
@Singleton
class Herald {
  /// Everybody who acts.
  static final Set<Capability> ACTING = Set.of(ANSWER, CONSULT, PERFORM, SIGN_OFF);

  private final Chairs chairs;

  Herald(Chairs chairs) {
    this.chairs = chairs;
  }

  /// Something that happened.
  ///
  /// @param name of its own within the decision: it is told once
  /// @param sentence what happened
  /// @param to in which parts people are told
  record Event(String name, String sentence, Set<Capability> to) {}

  void tell(Handle transaction, Kept kept, Event event, Instant at) {
    SequencedMap<PersonRef, Set<Capability>> parts = new LinkedHashMap<>();
    for (Capability part : event.to()) {
      for (Chair chair : chairs.over(kept, part, at)) {
        parts.computeIfAbsent(chair.person(), _ -> EnumSet.noneOf(Capability.class)).add(part);
      }
    }
  }
}

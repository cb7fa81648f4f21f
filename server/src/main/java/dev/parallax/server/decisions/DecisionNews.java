package dev.parallax.server.decisions;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.raci.Capability;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// Something happened to a decision. Fired in the transaction that makes it true: whoever observes
/// it joins that transaction.
///
/// @param event a name of its own, such as `decision/D-17/asked/1`: people are told of it once
/// @param sentence what happened
/// @param parts whom it concerns, and in which parts
public record DecisionNews(
    Handle transaction,
    String event,
    Kept kept,
    String sentence,
    Map<PersonRef, Set<Capability>> parts,
    Instant at) {
  public DecisionNews {
    parts = Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }
}

package dev.parallax.server.decisions;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.decision.Decision;
import dev.parallax.governance.decision.DecisionId;
import dev.parallax.governance.decision.Dossier;
import dev.parallax.governance.decision.Evidence;
import dev.parallax.governance.decision.Request;
import java.time.Instant;

/// A decision as it is kept.
///
/// @param process what it belongs to, such as `slo-change`
/// @param decision as it stands at the instant at which it was read
public record Kept(String process, Decision decision, Instant openedAt, Instant changedAt) {
  /// Its name.
  public DecisionId id() {
    return request().id();
  }

  /// As it was asked last.
  public Request request() {
    return dossier().request();
  }

  /// Everything that was said and done.
  public Dossier dossier() {
    return decision.dossier();
  }

  /// The service that it is about.
  public ServiceId service() {
    return request().service();
  }

  /// The activity that decides it.
  public String activity() {
    return request().activity();
  }

  /// What was known when it was decided, or asked last.
  Evidence lastEvidence() {
    return decision instanceof Decision.Decided decided ? decided.evidence() : request().evidence();
  }

  Kept at(Instant instant) {
    return new Kept(process, decision.at(instant), openedAt, changedAt);
  }
}

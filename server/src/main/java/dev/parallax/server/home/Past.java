package dev.parallax.server.home;

import dev.parallax.budget.SloId;
import dev.parallax.budget.Statement.SloFigures;
import java.time.Instant;
import java.util.Optional;

/// How single SLOs stood before, as the past was known to the statement that is looked at.
@FunctionalInterface
interface Past {
  /// The figures of an SLO at an earlier instant; nothing if it was not registered.
  Optional<SloFigures> slo(Instant then, SloId slo);
}

package dev.parallax.governance.decision;

import dev.parallax.budget.StatementId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was known when something was asked or decided, so that it can be looked at again.
///
/// @param statement the figures; null where none had been drawn yet
/// @param matrix the matrix that gave the seat, with its version
/// @param trace how the person came to the seat, as sentences
public record Evidence(@Nullable StatementId statement, String matrix, List<String> trace) {
  public Evidence {
    trace = List.copyOf(trace);
  }
}

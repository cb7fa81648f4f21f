package dev.parallax.server.budgets;

import java.time.Instant;
import java.util.List;

/// A statement as it is shown.
///
/// @param sample whether its organisation is generated
public record StatementView(
    String id, Instant asOf, String asOfText, long revision, boolean sample, List<SloView> slos) {}

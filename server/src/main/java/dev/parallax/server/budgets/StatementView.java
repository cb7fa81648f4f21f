package dev.parallax.server.budgets;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement as it is shown.
///
/// @param sample whether its organisation is generated
/// @param standstill that nothing newer is known, where it was asked for as the latest one
public record StatementView(
    String id,
    Instant asOf,
    String asOfText,
    long revision,
    boolean sample,
    @Nullable String standstill,
    List<SloView> slos) {}

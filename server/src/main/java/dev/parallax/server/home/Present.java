package dev.parallax.server.home;

import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.server.decisions.Agenda.Waiting;
import dev.parallax.server.decisions.Kept;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/// What is open, what was decided and who sits where. It is of now and belongs to no statement.
///
/// @param isNow whether it is asked about now; else nothing of it may be shown, since a statement
///   of the past says the same whenever it is read
/// @param open what waits, of services that the caller sees, the oldest first
/// @param over what was decided or withdrawn since an instant, the newest first
record Present(
    boolean isNow, List<Waiting> open, Function<Instant, List<Kept>> over, SeatPlan plan) {
  /// What is missing for an answer where it is not asked about now.
  static final List<String> NEEDED =
      List.of("the latest statement: what waits is of now, not of a minute in the past");
}

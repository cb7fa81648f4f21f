package dev.parallax.server.seating;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.seat.Act;
import dev.parallax.governance.seat.Matter;
import dev.parallax.governance.seat.Ruling;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.server.governance.Seats;
import java.time.Instant;

/// The plan and the registry at one instant.
record Moment(SeatPlan plan, Seats.Census census, Instant at) {
  /// Whether somebody may do something that comes up now.
  Ruling ask(PersonRef person, Act act) {
    return plan.mayDo(person, act, Matter.opening(at), at);
  }
}

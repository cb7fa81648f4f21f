package dev.parallax.server.seating;

import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.server.governance.Seats;
import java.time.Instant;

/// The plan and the registry at one instant.
record Moment(SeatPlan plan, Seats.Census census, Instant at) {}

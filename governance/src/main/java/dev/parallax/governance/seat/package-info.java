/// Who sits where: the plan of seats.
///
/// In: the parts that matrices give to personas, the roster, delegations, absences, lines of
/// reporting. Out: for a service, an activity and a capability at an instant, the people in that
/// seat with the trace that says why, or a vacancy; whether somebody may do something, and who may
/// instead.
@NullMarked
package dev.parallax.governance.seat;

import org.jspecify.annotations.NullMarked;

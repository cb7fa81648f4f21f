/// Who sits where, and who may do what: pages and answers about the plan of seats.
///
/// In: the plan that governance compiles, absences and hand-overs that people enter. Out: the seats
/// of a service and of a person, vacancies, single points and load; why somebody may or may not;
/// AuthZEN for others. Upstream: governance and what it sees. It keeps nothing of its own.
@NullMarked
package dev.parallax.server.seating;

import org.jspecify.annotations.NullMarked;

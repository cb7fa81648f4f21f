/// What can be said of a whole plan of seats: what is vacant now and on a day to come, how few
/// people everything rests on, how evenly seats and load are spread, and what a matrix needs before
/// it can be enforced.
@NullMarked
package dev.parallax.governance.seat.analysis;

import org.jspecify.annotations.NullMarked;

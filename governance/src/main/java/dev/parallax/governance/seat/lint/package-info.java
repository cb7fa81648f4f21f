/// Where the people layer of a responsibility matrix is broken: the rules that need seats, people
/// and an instant.
///
/// Rules: RL-02, RL-05 (by lines of reporting), RL-14 to RL-21, RL-24, RL-25. That a holder changed
/// manager or department (RL-18) is seen of people whom an identity provider keeps.
@NullMarked
package dev.parallax.governance.seat.lint;

import org.jspecify.annotations.NullMarked;

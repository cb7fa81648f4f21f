/// Where the people layer of a responsibility matrix is broken: the rules that need seats, people
/// and an instant.
///
/// Rules: RL-02, RL-05 (by lines of reporting), RL-14 to RL-21, RL-24, RL-25. Not seen by them:
/// that a holder changed department since an assignment was attested (RL-18), since nobody keeps
/// what a person's department was.
@NullMarked
package dev.parallax.governance.seat.lint;

import org.jspecify.annotations.NullMarked;

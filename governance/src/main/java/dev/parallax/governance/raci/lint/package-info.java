/// What is wrong with a responsibility matrix, from the matrix and its personas alone.
///
/// In: a matrix. Out: findings, the worst first. A matrix with findings is kept.
///
/// Rules of the catalogue RL-01 to RL-25 that [RaciLint] asks: RL-01, RL-03 to RL-06, RL-08 to
/// RL-13; of RL-02 the part that a header tells (it names several people), of RL-07 the empty row,
/// of RL-20 the share of a column. The others speak of people at an instant.
package dev.parallax.governance.raci.lint;

/// What is wrong with a responsibility matrix, from the matrix and its personas, and with its
/// adoption.
///
/// In: a matrix, an adoption with its drift. Out: findings, the worst first. A matrix with findings
/// is kept.
///
/// Rules of the catalogue that are asked here: RL-01 to RL-13, RL-20, RL-22, RL-23; of RL-02, RL-05
/// and RL-20 the part that the matrix tells. The others speak of people at an instant.
package dev.parallax.governance.raci.lint;

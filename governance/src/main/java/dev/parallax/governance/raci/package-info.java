/// Responsibility matrices: who is accountable, responsible, consulted and informed, activity by
/// activity, and where such a matrix is broken.
///
/// In: a table of letters whose columns are personas. Out: the matrix as a value, and findings. A
/// matrix with findings is kept: it is never refused for being real.
///
/// Rules of the catalogue RL-01 to RL-25 that [RaciLint] asks: RL-01, RL-03 to RL-06, RL-08 to
/// RL-13; of RL-02 the part that a header tells (it names several people), of RL-07 the empty row,
/// of RL-20 the share of a column.
///
/// Not built yet, since they need more than a matrix and the personas:
/// - people at an instant: RL-02 (A is one person), RL-14 to RL-19, RL-20 by person, RL-21, RL-24,
///   RL-25;
/// - the actions of processes: RL-07 (a step that nothing is bound to);
/// - adoptions by services: RL-22; other documents: RL-23.
///
/// A matrix decides nothing yet: no task, right or message follows from it.
package dev.parallax.governance.raci;

/// The error-budget engine.
///
/// In: SLO definitions and slices (one minute of one SLI). Out: statements (every figure at one
/// instant). Everything is a sum of integers, so any split, order and repetition of the input gives
/// the same bits.
package dev.parallax.budget;

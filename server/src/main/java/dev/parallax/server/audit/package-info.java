/// What was done and what was refused: who, acting as, on whose behalf, what, with which outcome
/// and why.
///
/// In: events of every slice, and each call at the gate. Out: an append-only chain of hashes with a
/// signed head. It knows no subject.
@NullMarked
package dev.parallax.server.audit;

import org.jspecify.annotations.NullMarked;

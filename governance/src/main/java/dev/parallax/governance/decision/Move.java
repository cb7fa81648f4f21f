package dev.parallax.governance.decision;

import dev.parallax.governance.PersonRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One thing that was done with a decision. Moves are what is kept: a request and its moves say
/// everything.
public sealed interface Move {
  /// Who did it, when and why.
  Act act();

  /// What somebody who is asked thinks of it.
  enum Stance {
    /// It should be done.
    FOR,
    /// It should not be done, and there is a reason.
    AGAINST,
    /// It may be done or not.
    NEUTRAL
  }

  /// Somebody who was asked answered; a later answer replaces an earlier one.
  record Opine(Act act, Stance stance) implements Move {}

  /// One who was asked is not waited for.
  record Waive(Act act, PersonRef consulted) implements Move {}

  /// Nothing is decided for a while.
  ///
  /// @param until null means until it is lifted
  record Hold(Act act, @Nullable Instant until) implements Move {}

  /// The hold ends.
  record Lift(Act act) implements Move {}

  /// The deadline moves on.
  record Extend(Act act, Instant decideBy) implements Move {}

  /// Somebody else does the work.
  record Reassign(Act act, PersonRef to) implements Move {}

  /// Somebody else may decide this one on behalf of who hands it over.
  record Delegate(Act act, PersonRef to) implements Move {}

  /// It shall be done.
  record Approve(Act act, Evidence evidence) implements Move {}

  /// It shall not be done.
  record Reject(Act act, Evidence evidence) implements Move {}

  /// A second person agrees.
  record SignOff(Act act, Evidence evidence) implements Move {}

  /// Back to who does the work, to be changed.
  record Return(Act act) implements Move {}

  /// Changed, and asked again: a new round begins, and everybody is asked anew.
  record Resubmit(Act act, Request request) implements Move {}

  /// It is no longer wanted.
  record Withdraw(Act act) implements Move {}
}

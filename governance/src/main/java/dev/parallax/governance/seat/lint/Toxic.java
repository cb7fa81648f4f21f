package dev.parallax.governance.seat.lint;

import dev.parallax.governance.raci.Capability;
import java.util.List;

/// Two parts that one person should not have at once: who does the one passes judgement on it in
/// the other.
///
/// @param does what goes on from a name
/// @param judges what goes on from "and"
record Toxic(Part one, Part other, String does, String judges) {
  /// A part in an activity.
  record Part(String activity, Capability capability) {}

  /// Those whose activities exist. Others of the kind (who writes a release and overrides its gate,
  /// who owns an action item and verifies its closure) come with their activities.
  static final List<Toxic> ALL =
      List.of(
          new Toxic(
              new Part("propose", Capability.PERFORM),
              new Part("agree", Capability.ANSWER),
              "proposes SLOs",
              "agrees on them"),
          new Toxic(
              new Part("correct-ledger", Capability.PERFORM),
              new Part("correct-ledger", Capability.ANSWER),
              "corrects the ledger",
              "answers for its being corrected rightly"),
          new Toxic(
              new Part("read-audit", Capability.PERFORM),
              new Part("handle-budget", Capability.ANSWER),
              "reads the audit",
              "takes the decisions that it is about"));
}

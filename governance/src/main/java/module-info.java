/// Who answers for a service: personas, holders, assignments and the way from a seat to people.
@org.jspecify.annotations.NullMarked
module dev.parallax.governance {
  requires static org.jspecify;
  requires transitive dev.parallax.budget;

  exports dev.parallax.governance;
  exports dev.parallax.governance.decision;
  exports dev.parallax.governance.policy;
  exports dev.parallax.governance.raci;
  exports dev.parallax.governance.raci.lint;
  exports dev.parallax.governance.seat;
  exports dev.parallax.governance.seat.analysis;
  exports dev.parallax.governance.seat.lint;
}

package dev.parallax.governance.raci;

/// What a letter of a responsibility matrix grants and obliges to, whatever the alphabet. Seats,
/// rights and notices follow from these nine and never from letters.
///
/// Source: ADR-00006 (SIG-SRE) for the four of RACI; DACI, RAPID, RASCI and RACI-VS add the others.
public enum Capability {
  /// Decides, answers for the result, hands work to others, receives escalations. Exactly one
  /// person.
  ANSWER,
  /// Owns the course of the work and its deadlines.
  DRIVE,
  /// Does the work. At least one.
  PERFORM,
  /// Helps with the work; no deadline of its own.
  SUPPORT,
  /// Checks the evidence before the work is closed.
  VERIFY,
  /// Agrees beside the one who answers; without this agreement nothing is decided.
  SIGN_OFF,
  /// Is asked, and answers in time or not at all.
  CONSULT,
  /// Is told.
  INFORM,
  /// Is told nothing, not even what others of the column inherit.
  OMIT
}

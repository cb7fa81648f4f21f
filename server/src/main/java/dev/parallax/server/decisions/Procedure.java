package dev.parallax.server.decisions;

/// A kind of things that are decided, and what follows from a yes.
interface Procedure {
  /// The process, such as `slo-change`.
  String name();

  /// Refuses a yes that could not be carried out.
  ///
  /// @throws dev.parallax.server.shell.Refused with the reason
  void check(Kept kept);

  /// Does what was decided. Doing it again changes nothing: a program that was stopped in between
  /// does it at its next start.
  void carryOut(Kept kept);
}

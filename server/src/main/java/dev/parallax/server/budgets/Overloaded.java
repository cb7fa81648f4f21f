package dev.parallax.server.budgets;

/// So much waits to be committed that more would only wait longer. It may be kept yet or not;
/// trying again later is right, for what is kept already is not counted twice.
final class Overloaded extends RuntimeException {
  /// What its sender is told.
  static final String TOLD =
      "More samples arrive than can be committed at the moment. Send this again later.";

  private static final long serialVersionUID = 1L;

  Overloaded(String message) {
    super(message);
  }
}

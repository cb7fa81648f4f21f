package dev.parallax.server.budgets;

/// So much waits to be committed that more would only wait longer. Nothing was kept; trying again
/// later is right.
final class Overloaded extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Overloaded(String message) {
    super(message);
  }
}

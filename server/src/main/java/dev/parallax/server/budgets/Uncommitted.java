package dev.parallax.server.budgets;

/// Something could not be committed, so nobody may be told that it was. Trying again is right.
final class Uncommitted extends RuntimeException {
  /// What its sender is told.
  static final String TOLD =
      "The database does not take samples at the moment; nothing of this request was kept. Send it again.";

  private static final long serialVersionUID = 1L;

  Uncommitted(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.parallax.server.budgets;

/// Something could not be committed, so nobody may be told that it was. Trying again is right.
class Uncommitted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Uncommitted(String message, Throwable cause) {
    super(message, cause);
  }

  Uncommitted(String message) {
    super(message);
  }

  /// What its sender is told.
  String told() {
    return "The database does not take samples at the moment; nothing of this request was kept. Send it again.";
  }
}

package dev.parallax.server.budgets;

/// Something could not be committed, so nobody may be told that it was. Trying again is right.
final class Uncommitted extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Uncommitted(String message, Throwable cause) {
    super(message, cause);
  }
}

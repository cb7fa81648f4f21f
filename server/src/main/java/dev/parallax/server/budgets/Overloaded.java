package dev.parallax.server.budgets;

/// So much waits to be committed that more would only wait longer, or too long already. It may be
/// kept yet: trying again is right all the same, for what is kept is not counted twice.
final class Overloaded extends Uncommitted {
  private static final long serialVersionUID = 1L;

  Overloaded(String message) {
    super(message);
  }

  @Override
  String told() {
    return "More samples arrive than can be committed at the moment. Send this again later.";
  }
}

package dev.parallax.governance;

/// What is wrong with something that people wrote down, in three parts: what was found, what was
/// expected and why, what to do. A value, so that all flaws can be shown at once.
///
/// @param found the offending value with its subject, e.g. `persona 'sre-lead'`
/// @param expected a phrase that goes on from "expected"
/// @param remedy a whole sentence in the imperative
public record Flaw(String found, String expected, String remedy) {
  /// The three parts as one line: `found: expected …. Do …`
  public String message() {
    return "%s: expected %s. %s".formatted(found, expected, remedy);
  }

  /// The flaw as an exception, for callers to whom it is a bug.
  public IllegalArgumentException asException() {
    return new IllegalArgumentException(message());
  }
}

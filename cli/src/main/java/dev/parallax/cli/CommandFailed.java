package dev.parallax.cli;

/// A command cannot go on. The message has three parts: what was found, what was expected and why,
/// what to do.
final class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  CommandFailed(int exitCode, String found, String expected, String remedy) {
    super("%s %s %s".formatted(found, expected, remedy).strip(), null, false, false);
    this.exitCode = exitCode;
  }

  /// The command was called in a way that cannot be meant.
  static CommandFailed usage(String found, String expected, String remedy) {
    return new CommandFailed(Cli.USAGE, found, expected, remedy);
  }

  /// The call was right, and what it found is not.
  static CommandFailed problem(String found, String expected, String remedy) {
    return new CommandFailed(Cli.PROBLEMS, found, expected, remedy);
  }

  int exitCode() {
    return exitCode;
  }

  /// The three parts.
  String text() {
    return String.valueOf(getMessage());
  }
}

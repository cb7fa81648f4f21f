package dev.parallax.cli.text;

/// A command cannot go on. The message has three parts: what was found, what was expected and why,
/// what to do.
public final class CommandFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  public CommandFailed(int exitCode, String found, String expected, String remedy) {
    super("%s %s %s".formatted(found, expected, remedy).strip(), null, false, false);
    this.exitCode = exitCode;
  }

  /// The command was called in a way that cannot be meant.
  public static CommandFailed usage(String found, String expected, String remedy) {
    return new CommandFailed(ExitCode.USAGE, found, expected, remedy);
  }

  /// The call was right, and what it found is not.
  public static CommandFailed problem(String found, String expected, String remedy) {
    return new CommandFailed(ExitCode.PROBLEMS, found, expected, remedy);
  }

  public int exitCode() {
    return exitCode;
  }

  /// The three parts.
  public String text() {
    return String.valueOf(getMessage());
  }
}

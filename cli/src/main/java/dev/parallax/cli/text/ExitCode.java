package dev.parallax.cli.text;

/// What the program ends with.
public final class ExitCode {
  /// Done.
  public static final int OK = 0;

  /// Something is wrong in what was given or answered.
  public static final int PROBLEMS = 1;

  /// The call itself is wrong.
  public static final int USAGE = 2;

  /// The server cannot be reached.
  public static final int UNREACHABLE = 3;

  private ExitCode() {}
}

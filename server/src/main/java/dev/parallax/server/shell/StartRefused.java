package dev.parallax.server.shell;

/// The program cannot start, and the person who started it can do something about it. The message
/// has three parts: what was found, what was expected and why, what to do.
public final class StartRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A refusal with its three parts, each one or more sentences.
  public StartRefused(String found, String expected, String remedy) {
    super("%s%n  %s%n  %s".formatted(found, expected, remedy));
  }

  /// A refusal with its three parts and what led to it.
  public StartRefused(String found, String expected, String remedy, Throwable cause) {
    super("%s%n  %s%n  %s".formatted(found, expected, remedy), cause);
  }
}

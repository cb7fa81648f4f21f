package dev.parallax.cli;

import dev.parallax.cli.text.ExitCode;
import dev.parallax.cli.text.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// Says which version this is.
@Command(name = "version", description = "Says which version of the program this is.")
final class VersionCommand implements Callable<Integer> {
  private final Terminal terminal;

  VersionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.out().println("parallax " + version());
    return ExitCode.OK;
  }

  /// The version of the packaged program; `development` where it runs from its classes.
  static String version() {
    String version = VersionCommand.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}

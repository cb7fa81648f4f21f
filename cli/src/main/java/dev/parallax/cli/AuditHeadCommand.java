package dev.parallax.cli;

import dev.parallax.cli.server.Server;
import dev.parallax.cli.text.ExitCode;
import dev.parallax.cli.text.Json;
import dev.parallax.cli.text.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// Prints where the audit of a server ends, signed, to be kept elsewhere.
@Command(
    name = "head",
    description =
        "Prints where the audit ends, signed, as one line. Kept elsewhere, such lines show later what was cut off.")
final class AuditHeadCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private Options.ToServer server = new Options.ToServer();

  AuditHeadCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Server from = server.connect(terminal);
    terminal.out().println(Json.text(from.getJson("/api/v1/audit/head").tree(), "line"));
    return ExitCode.OK;
  }
}

package dev.parallax.cli;

import dev.parallax.cli.files.DefinitionFiles;
import dev.parallax.cli.files.Finding;
import dev.parallax.cli.server.Registration;
import dev.parallax.cli.text.ExitCode;
import dev.parallax.cli.text.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Registers definitions with a server: all that the caller may, or none.
@Command(
    name = "apply",
    sortOptions = false,
    description =
        "Registers definitions, all that you may or none: OpenSLO, Backstage and parallax.dev/v1. Doing it again changes nothing.")
final class ApplyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private Options.OfFiles files = new Options.OfFiles();

  @Option(
      names = "--dry-run",
      description = "Asks the server what would happen, and registers nothing.")
  private boolean dryRun;

  @Mixin private Options.ToServer server = new Options.ToServer();

  ApplyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    List<DefinitionFiles.Source> sources = files.read(terminal);
    Registration registration =
        Registration.send(server.connect(terminal), sources, dryRun, files.strict());
    if (registration.isRefused()) {
      registration.problems().forEach(problem -> terminal.err().println(problem.text(terminal)));
      long errors = Finding.errors(registration.problems());
      terminal
          .err()
          .println(
              "%d %s: nothing was registered. Mend them and apply again."
                  .formatted(errors, errors == 1 ? "problem" : "problems"));
      return ExitCode.PROBLEMS;
    }
    registration.remarks().forEach(remark -> terminal.err().println(remark.text(terminal)));
    registration.rows().forEach(this::print);
    String summary = registration.countsText();
    terminal
        .out()
        .println(
            dryRun
                ? "Dry run, nothing was registered: " + summary + "."
                : "%s; revision %d.".formatted(summary, registration.revision()));
    return registration.isPartlyRefused() ? ExitCode.PROBLEMS : ExitCode.OK;
  }

  private void print(Registration.Row row) {
    Terminal.Colour colour =
        switch (row.outcome()) {
          case "unchanged" -> Terminal.Colour.GREY;
          case "refused" -> Terminal.Colour.RED;
          default -> Terminal.Colour.GREEN;
        };
    terminal
        .out()
        .println(
            "%s %s %s (%d)"
                .formatted(
                    terminal.paint(colour, "%-9s".formatted(row.outcome())),
                    row.kind(),
                    row.name(),
                    row.version()));
    if (!row.link().isEmpty()) {
      terminal.out().println("          waits to be agreed to: " + row.link());
    }
    if (!row.reason().isEmpty()) {
      terminal.err().println("          " + row.reason());
    }
  }
}

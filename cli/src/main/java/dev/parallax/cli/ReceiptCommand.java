package dev.parallax.cli;

import dev.parallax.cli.server.Server;
import dev.parallax.cli.text.ExitCode;
import dev.parallax.cli.text.Outline;
import dev.parallax.cli.text.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Opens a figure down to what it was added up from.
@Command(
    name = "receipt",
    sortOptions = false,
    description =
        "Opens an SLO's figures: the hours, adjustments and definition that they were added up from.")
final class ReceiptCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "SLO", description = "The SLO's name.")
  private String slo = "";

  @Option(
      names = "--objective",
      paramLabel = "NAME",
      description = "The objective; the one that stands worst if not given.")
  private @Nullable String objective;

  @Mixin private Options.OfAnswer answer = new Options.OfAnswer();

  ReceiptCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("objective", objective == null ? "" : objective);
    parameters.put("statement", answer.statement());
    Server.Document receipt =
        answer
            .connect(terminal)
            .getJson(
                Server.withQuery(
                    "/api/v1/slos/%s/receipt".formatted(Server.segment(slo)), parameters));
    if (answer.json()) {
      terminal.out().println(receipt.text());
    } else {
      new Outline(terminal).print(receipt.tree(), "");
    }
    return ExitCode.OK;
  }
}

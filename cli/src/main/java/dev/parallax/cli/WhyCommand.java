package dev.parallax.cli;

import dev.parallax.cli.server.Server;
import dev.parallax.cli.text.ExitCode;
import dev.parallax.cli.text.Json;
import dev.parallax.cli.text.Terminal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says why somebody may do something, or may not, and who may instead.
@Command(
    name = "why",
    sortOptions = false,
    description = "Says why somebody may do something for a service, or may not, and who may.")
final class WhyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "PERSON", description = "The person's login.")
  private String person = "";

  @Parameters(
      index = "1",
      paramLabel = "ACTIVITY",
      description = "The activity's id in the matrix, such as agree.")
  private String activity = "";

  @Parameters(index = "2", paramLabel = "SERVICE", description = "The service's id.")
  private String service = "";

  @Option(
      names = "--deed",
      paramLabel = "D",
      defaultValue = "decide",
      description = "view, comment, perform or decide; decide if not given.")
  private String deed = "";

  @Option(
      names = "--at",
      paramLabel = "INSTANT",
      defaultValue = "",
      description = "When, as in 2026-12-24T09:00:00Z; now if not given.")
  private String at = "";

  @Option(names = "--json", description = "Prints the answer as it came.")
  private boolean json;

  @Mixin private Options.ToServer server = new Options.ToServer();

  WhyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("person", person);
    parameters.put("activity", activity);
    parameters.put("deed", deed);
    parameters.put("service", service);
    parameters.put("at", at);
    Server.Document why =
        server.connect(terminal).getJson(Server.withQuery("/api/v1/why", parameters));
    if (json) {
      terminal.out().println(why.text());
    } else {
      Json.items(why.tree(), "why").forEach(each -> terminal.out().println(Json.text(each)));
    }
    return why.tree().path("allowed").asBoolean() ? ExitCode.OK : ExitCode.PROBLEMS;
  }
}

package dev.parallax.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.cli.server.Server;
import dev.parallax.cli.text.ExitCode;
import dev.parallax.cli.text.Json;
import dev.parallax.cli.text.Terminal;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a token for a program.
@Command(
    name = "token",
    description = "Makes a token with which a program comes in, and prints it once.")
final class TokenCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(paramLabel = "NAME", description = "The program that will use it.")
  private String name = "";

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      description = "What it is for: read, write, ingest (signals alone) or scim. Default: ingest.")
  private String scope = "ingest";

  @Option(
      names = "--days",
      paramLabel = "DAYS",
      description = "When it ends: 1 to 366. Default: 90.")
  private int days = 90;

  @Mixin private Options.ToServer server = new Options.ToServer();

  TokenCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Server to = server.connect(terminal);
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", name)
            .put("scope", scope)
            .put("days", days);
    Server.Answer answer =
        to.post(
            "/api/v1/tokens",
            new Server.Content("application/json", BodyPublishers.ofString(body.toString())));
    if (!answer.succeeded()) {
      throw to.refusal(answer);
    }
    JsonNode made = to.json(answer);
    terminal.out().println(Json.text(made, "token"));
    terminal
        .err()
        .println(
            "Shown this once. It ends on %s."
                .formatted(Json.text(made, "expiresAt").split("T")[0]));
    return ExitCode.OK;
  }
}

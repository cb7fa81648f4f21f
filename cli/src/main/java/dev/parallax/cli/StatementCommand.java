package dev.parallax.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.cli.server.Server;
import dev.parallax.cli.text.CommandFailed;
import dev.parallax.cli.text.ExitCode;
import dev.parallax.cli.text.Json;
import dev.parallax.cli.text.Table;
import dev.parallax.cli.text.Table.Cell;
import dev.parallax.cli.text.Terminal;
import dev.parallax.cli.text.Terminal.Colour;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows where every SLO stands at one instant.
@Command(
    name = "statement",
    sortOptions = false,
    description = "Shows where every SLO stands at one instant, in the words of the statement.")
final class StatementCommand implements Callable<Integer> {
  private static final List<String> HEADS =
      List.of(
          "SERVICE",
          "SLO",
          "OBJECTIVE",
          "TARGET",
          "STATE",
          "LEFT",
          "AS TIME",
          "COVERAGE",
          "FORECAST");
  private static final Set<Integer> RIGHT = Set.of(3, 5, 6, 7);

  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "ID",
      description = "The statement's id, such as S-WJ5T6-3; latest if not given.")
  private @Nullable String id;

  @Option(
      names = "--as-of",
      paramLabel = "INSTANT",
      description =
          "An instant of the past in UTC, such as 2026-11-01T00:00:00Z, instead of an id.")
  private @Nullable String asOf;

  @Option(names = "--json", description = "Prints the answer as it came.")
  private boolean json;

  @Mixin private Options.ToServer server = new Options.ToServer();

  StatementCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Server.Document answer = server.connect(terminal).getJson(path());
    if (json) {
      terminal.out().println(answer.text());
      return ExitCode.OK;
    }
    print(answer.tree());
    return ExitCode.OK;
  }

  private String path() {
    if (asOf == null) {
      return "/api/v1/statements/" + Server.segment(id == null ? "latest" : id);
    }
    if (id != null) {
      throw CommandFailed.usage(
          "Statement '%s' and --as-of %s.".formatted(id, asOf),
          "Expected one of them, because an id already names an instant.",
          "Leave one out.");
    }
    try {
      String instant = Instant.parse(asOf).toString();
      return Server.withQuery("/api/v1/statements", Map.of("asOf", instant));
    } catch (DateTimeParseException _) {
      throw CommandFailed.usage(
          "--as-of %s: not an instant.".formatted(asOf),
          "Expected date, time and zone as ISO 8601 writes them.",
          "Write e.g. 2026-11-01T00:00:00Z.");
    }
  }

  private void print(JsonNode statement) {
    Table table = new Table(HEADS, RIGHT);
    Json.items(statement, "slos")
        .forEach(
            slo ->
                Json.items(slo, "objectives").forEach(objective -> table.add(row(slo, objective))));
    if (table.isEmpty()) {
      terminal.out().println("No SLO is registered. Register some: parallax apply -f DIR.");
    } else {
      table.print(terminal, "");
    }
    terminal.out().println();
    terminal
        .out()
        .println(
            "Statement %s as of %s."
                .formatted(Json.text(statement, "id"), Json.text(statement, "asOfText")));
    if (statement.path("sample").asBoolean()) {
      terminal.out().println("Sample organisation: its figures are generated, not measured.");
    }
  }

  private static List<Cell> row(JsonNode slo, JsonNode objective) {
    return List.of(
        Cell.of(Json.text(slo, "service")),
        Cell.of(Json.text(slo, "id")),
        Cell.of(Json.text(objective, "displayName")),
        Cell.of(Json.text(objective, "targetText")),
        state(objective),
        Cell.of(Json.text(objective, "budget", "leftText")),
        Cell.of(Json.text(objective, "budget", "leftTimeText")),
        Cell.of(Json.text(objective, "coverage", "text")),
        Cell.of(Json.text(objective, "forecast", "text")));
  }

  /// The words of a state in its colour.
  static Cell state(JsonNode node) {
    Colour colour =
        switch (Json.text(node, "state")) {
          case "exhausted" -> Colour.RED;
          case "at-risk" -> Colour.YELLOW;
          case "on-pace" -> Colour.GREEN;
          default -> Colour.GREY;
        };
    return new Cell(Json.text(node, "stateText"), colour);
  }
}

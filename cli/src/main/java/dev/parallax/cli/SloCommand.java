package dev.parallax.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.cli.server.Server;
import dev.parallax.cli.text.ExitCode;
import dev.parallax.cli.text.Json;
import dev.parallax.cli.text.Table;
import dev.parallax.cli.text.Table.Cell;
import dev.parallax.cli.text.Terminal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Shows one SLO: each objective's budget, coverage, forecast and burn rates.
@Command(
    name = "slo",
    sortOptions = false,
    description = "Shows one SLO: each objective's budget, coverage, forecast and burn rates.")
final class SloCommand implements Callable<Integer> {
  private static final List<String> BURN_HEADS =
      List.of("SEVERITY", "WINDOWS", "LONG", "SHORT", "THRESHOLD", "VERDICT", "WHY");

  private final Terminal terminal;

  @Parameters(paramLabel = "ID", description = "The SLO's name.")
  private String id = "";

  @Mixin private Options.OfAnswer answer = new Options.OfAnswer();

  SloCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Server.Document document =
        answer
            .connect(terminal)
            .getJson(
                Server.withQuery(
                    "/api/v1/slos/" + Server.segment(id), Map.of("statement", answer.statement())));
    if (answer.json()) {
      terminal.out().println(document.text());
    } else {
      print(document.tree());
    }
    return ExitCode.OK;
  }

  private void print(JsonNode document) {
    JsonNode slo = document.has("slo") ? document.path("slo") : document;
    Cell state = StatementCommand.state(slo);
    line("%s: %s".formatted(Json.text(slo, "displayName"), paint(state)));
    line(
        "SLO %s, version %s, of service %s; %s; budget in %s"
            .formatted(
                Json.text(slo, "id"),
                Json.text(slo, "version"),
                Json.text(slo, "service"),
                Json.text(slo, "windowText"),
                Json.text(slo, "method")));
    String description = Json.text(slo, "description");
    if (!description.isEmpty()) {
      line(description);
    }
    Json.items(slo, "objectives").forEach(this::printObjective);
    JsonNode statement = document.path("statement");
    String statementId = Json.text(statement.isObject() ? statement.path("id") : statement);
    if (!statementId.isEmpty()) {
      line("");
      line("Statement %s.".formatted(statementId));
    }
  }

  private void printObjective(JsonNode objective) {
    line("");
    line(
        "%s (%s): %s"
            .formatted(
                Json.text(objective, "displayName"),
                Json.text(objective, "targetText"),
                paint(StatementCommand.state(objective))));
    line("  It " + Json.text(objective, "sentence"));
    figure("window", Json.text(objective, "window", "text"));
    JsonNode counted = objective.path("counted");
    figure(
        "good",
        "%s: %s of %s, %s bad; unit: %s"
            .formatted(
                Json.text(objective, "goodText"),
                Json.text(counted, "goodText"),
                Json.text(counted, "totalText"),
                Json.text(counted, "badText"),
                Json.text(counted, "unit")));
    JsonNode budget = objective.path("budget");
    figure(
        "budget",
        "%s, %s consumed, %s remaining"
            .formatted(
                Json.text(budget, "totalText"),
                Json.text(budget, "consumedText"),
                Json.text(budget, "remainingText")));
    figure(
        "left",
        "%s, %s as time of %s"
            .formatted(
                Json.text(budget, "leftText"),
                Json.text(budget, "leftTimeText"),
                Json.text(budget, "inTimeText")));
    figure("coverage", Json.text(objective, "coverage", "text"));
    figure("forecast", Json.text(objective, "forecast", "text"));
    printBurnRates(objective);
  }

  private void printBurnRates(JsonNode objective) {
    Table table = new Table(BURN_HEADS, Set.of(2, 3, 4));
    Json.items(objective, "burnRates")
        .forEach(
            burn ->
                table.add(
                    List.of(
                        Cell.of(Json.text(burn, "severity")),
                        Cell.of(Json.text(burn, "windowsText")),
                        Cell.of(Json.text(burn, "longText")),
                        Cell.of(Json.text(burn, "shortText")),
                        Cell.of(Json.text(burn, "thresholdText")),
                        Cell.of(Json.text(burn, "verdictText")),
                        Cell.of(Json.text(burn, "why")))));
    if (!table.isEmpty()) {
      line("  burn rates");
      table.print(terminal, "    ");
    }
  }

  private void figure(String name, String text) {
    line("  %-9s %s".formatted(name, text));
  }

  private String paint(Cell cell) {
    return terminal.paint(cell.colour(), cell.text());
  }

  private void line(String text) {
    terminal.out().println(text);
  }
}

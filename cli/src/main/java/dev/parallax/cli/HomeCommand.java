package dev.parallax.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.cli.server.Server;
import dev.parallax.cli.text.ExitCode;
import dev.parallax.cli.text.Json;
import dev.parallax.cli.text.Outline;
import dev.parallax.cli.text.Terminal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Shows a persona's questions with their answers.
@Command(
    name = "home",
    sortOptions = false,
    description = "Shows a persona's questions, each answered or with what an answer needs.")
final class HomeCommand implements Callable<Integer> {
  private static final List<String> NAMES = List.of("name", "displayName", "title", "id");
  private static final List<String> SENTENCES = List.of("sentence", "text", "summary");

  private final Terminal terminal;

  @Parameters(paramLabel = "PERSONA", description = "The persona's id, such as sre.")
  private String persona = "";

  @Option(
      names = "--service",
      paramLabel = "S",
      description = "One service; all that the persona sees if not given.")
  private @Nullable String service;

  @Mixin private Options.OfAnswer answer = new Options.OfAnswer();

  HomeCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("service", service == null ? "" : service);
    parameters.put("statement", answer.statement());
    Server.Document home =
        answer
            .connect(terminal)
            .getJson(Server.withQuery("/api/v1/homes/" + Server.segment(persona), parameters));
    if (answer.json()) {
      terminal.out().println(home.text());
    } else {
      print(home.tree());
    }
    return ExitCode.OK;
  }

  private void print(JsonNode home) {
    String where = service == null ? "" : " · " + Terminal.plain(service);
    terminal.out().println(first(home.path("persona"), NAMES) + where);
    Json.items(home, "questions").forEach(this::printQuestion);
    JsonNode statement = home.path("statement");
    terminal.out().println();
    String asOf = Json.text(statement, "asOfText");
    terminal
        .out()
        .println(
            "Statement %s as of %s."
                .formatted(
                    Json.text(statement, "id"),
                    asOf.isEmpty() ? Json.text(statement, "asOf") : asOf));
  }

  private void printQuestion(JsonNode question) {
    terminal.out().println();
    terminal
        .out()
        .println("%-6s %s".formatted(Json.text(question, "id"), Json.text(question, "question")));
    if (!question.path("answered").asBoolean()) {
      String needs = first(question.path("needs"), SENTENCES);
      String why = needs.isEmpty() ? "" : ", needs " + needs;
      terminal
          .out()
          .println("       " + terminal.paint(Terminal.Colour.GREY, "not answered yet" + why));
      return;
    }
    printAnswer(question.path("answer"));
  }

  private void printAnswer(JsonNode said) {
    String sentence = first(said, SENTENCES);
    if (sentence.isEmpty()) {
      new Outline(terminal).print(said, "       ");
    } else {
      sentence.lines().forEach(line -> terminal.out().println("       " + line));
    }
  }

  /// A text, or the first of the fields that say it; a list of texts is joined.
  private static String first(JsonNode node, List<String> fields) {
    if (node.isArray() && node.valueStream().allMatch(JsonNode::isTextual)) {
      return String.join(", ", node.valueStream().map(item -> Json.text(item)).toList());
    }
    if (!node.isObject()) {
      return Json.text(node);
    }
    return fields.stream()
        .map(field -> Json.text(node, field))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }
}

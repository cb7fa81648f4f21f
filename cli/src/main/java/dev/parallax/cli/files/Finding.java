package dev.parallax.cli.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.cli.text.Json;
import dev.parallax.cli.text.Terminal;
import dev.parallax.formats.Problem;
import java.util.List;
import java.util.stream.Stream;

/// Something to say about a file: a problem, or a remark that prevents nothing.
///
/// @param line 1-based; 0 where the whole file is meant
public record Finding(
    String file, int line, boolean isError, String found, String expected, String remedy) {
  public Finding {
    file = Terminal.plain(file);
    found = Terminal.plain(found);
    expected = Terminal.plain(expected);
    remedy = Terminal.plain(remedy);
  }

  public static Finding of(JsonNode node) {
    return new Finding(
        node.path("file").asText(""),
        node.path("line").asInt(0),
        !node.path("severity").asText("").equalsIgnoreCase("warning"),
        node.path("found").asText(""),
        node.path("expected").asText(""),
        node.path("remedy").asText(""));
  }

  public static List<Finding> listOf(Stream<JsonNode> nodes) {
    return nodes.map(Finding::of).toList();
  }

  public static Finding of(Problem problem) {
    return new Finding(
        problem.place().file(),
        problem.place().line(),
        problem.severity() == Problem.Severity.ERROR,
        problem.found(),
        problem.expected(),
        problem.remedy());
  }

  public static long errors(List<Finding> findings) {
    return findings.stream().filter(Finding::isError).count();
  }

  /// Where it stands: `slos/a.yaml:14`.
  public String place() {
    return line == 0 ? file : file + ":" + line;
  }

  /// What is found and what was expected, in one sentence.
  public String sentence() {
    return "%s: expected %s%s".formatted(found, expected, expected.endsWith(".") ? "" : ".");
  }

  /// As people read it: place, sentence, and on a line of its own what to do.
  public String text(Terminal terminal) {
    String kind = isError ? "" : terminal.paint(Terminal.Colour.YELLOW, "warning:") + " ";
    return "%s: %s%s%n  %s".formatted(place(), kind, sentence(), remedy);
  }

  /// As programs read it; the shape that the server answers with.
  public ObjectNode json() {
    return Json.object()
        .put("file", file)
        .put("line", line)
        .put("severity", isError ? "error" : "warning")
        .put("found", found)
        .put("expected", expected)
        .put("remedy", remedy);
  }
}

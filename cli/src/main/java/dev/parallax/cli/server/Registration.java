package dev.parallax.cli.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parallax.cli.files.DefinitionFiles;
import dev.parallax.cli.files.Finding;
import dev.parallax.cli.text.Json;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a server said to a set of definitions: registered in one step, or refused in one step.
///
/// @param revision of the definitions afterwards; 0 where they were refused
/// @param problems why it refused; with one error among them nothing was registered
public record Registration(
    long revision, List<Row> rows, List<Finding> remarks, List<Finding> problems) {
  /// @param outcome `created`, `changed`, `unchanged`, `proposed` or `refused`
  /// @param link the path of the page on which what is proposed is agreed to; empty for others
  /// @param reason why it was refused; empty for others
  public record Row(
      String kind, String name, String outcome, long version, String link, String reason) {}

  public boolean isRefused() {
    return !problems.isEmpty();
  }

  /// How many resources had each outcome, in the order of interest.
  public Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String outcome : List.of("created", "changed", "unchanged")) {
      counts.put(outcome, count(outcome));
    }
    for (String outcome : List.of("proposed", "refused")) {
      if (count(outcome) > 0) {
        counts.put(outcome, count(outcome));
      }
    }
    return counts;
  }

  /// Whether there is something that the caller may not register.
  public boolean isPartlyRefused() {
    return count("refused") > 0;
  }

  private long count(String outcome) {
    return rows.stream().filter(row -> row.outcome().equals(outcome)).count();
  }

  /// `3 created, 1 changed, 12 unchanged`.
  public String countsText() {
    List<String> parts = new ArrayList<>();
    counts().forEach((outcome, count) -> parts.add(count + " " + outcome));
    return String.join(", ", parts);
  }

  /// Sends all files in one request.
  public static Registration send(
      Server server, List<DefinitionFiles.Source> files, boolean dryRun, boolean strict) {
    List<Finding> undecodable = new ArrayList<>();
    String body = body(files, undecodable);
    if (!undecodable.isEmpty()) {
      return new Registration(0, List.of(), List.of(), undecodable);
    }
    String path =
        "/api/v1/definitions?dryRun=%s&profile=%s".formatted(dryRun, strict ? "strict" : "lenient");
    Server.Answer answer =
        server.post(
            path,
            new Server.Content("application/json", HttpRequest.BodyPublishers.ofString(body)));
    if (answer.succeeded()) {
      return registered(server.json(answer));
    }
    List<Finding> problems =
        Finding.listOf(
            Json.read(answer.body()).stream().flatMap(tree -> Json.items(tree, "problems")));
    if (problems.isEmpty()) {
      throw server.refusal(answer);
    }
    return new Registration(0, List.of(), List.of(), problems);
  }

  private static Registration registered(JsonNode tree) {
    List<Row> rows =
        Json.items(tree, "results")
            .map(
                row ->
                    new Row(
                        Json.text(row, "kind"),
                        Json.text(row, "name"),
                        Json.text(row, "outcome"),
                        row.path("version").asLong(),
                        Json.text(row, "link"),
                        Json.text(row, "reason")))
            .toList();
    return new Registration(
        tree.path("revision").asLong(),
        rows,
        Finding.listOf(Json.items(tree, "remarks")),
        List.of());
  }

  private static String body(List<DefinitionFiles.Source> files, List<Finding> undecodable) {
    ObjectNode request = Json.object();
    ArrayNode array = request.putArray("files");
    for (DefinitionFiles.Source file : files) {
      try {
        String content =
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file.bytes())).toString();
        array.addObject().put("path", file.path()).put("content", content);
      } catch (CharacterCodingException _) {
        undecodable.add(
            new Finding(
                file.path(),
                0,
                true,
                "bytes that are not UTF-8",
                "text in UTF-8, which is what definitions travel in",
                "Save it as UTF-8, or leave it out if it holds something else."));
      }
    }
    return Json.write(request);
  }
}

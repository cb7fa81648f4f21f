package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.testkit.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The catalogue files that people really have, one by one through the front door.
class CatalogueIT {
  @Test
  void everyFileIsRegisteredOrRefusedWithReasonsAndTheProgramServesOn(@TempDir Path data)
      throws IOException {
    Path folder = SharedData.folder("04-service-catalog");
    List<Path> files;
    try (Stream<Path> paths = Files.walk(folder)) {
      files = paths.filter(CatalogueIT::isCatalogue).sorted().toList();
    }
    Map<Integer, Integer> statuses = new TreeMap<>();
    int owners = 0;
    int registered = 0;
    try (RunningParallax parallax =
        RunningParallax.start(data, Map.of("PARALLAX_SELF_EVERY", "PT1H"))) {
      Api api = new Api(parallax);
      for (Path file : files) {
        HttpResponse<String> answer =
            api.define(Map.of(folder.relativize(file).toString(), text(file)));
        statuses.merge(answer.statusCode(), 1, Integer::sum);
        JsonNode body = Api.tree(answer.body());
        if (answer.statusCode() == 200) {
          registered += body.get("results").size();
          owners += count(body.get("remarks"), "owner: '");
          assertThat(body.get("results").size() + body.get("remarks").size())
              .as(file.toString())
              .isPositive();
        } else {
          assertThat(answer.statusCode()).as("%s: %s", file, answer.body()).isEqualTo(422);
          saysWhatToDo(file, body.get("problems"));
        }
      }
      System.out.printf(
          "%d catalogue files %s, %d documents registered, %d findings about owners%n",
          files.size(), statuses, registered, owners);
      assertThat(statuses.keySet()).isSubsetOf(200, 422);
      assertThat(owners).isPositive();
      whatIsExportedIsReadAgainUnchanged(api);
      for (String page :
          List.of(
              "/",
              "/health",
              "/api/v1/statements/latest",
              "/api/v1/homes/sre",
              "/api/v1/definitions")) {
        assertThat(parallax.get(page).statusCode()).as(page).isEqualTo(200);
      }
      assertThat(parallax.printed()).doesNotContain("\tat ");
    }
  }

  private static void whatIsExportedIsReadAgainUnchanged(Api api) {
    String all = api.program().get("/api/v1/definitions/export").body();
    HttpResponse<String> answer = api.define(Map.of("export.yaml", all));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode results = Api.tree(answer.body()).get("results");
    assertThat(results).isNotEmpty();
    for (JsonNode result : results) {
      assertThat(result.get("outcome").asText()).as(result.toString()).isEqualTo("unchanged");
    }
  }

  private static boolean isCatalogue(Path path) {
    return path.toString().endsWith(".yaml") || path.toString().endsWith(".yml");
  }

  private static void saysWhatToDo(Path file, JsonNode problems) {
    assertThat(problems).as(file.toString()).isNotEmpty();
    for (JsonNode problem : problems) {
      assertThat(problem.get("line").asInt()).as(problem.toString()).isPositive();
      assertThat(problem.get("found").asText()).as(problem.toString()).isNotBlank();
      assertThat(problem.get("remedy").asText()).as(problem.toString()).isNotBlank();
    }
  }

  private static int count(JsonNode remarks, String text) {
    int count = 0;
    for (JsonNode remark : remarks) {
      count += remark.get("found").asText().contains(text) ? 1 : 0;
    }
    return count;
  }

  private static String text(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

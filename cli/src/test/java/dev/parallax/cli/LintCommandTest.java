package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.cli.files.Finding;
import dev.parallax.cli.files.Sarif;
import dev.parallax.cli.files.StatusHistory;
import dev.parallax.cli.files.StatusSlos;
import dev.parallax.cli.text.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintCommandTest {
  @TempDir private Path folder = Path.of("");

  private Path write(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static final String DEFINITIONS =
      """
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: payments-availability
      spec:
        service: payments
        indicator:
          metadata:
            name: payments
          spec:
            ratioMetric:
              counter: true
              good:
                metricSource: {type: Prometheus, spec: {query: 'ok_total'}}
              total:
                metricSource: {type: Prometheus, spec: {query: 'all_total'}}
        timeWindow:
          - {duration: 28d, isRolling: true}
        budgetingMethod: Occurrences
        objectives:
          - displayName: fine
            targetPercent: %s
      ---
      apiVersion: backstage.io/v1alpha1
      kind: Component
      metadata:
        name: payments
      spec:
        type: service
        lifecycle: production
        owner: group:payers
      ---
      apiVersion: backstage.io/v1alpha1
      kind: Group
      metadata:
        name: payers
      spec:
        type: team
        children: []
      """;

  private static String slo(String target) {
    return DEFINITIONS.formatted(target);
  }

  @Test
  void definitionsWithoutProblemsAreExitCodeZero() throws IOException {
    Path file = write("good.yaml", slo("99.9"));

    Run run = Run.alone("lint", "-f", file.toString());

    assertThat(run.out()).isEqualTo("1 file: 0 problems, 0 warnings.\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void aProblemIsPrintedWithPlaceExpectationAndRemedy() throws IOException {
    Path file = write("bad.yaml", slo("101"));

    Run run = Run.alone("lint", "-f", file.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .startsWith(
            """
            %s:22: SLO 'payments-availability': spec: objectives[0]: targetPercent: 101: expected 0 ≤ targetPercent < 100.
              An objective of 100 %% or more leaves no error budget."""
                .formatted(file))
        .endsWith("1 file: 1 problem, 0 warnings.\n");
  }

  @Test
  void problemsOfAllFilesComeAtOnce() throws IOException {
    write("a.yaml", slo("101"));
    write("b.yaml", "kind: [");

    Run run = Run.alone("lint", "-f", folder.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("a.yaml:22: ", "b.yaml:1: ", "2 files: 2 problems");
  }

  @Test
  void whatIsPipedInIsNamedStdin() {
    Run run = new Run.Setting("kind: [", Map.of(), false).run("lint", "-f", "-");

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).startsWith("stdin:1: ");
  }

  @Test
  void theStrictProfileMakesDeviationsErrors() throws IOException {
    Path file =
        write(
            "deviant.yaml", slo("99.9").replace("name: payments-availability", "name: Payments_1"));

    Run lenient = Run.alone("lint", "-f", file.toString());
    Run strict = Run.alone("lint", "--strict", "-f", file.toString());

    assertThat(lenient.code()).isZero();
    assertThat(lenient.out())
        .contains("deviant.yaml:4: warning: SLO 'Payments_1': metadata: name: 'Payments_1'");
    assertThat(strict.code()).isEqualTo(1);
    assertThat(strict.out())
        .contains("deviant.yaml:4: SLO 'Payments_1': metadata: name: 'Payments_1'");
  }

  @Test
  void problemsAsJsonHaveTheShapeOfTheServersAnswer() throws IOException {
    Path file = write("bad.yaml", slo("101"));

    Run run = Run.alone("lint", "--format", "json", "-f", file.toString());

    JsonNode tree = Json.read(run.out()).orElseThrow();
    assertThat(run.code()).isEqualTo(1);
    assertThat(tree.path("files").asInt()).isEqualTo(1);
    assertThat(tree.path("errors").asInt()).isEqualTo(1);
    JsonNode problem = tree.path("problems").path(0);
    assertThat(problem.propertyStream().map(Map.Entry::getKey))
        .containsExactly("file", "line", "severity", "found", "expected", "remedy");
    assertThat(Json.text(problem, "severity")).isEqualTo("error");
  }

  @Test
  void sarifNamesToolRulePlaceAndLevelOfEachResult() {
    List<Finding> findings =
        List.of(
            new Finding("slos/my file.yaml", 14, true, "a: 1", "a: 2", "Write 2."),
            new Finding("b.yaml", 0, false, "an empty file", "definitions", "Remove it."));

    JsonNode run = Sarif.of(findings, "1.0").path("runs").path(0);

    assertThat(Sarif.of(findings, "1.0").path("version").asText()).isEqualTo("2.1.0");
    assertThat(Json.text(run, "tool", "driver", "name")).isEqualTo("parallax lint");
    JsonNode first = run.path("results").path(0);
    assertThat(Json.text(first, "ruleId"))
        .isEqualTo(Json.text(run.path("tool").path("driver").path("rules").path(0), "id"));
    assertThat(Json.text(first, "level")).isEqualTo("error");
    assertThat(Json.text(first, "message", "text")).isEqualTo("a: 1: expected a: 2. Write 2.");
    JsonNode place = first.path("locations").path(0).path("physicalLocation");
    assertThat(Json.text(place, "artifactLocation", "uri")).isEqualTo("slos/my%20file.yaml");
    assertThat(place.path("region").path("startLine").asInt()).isEqualTo(14);
    JsonNode second = run.path("results").path(1);
    assertThat(Json.text(second, "level")).isEqualTo("warning");
    assertThat(second.path("locations").path(0).path("physicalLocation").has("region")).isFalse();
  }

  @Test
  void sarifOfNoFindingsIsAnEmptyList() throws IOException {
    Path file = write("good.yaml", slo("99.9"));

    Run run = Run.alone("lint", "--format", "sarif", "-f", file.toString());

    JsonNode results = Json.read(run.out()).orElseThrow().path("runs").path(0).path("results");
    assertThat(results.isArray()).isTrue();
    assertThat(results).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void anUnknownFormatIsWrongUsage() {
    Run run = Run.alone("lint", "--format", "xml", "-f", "-");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--format").contains("text, json, sarif");
  }

  @Test
  void whatAnImportRegistersHasNoProblemsInEitherProfile() throws IOException {
    List<StatusSlos.Window> windows =
        List.of(
                "30d-rolling",
                "2w-rolling",
                "24h-rolling",
                "calendar-day",
                "calendar-week",
                "calendar-month",
                "calendar-quarter",
                "calendar-year")
            .stream()
            .map(StatusSlos.Window::parse)
            .flatMap(Optional::stream)
            .toList();
    StatusSlos slos =
        new StatusSlos(
            new BigDecimal("99.9"), windows, ZoneId.of("Europe/Berlin"), "up,ok", "web-");
    StatusHistory history =
        StatusHistory.of(Path.of("DHBern__upptime__" + "redirect-to-".repeat(12) + ".csv"));
    Path file =
        write("made.yaml", new String(slos.definitions(history).bytes(), StandardCharsets.UTF_8));

    Run run = Run.alone("lint", "--strict", "-f", file.toString());

    assertThat(windows).hasSize(8);
    assertThat(run.out())
        .contains(
            ": warning: Component 'web-dhbern-upptime-redirect-to-redirect-",
            ": no owner: expected")
        .endsWith("1 file: 0 problems, 1 warning.\n");
    assertThat(run.code()).isZero();
  }
}

package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.cli.files.StatusHistory;
import dev.parallax.cli.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusHistoriesCommandTest {
  private static final String DEFINITIONS = "POST /api/v1/definitions?dryRun=false&profile=lenient";
  private static final String HISTORY =
      "timestamp,status,http_code,response_time_ms\n2026-11-01T00:00:00Z,up,200,12\n";

  @TempDir private Path folder = Path.of("");

  private final FakeServer server = start();

  private static FakeServer start() {
    try {
      return new FakeServer();
    } catch (IOException broken) {
      throw new IllegalStateException("the fake server did not start", broken);
    }
  }

  @BeforeEach
  void writeHistories() throws IOException {
    Files.writeString(folder.resolve("dandi__upptime__docs.csv"), HISTORY);
    Files.writeString(folder.resolve("dandi__upptime__API.csv"), HISTORY);
    server.answering(DEFINITIONS, 200, Run.fixture("applied.json"));
    server.answering(
        "POST /api/v1/status-histories/dandi-upptime-api", 200, sent("dandi-upptime-api", 1051200));
    server.answering(
        "POST /api/v1/status-histories/dandi-upptime-docs", 200, sent("dandi-upptime-docs", 0));
  }

  private static String sent(String monitor, long minutes) {
    return """
        {"monitor": "%1$s", "rows": 1204, "slis": [
          {"slo": "%1$s-30d-rolling", "sli": "default", "minutesAdded": %2$d},
          {"slo": "%1$s-calendar-month", "sli": "default", "minutesAdded": %2$d}]}
        """
        .formatted(monitor, minutes);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Run run(String... more) {
    List<String> words = new ArrayList<>(List.of("import", "status-histories", folder.toString()));
    words.addAll(List.of(more));
    return Run.with(server, words.toArray(String[]::new));
  }

  @Test
  void showsItsProgressFileByFileAndSumsUp() {
    Run run = run();

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            2 services with 2 SLOs each: 1 created, 1 changed, 1 unchanged; revision 7.
            1/2 dandi-upptime-api  … 1,204 rows, 1,051,200 new minutes
            2/2 dandi-upptime-docs … 1,204 rows, 0 new minutes
            2 histories brought in, 0 failed, 1,051,200 new minutes.
            """);
  }

  @Test
  void registersEverythingInOneRequestBeforeTheFirstRow() throws IOException {
    run();

    assertThat(server.requests().stream().map(FakeServer.Request::line))
        .containsExactly(
            DEFINITIONS,
            "POST /api/v1/status-histories/dandi-upptime-api",
            "POST /api/v1/status-histories/dandi-upptime-docs");
    JsonNode files = Json.read(server.requests().getFirst().body()).orElseThrow().path("files");
    assertThat(Json.text(files.path(1), "path"))
        .isEqualTo("status-histories/dandi-upptime-docs.yaml");
    assertThat(Json.text(files.path(1), "content")).isEqualTo(Run.fixture("status-slos.yaml"));
    FakeServer.Request rows = server.requests().getLast();
    assertThat(rows.contentType()).isEqualTo("text/csv");
    assertThat(rows.body()).isEqualTo(HISTORY);
  }

  @Test
  void aFileThatTheServerRefusesIsSaidAndTheOthersGoOn() {
    server.answering(
        "POST /api/v1/status-histories/dandi-upptime-api",
        400,
        "{\"detail\":\"Row 2: 'yesterday' is not an instant.\"}");

    Run run = run();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("1/2 dandi-upptime-api  … failed: Row 2: 'yesterday' is not an instant.\n")
        .contains("2/2 dandi-upptime-docs … 1,204 rows")
        .endsWith("1 histories brought in, 1 failed, 0 new minutes.\n");
  }

  @Test
  void anotherTableBesideTheHistoriesIsSaidAndNotRegistered() throws IOException {
    Files.writeString(folder.resolve("sites.csv"), "file,repo,slug\n");

    Run run = run();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("sites.csv: its first line does not name the columns");
    assertThat(run.out())
        .contains("2 services")
        .endsWith("2 histories brought in, 1 failed, 1,051,200 new minutes.\n");
    assertThat(server.requests().getFirst().body()).doesNotContain("sites");
  }

  @Test
  void nothingIsSentWhereTheDefinitionsAreRefused() throws IOException {
    server.answering(DEFINITIONS, 422, Run.fixture("refused.json"));

    Run run = run();

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("payments.yaml:14:", "Nothing was registered or sent.");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void theOptionsShapeTheDefinitions() {
    run(
        "--target",
        "99.95",
        "--window",
        "calendar-quarter",
        "--zone",
        "Europe/Berlin",
        "--good",
        "up",
        "--service-prefix",
        "web-");

    String body = server.requests().getFirst().body();
    assertThat(body)
        .contains("targetPercent: 99.95", "duration: 1Q", "timeZone: Europe/Berlin")
        .contains("name: web-dandi-upptime-docs-calendar-quarter")
        .contains("{monitor: dandi-upptime-docs, states: \\\"up\\\"}")
        .doesNotContain("isRolling");
  }

  @Test
  void optionsThatCannotBeMeantAreWrongUsageBeforeAnythingIsSent() {
    assertThat(run("--target", "100").err()).startsWith("--target 100: not a share");
    assertThat(run("--zone", "Mars/Olympus").err()).startsWith("--zone Mars/Olympus: not a zone");
    assertThat(run("--window", "fortnight").err()).startsWith("--window fortnight: not a window");
    assertThat(run("--good", "up;down").err()).startsWith("--good 'up;down': cannot be used");
    assertThat(run("--service-prefix", "-x").code()).isEqualTo(2);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void twoFilesOfOneMonitorAreRefused() throws IOException {
    Files.writeString(folder.resolve("dandi__upptime__do cs.csv"), HISTORY);
    Files.writeString(folder.resolve("dandi__upptime__do-cs.csv"), HISTORY);

    Run run = run();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("both are monitor 'dandi-upptime-do-cs'. Each history is");
  }

  @Test
  void aLongNameKeepsAFingerprintSoThatNamesStayDifferent() {
    String one = StatusHistory.fit("x".repeat(80) + "1", 40);
    String other = StatusHistory.fit("x".repeat(80) + "2", 40);

    assertThat(one).hasSize(40).startsWith("xxx").isNotEqualTo(other);
    assertThat(StatusHistory.fit("x".repeat(80) + "1", 40)).isEqualTo(one);
  }

  @Test
  void aNameOfOtherLettersOnlyStillGetsAName() {
    assertThat(StatusHistory.fit("監視", 63)).matches("history-[0-9a-f]{6}");
  }
}

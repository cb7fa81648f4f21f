package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.cli.files.DefinitionFiles;
import dev.parallax.cli.text.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplyCommandTest {
  private static final String ROUTE = "POST /api/v1/definitions?dryRun=false&profile=lenient";

  @TempDir private Path folder = Path.of("");

  private FakeServer server = start();

  private static FakeServer start() {
    try {
      return new FakeServer();
    } catch (IOException broken) {
      throw new IllegalStateException("the fake server did not start", broken);
    }
  }

  @BeforeEach
  void writeFiles() throws IOException {
    Files.writeString(folder.resolve("b.yaml"), "kind: B\n");
    Files.writeString(folder.resolve("a.yml"), "kind: A\n");
    Files.writeString(folder.resolve("notes.txt"), "not a definition");
    Files.writeString(folder.resolve(".hidden.yaml"), "kind: Hidden\n");
    Files.createDirectories(folder.resolve(".git"));
    Files.writeString(folder.resolve(".git/c.yaml"), "kind: C\n");
    Files.createDirectories(folder.resolve("nested"));
    Files.writeString(folder.resolve("nested/d.json"), "{\"kind\":\"D\"}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void printsWhatBecameOfEachResource() throws IOException {
    server.answering(ROUTE, 200, Run.fixture("applied.json"));

    Run run = Run.with(server, "apply", "-f", folder.toString());

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            created   Component checkout (1)
            changed   SLO checkout-availability (2)
            unchanged SLO checkout-latency (1)
            1 created, 1 changed, 1 unchanged; revision 7.
            """);
    assertThat(run.err())
        .isEqualTo(
            """
            slos/a.yaml:3: warning: no owner: expected a group or user that maintains it.
              Add owner: group:NAME.
            """);
  }

  @Test
  void whatIsRefusedIsSaidWithItsReasonAndIsExitCodeOne() throws IOException {
    server.answering(
        ROUTE,
        200,
        """
        {"revision": 8, "results": [
          {"kind": "SLO", "name": "a", "outcome": "created", "version": 1},
          {"kind": "Assignment", "name": "sre of b", "outcome": "refused", "version": 0,
           "reason": "Instead may: ann."}]}
        """);

    Run run = Run.with(server, "apply", "-f", folder.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .isEqualTo(
            """
            created   SLO a (1)
            refused   Assignment sre of b (0)
            1 created, 0 changed, 0 unchanged, 1 refused; revision 8.
            """);
    assertThat(run.err()).isEqualTo("          Instead may: ann.\n");
  }

  @Test
  void sendsAllVisibleDefinitionsOfAFolderSortedInOneRequest() throws IOException {
    server.answering(ROUTE, 200, Run.fixture("applied.json"));

    Run.with(server, "apply", "-f", folder.toString());

    assertThat(server.requests()).hasSize(1);
    JsonNode body = Json.read(server.requests().getFirst().body()).orElseThrow();
    assertThat(Json.items(body, "files").map(file -> Json.text(file, "path")))
        .containsExactly(
            folder.resolve("a.yml").toString(),
            folder.resolve("b.yaml").toString(),
            folder.resolve("nested/d.json").toString());
    assertThat(Json.items(body, "files").map(file -> Json.text(file, "content")))
        .containsExactly("kind: A\n", "kind: B\n", "{\"kind\":\"D\"}");
  }

  @Test
  void aFileNamedTwiceIsSentOnce() throws IOException {
    server.answering(ROUTE, 200, Run.fixture("applied.json"));
    String file = folder.resolve("b.yaml").toString();

    Run.with(server, "apply", "-f", file, file, folder.toString());

    JsonNode body = Json.read(server.requests().getFirst().body()).orElseThrow();
    assertThat(Json.items(body, "files").map(f -> Json.text(f, "path"))).hasSize(3);
  }

  @Test
  void allProblemsComeAtOnceWithExitCodeOne() throws IOException {
    server.answering(ROUTE, 422, Run.fixture("refused.json"));

    Run run = Run.with(server, "apply", "-f", folder.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo(
            """
            payments.yaml:14: targetPercent: 101: expected 0 ≤ targetPercent < 100.
              An objective of 100 % or more leaves no error budget. Write e.g. 99.9.
            payments.yaml: warning: an empty file: expected definitions.
              Remove it.
            users.yaml:2: kind: 'Usr': expected one of User, Group.
              Did you mean 'User'?
            2 problems: nothing was registered. Mend them and apply again.
            """);
  }

  @Test
  void aDryRunInTheStrictProfileIsAskedForAsSuch() throws IOException {
    server.answering(
        "POST /api/v1/definitions?dryRun=true&profile=strict", 200, Run.fixture("applied.json"));

    Run run = Run.with(server, "apply", "--dry-run", "--strict", "-f", folder.toString());

    assertThat(run.code()).isZero();
    assertThat(run.out())
        .endsWith("Dry run, nothing was registered: 1 created, 1 changed, 1 unchanged.\n");
  }

  @Test
  void aHyphenReadsWhatIsPipedIn() throws IOException {
    server.answering(ROUTE, 200, Run.fixture("applied.json"));

    new Run.Setting("kind: Piped\n", Map.of("PARALLAX_URL", server.url()), false)
        .run("apply", "-f", "-");

    JsonNode body = Json.read(server.requests().getFirst().body()).orElseThrow();
    assertThat(Json.text(body.path("files").path(0), "path")).isEqualTo("stdin");
    assertThat(Json.text(body.path("files").path(0), "content")).isEqualTo("kind: Piped\n");
  }

  @Test
  void aFileThatIsMissingIsWrongUsageAndNothingIsSent() {
    Run run = Run.with(server, "apply", "-f", "nowhere.yaml");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            """
            nowhere.yaml: no such file or folder. Expected one that exists, or - for what is piped in. Correct the name; it is looked up from the folder in which you are.
            """);
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aFolderWithoutDefinitionsIsWrongUsage() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    Run run = Run.with(server, "apply", "-f", empty.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("no definitions. Expected files that end in .yaml");
  }

  @Test
  void aFileThatIsTooLargeIsRefusedBeforeItIsSent() throws IOException {
    Path large = folder.resolve("large.yaml");
    Files.write(large, new byte[DefinitionFiles.FILE_BYTES + 1]);

    Run run = Run.with(server, "apply", "-f", large.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("larger than 4 MiB", "Split it");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void bytesThatAreNotTextAreAProblemOfTheirFile() throws IOException {
    Path binary = folder.resolve("binary.yaml");
    Files.write(binary, new byte[] {(byte) 0xc3, 0x28});

    Run run = Run.with(server, "apply", "-f", binary.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("binary.yaml: bytes that are not UTF-8: expected text in UTF-8");
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aFolderThatIsALinkIsWalked() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nested"));

    List<Path> found = DefinitionFiles.below(link, List.of(".json"));

    assertThat(found).containsExactly(link.resolve("d.json"));
  }

  @Test
  void aRefusalWithoutProblemsIsPrintedAsItCame() {
    server.answering(
        ROUTE, 413, "{\"title\":\"Too large\",\"detail\":\"The request is too large.\"}");

    Run run = Run.with(server, "apply", "-f", folder.toString());

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).isEqualTo("The request is too large.\n");
  }
}

package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
  private static final String YAML =
      """
      apiVersion: backstage.io/v1alpha1
      kind: Component
      metadata:
        title: Checkout
        labels:
          tier: gold
        name: checkout
      ---
      apiVersion: openslo/v1
      kind: SLO
      metadata:
        name: "checkout-availability"
      spec:
        description: |-
          A line
          --- that is no mark
      """;

  @TempDir private Path folder = Path.of("");

  @Test
  void printsTheDefinitionsAsTheyCame() throws IOException {
    try (FakeServer server = new FakeServer()) {
      server.answering("GET /api/v1/definitions/export", 200, YAML);

      Run run = Run.with(server, "export");

      assertThat(run.code()).isZero();
      assertThat(run.out()).isEqualTo(YAML);
    }
  }

  @Test
  void writesEachDefinitionIntoAFileOfItsKindAndName() throws IOException {
    try (FakeServer server = new FakeServer()) {
      server.answering("GET /api/v1/definitions/export", 200, YAML);
      Path out = folder.resolve("definitions");

      Run run = Run.with(server, "export", "--out", out.toString());

      assertThat(run.out()).isEqualTo("2 definitions written to %s.\n".formatted(out));
      assertThat(Files.readString(out.resolve("component/checkout.yaml")))
          .startsWith("apiVersion: backstage.io/v1alpha1\n")
          .endsWith("name: checkout\n");
      assertThat(Files.readString(out.resolve("slo/checkout-availability.yaml")))
          .endsWith("    --- that is no mark\n");
    }
  }

  @Test
  void definitionsOfOneNameInTwoNamespacesGetFilesOfTheirOwn() {
    String one = "kind: Group\nmetadata:\n  name: team\n";

    Map<String, String> files = ExportCommand.files(one + "---\n" + one + "---\n" + one);

    assertThat(files.keySet())
        .containsExactly("group/team.yaml", "group/team-2.yaml", "group/team-3.yaml");
  }

  @Test
  void aNameCannotLeadOutOfTheFolder() {
    Map<String, String> files =
        ExportCommand.files("kind: Group\nmetadata:\n  name: ../../../etc/passwd\n");

    assertThat(files.keySet()).containsExactly("group/unnamed.yaml");
  }
}

package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallax.cli.text.ExitCode;
import dev.parallax.formats.parallaxdev.MatrixWriter;
import dev.parallax.formats.raci.RaciWriter;
import dev.parallax.governance.raci.ShippedMatrices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaciCommandTest {
  private static final String SMALL =
      """
      # Deployments

      | Step | Service Owner | SRE | Wizard |
      |---|---|---|---|
      | Deploy | A | R | C |
      | Undo | A | A/R |  |
      """;

  @TempDir private Path folder = Path.of("");

  private String file(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return file.toString();
  }

  @Test
  void lintSaysWhatItFindsWithPlaceAndRemedyAndFails() throws IOException {
    String file = file("small.md", SMALL);

    Run run = Run.alone("raci", "lint", file);

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.out())
        .contains(
            file
                + ":6: error RL-01: Undo: 2 columns are accountable (Service Owner, SRE); where several answer, nobody does."
                + System.lineSeparator()
                + "  Leave the A to one of them.",
            "error RL-06: Wizard: No persona is called 'Wizard'")
        .endsWith("1 matrix: 2 errors, 2 warnings, 4 notes, 0 waived." + System.lineSeparator());
    assertThat(run.err()).contains("column 'Wizard'");
  }

  @Test
  void lintOfASoundMatrixSucceeds() throws IOException {
    Run run =
        Run.alone(
            "raci", "lint", file("keeping.md", RaciWriter.markdown(ShippedMatrices.keeping())));

    assertThat(run.out())
        .isEqualTo("1 matrix: 0 errors, 0 warnings, 0 notes, 0 waived." + System.lineSeparator());
    assertThat(run.code()).isZero();
  }

  @Test
  void aFileWithoutAMatrixIsRefusedAndKeepsOutNoOther() throws IOException {
    file("b.md", SMALL);
    file("a.md", "# Annual report (RACI)\n");
    file("c.yaml", "apiVersion: parallax.dev/v1\nkind: Persona\nmetadata: {name: sre}\nspec: {}\n");

    Run run = Run.alone("raci", "show", folder.toString());

    assertThat(run.code()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(run.err()).contains("a.md: no table", "c.yaml: no matrix");
    assertThat(run.out())
        .contains("b.md:3: Deployments, in RACI: 2 activities, 3 columns, 6 cells");
  }

  @Test
  void showSaysWhomEachHeaderStandsFor() throws IOException {
    Run run =
        Run.alone("raci", "show", file("m.md", RaciWriter.markdown(ShippedMatrices.published())));

    assertThat(run.out())
        .contains("9 activities, 7 columns, 63 cells; A 10, R 18, C 20, I 19.")
        .containsPattern("Engineering/Quality Lead +architecture-lead +qe-manager")
        .containsPattern("Sw. Eng/QE +developer, quality-engineer")
        .containsPattern("Existence of SLO +A/R +C +R +A +C +C +I");
    assertThat(run.code()).isZero();
  }

  @Test
  void jsonAndSarifSayTheSameAsText() throws IOException {
    String file = file("small.md", SMALL);
    ObjectMapper mapper = new ObjectMapper();

    JsonNode json = mapper.readTree(Run.alone("raci", "lint", file, "--format", "json").out());
    JsonNode sarif = mapper.readTree(Run.alone("raci", "lint", file, "--format", "sarif").out());

    assertThat(json.path("errors").asInt()).isEqualTo(2);
    assertThat(json.at("/matrices/0/findings")).hasSize(8);
    assertThat(json.at("/matrices/0/findings/0/activity").asText()).isEqualTo("undo");
    JsonNode run = sarif.at("/runs/0");
    assertThat(sarif.path("version").asText()).isEqualTo("2.1.0");
    assertThat(run.at("/tool/driver/rules")).hasSize(25);
    assertThat(run.path("results")).hasSize(8);
    assertThat(run.at("/results/0/ruleId").asText()).isEqualTo("RL-01");
    assertThat(run.at("/results/0/level").asText()).isEqualTo("error");
    assertThat(run.at("/results/0/locations/0/physicalLocation/region/startLine").asInt())
        .isEqualTo(6);
    assertThat(json.at("/matrices/0/findings/0/line").asInt()).isEqualTo(6);
    assertThat(run.at("/results/0/locations/0/logicalLocations/0/fullyQualifiedName").asText())
        .isEqualTo("small/undo");
  }

  @Test
  void aFindingStandsWhereWhatItIsAboutIsWrittenInAnyForm() throws IOException {
    String csv = "\nStep,Service Owner,SRE\n\"Deploy\nto all\",A,R\nUndo,A,A/R\n";
    String yaml =
        """
        apiVersion: parallax.dev/v1
        kind: ResponsibilityMatrix
        metadata: {name: deployments}
        spec:
          version: '1'
          columns:
          - header: Service Owner
            personas: [service-owner]
          - header: Wizard
          activities:
          - name: Deploy
            cells: [A, R]
          - name: Undo
            cells: [A, A/R]
        ---
        apiVersion: parallax.dev/v1
        kind: MatrixAdoption
        metadata: {name: all}
        spec:
          scope: organisation
          matrix: deployments
          version: '1'
          deviations:
          - activity: deploy
            column: Wizard
            code: C
            reason: Asked only.
        """;

    assertThat(Run.alone("raci", "lint", file("m.csv", csv)).out())
        .contains("m.csv:5: error RL-01: Undo");
    assertThat(Run.alone("raci", "lint", file("m.yaml", yaml)).out())
        .contains("m.yaml:13: error RL-01: Undo")
        .contains("m.yaml:9: error RL-06: Wizard")
        .contains("m.yaml:24: note RL-22: Deploy, Wizard");
  }

  @Test
  void waiversOfAnAdoptionCountUntilTheyLapse() throws IOException {
    String adoption =
        """
        ---
        apiVersion: parallax.dev/v1
        kind: MatrixAdoption
        metadata: {name: all}
        spec:
          scope: organisation
          matrix: sig-sre
          version: "1"
          waivers:
          - {rule: RL-01, owner: anna, reason: We know., until: %s}
        """;
    String matrix = MatrixWriter.yaml(ShippedMatrices.published());
    String waived = file("waived.yaml", matrix + adoption.formatted("2999-01-01"));
    String lapsed = file("lapsed.yaml", matrix + adoption.formatted("2001-01-01"));

    assertThat(Run.alone("raci", "lint", waived).out())
        .contains("waived RL-01 (AN-01)", "(anna until 2999-01-01T00:00:00Z: We know.)")
        .contains("2 matrices: 9 errors")
        .contains("1 waived.");
    assertThat(Run.alone("raci", "lint", lapsed).out()).contains("10 errors", "0 waived.");
  }

  @Test
  void everyFormIsConvertedToEveryOtherAndBack() throws IOException {
    String text = RaciWriter.markdown(ShippedMatrices.reconciled());
    Map<String, String> endings = Map.of("markdown", ".md", "csv", ".csv", "yaml", ".yaml");
    for (String first : endings.keySet()) {
      for (String second : endings.keySet()) {
        String from = file("from.md", text);
        String one = folder.resolve("one" + endings.get(first)).toString();
        String two = folder.resolve("two" + endings.get(second)).toString();

        Run there = Run.alone("raci", "convert", from, "--to", first, "--out", one);
        Run on = Run.alone("raci", "convert", one, "--to", second, "--out", two);
        Run back = Run.alone("raci", "convert", two, "--to", "markdown");

        assertThat(List.of(there.code(), on.code(), back.code())).containsOnly(0);
        assertThat(back.out()).as(first + " " + second).isEqualTo(text);
      }
    }
  }

  @Test
  void aConversionToOtherLettersNamesTheCellsThatSayLessOrMore() throws IOException {
    Run run =
        Run.alone(
            "raci",
            "convert",
            file("m.csv", "Step,SRE,Developer,Executive\nDeploy,A/R,C,I\n"),
            "--to",
            "csv",
            "--alphabet",
            "rapid");

    assertThat(run.out()).isEqualTo("Step,SRE,Developer,Executive\nDeploy,R/P/D,I,\n");
    assertThat(run.err())
        .isEqualTo(
            "Deploy, Executive: 'I' of RACI is '' in RAPID, which does not grant the same."
                + System.lineSeparator());
  }

  @Test
  void anAlphabetThatIsNotKnownIsWrongUsage() throws IOException {
    Run run = Run.alone("raci", "convert", file("m.md", SMALL), "--alphabet", "RASCII");

    assertThat(run.code()).isEqualTo(ExitCode.USAGE);
    assertThat(run.err()).contains("one of RACI, RASCI, RACI-VS, DACI, RAPID");
  }
}

package dev.parallax.formats.raci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.formats.Checked;
import dev.parallax.formats.Problem;
import dev.parallax.formats.Problems;
import dev.parallax.formats.SharedFiles;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.parallaxdev.MatrixWriter;
import dev.parallax.formats.parallaxdev.ParallaxDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.MatrixDocument;
import dev.parallax.formats.parallaxdev.ParallaxReader;
import dev.parallax.formats.yaml.Limits;
import dev.parallax.formats.yaml.Node;
import dev.parallax.formats.yaml.YamlReader;
import dev.parallax.governance.Personas;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.raci.Finding.Severity;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.ShippedMatrices;
import dev.parallax.governance.raci.lint.RaciLint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Matrices of the field.
class RaciInTheWildTest {
  private static final String FOLDER = "06-incidents-raci-policies/raci";

  private static Checked<List<RaciMatrix>> read(SourceFile file) {
    return RaciReader.read(file, Personas.builtIn());
  }

  private static SourceFile published() {
    return SharedFiles.below(FOLDER + "/operate-first__sre").getFirst();
  }

  @Test
  void theChartOfSigSreIsTheShippedMatrix() {
    RaciMatrix shipped = ShippedMatrices.published();

    List<RaciMatrix> read =
        switch (read(published())) {
          case Checked.Ok<List<RaciMatrix>>(var value, var remarks) -> {
            assertThat(remarks).isEmpty();
            yield value;
          }
          case Checked.Rejected<List<RaciMatrix>>(var problems) ->
              throw new AssertionError(problems.toString());
        };

    assertThat(read).hasSize(1);
    assertThat(read.getFirst().sameTableAs(shipped)).isTrue();
    assertThat(read.getFirst().columns()).isEqualTo(shipped.columns());
    assertThat(read.getFirst().totals()).isEqualTo(shipped.totals());
    assertThat(RaciLint.check(read.getFirst())).isEqualTo(RaciLint.check(shipped));
  }

  @Test
  void theChartOfSigSreHasTheTotalsAndTheFindingsOfItsCatalogue() {
    RaciMatrix matrix = ((Checked.Ok<List<RaciMatrix>>) read(published())).value().getFirst();
    List<Finding> findings = RaciLint.check(matrix);

    assertThat(matrix.size()).isEqualTo(63);
    assertThat(matrix.totals().entrySet())
        .extracting(each -> each.getKey().sign() + " " + each.getValue())
        .containsExactly("A 10", "R 18", "C 20", "I 19");
    assertThat(findings.getFirst().anomaly()).isEqualTo("AN-01");
    assertThat(findings.getFirst().severity()).isEqualTo(Severity.ERROR);
    assertThat(findings.stream().map(Finding::anomaly).filter(each -> each != null).distinct())
        .hasSize(21);
  }

  @Test
  void theChartOfSigSreIsReadBackFromCsvAndYamlWithTheSameCells() {
    RaciMatrix matrix = ((Checked.Ok<List<RaciMatrix>>) read(published())).value().getFirst();
    SourceFile csv =
        new SourceFile("m.csv", RaciWriter.csv(matrix).getBytes(StandardCharsets.UTF_8));

    assertThat(((Checked.Ok<List<RaciMatrix>>) read(csv)).value().getFirst().sameTableAs(matrix))
        .isTrue();
    assertThat(yaml(MatrixWriter.yaml(matrix))).isEqualTo(matrix);
  }

  private static RaciMatrix yaml(String text) {
    Problems problems = new Problems();
    SourceFile file = new SourceFile("m.yaml", text.getBytes(StandardCharsets.UTF_8));
    Node root = new YamlReader(Limits.DEFAULT).read(file, problems).getFirst();
    ParallaxDocument read =
        ParallaxReader.read((Node.Mapping) root, problems).orElseThrow().value();
    return ((MatrixDocument) read).matrix();
  }

  @Test
  void theChartOfSigSreIsWrittenBackAsItWas() {
    String text = new String(published().bytes(), StandardCharsets.UTF_8);

    assertThat(text).contains(RaciWriter.markdown(ShippedMatrices.published()));
  }

  @Test
  void everyFileIsReadOrRefusedWithAReason() {
    Map<String, String> outcomes = new TreeMap<>();
    for (SourceFile file : SharedFiles.below(FOLDER)) {
      String outcome =
          switch (read(file)) {
            case Checked.Ok<List<RaciMatrix>>(var matrices, _) ->
                String.join(" + ", matrices.stream().map(each -> each.size() + " cells").toList());
            case Checked.Rejected<List<RaciMatrix>>(var problems) ->
                String.join(" + ", problems.stream().map(Problem::found).distinct().toList());
          };
      outcomes.put(file.path().replaceAll("__.*", ""), outcome);
    }

    assertThat(outcomes)
        .isEqualTo(
            Map.of(
                "CGEMG-AHCS", "no table",
                "RyKaj", "no table",
                "WVU-MIST-320-Fall26", "18 cells",
                "assaab", "30 cells",
                "goodiny777", "30 cells",
                "joshuanallen22", "a table whose columns are the letters and whose cells are roles",
                "operate-first", "63 cells",
                "shardie-github", "35 cells + 25 cells + 25 cells",
                "vstu-sii", "60 cells"));
  }
}

package dev.parallax.formats.parallaxdev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.formats.Problem;
import dev.parallax.formats.Problems;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AdoptionDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.MatrixDocument;
import dev.parallax.formats.yaml.Limits;
import dev.parallax.formats.yaml.Located;
import dev.parallax.formats.yaml.Node;
import dev.parallax.formats.yaml.YamlReader;
import dev.parallax.governance.Scope;
import dev.parallax.governance.raci.Adoption;
import dev.parallax.governance.raci.Adoption.Deviation;
import dev.parallax.governance.raci.Adoption.Template;
import dev.parallax.governance.raci.Alphabet;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.Finding.Spot;
import dev.parallax.governance.raci.Mode;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.ShippedMatrices;
import dev.parallax.governance.raci.Waiver;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MatrixDocumentsTest {
  private static final String SHORT =
      """
      apiVersion: parallax.dev/v1
      kind: ResponsibilityMatrix
      metadata: {name: shop-slo}
      spec:
        version: "1"
        columns: [{header: Service Owner}, {header: SRE}]
        activities:
          - {name: Agree on SLO, cells: [A/R, C]}
          - {name: Deploy, cells: [~, "Z"]}
      """;

  private static Optional<ParallaxDocument> read(String text, Problems problems) {
    SourceFile file = new SourceFile("d.yaml", text.getBytes(StandardCharsets.UTF_8));
    Node root = new YamlReader(Limits.DEFAULT).read(file, problems).getFirst();
    return ParallaxReader.read((Node.Mapping) root, problems).map(Located::value);
  }

  private static ParallaxDocument read(String text) {
    Problems problems = new Problems();
    Optional<ParallaxDocument> read = read(text, problems);
    assertThat(problems.all()).isEmpty();
    return read.orElseThrow();
  }

  @Test
  void everyShippedMatrixIsWrittenAndReadBackEqual() {
    for (RaciMatrix matrix : ShippedMatrices.all()) {
      String yaml = MatrixWriter.yaml(matrix);

      assertThat(read(yaml)).isEqualTo(new MatrixDocument(matrix));
      assertThat(yaml).isEqualTo(MatrixWriter.yaml(((MatrixDocument) read(yaml)).matrix()));
    }
  }

  @Test
  void anAdoptionIsWrittenAndReadBackEqual() {
    AdoptionDocument adoption =
        new AdoptionDocument(
            "shop-wide",
            new Adoption(
                new Scope.SystemScope("shop"),
                new Template("parallax/keeping", "1"),
                List.of(
                    new Deviation("keep-matrix", "SRE", "", "Nobody is told.", null),
                    new Deviation("keep-matrix", "Executive", "I", "Not here.", "anna")),
                Map.of("*", Mode.ENFORCING, "read-audit", Mode.OFF),
                List.of(
                    new Waiver(
                        "RL-01",
                        new Spot("keep-matrix", null),
                        "anna",
                        "We are hiring.",
                        Instant.parse("2027-01-31T00:00:00Z"))),
                "MatrixAdoption shop-wide"));

    assertThat(read(MatrixWriter.yaml(adoption))).isEqualTo(adoption);
  }

  @Test
  void aMatrixWithFindingsIsRead() {
    RaciMatrix matrix = ((MatrixDocument) read(SHORT)).matrix();

    assertThat(matrix.alphabet()).isEqualTo(Alphabet.RACI);
    assertThat(matrix.rows().getFirst().activity().id()).isEqualTo("agree");
    assertThat(matrix.rows().getFirst().activity().inputs()).containsExactly("propose");
    assertThat(matrix.rows().getFirst().cells().getFirst().has(Capability.ANSWER)).isTrue();
    assertThat(matrix.rows().getLast().cells().getFirst().isBlank()).isTrue();
    assertThat(matrix.rows().getLast().cells().getLast().unread()).containsExactly("Z");
  }

  @Test
  void allProblemsOfAMatrixAreSaidAtOnce() {
    Problems problems = new Problems();

    Optional<ParallaxDocument> read =
        read(
            """
            apiVersion: parallax.dev/v1
            kind: ResponsibilityMatrix
            metadata: {name: Shop SLO}
            spec:
              alphabet: RASIC
              columns:
              - {header: SRE, personas: [SRE]}
              - {header: SRE}
              - {headers: Dev}
              activities:
              - {name: Deploy, cells: [A]}
              - {name: Deploy, cells: [A, [R], {code: C}]}
              letters: RACI
            """,
            problems);

    assertThat(read).isEmpty();
    assertThat(problems.all().stream().map(Problem::found))
        .anyMatch(found -> found.contains("name: 'Shop SLO'"))
        .anyMatch(found -> found.contains("no version"))
        .anyMatch(found -> found.contains("alphabet: 'RASIC'"))
        .anyMatch(found -> found.contains("personas: 'SRE'"))
        .anyMatch(found -> found.contains("header 'SRE' a second time"))
        .anyMatch(found -> found.contains("no header"))
        .anyMatch(found -> found.contains("key 'headers'"))
        .anyMatch(found -> found.contains("1 cells"))
        .anyMatch(found -> found.contains("cells[1]: a list of 1"))
        .anyMatch(found -> found.contains("cells[2]: no reason"))
        .anyMatch(found -> found.contains("key 'letters'"));
  }

  @Test
  void allProblemsOfAnAdoptionAreSaidAtOnce() {
    Problems problems = new Problems();

    Optional<ParallaxDocument> read =
        read(
            """
            apiVersion: parallax.dev/v1
            kind: MatrixAdoption
            metadata: {name: shop}
            spec:
              scope: shop
              matrix: a/b/c
              modes: {agree: enforced}
              deviations:
              - {activity: agree, column: SRE, code: C, reason: Because.}
              - {activity: agree, column: SRE, code: I, reason: Because.}
              - {activity: agree, column: Dev}
              waivers:
              - {rule: one A, owner: anna, reason: Because., until: soon}
              - {rule: RL-10, reason: Because.}
            """,
            problems);

    assertThat(read).isEmpty();
    assertThat(problems.all().stream().map(Problem::found))
        .anyMatch(found -> found.contains("scope: 'shop'"))
        .anyMatch(found -> found.contains("matrix: 'a/b/c'"))
        .anyMatch(found -> found.contains("no version"))
        .anyMatch(found -> found.contains("agree: 'enforced'"))
        .anyMatch(found -> found.contains("'SRE' of 'agree' a second time"))
        .anyMatch(found -> found.contains("no code"))
        .anyMatch(found -> found.contains("rule: 'one A'"))
        .anyMatch(found -> found.contains("until: 'soon'"))
        .anyMatch(found -> found.contains("no owner"))
        .anyMatch(found -> found.contains("no until"));
  }
}

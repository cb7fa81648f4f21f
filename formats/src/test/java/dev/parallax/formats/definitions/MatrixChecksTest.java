package dev.parallax.formats.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.formats.Checked;
import dev.parallax.formats.Problem;
import dev.parallax.formats.Profile;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.parallaxdev.MatrixWriter;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.ShippedMatrices;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MatrixChecksTest {
  private static final String MATRIX =
      """
      apiVersion: parallax.dev/v1
      kind: ResponsibilityMatrix
      metadata: {name: shop}
      spec:
        version: "1"
        columns: [{header: Service Owner}, {header: SRE}]
        activities:
          - {name: Deploy, cells: [A/R, C]}
      """;

  private static String adoption(String name, String rest) {
    return """
    apiVersion: parallax.dev/v1
    kind: MatrixAdoption
    metadata: {name: %s}
    spec:
      %s
    """
        .formatted(name, rest);
  }

  private static Checked<Definitions> read(List<RaciMatrix> known, String... documents) {
    return Definitions.read(
        List.of(
            new SourceFile(
                "d.yaml", String.join("---\n", documents).getBytes(StandardCharsets.UTF_8))),
        Profile.LENIENT,
        new KnownNames(Set.of(), Set.of(), Set.of(), Set.of(), List.of(), known));
  }

  private static Definitions ok(Checked<Definitions> checked) {
    return switch (checked) {
      case Checked.Ok<Definitions>(var value, _) -> value;
      case Checked.Rejected<Definitions>(var problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private static List<String> refused(Checked<Definitions> checked) {
    return switch (checked) {
      case Checked.Ok<Definitions> ok -> throw new AssertionError(ok.toString());
      case Checked.Rejected<Definitions>(var problems) ->
          problems.stream().map(Problem::found).toList();
    };
  }

  @Test
  void aMatrixAndItsAdoptionAreReadTogether() {
    Definitions read =
        ok(
            read(
                List.of(),
                MATRIX,
                adoption("all", "{scope: organisation, matrix: shop, version: 1}")));

    assertThat(read.matrices()).hasSize(1);
    assertThat(read.adoptions()).hasSize(1);
  }

  @Test
  void theShippedMatricesMayBeAdoptedAndAppliedAgain() {
    assertThat(
            ok(read(
                    List.of(),
                    MatrixWriter.yaml(ShippedMatrices.reconciled()),
                    adoption("all", "{scope: organisation, matrix: sig-sre, version: '1'}")))
                .adoptions())
        .hasSize(1);
  }

  @Test
  void whatIsKnownUnderAVersionStays() {
    RaciMatrix before = ok(read(List.of(), MATRIX)).matrices().getFirst().value().matrix();
    String changed = MATRIX.replace("[A/R, C]", "[A/R, I]");

    assertThat(refused(read(List.of(before), changed)))
        .containsExactly("matrix 'shop' says something new in version 1");
    assertThat(ok(read(List.of(before), MATRIX)).matrices()).hasSize(1);
    assertThat(
            ok(read(List.of(before), changed.replace("version: \"1\"", "version: \"2\"")))
                .matrices())
        .hasSize(1);
    assertThat(refused(read(List.of(), MATRIX, changed)))
        .containsExactly("ResponsibilityMatrix 'shop@1' a second time (first at d.yaml:1)");
  }

  @Test
  void anAdoptionNamesWhatIsThere() {
    assertThat(
            refused(
                read(
                    List.of(),
                    MATRIX,
                    adoption("a", "{scope: organisation, matrix: shop, version: 2}"),
                    adoption("b", "{scope: system:x, matrix: shops, version: 1}"),
                    adoption(
                        "c",
                        "{scope: system:y, matrix: shop, version: 1, deviations: [{activity: deplpy, column: SER, code: R, reason: So.}]}"),
                    adoption("d", "{scope: system:y, matrix: shop, version: 1}"))))
        .containsExactlyInAnyOrder(
            "version: '2' of matrix 'shop'",
            "matrix: 'shops'",
            "activity: 'deplpy'",
            "column: 'SER'",
            "system y adopts matrix 'shop' a second time (first at d.yaml:22)");
  }

  @Test
  void aModeOfAnActivityThatTheMatrixDoesNotHaveIsRemarkedOn() {
    Checked<Definitions> read =
        read(
            List.of(),
            MATRIX,
            adoption(
                "all",
                "{scope: organisation, matrix: shop, version: 1, modes: {'*': enforcing, deplay: off}}"));

    assertThat(((Checked.Ok<Definitions>) read).remarks())
        .extracting(Problem::found)
        .containsExactly("mode of activity 'deplay'");
  }
}

package dev.parallax.governance.raci.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.governance.Scope;
import dev.parallax.governance.raci.Adoption;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.raci.Finding.Severity;
import dev.parallax.governance.raci.Grid;
import dev.parallax.governance.raci.Matrices;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.ShippedMatrices;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RaciLintTest {
  /// No rule has anything to say of it.
  private static final String[] SOUND = {
    "Propose SLO: A R C .", "Agree on SLO: . A/R C .", "Deploy: C . A R", "Roll back: A C . R",
  };

  @Test
  void aSoundMatrixHasNoFindings() {
    RaciMatrix sound =
        Grid.of(List.of("Service Owner", "Product Owner", "SRE", "Developer"), SOUND);

    assertThat(RaciLint.check(sound)).isEmpty();
  }

  @Test
  void findingsOfThePublishedMatrixAreThoseOfTheCatalogue() {
    List<Finding> findings = RaciLint.check(ShippedMatrices.published());

    assertThat(perRule(findings))
        .isEqualTo(
            Map.of(
                "RL-01", 1L, "RL-02", 1L, "RL-05", 1L, "RL-08", 3L, "RL-09", 1L, "RL-10", 7L,
                "RL-11", 1L, "RL-12", 2L, "RL-20", 1L, "RL-23", 12L));
    assertThat(findings.stream().filter(each -> each.severity() == Severity.ERROR))
        .extracting(Finding::anomaly)
        .containsExactly("AN-01", "AN-03", "AN-05", "AN-18", "AN-19");
    assertThat(findings.stream().map(Finding::anomaly).filter(each -> each != null).distinct())
        .containsExactlyInAnyOrderElementsOf(
            IntStream.rangeClosed(1, 21).mapToObj("AN-%02d"::formatted).toList());
  }

  @Test
  void aCellThatIsMendedTakesItsOwnDeviationAwayAndNoOther() {
    Adoption adoption =
        new Adoption(
            new Scope.Organisation(),
            new Adoption.Template("sig-sre", "1"),
            List.of(
                new Adoption.Deviation("handle-budget", "SRE IC", "R", "SRE declares it.", null)),
            Map.of(),
            List.of(),
            "a test");
    RaciMatrix mended =
        new Matrices(List.of(), List.of(adoption), _ -> List.of()).adopted(adoption);

    assertThat(RaciLint.check(mended))
        .extracting(Finding::anomaly)
        .contains("AN-01", "AN-03", "AN-19")
        .doesNotContain("AN-05");
  }

  @Test
  void theReconciledMatrixHasNoErrorAndNoInversion() {
    List<Finding> findings = RaciLint.check(ShippedMatrices.reconciled());

    assertThat(perRule(findings))
        .isEqualTo(
            Map.of(
                "RL-02", 2L, "RL-08", 3L, "RL-10", 9L, "RL-11", 3L, "RL-12", 4L, "RL-20", 1L,
                "RL-23", 6L));
    assertThat(findings).noneMatch(each -> each.severity() == Severity.ERROR);
    assertThat(findings.stream().map(Finding::anomaly).filter(each -> each != null))
        .containsExactlyInAnyOrder("AN-12", "AN-13", "AN-15", "AN-16", "AN-17", "AN-21");
  }

  @Test
  void theMatrixOfKeepingParallaxHasNoFindingsAndAReasonForEachRow() {
    RaciMatrix keeping = ShippedMatrices.keeping();

    assertThat(RaciLint.check(keeping)).isEmpty();
    assertThat(keeping.rows())
        .hasSize(7)
        .allSatisfy(row -> assertThat(keeping.holders(row, Capability.ANSWER)).hasSize(1))
        .allSatisfy(row -> assertThat(row.reason()).endsWith("."));
  }

  private static Map<String, Long> perRule(List<Finding> findings) {
    return findings.stream()
        .collect(Collectors.groupingBy(Finding::rule, TreeMap::new, Collectors.counting()));
  }
}

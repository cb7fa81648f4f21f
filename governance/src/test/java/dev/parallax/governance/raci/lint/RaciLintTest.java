package dev.parallax.governance.raci.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.raci.Finding.Severity;
import dev.parallax.governance.raci.Finding.Spot;
import dev.parallax.governance.raci.Grid;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.ShippedMatrices;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RaciLintTest {
  private static final List<String> FOUR =
      List.of("Service Owner", "Product Owner(s)", "SRE", "Developer");

  /// No rule has anything to say of it.
  private static final String[] SOUND = {
    "Propose SLO: A R C .", "Agree on SLO: . A/R C .", "Deploy: C . A R", "Roll back: A C . R",
  };

  private static List<Finding> of(String rule, RaciMatrix matrix) {
    return RaciLint.check(matrix).stream().filter(each -> each.rule().equals(rule)).toList();
  }

  @Test
  void aSoundMatrixHasNoFindings() {
    RaciMatrix sound =
        Grid.of(List.of("Service Owner", "Product Owner", "SRE", "Developer"), SOUND);

    assertThat(RaciLint.check(sound)).isEmpty();
  }

  /// Each case differs from one without that finding by what the rule is about alone.
  @ParameterizedTest(name = "{0} is silent for {1} and speaks for {2}")
  @CsvSource({
    "RL-01, Deploy: A R C ., Deploy: A A/R C .",
    "RL-01, Deploy: A R C ., Deploy: C R C .",
    "RL-02, Deploy: A R C ., Deploy: R A C .",
    "RL-03, Deploy: A R C ., Deploy: A I C .",
    "RL-03, Deploy: A/R I C ., Deploy: A I C .",
    "RL-04, Deploy: A/R I C ., Deploy: A/I R C .",
    "RL-04, Deploy: A R/C I ., Deploy: A R C/I .",
    "RL-06, Deploy: A R C ., Deploy: A R X .",
    "RL-07, Deploy: A R C ., Deploy: . . . .",
    "RL-08, Deploy: A R C ., Deployment: A R C .",
    "RL-08, Deploy: A R C ., Deploy/Undo: A R C .",
    "RL-12, Deploy: A R C I, Deploy: A R I I",
    "RL-13, Deploy: A/R R R C, Deploy: A/R R R R",
  })
  void aRuleAboutRowsSpeaksOnlyWhereItApplies(String rule, String silent, String speaking) {
    assertThat(of(rule, Grid.of(FOUR, silent))).isEmpty();
    assertThat(of(rule, Grid.of(FOUR, speaking)))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.place().activity()).isNotNull());
  }

  @Test
  void thirtyPeopleInTheRoomAreTooMany() {
    List<String> seven =
        List.of("Service Owner", "PM", "SRE", "Developer", "Executive", "QE", "Director");

    assertThat(of("RL-12", Grid.of(seven, "Deploy: A R C C C I I"))).isEmpty();
    assertThat(of("RL-12", Grid.of(seven, "Deploy: A R C C C C I"))).hasSize(1);
    assertThat(of("RL-12", Grid.of(seven, "Deploy: A/R C I I I I I"))).isEmpty();
    assertThat(of("RL-12", Grid.of(seven, "Deploy: A/R I I I I I I")))
        .extracting(Finding::reason)
        .containsExactly(
            "Nobody is consulted; 6 are informed.", "6 are informed; most of it will be noise.");
  }

  @Test
  void whoIsLedDoesNotAnswerForTheirLead() {
    List<String> three = List.of("Developer", "Engineering Manager", "Product Owner");

    assertThat(of("RL-05", Grid.of(three, "Deploy: R A C"))).isEmpty();
    assertThat(of("RL-05", Grid.of(three, "Deploy: A C R"))).isEmpty();
    assertThat(of("RL-05", Grid.of(three, "Deploy: A R C")))
        .extracting(Finding::place)
        .containsExactly(new Spot("deploy", "Developer"));
  }

  @Test
  void aColumnThatNobodyKnowsIsAnError() {
    assertThat(of("RL-06", Grid.of(List.of("SRE", "Developer"), "Deploy: A R"))).isEmpty();
    assertThat(of("RL-06", Grid.of(List.of("SRE", "Wizard"), "Deploy: A R")))
        .extracting(Finding::place, Finding::severity)
        .containsExactly(tuple(new Spot(null, "Wizard"), Severity.ERROR));
  }

  @Test
  void whoAnswersForMeasuringIsAskedBeforeTheSloIsAgreedOn() {
    RaciMatrix asked = Grid.of(FOUR, "Agree on SLO: A R C I", "Measure+Track SLO: I C A/R I");
    RaciMatrix told = Grid.of(FOUR, "Agree on SLO: A R I C", "Measure+Track SLO: I C A/R I");

    assertThat(of("RL-09", asked)).isEmpty();
    assertThat(of("RL-09", told))
        .extracting(Finding::place)
        .containsExactly(new Spot("measure-track", "SRE"));
  }

  @Test
  void aColumnIsAskedWhyItIsInEverything() {
    assertThat(of("RL-10", Grid.of(FOUR, "Deploy: A R C .", "Undo: . A R C")))
        .extracting(each -> each.place().column())
        .containsExactly("Product Owner(s)", "SRE");
  }

  @Test
  void aColumnThatIsOnlyToldGetsADigest() {
    assertThat(of("RL-11", Grid.of(FOUR, "Deploy: A R C I", "Undo: C A R I")))
        .extracting(each -> each.place().column())
        .containsExactly("Developer");
  }

  @Test
  void aColumnThatCarriesMostOfItIsNamed() {
    String[] three = {"Deploy: A R C .", "Undo: A R . C", "Watch: A C R ."};

    assertThat(of("RL-20", Grid.of(FOUR, three)))
        .extracting(each -> each.place().column())
        .containsExactly("Service Owner");
    assertThat(of("RL-20", Grid.of(FOUR, three[0], three[1], three[2], "Ask: C A R ."))).isEmpty();
  }

  @Test
  void findingsOfThePublishedMatrixAreThoseOfTheCatalogue() {
    List<Finding> findings = RaciLint.check(ShippedMatrices.published());

    assertThat(perRule(findings))
        .isEqualTo(
            Map.of(
                "RL-01", 1L, "RL-02", 1L, "RL-05", 1L, "RL-08", 3L, "RL-09", 1L, "RL-10", 7L,
                "RL-11", 1L, "RL-12", 2L, "RL-20", 1L));
    assertThat(findings.stream().filter(each -> each.severity() == Severity.ERROR))
        .extracting(Finding::anomaly)
        .containsExactly("AN-01");
    assertThat(findings.stream().map(Finding::anomaly).filter(each -> each != null).distinct())
        .containsExactlyInAnyOrder(
            "AN-01", "AN-02", "AN-04", "AN-06", "AN-07", "AN-08", "AN-09", "AN-10", "AN-14");
  }

  @Test
  void theReconciledMatrixHasNoErrorAndNoInversion() {
    List<Finding> findings = RaciLint.check(ShippedMatrices.reconciled());

    assertThat(perRule(findings))
        .isEqualTo(
            Map.of("RL-02", 2L, "RL-08", 3L, "RL-10", 9L, "RL-11", 3L, "RL-12", 4L, "RL-20", 1L));
    assertThat(findings).noneMatch(each -> each.severity() == Severity.ERROR);
    assertThat(findings).allMatch(each -> each.anomaly() == null);
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

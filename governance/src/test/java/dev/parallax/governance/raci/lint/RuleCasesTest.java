package dev.parallax.governance.raci.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Personas;
import dev.parallax.governance.Scope;
import dev.parallax.governance.raci.Adoption;
import dev.parallax.governance.raci.Adoption.Deviation;
import dev.parallax.governance.raci.Adoption.Template;
import dev.parallax.governance.raci.Alphabet;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.raci.Finding.Spot;
import dev.parallax.governance.raci.Grid;
import dev.parallax.governance.raci.Matrices;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.RaciMatrix.Cell;
import dev.parallax.governance.raci.RaciMatrix.Column;
import dev.parallax.governance.raci.RaciMatrix.Fit;
import dev.parallax.governance.raci.RaciMatrix.Row;
import dev.parallax.governance.raci.ShippedMatrices;
import dev.parallax.governance.raci.lint.Rules.Layer;
import dev.parallax.governance.raci.lint.Rules.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// For every rule that looks at matrices: a case in which it is silent, and one that differs from
/// it by what the rule is about alone, in which it speaks, and where.
class RuleCasesTest {
  private static final List<String> FOUR =
      List.of("Service Owner", "Product Owner", "SRE", "Developer");
  private static final List<String> SEVEN =
      List.of("Service Owner", "Product Owner", "SRE", "Developer", "Executive", "QE", "Director");

  private record Case(
      String rule, Supplier<List<Finding>> silent, Supplier<List<Finding>> speaking, Spot place) {}

  private static Case rows(String rule, Spot place, String silent, String speaking) {
    return rows(rule, FOUR, place, silent, speaking);
  }

  private static Case rows(
      String rule, List<String> headers, Spot place, String silent, String speaking) {
    return new Case(
        rule,
        () -> RaciLint.check(Grid.of(headers, silent.split("; "))),
        () -> RaciLint.check(Grid.of(headers, speaking.split("; "))),
        place);
  }

  private static Spot at(@Nullable String activity, @Nullable String column) {
    return new Spot(activity, column);
  }

  private static List<Case> cases() {
    Spot deploy = at("deploy", null);
    List<String> several = List.of("Service Owner", "Product Owner(s)", "SRE", "Developer");
    List<Case> cases = new ArrayList<>();
    cases.add(rows("RL-01", deploy, "Deploy: A R C .", "Deploy: A A/R C ."));
    cases.add(rows("RL-01", deploy, "Deploy: A R C .", "Deploy: C R C ."));
    cases.add(
        rows(
            "RL-02",
            several,
            at("deploy", "Product Owner(s)"),
            "Deploy: A R C .",
            "Deploy: R A C ."));
    cases.add(rows("RL-03", deploy, "Deploy: A R C .", "Deploy: A I C ."));
    cases.add(
        rows("RL-04", at("deploy", "Service Owner"), "Deploy: A/R I C .", "Deploy: A/I R C ."));
    cases.add(
        rows(
            "RL-05",
            List.of("Developer", "Engineering Manager"),
            at("deploy", "Developer"),
            "Deploy: R A",
            "Deploy: A R"));
    cases.add(rows("RL-06", at("deploy", "SRE"), "Deploy: A R C .", "Deploy: A R X ."));
    cases.add(unknownHeader());
    cases.add(unknownPersona());
    cases.add(rows("RL-07", deploy, "Deploy: A R C .", "Deploy: . . . ."));
    cases.add(notRun());
    cases.add(rows("RL-08", at("deployment", null), "Deploy: A R C .", "Deployment: A R C ."));
    cases.add(rows("RL-08", at("deploy-undo", null), "Deploy: A R C .", "Deploy/Undo: A R C ."));
    cases.add(
        rows(
            "RL-09",
            at("measure-track", "SRE"),
            "Agree on SLO: A R C I; Measure+Track SLO: I C A/R I",
            "Agree on SLO: A R I C; Measure+Track SLO: I C A/R I"));
    cases.add(
        rows(
            "RL-10",
            at(null, "SRE"),
            "Deploy: A R C .; Undo: . . . A/R",
            "Deploy: A R C .; Undo: . . A/R ."));
    cases.add(
        rows(
            "RL-11",
            at(null, "Developer"),
            "Deploy: A R C I; Undo: C . A R",
            "Deploy: A R C I; Undo: C . A/R I"));
    cases.add(rows("RL-12", deploy, "Deploy: A R C I", "Deploy: A R I I"));
    cases.add(rows("RL-12", SEVEN, deploy, "Deploy: A R C C C I I", "Deploy: A R C C C C I"));
    cases.add(rows("RL-12", SEVEN, deploy, "Deploy: A/R C I I I I I", "Deploy: A/R I I I I I I"));
    cases.add(rows("RL-13", deploy, "Deploy: A/R R R C", "Deploy: A/R R R R"));
    cases.add(
        rows(
            "RL-20",
            at(null, "Service Owner"),
            "Deploy: A R . .; Undo: A R . .; Watch: A . R .; Ask: C A R .",
            "Deploy: A R . .; Undo: A R . .; Watch: A . R .; Ask: A C R ."));
    cases.add(adopted("C", "anna", "C", null));
    cases.add(adopted("C", "anna", "I", "anna"));
    cases.add(beside());
    return cases;
  }

  private static Case unknownHeader() {
    return new Case(
        "RL-06",
        () -> RaciLint.check(Grid.of(List.of("SRE", "Developer"), "Deploy: A R")),
        () -> RaciLint.check(Grid.of(List.of("SRE", "Wizard"), "Deploy: A R")),
        at(null, "Wizard"));
  }

  private static Case unknownPersona() {
    return new Case(
        "RL-06",
        () -> RaciLint.check(standingFor("sre"), Personas.builtIn(), Set.of("deploy")),
        () -> RaciLint.check(standingFor("wizard"), Personas.builtIn(), Set.of("deploy")),
        at(null, "Crew"));
  }

  private static RaciMatrix standingFor(String persona) {
    RaciMatrix grid = Grid.of(List.of("SRE"), "Deploy: A/R");
    return new RaciMatrix(
        "crew",
        "Crew",
        "1",
        "a test",
        Alphabet.RACI,
        List.of(new Column("Crew", List.of(new Fit(new PersonaId(persona), false)))),
        List.of(
            new Row(grid.rows().getFirst().activity(), List.of(Cell.of("A/R", Alphabet.RACI)))));
  }

  private static Case notRun() {
    RaciMatrix matrix = Grid.of(FOUR, "Deploy: A R C .");
    return new Case(
        "RL-07",
        () -> RaciLint.check(matrix, Personas.builtIn(), Set.of("deploy")),
        () -> RaciLint.check(matrix, Personas.builtIn(), Set.of("undo")),
        at("deploy", null));
  }

  private static Case adopted(
      String silent, @Nullable String silentBy, String speaking, @Nullable String speakingBy) {
    return new Case(
        "RL-22",
        () -> adoption(silent, silentBy),
        () -> adoption(speaking, speakingBy),
        at("agree", "SRE IC"));
  }

  private static List<Finding> adoption(String code, @Nullable String approvedBy) {
    Adoption adoption =
        new Adoption(
            new Scope.Organisation(),
            new Template("sig-sre", "1"),
            List.of(new Deviation("agree", "SRE IC", code, "We say so.", approvedBy)),
            Map.of(),
            List.of(),
            "a test");
    return AdoptionLint.check(
        new Matrices(List.of(), List.of(adoption), _ -> List.of()).drift(adoption));
  }

  private static Case beside() {
    return new Case(
        "RL-23",
        () -> RaciLint.check(ShippedMatrices.keeping()),
        () -> RaciLint.check(ShippedMatrices.published()),
        at("handle-budget", "SRE IC"));
  }

  @TestFactory
  Stream<DynamicTest> aRuleSpeaksOnlyWhereItApplies() {
    return cases().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.rule(),
                    () -> {
                      assertThat(of(each.rule(), each.silent())).isEmpty();
                      assertThat(of(each.rule(), each.speaking()))
                          .extracting(Finding::place)
                          .contains(each.place());
                    }));
  }

  private static List<Finding> of(String rule, Supplier<List<Finding>> findings) {
    return findings.get().stream().filter(each -> each.rule().equals(rule)).toList();
  }

  @Test
  void everyRuleThatLooksAtMatricesHasSuchACase() {
    Set<String> asked = new TreeSet<>(cases().stream().map(Case::rule).toList());

    assertThat(asked)
        .containsExactlyElementsOf(
            Rules.all().stream()
                .filter(rule -> rule.layer() != Layer.RESOLVED)
                .map(Rule::id)
                .toList());
  }

  @Test
  void theRulesAreTwentyFiveInTheirOrder() {
    assertThat(Rules.all()).hasSize(25).extracting(Rule::id).isSorted().doesNotHaveDuplicates();
    assertThat(Rules.all()).allMatch(rule -> rule.says().endsWith("."));
  }

  @Test
  void remediesSpeakInTheLettersOfTheAlphabet() {
    RaciMatrix grid = Grid.of(FOUR, "Deploy: . . . .");
    RaciMatrix rapid =
        new RaciMatrix(
            "rapid",
            "Rapid",
            "1",
            "a test",
            Alphabet.RAPID,
            grid.columns(),
            List.of(
                new Row(
                    grid.rows().getFirst().activity(),
                    Stream.of("R", "I", "A", "")
                        .map(code -> Cell.of(code, Alphabet.RAPID))
                        .toList())));

    assertThat(RaciLint.check(rapid))
        .extracting(Finding::remedy)
        .contains("Give the D to one column.", "Give the P to whoever does it.");
  }
}

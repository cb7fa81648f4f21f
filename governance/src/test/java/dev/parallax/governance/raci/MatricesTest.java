package dev.parallax.governance.raci;

import static dev.parallax.governance.raci.Capability.ANSWER;
import static dev.parallax.governance.raci.Capability.CONSULT;
import static dev.parallax.governance.raci.Capability.INFORM;
import static dev.parallax.governance.raci.Capability.PERFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Directory;
import dev.parallax.governance.Flaw;
import dev.parallax.governance.Scope;
import dev.parallax.governance.raci.Adoption.Deviation;
import dev.parallax.governance.raci.Adoption.Template;
import dev.parallax.governance.raci.Drift.Difference;
import dev.parallax.governance.raci.Drift.Kind;
import dev.parallax.governance.raci.RaciMatrix.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatricesTest {
  private static final ServiceId CHECKOUT = new ServiceId("checkout");
  private static final ServiceId SEARCH = new ServiceId("search");
  private static final Directory DIRECTORY =
      new Directory(
          List.of(),
          List.of(),
          List.of(),
          List.of(
              new Directory.Placement(CHECKOUT, "shop"), new Directory.Placement(SEARCH, null)));
  private static final List<String> THREE = List.of("Service Owner", "SRE", "Developer");

  private static Matrices of(List<RaciMatrix> templates, Adoption... adoptions) {
    return new Matrices(templates, List.of(adoptions), DIRECTORY::scopesOf);
  }

  private static Adoption adoption(
      Scope scope, String id, String version, Map<String, Mode> modes, Deviation... own) {
    return new Adoption(scope, new Template(id, version), List.of(own), modes, List.of(), "a test");
  }

  private static Deviation own(String activity, String column, String code) {
    return new Deviation(activity, column, code, "We are small.", null);
  }

  private static RaciMatrix version(String version, String... lines) {
    RaciMatrix made = Grid.of(THREE, lines);
    return new RaciMatrix(
        made.id(),
        made.name(),
        version,
        made.source(),
        made.alphabet(),
        made.columns(),
        made.rows());
  }

  private static List<String> who(Matrices matrices, ServiceId service, String what, Capability c) {
    return matrices.effective(service).grants(what, c).stream()
        .map(grant -> grant.persona() + (grant.byBestFit() ? "?" : ""))
        .toList();
  }

  @Test
  void whereNothingIsAdoptedTheReconciledMatrixAndTheHouseMatrixHold() {
    Matrices shipped = of(List.of());

    assertThat(who(shipped, SEARCH, "existence", ANSWER)).containsExactly("service-owner");
    assertThat(who(shipped, SEARCH, "agree", CONSULT))
        .containsExactly("developer", "quality-engineer", "sre");
    assertThat(who(shipped, SEARCH, "agree", PERFORM))
        .containsExactly("product-owner", "architecture-lead", "qe-manager?");
    assertThat(who(shipped, SEARCH, "keep-matrix", ANSWER)).containsExactly("executive");
    assertThat(who(shipped, SEARCH, "no-such-thing", ANSWER)).isEmpty();
    assertThat(shipped.mode("agree", SEARCH)).isEqualTo(Mode.PERMISSIVE);
    assertThat(shipped.mode("keep-matrix", SEARCH)).isEqualTo(Mode.ENFORCING);
    assertThat(shipped.effective(SEARCH)).isSameAs(shipped.effective(CHECKOUT));
  }

  @Test
  void anOrganisationThatAdoptsAnotherSloMatrixNoLongerHasTheReconciledOne() {
    Matrices matrices =
        of(
            List.of(),
            adoption(
                new Scope.Organisation(),
                "sig-sre",
                "1",
                Map.of(Adoption.EVERY, Mode.ENFORCING, "agree", Mode.OFF)));

    assertThat(who(matrices, SEARCH, "existence", ANSWER))
        .containsExactly("service-owner", "developer", "quality-engineer");
    assertThat(who(matrices, SEARCH, "offer-slo-as-a-product-feature", ANSWER)).isEmpty();
    assertThat(who(matrices, SEARCH, "read-audit", ANSWER)).containsExactly("executive");
    assertThat(matrices.mode("agree", SEARCH)).isEqualTo(Mode.OFF);
    assertThat(matrices.mode("propose", SEARCH)).isEqualTo(Mode.ENFORCING);
  }

  @Test
  void theNearestAdoptionWithTheActivityDecides() {
    RaciMatrix shop = version("1", "Agree on SLO: C A/R I", "Stock up: A R I");
    Matrices matrices =
        of(
            List.of(shop),
            adoption(new Scope.SystemScope("shop"), "test", "1", Map.of("agree", Mode.ENFORCING)),
            adoption(
                new Scope.ServiceScope(CHECKOUT), "test", "1", Map.of(), own("agree", "SRE", "I")));

    assertThat(who(matrices, CHECKOUT, "agree", ANSWER)).isEmpty();
    assertThat(who(matrices, CHECKOUT, "agree", INFORM)).containsExactly("sre", "developer");
    assertThat(matrices.effective(CHECKOUT).line("agree").orElseThrow().adoption().scope())
        .isEqualTo(new Scope.ServiceScope(CHECKOUT));
    assertThat(matrices.mode("agree", CHECKOUT)).isEqualTo(Mode.ENFORCING);
    assertThat(who(matrices, CHECKOUT, "propose", ANSWER)).contains("engineering-manager");
    assertThat(who(matrices, SEARCH, "agree", ANSWER)).containsExactly("service-owner");
    assertThat(who(matrices, SEARCH, "stock-up", ANSWER)).isEmpty();
  }

  @Test
  void aDeviatingCellSaysWhatItWasAndWhy() {
    Adoption own =
        adoption(new Scope.Organisation(), "sig-sre", "1", Map.of(), own("agree", "SRE IC", "C"));
    Matrices matrices = of(List.of(), own);

    assertThat(matrices.effective(SEARCH).grants("agree", CONSULT))
        .extracting(grant -> grant.persona().value(), grant -> grant.cell().change())
        .contains(tuple("sre", new RaciMatrix.Change("I", "We are small.")));
    assertThat(matrices.drift(own).isBehind()).isFalse();
    assertThat(matrices.drift(own).differences())
        .containsExactly(
            new Difference(Kind.DEVIATES, "agree", "SRE IC", "I", "C", "We are small.", null));
  }

  @Test
  void theAdoptedVersionHoldsUntilANewerOneIsAdoptedAndTheDriftIsSeen() {
    RaciMatrix first = version("9", "Deploy: A R I", "Undo: A R C");
    RaciMatrix second = version("10", "Deploy: A I R", "Watch: A R C");
    Adoption old =
        adoption(
            new Scope.Organisation(),
            "test",
            "9",
            Map.of(),
            own("deploy", "SRE", "R"),
            own("sing", "SRE", "R"));
    Matrices matrices = of(List.of(second, first), old);

    assertThat(who(matrices, SEARCH, "deploy", PERFORM)).containsExactly("sre");
    assertThat(matrices.template("test")).contains(second);
    Drift drift = matrices.drift(old);
    assertThat(drift.newest()).isEqualTo("10");
    assertThat(drift.isBehind()).isTrue();
    assertThat(drift.differences())
        .extracting(each -> each.kind() + " " + each.activity() + " " + each.column())
        .containsExactly(
            "SAME deploy SRE",
            "NOWHERE sing SRE",
            "CHANGED_SINCE deploy SRE",
            "CHANGED_SINCE deploy Developer",
            "REMOVED_SINCE undo Service Owner",
            "REMOVED_SINCE undo SRE",
            "REMOVED_SINCE undo Developer",
            "ADDED_SINCE watch Service Owner",
            "ADDED_SINCE watch SRE",
            "ADDED_SINCE watch Developer");
  }

  @Test
  void anAdoptionOfWhatIsNotThereIsSaidAndChangesNothing() {
    Matrices matrices =
        of(
            List.of(),
            adoption(new Scope.Organisation(), "raci", "1", Map.of()),
            adoption(new Scope.ServiceScope(SEARCH), "sig-sre", "7", Map.of()));

    assertThat(matrices.flaws())
        .extracting(Flaw::found)
        .containsExactlyInAnyOrder(
            "adoption of matrix 'raci' by the organisation",
            "adoption of version 7 of matrix 'sig-sre' by service search");
    assertThat(who(matrices, CHECKOUT, "agree", ANSWER)).containsExactly("service-owner");
    assertThat(matrices.effective(SEARCH).line("agree").orElseThrow().matrix().version())
        .isEqualTo("1");
  }

  @Test
  void theOrderInWhichAdoptionsAreWrittenHasNoMeaning() {
    List<Adoption> adoptions =
        new ArrayList<>(
            List.of(
                adoption(new Scope.Organisation(), "sig-sre", "1", Map.of()),
                adoption(new Scope.Organisation(), "reconciled", "1", Map.of()),
                adoption(new Scope.SystemScope("shop"), "sig-sre", "1", Map.of())));
    Matrices one = new Matrices(List.of(), adoptions, DIRECTORY::scopesOf);
    Collections.reverse(adoptions);
    Matrices other = new Matrices(List.of(), adoptions, DIRECTORY::scopesOf);

    for (ServiceId service : List.of(CHECKOUT, SEARCH)) {
      for (Row row : ShippedMatrices.reconciled().rows()) {
        String activity = row.activity().id();
        assertThat(who(one, service, activity, ANSWER))
            .isEqualTo(who(other, service, activity, ANSWER));
      }
    }
  }

  @Test
  void aPersonaIsWhatTheColumnThatNamesItSays() {
    RaciMatrix.Column lead = ShippedMatrices.published().columns().get(2);
    RaciMatrix.Column manager = ShippedMatrices.column("QE Manager", "qe-manager");
    RaciMatrix matrix =
        new RaciMatrix(
            "both",
            "Both",
            "1",
            "a test",
            Alphabet.RACI,
            List.of(lead, manager),
            List.of(
                new Row(
                    Activity.called("Deploy"),
                    List.of(
                        RaciMatrix.Cell.of("A/R", Alphabet.RACI),
                        RaciMatrix.Cell.of("C", Alphabet.RACI)))));
    Matrices matrices =
        of(List.of(matrix), adoption(new Scope.Organisation(), "both", "1", Map.of()));

    assertThat(who(matrices, SEARCH, "deploy", ANSWER)).containsExactly("architecture-lead");
    assertThat(who(matrices, SEARCH, "deploy", CONSULT)).containsExactly("qe-manager");
  }
}

package dev.parallax.server.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.governance.Assignments;
import dev.parallax.governance.Directory;
import dev.parallax.governance.Personas;
import dev.parallax.governance.Roster;
import dev.parallax.governance.Scope;
import dev.parallax.governance.raci.Activity;
import dev.parallax.governance.raci.Adoption;
import dev.parallax.governance.raci.Adoption.Deviation;
import dev.parallax.governance.raci.Adoption.Template;
import dev.parallax.governance.raci.Alphabet;
import dev.parallax.governance.raci.Finding.Spot;
import dev.parallax.governance.raci.Matrices;
import dev.parallax.governance.raci.Mode;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.RaciMatrix.Cell;
import dev.parallax.governance.raci.RaciMatrix.Row;
import dev.parallax.governance.raci.ShippedMatrices;
import dev.parallax.governance.raci.Waiver;
import dev.parallax.server.catalog.Registry;
import dev.parallax.server.shell.Refused;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MatrixViewTest {
  private static final Adoption OWN =
      new Adoption(
          new Scope.SystemScope("shop"),
          new Template("sig-sre", "1"),
          List.of(
              new Deviation("agree", "SRE IC", "C", "SRE measures it.", "anna"),
              new Deviation("propose", "Exec (VP)", "", "Nobody is told.", null)),
          Map.of("agree", Mode.ENFORCING),
          List.of(
              new Waiver(
                  "RL-01",
                  new Spot("existence", null),
                  "anna",
                  "We are hiring.",
                  Stand.MONDAY.plusSeconds(60)),
              new Waiver("RL-13", new Spot(null, null), "anna", "So.", Stand.MONDAY)),
          "MatrixAdoption shop");

  private final MatrixView published = template("sig-sre");
  private final MatrixView reconciled = template("reconciled");
  private final MatrixView adopted =
      new MatrixView(ShownMatrix.adopted(census(List.of(), OWN), OWN));

  private static Seats.Census census(List<RaciMatrix> templates, Adoption... adoptions) {
    Directory directory = new Directory(List.of(), List.of(), List.of(), List.of());
    Roster roster = new Roster(Personas.builtIn(), directory, new Assignments(List.of()));
    return new Seats.Census(
        new Registry(
            1,
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            roster,
            new Matrices(templates, List.of(adoptions), directory::scopesOf),
            new TreeMap<>(),
            List.of()),
        roster.at(Stand.MONDAY),
        Stand.MONDAY,
        Map.of());
  }

  private static ShownMatrix shown(String id, String version, String scope) {
    return ShownMatrix.of(census(List.of(), OWN), new ShownMatrix.Wanted(id, version, scope));
  }

  private static MatrixView template(String id) {
    return new MatrixView(shown(id, "", ""));
  }

  @Test
  void theSentenceCountsAndNamesTheWorst() {
    assertThat(published.sentence())
        .isEqualTo("SIG-SRE SLO matrix has 63 cells, with five errors and 15 warnings.");
    assertThat(published.worst())
        .isEqualTo(
            "The worst: in “Existence of SLO”, 2 columns are accountable (Service Owner, Sw. Eng/QE).");
    assertThat(template("parallax/keeping").worst()).isEmpty();
    assertThat(reconciled.sentence())
        .isEqualTo("Reconciled SLO matrix has 90 cells, with no errors and 14 warnings.");
    assertThat(adopted.sentence())
        .startsWith("SIG-SRE SLO matrix holds for system shop, with four errors and");
    assertThat(template("parallax/keeping").sentence())
        .isEqualTo("Keeping Parallax has 56 cells, with no errors and no warnings.");
  }

  @Test
  void everyFindingThatHasAPlaceIsMarkedWhereItIsAndEveryMarkLeadsToOne() {
    for (MatrixView view : List.of(published, reconciled, adopted)) {
      List<String> marked =
          Stream.of(
                  view.heads().stream().flatMap(head -> head.marks().stream()),
                  view.lines().stream().flatMap(line -> line.marks().stream()),
                  view.lines().stream()
                      .flatMap(line -> line.squares().stream())
                      .flatMap(square -> square.marks().stream()))
              .flatMap(marks -> marks)
              .map(MatrixView.Mark::href)
              .toList();

      assertThat(marked)
          .hasSizeGreaterThan(20)
          .hasSameElementsAs(
              view.found().stream()
                  .filter(found -> !found.place().isEmpty())
                  .map(found -> "#" + found.anchor())
                  .toList());
    }
  }

  @Test
  void findingsThatSayTheSameAreSaidOnce() {
    assertThat(published.found())
        .filteredOn(found -> found.rule().equals("RL-07"))
        .extracting(MatrixView.Found::place)
        .containsExactly(
            "Existence of SLO · Propose SLO Roadmap · Agree SLO Roadmap · Execute SLO Roadmap · Handle Error Budget · Recalibrate/Planning");
  }

  @Test
  void headersSayWhomTheyStandFor() {
    assertThat(published.heads())
        .extracting(MatrixView.Head::personas)
        .contains("Architecture Lead and QE Manager (best fit)", "Developer and Quality Engineer");
    assertThat(published.missing()).isEqualTo("QE Manager, Support Engineer and Service Consumer");
    assertThat(published.totals()).isEqualTo("A 10, R 18, C 20, I 19");
  }

  @Test
  void lettersAreSaidInWordsAndWithWhatTheyGrant() {
    assertThat(published.lines().getFirst().squares())
        .extracting(MatrixView.Square::code, MatrixView.Square::words)
        .startsWith(tuple("A/R", "accountable and responsible"), tuple("C", "consulted"));
    assertThat(published.letters())
        .extracting(MatrixView.Letter::sign, MatrixView.Letter::grants)
        .containsExactly(
            tuple('A', "answer"),
            tuple('R', "drive, perform"),
            tuple('C', "consult"),
            tuple('I', "inform"));
  }

  @Test
  void aMatrixOfAnotherAlphabetIsShownInItsWords() {
    RaciMatrix rapid =
        new RaciMatrix(
            "rapid",
            "Rapid",
            "1",
            "a test",
            Alphabet.RAPID,
            ShippedMatrices.published().columns().subList(0, 2),
            List.of(
                new Row(
                    Activity.called("Deploy"),
                    List.of(Cell.of("D", Alphabet.RAPID), Cell.of("R/P", Alphabet.RAPID)))));
    MatrixView view =
        new MatrixView(
            ShownMatrix.of(census(List.of(rapid)), new ShownMatrix.Wanted("rapid", "1", "")));

    assertThat(view.lines().getFirst().squares())
        .extracting(MatrixView.Square::words)
        .containsExactly("decides", "recommends and performs");
    assertThat(view.totals()).isEqualTo("R 1, A 0, P 1, I 0, D 1");
  }

  @Test
  void theReconciledMatrixShowsWhatDiffersAndWhy() {
    assertThat(published.differing()).isEmpty();
    assertThat(reconciled.differing())
        .filteredOn(each -> !each.was().isEmpty())
        .extracting(
            MatrixView.Differing::activities,
            MatrixView.Differing::column,
            MatrixView.Differing::was,
            MatrixView.Differing::code)
        .containsExactly(
            tuple("Existence of SLO", "Sw. Eng/QE", "A", "R"),
            tuple("Agree on SLO", "SRE IC", "I", "C"),
            tuple("Handle Error Budget", "SRE IC", "I", "R"));
    assertThat(reconciled.differing()).allSatisfy(each -> assertThat(each.reason()).isNotBlank());
  }

  @Test
  void anAdoptionShowsItsModesItsWaiversAndItsDrift() {
    ShownMatrix shown = shown("sig-sre", "", "system:shop");
    AdoptionView view = new AdoptionView(shown.census().registry().matrices());

    assertThat(adopted.lines())
        .extracting(MatrixView.Line::id, MatrixView.Line::mode)
        .contains(tuple("agree", "enforcing"), tuple("propose", "permissive"));
    assertThat(adopted.found().getLast().waiver())
        .isEqualTo("Waived by anna until 23 Nov 2026: We are hiring.");
    assertThat(adopted.found().getLast().severity()).isEqualTo("waived");
    assertThat(adopted.idle())
        .containsExactly(
            "The waiver of RL-13 by anna until 23 Nov 2026 covers nothing that is found; remove it.");
    assertThat(adopted.found())
        .filteredOn(found -> found.rule().equals("RL-22"))
        .extracting(MatrixView.Found::place)
        .containsExactly("Propose SLO, Exec (VP)");
    assertThat(shown.drift()).isNotNull();
    assertThat(view.sentence(shown.census().registry().matrices().drift(OWN)))
        .isEqualTo(
            "Version 1 of the matrix, adopted by system shop (MatrixAdoption shop). It fills two cells otherwise than its template.");
    assertThat(view.moved(shown.census().registry().matrices().drift(OWN), adopted))
        .extracting(AdoptionView.Moved::place, AdoptionView.Moved::approved)
        .containsExactly(
            tuple("Agree on SLO, SRE IC", "anna agreed"),
            tuple("Propose SLO, Exec (VP)", "nobody agreed to it"));
    assertThat(view.adopters("sig-sre"))
        .containsExactly(
            new AdoptionView.Adopter(
                "/matrix?matrix=sig-sre&scope=system%3Ashop",
                "system shop (version 1, two cells of its own)"));
  }

  @Test
  void withoutAWordTheMatrixThatHoldsIsShown() {
    ShownMatrix first = ShownMatrix.of(census(List.of()), new ShownMatrix.Wanted("", "", ""));

    assertThat(first.matrix().id()).isEqualTo("reconciled");
    assertThat(first.adoption()).isNotNull();
  }

  @Test
  void whatIsNotThereIsRefusedWithWhatIs() {
    assertThatThrownBy(() -> shown("raci", "", ""))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("sig-sre, reconciled, parallax/keeping");
    assertThatThrownBy(() -> shown("sig-sre", "7", ""))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("one of 1");
    assertThatThrownBy(() -> shown("sig-sre", "", "service:x"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("system:shop sig-sre");
  }
}

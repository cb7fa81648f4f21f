package dev.parallax.server.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.governance.Personas;
import dev.parallax.governance.raci.Alphabet;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.ShippedMatrices;
import dev.parallax.server.shell.Refused;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MatrixViewTest {
  private final MatrixView published = view(ShippedMatrices.published());
  private final MatrixView reconciled = view(ShippedMatrices.reconciled());

  private static MatrixView view(RaciMatrix matrix) {
    return new MatrixView(matrix, Personas.builtIn());
  }

  @Test
  void theSentenceCountsAndNamesTheWorst() {
    assertThat(published.sentence())
        .isEqualTo(
            "63 cells; one error and four warnings: in “Existence of SLO”, 2 columns are accountable (Service Owner, Sw. Eng/QE).");
    assertThat(reconciled.sentence()).startsWith("90 cells; no errors and three warnings: in “");
    assertThat(
            view(new RaciMatrix("x", "X", "1", "a test", Alphabet.RACI, List.of(), List.of()))
                .sentence())
        .isEqualTo("0 cells; no errors and no warnings.");
  }

  @Test
  void everyFindingIsMarkedOnceWhereItIs() {
    for (MatrixView view : List.of(published, reconciled)) {
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
          .containsExactlyInAnyOrderElementsOf(
              view.found().stream().map(found -> "#" + found.anchor()).toList());
    }
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
  void lettersAreSaidInWords() {
    assertThat(published.lines().getFirst().squares())
        .extracting(MatrixView.Square::code, MatrixView.Square::words)
        .startsWith(tuple("A/R", "accountable and responsible"), tuple("C", "consulted"));
  }

  @Test
  void theReconciledMatrixShowsWhatDiffersAndWhy() {
    assertThat(published.differing()).isEmpty();
    assertThat(reconciled.differing())
        .filteredOn(each -> !each.was().isEmpty())
        .extracting(
            MatrixView.Differing::activity,
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
  void aMatrixThatIsNotThereIsRefusedWithTheOnesThatAre() {
    assertThatThrownBy(() -> MatrixPages.named("raci"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("sig-sre, reconciled, parallax/keeping");
  }
}

package dev.parallax.governance.raci;

import static dev.parallax.governance.raci.Capability.ANSWER;
import static dev.parallax.governance.raci.Capability.DRIVE;
import static dev.parallax.governance.raci.Capability.OMIT;
import static dev.parallax.governance.raci.Capability.PERFORM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.governance.Persona;
import dev.parallax.governance.Personas;
import dev.parallax.governance.raci.RaciMatrix.Cell;
import dev.parallax.governance.raci.RaciMatrix.Column;
import dev.parallax.governance.raci.RaciMatrix.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShippedMatricesTest {
  private final RaciMatrix published = ShippedMatrices.published();
  private final RaciMatrix reconciled = ShippedMatrices.reconciled();

  private static Map<String, Integer> totals(RaciMatrix matrix) {
    return matrix.totals().entrySet().stream()
        .collect(
            Collectors.toMap(each -> String.valueOf(each.getKey().sign()), Map.Entry::getValue));
  }

  private static Cell cell(String code) {
    return Cell.of(code, Alphabet.RACI);
  }

  @Test
  void thePublishedMatrixHasTheTotalsOfItsSource() {
    assertThat(published.size()).isEqualTo(63);
    assertThat(totals(published)).isEqualTo(Map.of("A", 10, "R", 18, "C", 20, "I", 19));
    assertThat(published.rows().stream().flatMap(row -> row.cells().stream()).map(Cell::code))
        .filteredOn("A/R"::equals)
        .hasSize(4);
  }

  @Test
  void everyColumnStandsForPersonasThatExist() {
    for (RaciMatrix matrix : ShippedMatrices.all()) {
      assertThat(matrix.columns())
          .allSatisfy(
              column ->
                  assertThat(column.personas())
                      .isNotEmpty()
                      .allMatch(fit -> Personas.builtIn().get(fit.persona()).isPresent()));
    }
  }

  @Test
  void thePublishedMatrixForgetsSupportAndConsumersAndTheReconciledDoesNot() {
    assertThat(published.withoutColumn(Personas.builtIn()))
        .extracting(Persona::definedName)
        .containsExactlyInAnyOrder("QE Manager", "Support Engineer", "Service Consumer");
    assertThat(reconciled.withoutColumn(Personas.builtIn()))
        .extracting(Persona::definedName)
        .containsExactly("QE Manager");
  }

  @Test
  void eachCellThatDiffersSaysWhatItWasAndWhy() {
    List<String> differing = new ArrayList<>();
    for (Row row : reconciled.rows()) {
      for (int i = 0; i < reconciled.columns().size(); i++) {
        Cell cell = row.cells().get(i);
        String was = code(row, reconciled.columns().get(i));
        if (was.equals(cell.code())) {
          assertThat(cell.change()).as(row.activity().name()).isNull();
        } else {
          assertThat(cell.change()).as(row.activity().name()).isNotNull();
          assertThat(Stream.ofNullable(cell.change()))
              .allSatisfy(change -> assertThat(change.was()).isEqualTo(was))
              .allSatisfy(change -> assertThat(change.reason()).endsWith("."));
          if (!was.isEmpty()) {
            differing.add(row.activity().id() + " " + was + "→" + cell.code());
          }
        }
      }
    }
    assertThat(differing).containsExactly("existence A→R", "agree I→C", "handle-budget I→R");
  }

  private String code(Row row, Column column) {
    int at = published.columns().indexOf(column);
    return at < 0
        ? ""
        : published
            .row(row.activity().id())
            .map(before -> before.cells().get(at).code())
            .orElse("");
  }

  @Test
  void theReconciledMatrixHasItsOwnTotals() {
    assertThat(reconciled.size()).isEqualTo(90);
    assertThat(totals(reconciled)).isEqualTo(Map.of("A", 10, "R", 23, "C", 24, "I", 37));
  }

  @Test
  void aCellKeepsItsCodeAndSaysWhatItCouldNotRead() {
    assertThat(cell("A/R").capabilities()).containsExactly(ANSWER, DRIVE, PERFORM);
    assertThat(cell("r, a").capabilities()).containsExactly(ANSWER, DRIVE, PERFORM);
    assertThat(cell("AR").capabilities()).containsExactly(ANSWER, DRIVE, PERFORM);
    assertThat(cell("A/Q").unread()).containsExactly("Q");
    assertThat(cell("CIRCA").unread()).containsExactly("CIRCA");
    assertThat(List.of(cell(""), cell(" – "), cell("-"))).allMatch(Cell::isBlank);
    assertThat(cell("").capabilities()).containsExactly(OMIT);
    assertThat(cell("Q").capabilities()).isEmpty();
    assertThat(cell("A/Q").code()).isEqualTo("A/Q");
  }

  @Test
  void twoRowsOrColumnsOfOneNameAreRefused() {
    assertThatThrownBy(() -> Grid.of(List.of("SRE"), "Deploy: A", "Deploy: R"))
        .hasMessageContaining("'deploy' twice");
    assertThatThrownBy(() -> Grid.of(List.of("SRE", "SRE"), "Deploy: A R"))
        .hasMessageContaining("'SRE' twice");
    assertThatThrownBy(() -> Grid.of(List.of("SRE", "QE"), "Deploy: A"))
        .hasMessageContaining("expected 2");
  }
}

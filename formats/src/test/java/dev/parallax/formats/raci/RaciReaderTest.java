package dev.parallax.formats.raci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.formats.Checked;
import dev.parallax.formats.Problem;
import dev.parallax.formats.SourceFile;
import dev.parallax.governance.Personas;
import dev.parallax.governance.raci.Alphabet;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.RaciMatrix.Cell;
import dev.parallax.governance.raci.RaciMatrix.Fit;
import dev.parallax.governance.raci.ShippedMatrices;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RaciReaderTest {
  private static SourceFile file(String path, String text) {
    return new SourceFile(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private static Checked.Ok<List<RaciMatrix>> read(String path, String text) {
    return switch (RaciReader.read(file(path, text), Personas.builtIn())) {
      case Checked.Ok<List<RaciMatrix>> ok -> ok;
      case Checked.Rejected<List<RaciMatrix>>(var problems) ->
          throw new AssertionError(problems.toString());
    };
  }

  private static List<Problem> refused(String path, String text) {
    return switch (RaciReader.read(file(path, text), Personas.builtIn())) {
      case Checked.Ok<List<RaciMatrix>> ok -> throw new AssertionError(ok.toString());
      case Checked.Rejected<List<RaciMatrix>>(var problems) -> problems;
    };
  }

  @Test
  void theShippedMatricesAreWrittenAndReadBack() {
    for (RaciMatrix matrix : ShippedMatrices.all()) {
      RaciMatrix read = read("m.md", RaciWriter.markdown(matrix)).value().getFirst();

      assertThat(read.sameTableAs(matrix)).isTrue();
      assertThat(read.columns()).isEqualTo(matrix.columns());
      assertThat(read.rows())
          .extracting(RaciMatrix.Row::activity)
          .isEqualTo(matrix.rows().stream().map(RaciMatrix.Row::activity).toList());
    }
  }

  @Test
  void csvIsWrittenAndReadBack() {
    for (RaciMatrix matrix : ShippedMatrices.all()) {
      assertThat(read("m.csv", RaciWriter.csv(matrix)).value().getFirst().sameTableAs(matrix))
          .isTrue();
    }
    String strange = "Step,\"a \"\"b\"\", c\"\n\"one\ntwo\",A/R\n";
    assertThat(RaciWriter.csv(read("m.csv", strange).value().getFirst())).isEqualTo(strange);
  }

  @Test
  void theAlphabetIsTheOneThatReadsMostLetters() {
    assertThat(alphabet("| A | R | C | I |")).isEqualTo(Alphabet.RACI);
    assertThat(alphabet("| A | R | S | I |")).isEqualTo(Alphabet.RASCI);
    assertThat(alphabet("| A | R | S | V |")).isEqualTo(Alphabet.RACI_VS);
    assertThat(alphabet("| D | A | C | I |")).isEqualTo(Alphabet.DACI);
    assertThat(alphabet("| R | A | P | D |")).isEqualTo(Alphabet.RAPID);
    assertThat(alphabet("| A | R | X | I |")).isEqualTo(Alphabet.RACI);
  }

  private static Alphabet alphabet(String cells) {
    String table =
        "| Step | SRE | Developer | Executive | PM |\n|--|--|--|--|--|\n| Deploy " + cells;
    return read("m.md", table).value().getFirst().alphabet();
  }

  @Test
  void eachTableOfAFileIsAMatrixNamedByItsHeading() {
    Checked.Ok<List<RaciMatrix>> read =
        read(
            "docs/Raci.md",
            """
            # Deployments
            | Activity | SRE | Wizard |
            |:--|:-:|---|
            | **Deploy** | `A/R` | C |
            | Deploy | I |
            | | A | R |

            ## People
            Name | Phone
            --- | ---
            Ada | 12

            ## Incidents ##
            Activity | Developer | SRE
            ---|---|---
            Triage | A\\|R | X | I
            """);

    RaciMatrix first = read.value().getFirst();
    RaciMatrix second = read.value().getLast();
    assertThat(read.value())
        .extracting(RaciMatrix::name)
        .containsExactly("Deployments", "Incidents");
    assertThat(read.value()).extracting(RaciMatrix::id).containsExactly("raci-1", "raci-2");
    assertThat(first.rows())
        .extracting(
            row -> row.activity().id(), row -> row.cells().stream().map(Cell::code).toList())
        .containsExactly(tuple("deploy", List.of("A/R", "C")), tuple("deploy-2", List.of("I", "")));
    assertThat(second.rows().getFirst().cells())
        .extracting(Cell::code, Cell::unread)
        .containsExactly(tuple("A|R", List.of()), tuple("X", List.of("X")));
    assertThat(read.remarks())
        .extracting(problem -> problem.place().line(), Problem::found)
        .containsExactly(
            tuple(2, "column 'Wizard'"),
            tuple(5, "1 cells in 'Deploy'"),
            tuple(6, "a row without a name"),
            tuple(16, "3 cells in 'Triage'"));
  }

  @Test
  void headersAreMappedByNameByPartAndByBestFit() {
    RaciMatrix matrix =
        read(
                "m.csv",
                "Step,Sw. Eng/QE,Engineering/Quality Lead,Eng Manager/Director,Nobody\nDeploy,R,A,I,C\n")
            .value()
            .getFirst();

    assertThat(matrix.columns())
        .extracting(column -> column.personas().stream().map(RaciReaderTest::shown).toList())
        .containsExactly(
            List.of("developer", "quality-engineer"),
            List.of("architecture-lead", "qe-manager?"),
            List.of("engineering-manager", "director"),
            List.of());
  }

  private static String shown(Fit fit) {
    return fit.persona() + (fit.byBestFit() ? "?" : "");
  }

  @Test
  void csvKeepsQuotedCommasQuotesAndLines() {
    Checked.Ok<List<RaciMatrix>> read =
        read(
            "m.CSV",
            "\uFEFFStep,SRE,\"Developer\"\r\n\"Deploy, then \"\"watch\"\"\nand wait\",\"A, R\",C\r\n\r\nUndo,A\r\n");

    assertThat(read.value().getFirst().rows())
        .extracting(row -> row.activity().name())
        .containsExactly("Deploy, then \"watch\"\nand wait", "Undo");
    assertThat(read.value().getFirst().rows().getFirst().cells())
        .extracting(Cell::code)
        .containsExactly("A, R", "C");
    assertThat(read.remarks()).extracting(problem -> problem.place().line()).containsExactly(5);
  }

  @Test
  void whatIsNoMatrixIsRefusedWithTheReason() {
    assertThat(refused("a.md", "### Annual report (RACI)\n\nA report, in prose."))
        .extracting(Problem::found)
        .containsExactly("no table");
    assertThat(refused("b.md", "Work | Responsible | Accountable\n--|--|--\nCharter | Ada | Bob\n"))
        .extracting(Problem::found)
        .containsExactly("a table whose columns are the letters and whose cells are roles");
    assertThat(refused("c.md", "Name | Phone\n--|--\nAda | twelve\n"))
        .extracting(Problem::found)
        .containsExactly("a table of 2 columns whose cells are words");
    assertThat(refused("d.csv", "Step,SRE,SRE\nDeploy,A,R\n"))
        .extracting(Problem::found)
        .containsExactly("column 'SRE' twice");
    assertThat(refused("e.csv", "")).hasSize(1);
    assertThat(refused("f.md", "x".repeat(RaciReader.LARGEST_BYTES + 1))).hasSize(1);
  }
}

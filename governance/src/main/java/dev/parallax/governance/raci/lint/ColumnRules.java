package dev.parallax.governance.raci.lint;

import static dev.parallax.governance.raci.Capability.ANSWER;
import static dev.parallax.governance.raci.Capability.CONSULT;
import static dev.parallax.governance.raci.Capability.DRIVE;
import static dev.parallax.governance.raci.Capability.PERFORM;
import static dev.parallax.governance.raci.Finding.error;
import static dev.parallax.governance.raci.Finding.note;
import static dev.parallax.governance.raci.Finding.warning;

import dev.parallax.governance.PersonaId;
import dev.parallax.governance.raci.Alphabet.Letter;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.raci.Finding.Spot;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.RaciMatrix.Cell;
import dev.parallax.governance.raci.RaciMatrix.Column;
import dev.parallax.governance.raci.RaciMatrix.Fit;
import dev.parallax.governance.raci.RaciMatrix.Row;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What can be said of columns, and of single cells.
final class ColumnRules {
  /// The share of the activities, in percent, above which one column carries too many.
  private static final long CONCENTRATED_PERCENT = 75;

  private static final Set<Set<Capability>> TOGETHER =
      Set.of(
          Set.of(ANSWER, PERFORM),
          Set.of(ANSWER, DRIVE),
          Set.of(DRIVE, PERFORM),
          Set.of(ANSWER, DRIVE, PERFORM),
          Set.of(PERFORM, CONSULT));

  private ColumnRules() {}

  static Stream<Finding> columnsAreKnown(RaciMatrix matrix) {
    return matrix.columns().stream()
        .filter(column -> column.personas().isEmpty())
        .map(
            column ->
                error(
                    "RL-06",
                    at(column),
                    "No persona is called '%s', so its letters reach nobody."
                        .formatted(column.header()),
                    "Add the header as an alias of a persona, or add a persona."));
  }

  static Stream<Finding> personasAreKnown(RaciMatrix matrix, Set<PersonaId> known) {
    return matrix.columns().stream()
        .flatMap(
            column ->
                column.personas().stream()
                    .map(Fit::persona)
                    .filter(persona -> !known.contains(persona))
                    .map(
                        persona ->
                            error(
                                "RL-06",
                                at(column),
                                "'%s' stands for '%s', which is no persona, so its letters reach nobody there."
                                    .formatted(column.header(), persona),
                                "Correct the id, or add the persona.")));
  }

  static Stream<Finding> columnsHaveGaps(RaciMatrix matrix) {
    return matrix.columns().stream()
        .filter(column -> matrix.below(column).stream().noneMatch(Cell::isBlank))
        .map(
            column ->
                note(
                    "RL-10",
                    at(column),
                    "'%s' has a part in every activity.".formatted(column.header()),
                    "Ask whether it needs to be involved in so much."));
  }

  static Stream<Finding> columnsTakePart(RaciMatrix matrix) {
    return matrix.columns().stream()
        .filter(column -> matrix.below(column).stream().noneMatch(ColumnRules::carries))
        .map(
            column ->
                note(
                    "RL-11",
                    at(column),
                    "'%s' neither answers for anything nor does anything."
                        .formatted(column.header()),
                    "Send it a digest, not every event."));
  }

  static Stream<Finding> loadIsSpread(RaciMatrix matrix) {
    return matrix.columns().stream()
        .filter(
            column -> carried(matrix, column) * 100 > CONCENTRATED_PERCENT * matrix.rows().size())
        .map(
            column ->
                warning(
                    "RL-20",
                    at(column),
                    "'%s' is accountable or responsible in %d of %d activities; most of them stop without it."
                        .formatted(column.header(), carried(matrix, column), matrix.rows().size()),
                    "Give some of them to other columns."));
  }

  private static long carried(RaciMatrix matrix, Column column) {
    return matrix.below(column).stream().filter(ColumnRules::carries).count();
  }

  private static boolean carries(Cell cell) {
    return cell.has(ANSWER) || cell.has(DRIVE) || cell.has(PERFORM);
  }

  static Stream<Finding> onePartPerCell(RaciMatrix matrix) {
    return cells(matrix)
        .filter(each -> !goTogether(matrix.alphabet().lettersOf(each.cell.capabilities())))
        .map(
            each ->
                error(
                    "RL-04",
                    at(each.row, each.column),
                    "'%s' gives parts that do not go together.".formatted(each.cell.code()),
                    "Leave one letter, or two of which one answers for the work and one does it."));
  }

  private static boolean goTogether(List<Letter> letters) {
    return letters.size() < 2
        || TOGETHER.contains(letters.stream().map(Letter::head).collect(Collectors.toSet()));
  }

  static Stream<Finding> lettersAreKnown(RaciMatrix matrix) {
    return cells(matrix)
        .filter(each -> !each.cell.unread().isEmpty())
        .map(
            each ->
                error(
                    "RL-06",
                    at(each.row, each.column),
                    "'%s' is no letter of %s."
                        .formatted(String.join(" ", each.cell.unread()), matrix.alphabet().title()),
                    "Write one of %s, two that go together, or nothing.".formatted(signs(matrix))));
  }

  private static String signs(RaciMatrix matrix) {
    return matrix.alphabet().letters().stream()
        .map(letter -> String.valueOf(letter.sign()))
        .collect(Collectors.joining(", "));
  }

  private static Stream<Placed> cells(RaciMatrix matrix) {
    return matrix.rows().stream()
        .flatMap(
            row ->
                IntStream.range(0, matrix.columns().size())
                    .mapToObj(i -> new Placed(row, matrix.columns().get(i), row.cells().get(i))));
  }

  private record Placed(Row row, Column column, Cell cell) {}

  private static Spot at(Column column) {
    return new Spot(null, column.header());
  }

  private static Spot at(Row row, Column column) {
    return new Spot(row.activity().id(), column.header());
  }
}

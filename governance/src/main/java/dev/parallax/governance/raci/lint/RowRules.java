package dev.parallax.governance.raci.lint;

import static dev.parallax.governance.raci.Capability.ANSWER;
import static dev.parallax.governance.raci.Capability.CONSULT;
import static dev.parallax.governance.raci.Capability.DRIVE;
import static dev.parallax.governance.raci.Capability.INFORM;
import static dev.parallax.governance.raci.Capability.PERFORM;
import static dev.parallax.governance.raci.Finding.error;
import static dev.parallax.governance.raci.Finding.note;
import static dev.parallax.governance.raci.Finding.warning;

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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What can be said of one activity after the other.
final class RowRules {
  private static final int MANY_CONSULTED = 3;
  private static final int MANY_INFORMED = 5;
  private static final int MANY_RESPONSIBLE = 3;
  private static final Pattern SEVERAL = Pattern.compile("(?i).*\\(s\\).*");
  private static final Pattern BUNDLE = Pattern.compile("(?i).*([+/&]|\\band\\b).*");
  private static final Pattern STATE =
      Pattern.compile("(?i)\\S*(ence|ance|tion|ment|ness|ity|ing|sis)(\\s.*)?");

  private RowRules() {}

  static Stream<Finding> oneAccountable(RaciMatrix matrix) {
    return matrix.rows().stream()
        .filter(row -> matrix.holders(row, ANSWER).size() != 1)
        .map(
            row -> {
              List<Column> holders = matrix.holders(row, ANSWER);
              return holders.isEmpty()
                  ? error(
                      "RL-01",
                      at(row),
                      "Nobody is accountable, so nobody decides.",
                      "Give the %s to one column.".formatted(sign(matrix, ANSWER)))
                  : error(
                      "RL-01",
                      at(row),
                      "%d columns are accountable (%s); where several answer, nobody does."
                          .formatted(holders.size(), headers(holders)),
                      "Leave the %s to one of them.".formatted(sign(matrix, ANSWER)));
            });
  }

  static Stream<Finding> accountableIsOnePerson(RaciMatrix matrix) {
    return matrix.rows().stream()
        .flatMap(
            row ->
                matrix.holders(row, ANSWER).stream()
                    .filter(column -> SEVERAL.matcher(column.header()).matches())
                    .map(
                        column ->
                            warning(
                                "RL-02",
                                at(row, column),
                                "'%s' may be several people, and one of them must answer."
                                    .formatted(column.header()),
                                "Name a primary for each service.")));
  }

  static Stream<Finding> someoneResponsible(RaciMatrix matrix) {
    return matrix.rows().stream()
        .filter(row -> matrix.holders(row, PERFORM).isEmpty())
        .map(
            row ->
                error(
                    "RL-03",
                    at(row),
                    "Nobody is responsible, so nobody does the work.",
                    "Give the %s to whoever does it.".formatted(sign(matrix, PERFORM))));
  }

  static Stream<Finding> accountableIsNotLedByResponsible(RaciMatrix matrix) {
    return matrix.rows().stream()
        .flatMap(
            row ->
                matrix.holders(row, ANSWER).stream()
                    .flatMap(
                        column ->
                            matrix.holders(row, PERFORM).stream()
                                .filter(doer -> !doer.equals(column) && led(column, doer))
                                .limit(1)
                                .map(
                                    doer ->
                                        warning(
                                            "RL-05",
                                            at(row, column),
                                            "'%s' answers for the work of '%s', by whom it is usually led."
                                                .formatted(column.header(), doer.header()),
                                            "Give the %s to a persona that can decide over those who do it."
                                                .formatted(sign(matrix, ANSWER))))));
  }

  private static boolean led(Column column, Column leader) {
    return column.personas().stream()
        .map(Fit::persona)
        .anyMatch(
            persona ->
                leader.personas().stream().anyMatch(fit -> Ranks.ledBy(persona, fit.persona())));
  }

  static Stream<Finding> rowsAreFilled(RaciMatrix matrix) {
    return matrix.rows().stream()
        .filter(row -> row.cells().stream().allMatch(Cell::isBlank))
        .map(
            row ->
                warning(
                    "RL-07",
                    at(row),
                    "No column has a part in it.",
                    "Fill the row, or remove the activity."));
  }

  static Stream<Finding> somethingRunsIt(RaciMatrix matrix, Set<String> run) {
    return matrix.rows().stream()
        .filter(row -> !run.contains(row.activity().id()))
        .map(
            row ->
                warning(
                    "RL-07",
                    at(row),
                    "Nothing in Parallax runs it, so its letters decide nothing.",
                    "Bind a process to it, or accept that it is for reading."));
  }

  static Stream<Finding> activitiesAreSingleDeeds(RaciMatrix matrix) {
    return matrix.rows().stream()
        .filter(row -> !deedOf(row).isEmpty())
        .map(
            row ->
                note(
                    "RL-08",
                    at(row),
                    "'%s' %s.".formatted(row.activity().name(), deedOf(row)),
                    "Name one deed, beginning with its verb."));
  }

  private static String deedOf(Row row) {
    String name = row.activity().name();
    if (BUNDLE.matcher(name).matches()) {
      return "bundles two activities, and the letters may differ between them";
    }
    return STATE.matcher(name).matches()
        ? "is a state or a subject, and nobody can tell when it is done"
        : "";
  }

  static Stream<Finding> accountableWasAskedBefore(RaciMatrix matrix) {
    return matrix.rows().stream()
        .flatMap(
            row ->
                row.activity().inputs().stream()
                    .flatMap(input -> matrix.row(input).stream())
                    .flatMap(
                        before ->
                            matrix.holders(row, ANSWER).stream()
                                .filter(column -> !asked(matrix, before, column))
                                .map(
                                    column ->
                                        warning(
                                            "RL-09",
                                            at(row, column),
                                            "'%s' answers for this, and was not asked in '%s', which fixes what it works with."
                                                .formatted(
                                                    column.header(), before.activity().name()),
                                            "Give it a %s or more in '%s'."
                                                .formatted(
                                                    sign(matrix, CONSULT),
                                                    before.activity().name())))));
  }

  private static boolean asked(RaciMatrix matrix, Row row, Column column) {
    return Stream.of(ANSWER, DRIVE, PERFORM, CONSULT)
        .anyMatch(letter -> matrix.holders(row, letter).contains(column));
  }

  private static char sign(RaciMatrix matrix, Capability capability) {
    return matrix.alphabet().letters().stream()
        .filter(letter -> letter.grants().contains(capability))
        .findFirst()
        .map(Letter::sign)
        .orElse('?');
  }

  /// Nobody asked is the smell by itself: telling people is not talking with them.
  static Stream<Finding> peopleTalk(RaciMatrix matrix) {
    return matrix.rows().stream()
        .filter(row -> matrix.holders(row, CONSULT).isEmpty())
        .map(
            row ->
                note(
                    "RL-12",
                    at(row),
                    "Nobody is consulted; %d are informed."
                        .formatted(matrix.holders(row, INFORM).size()),
                    "Ask whether somebody's opinion would change the result."));
  }

  static Stream<Finding> fewAreConsulted(RaciMatrix matrix) {
    return above(matrix, CONSULT, MANY_CONSULTED)
        .map(
            row ->
                note(
                    "RL-12",
                    at(row),
                    "%d are consulted, and a decision waits for each."
                        .formatted(matrix.holders(row, CONSULT).size()),
                    "Inform those whose opinion would not change the result."));
  }

  static Stream<Finding> fewAreInformed(RaciMatrix matrix) {
    return above(matrix, INFORM, MANY_INFORMED)
        .map(
            row ->
                note(
                    "RL-12",
                    at(row),
                    "%d are informed; most of it will be noise."
                        .formatted(matrix.holders(row, INFORM).size()),
                    "Leave out those who would not act on it."));
  }

  static Stream<Finding> fewAreResponsible(RaciMatrix matrix) {
    // In DACI whoever contributes may do the work; that many contribute is for RL-12 to say.
    boolean named =
        matrix.alphabet().letters().stream().anyMatch(letter -> letter.head() == PERFORM);
    return above(matrix, PERFORM, MANY_RESPONSIBLE)
        .filter(_ -> named)
        .map(
            row ->
                note(
                    "RL-13",
                    at(row),
                    "%d are responsible.".formatted(matrix.holders(row, PERFORM).size()),
                    "Ask whether the activity can be broken down."));
  }

  private static Stream<Row> above(RaciMatrix matrix, Capability letter, int limit) {
    return matrix.rows().stream().filter(row -> matrix.holders(row, letter).size() > limit);
  }

  private static String headers(List<Column> columns) {
    return columns.stream().map(Column::header).collect(Collectors.joining(", "));
  }

  private static Spot at(Row row) {
    return new Spot(row.activity().id(), null);
  }

  private static Spot at(Row row, Column column) {
    return new Spot(row.activity().id(), column.header());
  }
}

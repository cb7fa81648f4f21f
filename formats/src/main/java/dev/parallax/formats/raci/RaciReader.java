package dev.parallax.formats.raci;

import dev.parallax.formats.Checked;
import dev.parallax.formats.Place;
import dev.parallax.formats.Problem;
import dev.parallax.formats.Problems;
import dev.parallax.formats.SourceFile;
import dev.parallax.governance.Personas;
import dev.parallax.governance.raci.Activity;
import dev.parallax.governance.raci.Alphabet;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.RaciMatrix.Cell;
import dev.parallax.governance.raci.RaciMatrix.Column;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Reads the responsibility matrices of a file. A matrix with faults is read: the rules speak of
/// them. What is no matrix is refused, with the reason.
///
/// Remarks say which headers no persona is called by, and which rows were too short or too long.
public final class RaciReader {
  /// What is read at most, in bytes; a matrix of a hundred rows has some ten thousand.
  public static final int LARGEST_BYTES = 1 << 20;

  private static final Set<String> LETTERS =
      Set.of("responsible", "accountable", "consulted", "informed");
  private static final String EXPECTED =
      "a table whose header names roles and whose cells hold the letters A, R, C and I";

  private final SourceFile file;
  private final Personas personas;
  private final Problems problems = new Problems();

  private RaciReader(SourceFile file, Personas personas) {
    this.file = file;
    this.personas = personas;
  }

  /// A matrix and where it stands in its file.
  public record Placed(RaciMatrix matrix, Lines lines) {}

  /// The matrices of a file, in its order: CSV where its name ends so, else Markdown.
  public static Checked<List<RaciMatrix>> read(SourceFile file, Personas personas) {
    return switch (placed(file, personas)) {
      case Checked.Ok<List<Placed>>(List<Placed> read, List<Problem> remarks) ->
          new Checked.Ok<>(read.stream().map(Placed::matrix).toList(), remarks);
      case Checked.Rejected<List<Placed>>(List<Problem> problems) ->
          new Checked.Rejected<>(problems);
    };
  }

  /// The same, each with the lines on which it stands.
  public static Checked<List<Placed>> placed(SourceFile file, Personas personas) {
    return new RaciReader(file, personas).read();
  }

  private Checked<List<Placed>> read() {
    if (file.bytes().length > LARGEST_BYTES) {
      problems.error(
          file.place(),
          "a file of %,d bytes".formatted(file.bytes().length),
          "at most %,d, since a matrix is made for people".formatted(LARGEST_BYTES),
          "Put the matrix into a file of its own.");
      return new Checked.Rejected<>(problems.all());
    }
    List<Table> tables = tables();
    List<Table> matrices = tables.stream().filter(table -> table.alphabet().isPresent()).toList();
    if (matrices.isEmpty()) {
      refuse(tables);
    }
    matrices.forEach(this::checkHeader);
    if (problems.hasErrors()) {
      return new Checked.Rejected<>(problems.all());
    }
    List<Placed> read =
        IntStream.range(0, matrices.size())
            .mapToObj(i -> matrix(matrices.get(i), i, matrices.size()))
            .toList();
    return new Checked.Ok<>(read, problems.all());
  }

  private List<Table> tables() {
    String text = new String(file.bytes(), StandardCharsets.UTF_8);
    String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return csv() ? CsvTables.in(plain) : MarkdownTables.in(plain);
  }

  private boolean csv() {
    return file.path().toLowerCase(Locale.ROOT).endsWith(".csv");
  }

  private void refuse(List<Table> tables) {
    if (tables.isEmpty()) {
      problems.error(
          file.place(),
          "no table",
          EXPECTED + "; the word RACI alone makes no matrix",
          "Write the matrix as a table with bars, or as CSV in a file that ends in .csv.");
      return;
    }
    for (Table table : tables) {
      boolean turned =
          table.header().stream().anyMatch(head -> LETTERS.contains(head.toLowerCase(Locale.ROOT)));
      problems.error(
          new Place(file.path(), table.line()),
          turned
              ? "a table whose columns are the letters and whose cells are roles"
              : "a table of %d columns whose cells are words".formatted(table.header().size()),
          EXPECTED,
          turned
              ? "Turn it: one column for each role, its letter in each row."
              : "Write one column for each role and a letter in each cell.");
    }
  }

  private void checkHeader(Table table) {
    Set<String> seen = new HashSet<>();
    for (String head : headers(table)) {
      if (!seen.add(head)) {
        problems.error(
            new Place(file.path(), table.line()),
            "column '%s' twice".formatted(head),
            "a header of its own for each column, since findings are placed by it",
            "Rename one of them.");
      }
    }
  }

  private Placed matrix(Table table, int at, int of) {
    List<Column> columns =
        headers(table).stream().map(header -> Headers.column(header, personas)).toList();
    columns.stream()
        .filter(column -> column.personas().isEmpty())
        .forEach(
            column ->
                problems.warning(
                    new Place(file.path(), table.line()),
                    "column '%s'".formatted(column.header()),
                    "a name or alias of a persona, since its letters reach nobody otherwise",
                    "Add the header as an alias of a persona, or add a persona."));
    Alphabet alphabet = table.alphabet().orElse(Alphabet.RACI);
    List<RaciMatrix.Row> rows = new ArrayList<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    for (Table.Row row : table.rows()) {
      if (row.cells().getFirst().isBlank()) {
        problems.warning(
            new Place(file.path(), row.line()),
            "a row without a name",
            "an activity in its first cell, since nobody can be told of it otherwise",
            "Name the activity; the row is left out.");
      } else {
        Activity activity = activity(row, lines.keySet());
        lines.put(activity.id(), row.line());
        rows.add(new RaciMatrix.Row(activity, cells(row, columns.size(), alphabet)));
      }
    }
    String name = table.title().isBlank() ? stem() : table.title();
    String id = of == 1 ? stem() : stem() + "-" + (at + 1);
    Place header = new Place(file.path(), table.line());
    return new Placed(
        new RaciMatrix(id, name, "1", header.toString(), alphabet, columns, rows),
        Lines.of(header, lines));
  }

  private static List<String> headers(Table table) {
    return table.header().stream().skip(1).toList();
  }

  private static Activity activity(Table.Row row, Set<String> ids) {
    Activity activity = Activity.called(row.cells().getFirst());
    String id = activity.id();
    for (int n = 2; ids.contains(id); n++) {
      id = activity.id() + "-" + n;
    }
    return activity.withId(id);
  }

  private List<Cell> cells(Table.Row row, int columns, Alphabet alphabet) {
    int found = row.cells().size() - 1;
    if (found != columns) {
      problems.warning(
          new Place(file.path(), row.line()),
          "%d cells in '%s'".formatted(found, row.cells().getFirst()),
          "%d, one for each column".formatted(columns),
          found < columns
              ? "Add the missing cells; they are read as empty."
              : "Remove the cells beyond the last column; they are left out.");
    }
    return Stream.concat(row.cells().stream().skip(1), Stream.generate(() -> ""))
        .limit(columns)
        .map(code -> Cell.of(code, alphabet))
        .toList();
  }

  private String stem() {
    String name = file.path().substring(file.path().lastIndexOf('/') + 1);
    int dot = name.lastIndexOf('.');
    String slug =
        (dot > 0 ? name.substring(0, dot) : name)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    return slug.isEmpty() ? "matrix" : slug;
  }
}

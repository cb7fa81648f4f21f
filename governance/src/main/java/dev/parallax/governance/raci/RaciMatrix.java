package dev.parallax.governance.raci;

import dev.parallax.governance.Persona;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Personas;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Who has which part in which activity. Columns are personas, rows are activities, cells hold
/// letters. Immutable; what is wrong with it is told by rules, not refused.
///
/// @param id stable, e.g. `sig-sre`
/// @param name for people
/// @param version of its content
/// @param source the document that it comes from
/// @param alphabet in which its letters are read
/// @param columns in the order of the table
/// @param rows in the order of the table; each has one cell for each column
public record RaciMatrix(
    String id,
    String name,
    String version,
    String source,
    Alphabet alphabet,
    List<Column> columns,
    List<Row> rows) {

  /// A column as it was written, and the personas that it stands for.
  ///
  /// @param header verbatim
  /// @param personas none where nothing is known by that header
  public record Column(String header, List<Fit> personas) {
    public Column {
      personas = List.copyOf(personas);
    }

    /// Whether it stands for that persona, by name or by best fit.
    public boolean standsFor(PersonaId persona) {
      return personas.stream().anyMatch(fit -> fit.persona().equals(persona));
    }
  }

  /// A persona that a column stands for.
  ///
  /// @param byBestFit whether the header only comes near; else it names the persona
  public record Fit(PersonaId persona, boolean byBestFit) {}

  /// An activity and its cells.
  ///
  /// @param reason why its parts are given as they are; empty where the matrix does not say
  public record Row(Activity activity, List<Cell> cells, String reason) {
    public Row {
      cells = List.copyOf(cells);
    }

    /// Without a reason.
    public Row(Activity activity, List<Cell> cells) {
      this(activity, cells, "");
    }
  }

  /// What stands at an activity and a column.
  ///
  /// @param code verbatim; empty where nothing stands there
  /// @param capabilities what the code grants; of an empty cell it is [Capability#OMIT]
  /// @param unread the pieces of the code that mean nothing
  /// @param change why it differs from the matrix that it was made from; null where it does not
  public record Cell(
      String code, Set<Capability> capabilities, List<String> unread, @Nullable Change change) {
    private static final Pattern BETWEEN = Pattern.compile("[\\s/,;&+|]+");
    private static final Pattern NOTHING = Pattern.compile("[-–—.\\s]*");

    public Cell {
      EnumSet<Capability> sorted = EnumSet.noneOf(Capability.class);
      sorted.addAll(capabilities);
      capabilities = Collections.unmodifiableSet(sorted);
      unread = List.copyOf(unread);
    }

    /// The cell with that code: letters with anything between them, `A/R`, `A, R` or `AR`. A dash
    /// says that nothing stands there.
    public static Cell of(String code, Alphabet alphabet) {
      if (NOTHING.matcher(code).matches()) {
        return new Cell(code.strip(), Set.of(Capability.OMIT), List.of(), null);
      }
      Set<Capability> granted = EnumSet.noneOf(Capability.class);
      List<String> unread = new ArrayList<>();
      for (String piece : BETWEEN.split(code.strip())) {
        List<Optional<Alphabet.Letter>> read = piece.chars().mapToObj(alphabet::letter).toList();
        if (piece.length() <= 2 && read.stream().allMatch(Optional::isPresent)) {
          read.forEach(letter -> letter.ifPresent(each -> granted.addAll(each.grants())));
        } else if (!piece.isEmpty()) {
          unread.add(piece);
        }
      }
      return new Cell(code.strip(), granted, unread, null);
    }

    /// The same, which differs from the cell it was made from.
    ///
    /// @param was the code before; empty where there was no such cell
    public Cell changedFrom(String was, String reason) {
      return new Cell(code, capabilities, unread, new Change(was, reason));
    }

    public boolean has(Capability capability) {
      return capabilities.contains(capability);
    }

    /// Whether nothing at all stands there.
    public boolean isBlank() {
      return unread.isEmpty() && Set.of(Capability.OMIT).containsAll(capabilities);
    }
  }

  /// Why a cell differs from the matrix that its own was made from.
  ///
  /// @param was the code before; empty where there was no such cell
  /// @param reason a sentence
  public record Change(String was, String reason) {}

  public RaciMatrix {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    Set<String> headers = new HashSet<>();
    for (Column column : columns) {
      if (!headers.add(column.header())) {
        throw new IllegalArgumentException(
            "column '%s' twice: expected one for each header, since findings are placed by it. Rename one of them."
                .formatted(column.header()));
      }
    }
    Set<String> ids = new HashSet<>();
    for (Row row : rows) {
      if (row.cells().size() != columns.size()) {
        throw new IllegalArgumentException(
            "activity '%s' with %d cells: expected %d, one for each column. Fill up with empty cells."
                .formatted(row.activity().name(), row.cells().size(), columns.size()));
      }
      if (!ids.add(row.activity().id())) {
        throw new IllegalArgumentException(
            "activity id '%s' twice: expected one row for each, since findings are placed by it. Choose another id."
                .formatted(row.activity().id()));
      }
    }
  }

  /// The same with other columns above its cells.
  public RaciMatrix withColumns(List<Column> others) {
    return new RaciMatrix(id, name, version, source, alphabet, others, rows);
  }

  /// The same with other rows.
  public RaciMatrix withRows(List<Row> others) {
    return new RaciMatrix(id, name, version, source, alphabet, columns, others);
  }

  /// How many cells it has, empty ones included.
  public int size() {
    return rows.size() * columns.size();
  }

  /// How often each letter stands in it, in the order of its alphabet; `A/R` counts for both.
  public Map<Alphabet.Letter, Integer> totals() {
    Map<Alphabet.Letter, Integer> totals = new LinkedHashMap<>();
    for (Alphabet.Letter letter : alphabet.letters()) {
      totals.put(letter, rows.stream().mapToInt(row -> holders(row, letter.head()).size()).sum());
    }
    return Collections.unmodifiableMap(totals);
  }

  /// The columns that have that capability in a row.
  public List<Column> holders(Row row, Capability capability) {
    List<Column> holders = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (row.cells().get(i).has(capability)) {
        holders.add(columns.get(i));
      }
    }
    return List.copyOf(holders);
  }

  /// The row of an activity, if there is one.
  public Optional<Row> row(String activity) {
    return rows.stream().filter(row -> row.activity().id().equals(activity)).findFirst();
  }

  /// The cells of one column, from above.
  public List<Cell> below(Column column) {
    int at = columns.indexOf(column);
    return rows.stream().map(row -> row.cells().get(at)).toList();
  }

  /// The eleven of ADR-00002 for which no column stands by name; by best fit does not count.
  public List<Persona> withoutColumn(Personas personas) {
    Set<PersonaId> named =
        columns.stream()
            .flatMap(column -> column.personas().stream())
            .filter(fit -> !fit.byBestFit())
            .map(Fit::persona)
            .collect(Collectors.toSet());
    return personas.distinct().stream()
        .filter(persona -> persona.origin().kind() == Persona.Kind.BUILT_IN)
        .filter(persona -> !named.contains(persona.id()))
        .toList();
  }

  /// Whether another one has the same headers, activities and codes, whatever it is called.
  public boolean sameTableAs(RaciMatrix other) {
    return table().equals(other.table());
  }

  /// The same in the letters of another alphabet. What those cannot say is lost, and a letter may
  /// say more; codes that were not read stay as they are.
  public RaciMatrix in(Alphabet other) {
    List<Row> said =
        rows.stream()
            .map(
                row ->
                    new Row(
                        row.activity(),
                        row.cells().stream().map(cell -> in(other, cell)).toList(),
                        row.reason()))
            .toList();
    return new RaciMatrix(id, name, version, source, other, columns, said);
  }

  private static Cell in(Alphabet other, Cell cell) {
    String code = cell.unread().isEmpty() ? other.code(cell.capabilities()) : cell.code();
    Cell said = Cell.of(code, other);
    return new Cell(code, said.capabilities(), said.unread(), cell.change());
  }

  /// Whether another one has the same headers and activities, whatever stands in the cells.
  public boolean sameFrameAs(RaciMatrix other) {
    return frame().equals(other.frame());
  }

  private List<List<String>> frame() {
    return List.of(
        columns.stream().map(Column::header).toList(),
        rows.stream().map(row -> row.activity().name()).toList());
  }

  /// What stands at an activity and a column, if there is such a place.
  public Optional<Cell> cell(String activity, String header) {
    return row(activity)
        .flatMap(
            row ->
                IntStream.range(0, columns.size())
                    .filter(i -> columns.get(i).header().equals(header))
                    .mapToObj(row.cells()::get)
                    .findFirst());
  }

  private List<List<String>> table() {
    List<List<String>> table = new ArrayList<>();
    table.add(columns.stream().map(Column::header).toList());
    for (Row row : rows) {
      table.add(List.of(row.activity().name()));
      table.add(row.cells().stream().map(Cell::code).toList());
    }
    return table;
  }
}

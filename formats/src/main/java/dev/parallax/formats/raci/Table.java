package dev.parallax.formats.raci;

import dev.parallax.governance.raci.RaciMatrix.Cell;
import java.util.List;

/// A table as it stands in a file, before anybody asks what it means.
///
/// @param title the heading above it; empty where there is none
/// @param line of its header, from 1
/// @param header verbatim
/// @param rows each with the line it stands on
record Table(String title, int line, List<String> header, List<Row> rows) {
  record Row(int line, List<String> cells) {}

  Table {
    header = List.copyOf(header);
    rows = List.copyOf(rows);
  }

  /// Whether it is a matrix of responsibilities: of the cells that hold something, most hold
  /// letters.
  boolean isMatrix() {
    List<Cell> filled =
        rows.stream()
            .flatMap(row -> row.cells().stream().skip(1))
            .map(Cell::of)
            .filter(cell -> !cell.isBlank())
            .toList();
    long read = filled.stream().filter(cell -> cell.unread().isEmpty()).count();
    return header.size() > 1 && read > 0 && read * 2 >= filled.size();
  }
}

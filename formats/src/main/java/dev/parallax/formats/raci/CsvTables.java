package dev.parallax.formats.raci;

import java.util.ArrayList;
import java.util.List;

/// Reads a CSV text (RFC 4180: commas, quotes doubled inside quotes) as one table.
final class CsvTables {
  private final String text;
  private final List<Table.Row> rows = new ArrayList<>();
  private final StringBuilder cell = new StringBuilder();
  private List<String> cells = new ArrayList<>();
  private boolean quoted;
  private int line = 1;
  private int start = 1;

  private CsvTables(String text) {
    this.text = text;
  }

  static List<Table> in(String text) {
    List<Table.Row> rows = new CsvTables(text).read();
    return rows.isEmpty()
        ? List.of()
        : List.of(
            new Table(
                "", rows.getFirst().line(), rows.getFirst().cells(), rows.subList(1, rows.size())));
  }

  private List<Table.Row> read() {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        endCell();
      } else if (c == '\n' && !quoted) {
        endLine();
      } else {
        cell.append(c);
      }
      line += c == '\n' ? 1 : 0;
      if (c == '\n' && !quoted) {
        start = line;
      }
    }
    endLine();
    return rows;
  }

  private void endCell() {
    cells.add(cell.toString().strip());
    cell.setLength(0);
  }

  private void endLine() {
    endCell();
    if (cells.stream().anyMatch(each -> !each.isEmpty())) {
      rows.add(new Table.Row(start, cells));
    }
    cells = new ArrayList<>();
  }
}

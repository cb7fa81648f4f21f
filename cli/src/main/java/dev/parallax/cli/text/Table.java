package dev.parallax.cli.text;

import dev.parallax.cli.text.Terminal.Colour;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Rows under headings, each column as wide as its widest cell.
public final class Table {
  private static final String GAP = "  ";

  private final List<String> heads;
  private final Set<Integer> right;
  private final List<List<Cell>> rows = new ArrayList<>();

  /// @param right the columns, from 0, that are aligned to the right
  public Table(List<String> heads, Set<Integer> right) {
    this.heads = List.copyOf(heads);
    this.right = Set.copyOf(right);
  }

  /// @param colour of the text; its width does not count
  public record Cell(String text, Colour colour) {
    public Cell {
      text = text.replaceAll("\\s+", " ");
    }

    /// Text without a colour.
    public static Cell of(String text) {
      return new Cell(text, Colour.NONE);
    }
  }

  /// Adds a row, one cell for each heading.
  public void add(List<Cell> cells) {
    rows.add(List.copyOf(cells));
  }

  /// Whether there are no rows.
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /// The lines, headings first; no spaces at their ends.
  public List<String> lines(Terminal terminal) {
    int[] widths = new int[heads.size()];
    List<Cell> head = heads.stream().map(text -> new Cell(text, Colour.GREY)).toList();
    List<List<Cell>> all = new ArrayList<>(List.of(head));
    all.addAll(rows);
    for (List<Cell> row : all) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], width(row.get(i).text()));
      }
    }
    return all.stream().map(row -> line(row, widths, terminal)).toList();
  }

  /// Prints the lines, each after an indent.
  public void print(Terminal terminal, String indent) {
    lines(terminal).forEach(line -> terminal.out().println(indent + line));
  }

  private String line(List<Cell> row, int[] widths, Terminal terminal) {
    String[] cells = new String[row.size()];
    Arrays.setAll(
        cells,
        i -> {
          Cell cell = row.get(i);
          String space = " ".repeat(widths[i] - width(cell.text()));
          String text = terminal.paint(cell.colour(), cell.text());
          return right.contains(i) ? space + text : text + space;
        });
    return String.join(GAP, cells).stripTrailing();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}

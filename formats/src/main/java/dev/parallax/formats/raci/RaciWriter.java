package dev.parallax.formats.raci;

import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.RaciMatrix.Cell;
import dev.parallax.governance.raci.RaciMatrix.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Writes a matrix as a Markdown table, its codes verbatim, its columns aligned; or as CSV.
public final class RaciWriter {
  /// The header of the first column, as ADR-00006 has it.
  private static final String ACTIVITY = "Step";

  private RaciWriter() {}

  /// The table, each line ended by a line feed.
  public static String markdown(RaciMatrix matrix) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(line(ACTIVITY, matrix.columns().stream().map(Column::header)));
    for (RaciMatrix.Row row : matrix.rows()) {
      lines.add(line(row.activity().name(), row.cells().stream().map(Cell::code)));
    }
    int[] widths =
        IntStream.rangeClosed(0, matrix.columns().size())
            .map(i -> lines.stream().mapToInt(line -> line.get(i).length()).max().orElse(0))
            .map(width -> Math.max(width, 1))
            .toArray();
    List<String> text = new ArrayList<>();
    lines.forEach(line -> text.add(padded(line, widths)));
    text.add(
        1,
        IntStream.of(widths)
            .mapToObj(width -> "-".repeat(width + 2))
            .collect(Collectors.joining("|", "|", "|")));
    return String.join("\n", text) + "\n";
  }

  /// The matrix as CSV (RFC 4180), lines ended by a line feed; what needs quotes has them.
  public static String csv(RaciMatrix matrix) {
    List<Stream<String>> lines = new ArrayList<>();
    lines.add(Stream.concat(Stream.of(ACTIVITY), matrix.columns().stream().map(Column::header)));
    for (RaciMatrix.Row row : matrix.rows()) {
      lines.add(
          Stream.concat(Stream.of(row.activity().name()), row.cells().stream().map(Cell::code)));
    }
    return lines.stream()
        .map(line -> line.map(RaciWriter::quoted).collect(Collectors.joining(",", "", "\n")))
        .collect(Collectors.joining());
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\r\n]*") ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
  }

  private static List<String> line(String first, Stream<String> others) {
    return Stream.concat(Stream.of(first), others)
        .map(cell -> cell.replace("|", "\\|").replaceAll("\\s+", " "))
        .toList();
  }

  private static String padded(List<String> line, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> line.get(i) + " ".repeat(widths[i] - line.get(i).length()))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}

package dev.parallax.governance.raci;

import dev.parallax.governance.Personas;
import dev.parallax.governance.Personas.Match;
import dev.parallax.governance.raci.RaciMatrix.Cell;
import dev.parallax.governance.raci.RaciMatrix.Column;
import dev.parallax.governance.raci.RaciMatrix.Fit;
import dev.parallax.governance.raci.RaciMatrix.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Small matrices for tests.
public final class Grid {
  private Grid() {}

  /// A matrix of lines such as `Agree on SLO: A R C`; a dot is an empty cell.
  public static RaciMatrix of(List<String> headers, String... lines) {
    List<Row> rows = new ArrayList<>();
    for (String line : lines) {
      String[] parts = line.split(": ", 2);
      rows.add(
          new Row(
              Activity.called(parts[0]),
              Stream.of(parts[1].split(" ")).map(code -> Cell.of(code, Alphabet.RACI)).toList()));
    }
    return new RaciMatrix(
        "test",
        "Test",
        "1",
        "a test",
        Alphabet.RACI,
        headers.stream().map(Grid::column).toList(),
        rows);
  }

  private static Column column(String header) {
    return switch (Personas.builtIn().find(header)) {
      case Match.Found(var persona) -> new Column(header, List.of(new Fit(persona.id(), false)));
      case Match.Ambiguous _, Match.Unknown _ -> new Column(header, List.of());
    };
  }
}

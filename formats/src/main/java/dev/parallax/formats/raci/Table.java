package dev.parallax.formats.raci;

import dev.parallax.governance.raci.Alphabet;
import dev.parallax.governance.raci.RaciMatrix.Cell;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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

  /// The alphabet of its letters, where it is a matrix of responsibilities: of the cells that hold
  /// something, most hold letters. The alphabet that reads most of them; RACI before the others.
  Optional<Alphabet> alphabet() {
    List<String> filled =
        rows.stream()
            .flatMap(row -> row.cells().stream().skip(1))
            .filter(code -> !Cell.of(code, Alphabet.RACI).isBlank())
            .toList();
    return Stream.of(Alphabet.values())
        .max(
            Comparator.comparingLong((Alphabet each) -> read(filled, each))
                .thenComparing(Comparator.reverseOrder()))
        .filter(each -> read(filled, each) > 0 && read(filled, each) * 2 >= filled.size())
        .filter(_ -> header.size() > 1);
  }

  private static long read(List<String> codes, Alphabet alphabet) {
    return codes.stream().filter(code -> Cell.of(code, alphabet).unread().isEmpty()).count();
  }
}

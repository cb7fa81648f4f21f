package dev.parallax.formats.raci;

import dev.parallax.formats.Place;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AdoptionDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.MatrixDocument;
import dev.parallax.formats.yaml.Located;
import dev.parallax.governance.raci.Adoption.Deviation;
import dev.parallax.governance.raci.Finding.Spot;
import dev.parallax.governance.raci.RaciMatrix;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// On which lines of a file a matrix, or the adoption of one, stands.
///
/// @param start of all of it: the header of a table, the beginning of a document
/// @param lines of what has one of its own: an activity, a column, a cell
public record Lines(Place start, Map<Spot, Integer> lines) {
  public Lines {
    lines = Map.copyOf(lines);
  }

  /// The place of something in the matrix: its own line, else that of its activity, else that of
  /// its column, else where all of it starts.
  public Place of(Spot spot) {
    return Stream.of(
            new Spot(spot.activity(), spot.column()),
            new Spot(spot.activity(), null),
            new Spot(null, spot.column()))
        .filter(lines::containsKey)
        .findFirst()
        .map(each -> new Place(start.file(), lines.getOrDefault(each, start.line())))
        .orElse(start);
  }

  /// Of a table, each activity in a line.
  static Lines of(Place header, Map<String, Integer> activities) {
    Map<Spot, Integer> lines = new HashMap<>();
    activities.forEach((activity, line) -> lines.put(new Spot(activity, null), line));
    return new Lines(header, lines);
  }

  /// Of a document that writes a matrix.
  public static Lines ofMatrix(Located<MatrixDocument> document) {
    RaciMatrix matrix = document.value().matrix();
    Map<Spot, Integer> lines = new HashMap<>();
    for (int i = 0; i < matrix.rows().size(); i++) {
      Spot spot = new Spot(matrix.rows().get(i).activity().id(), null);
      lines.put(spot, document.place("spec", "activities", i).line());
    }
    for (int i = 0; i < matrix.columns().size(); i++) {
      Spot spot = new Spot(null, matrix.columns().get(i).header());
      lines.put(spot, document.place("spec", "columns", i).line());
    }
    return new Lines(document.place(), lines);
  }

  /// Of a document that adopts a matrix: the cells in which it deviates.
  public static Lines ofAdoption(Located<AdoptionDocument> document) {
    List<Deviation> deviations = document.value().adoption().deviations();
    Map<Spot, Integer> lines = new HashMap<>();
    for (int i = 0; i < deviations.size(); i++) {
      Spot spot = new Spot(deviations.get(i).activity(), deviations.get(i).column());
      lines.put(spot, document.place("spec", "deviations", i).line());
    }
    return new Lines(document.place(), lines);
  }
}

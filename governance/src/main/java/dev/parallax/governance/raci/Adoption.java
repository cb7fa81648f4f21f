package dev.parallax.governance.raci;

import dev.parallax.governance.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A service, a system or the organisation takes a matrix over: one version of it, with cells of
/// its own where it differs, and how strictly each activity is held to.
///
/// @param modes by activity, [#EVERY] for all of the template; an activity that is not named keeps
///   the mode of the next wider scope
/// @param waivers of findings about the adopted matrix
/// @param source where it was written down, to be shown
public record Adoption(
    Scope scope,
    Template template,
    List<Deviation> deviations,
    Map<String, Mode> modes,
    List<Waiver> waivers,
    String source) {
  /// Stands for every activity of the template.
  public static final String EVERY = "*";

  /// A version of a matrix.
  public record Template(String id, String version) {
    static Template of(RaciMatrix matrix) {
      return new Template(matrix.id(), matrix.version());
    }

    @Override
    public String toString() {
      return id + " " + version;
    }
  }

  /// A cell that this scope fills otherwise than the template.
  ///
  /// @param activity its id
  /// @param column its header
  /// @param code in the template's alphabet; empty for no part at all
  /// @param reason a sentence
  /// @param approvedBy who agreed to the deviation; null where nobody did
  public record Deviation(
      String activity, String column, String code, String reason, @Nullable String approvedBy) {}

  public Adoption {
    deviations = List.copyOf(deviations);
    waivers = List.copyOf(waivers);
    modes = Collections.unmodifiableMap(new TreeMap<>(modes));
    Set<String> places = new HashSet<>();
    for (Deviation each : deviations) {
      if (!places.add(each.activity() + "\n" + each.column())) {
        throw new IllegalArgumentException(
            "cell '%s' of '%s' given twice: expected each once, since a cell holds one code. Remove one of them."
                .formatted(each.column(), each.activity()));
      }
    }
  }

  /// A matrix as it is, for the whole organisation.
  static Adoption asShipped(RaciMatrix matrix, Mode mode) {
    return new Adoption(
        new Scope.Organisation(),
        Template.of(matrix),
        List.of(),
        Map.of(EVERY, mode),
        List.of(),
        "comes with Parallax");
  }

  /// The template with the deviations laid over it. One of a cell that the template does not have
  /// changes nothing; [Drift] tells of it.
  RaciMatrix laidOver(RaciMatrix matrix) {
    return matrix.withRows(matrix.rows().stream().map(row -> laidOver(matrix, row)).toList());
  }

  private RaciMatrix.Row laidOver(RaciMatrix matrix, RaciMatrix.Row row) {
    List<RaciMatrix.Cell> cells = new ArrayList<>(row.cells());
    for (int i = 0; i < cells.size(); i++) {
      Deviation deviation = at(row.activity().id(), matrix.columns().get(i).header());
      if (deviation != null) {
        cells.set(
            i,
            RaciMatrix.Cell.of(deviation.code(), matrix.alphabet())
                .changedFrom(cells.get(i).code(), deviation.reason()));
      }
    }
    return new RaciMatrix.Row(row.activity(), cells, row.reason());
  }

  @Nullable Deviation at(String activity, String column) {
    for (Deviation each : deviations) {
      if (each.activity().equals(activity) && each.column().equals(column)) {
        return each;
      }
    }
    return null;
  }
}

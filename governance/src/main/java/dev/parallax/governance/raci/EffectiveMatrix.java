package dev.parallax.governance.raci;

import dev.parallax.governance.PersonaId;
import dev.parallax.governance.raci.RaciMatrix.Cell;
import dev.parallax.governance.raci.RaciMatrix.Column;
import dev.parallax.governance.raci.RaciMatrix.Fit;
import dev.parallax.governance.raci.RaciMatrix.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What holds for a service: for each activity the row of the adoption that decides. Immutable.
///
/// A persona that one column names and another only comes near to has the part of the column that
/// names it.
public final class EffectiveMatrix {
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private final Map<String, Map<Capability, List<Grant>>> grants = new LinkedHashMap<>();

  /// The row that decides about an activity.
  ///
  /// @param matrix the template with the adoption's own cells laid over it
  /// @param adoption which says that it counts here
  public record Line(Row row, RaciMatrix matrix, Adoption adoption, Mode mode) {}

  /// A persona has a capability in an activity.
  ///
  /// @param cell which says so
  public record Grant(PersonaId persona, boolean byBestFit, Column column, Cell cell, Line line) {}

  EffectiveMatrix(Collection<Line> lines) {
    for (Line line : lines) {
      this.lines.put(line.row().activity().id(), line);
      this.grants.put(line.row().activity().id(), granted(line));
    }
  }

  private static Map<Capability, List<Grant>> granted(Line line) {
    Map<Capability, List<Grant>> granted = new EnumMap<>(Capability.class);
    Set<PersonaId> seen = new HashSet<>();
    for (boolean byBestFit : List.of(false, true)) {
      Set<PersonaId> named = Set.copyOf(seen);
      List<Column> columns = line.matrix().columns();
      for (int i = 0; i < columns.size(); i++) {
        Cell cell = line.row().cells().get(i);
        for (Fit fit : columns.get(i).personas()) {
          if (fit.byBestFit() == byBestFit && !named.contains(fit.persona())) {
            seen.add(fit.persona());
            Grant grant = new Grant(fit.persona(), byBestFit, columns.get(i), cell, line);
            cell.capabilities()
                .forEach(each -> granted.computeIfAbsent(each, _ -> new ArrayList<>()).add(grant));
          }
        }
      }
    }
    granted.replaceAll((_, each) -> inOrder(each, line.matrix().columns()));
    return granted;
  }

  private static List<Grant> inOrder(List<Grant> grants, List<Column> columns) {
    return columns.stream()
        .flatMap(column -> grants.stream().filter(grant -> grant.column().equals(column)))
        .toList();
  }

  /// The rows, in the order of the matrices that they come from.
  public Collection<Line> lines() {
    return Collections.unmodifiableCollection(lines.values());
  }

  /// The row of an activity, if there is one.
  public Optional<Line> line(String activity) {
    return Optional.ofNullable(lines.get(activity));
  }

  /// The personas that have a capability in an activity, in the order of the columns; none where
  /// the activity is in no matrix.
  public List<Grant> grants(String activity, Capability capability) {
    return grants.getOrDefault(activity, Map.of()).getOrDefault(capability, List.of());
  }
}

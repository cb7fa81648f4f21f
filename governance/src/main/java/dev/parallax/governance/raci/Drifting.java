package dev.parallax.governance.raci;

import dev.parallax.governance.raci.Adoption.Deviation;
import dev.parallax.governance.raci.Drift.Difference;
import dev.parallax.governance.raci.Drift.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compares an adoption with its template cell by cell.
final class Drifting {
  private record At(String activity, String column) {}

  private Drifting() {}

  static Drift between(Adoption adoption, RaciMatrix adopted, RaciMatrix newest) {
    Map<At, String> before = codes(adopted);
    Map<At, String> now = codes(newest);
    List<Difference> differences = new ArrayList<>();
    for (Deviation each : adoption.deviations()) {
      differences.add(deviation(each, before.get(new At(each.activity(), each.column()))));
    }
    before.forEach(
        (at, was) -> {
          String is = now.get(at);
          if (is == null) {
            differences.add(moved(Kind.REMOVED_SINCE, at, was, ""));
          } else if (!is.equals(was)) {
            differences.add(moved(Kind.CHANGED_SINCE, at, was, is));
          }
        });
    now.forEach(
        (at, is) -> {
          if (!before.containsKey(at)) {
            differences.add(moved(Kind.ADDED_SINCE, at, "", is));
          }
        });
    return new Drift(adoption, newest.version(), differences);
  }

  private static Difference deviation(Deviation each, @Nullable String was) {
    Kind kind = was == null ? Kind.NOWHERE : was.equals(each.code()) ? Kind.SAME : Kind.DEVIATES;
    return new Difference(
        kind,
        each.activity(),
        each.column(),
        was == null ? "" : was,
        each.code(),
        each.reason(),
        each.approvedBy());
  }

  private static Difference moved(Kind kind, At at, String was, String now) {
    return new Difference(kind, at.activity(), at.column(), was, now, "", null);
  }

  private static Map<At, String> codes(RaciMatrix matrix) {
    Map<At, String> codes = new LinkedHashMap<>();
    for (RaciMatrix.Row row : matrix.rows()) {
      for (int i = 0; i < row.cells().size(); i++) {
        codes.put(
            new At(row.activity().id(), matrix.columns().get(i).header()),
            row.cells().get(i).code());
      }
    }
    return codes;
  }
}

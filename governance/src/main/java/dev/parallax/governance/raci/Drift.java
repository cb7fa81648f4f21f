package dev.parallax.governance.raci;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far an adoption has moved from its template, and the template from what was adopted.
///
/// @param newest the newest version of the template
public record Drift(Adoption adoption, String newest, List<Difference> differences) {
  /// What became of a cell.
  public enum Kind {
    /// The adoption fills it otherwise.
    DEVIATES,
    /// The adoption fills it as the template does: nothing is left to deviate from.
    SAME,
    /// The adoption fills a cell that the template does not have.
    NOWHERE,
    /// A newer version of the template fills it otherwise.
    CHANGED_SINCE,
    /// A newer version of the template has it, the adopted one does not.
    ADDED_SINCE,
    /// The adopted version of the template has it, the newest does not.
    REMOVED_SINCE
  }

  /// @param activity its id
  /// @param column its header
  /// @param was the code in the adopted version of the template; empty where there is no such cell
  /// @param now the code in the adoption, or in the newest version of the template
  /// @param reason as the adoption gives it; empty where the template moved
  /// @param approvedBy who agreed to it; null where nobody did
  public record Difference(
      Kind kind,
      String activity,
      String column,
      String was,
      String now,
      String reason,
      @Nullable String approvedBy) {}

  public Drift {
    differences = List.copyOf(differences);
  }

  /// Whether a newer version of the template exists.
  public boolean isBehind() {
    return !newest.equals(adoption.template().version());
  }
}

package dev.parallax.governance.raci;

import java.util.Locale;

/// How strictly a matrix is held to, activity by activity.
public enum Mode {
  /// Nothing is checked.
  OFF,
  /// What would have been refused is done, and noted.
  PERMISSIVE,
  /// Only those who sit in the seat may act.
  ENFORCING;

  /// The word to write and to show.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

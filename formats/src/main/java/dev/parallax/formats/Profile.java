package dev.parallax.formats;

/// How strictly a foreign format is read.
public enum Profile {
  /// What people have: deviations that leave the meaning clear are read and remarked on.
  LENIENT,
  /// The rules of OpenSLO's own validator (go-sdk, 2026): every deviation is an error.
  STRICT;

  /// The severity of a deviation that leaves the meaning clear.
  public Problem.Severity ofDeviation() {
    return switch (this) {
      case LENIENT -> Problem.Severity.WARNING;
      case STRICT -> Problem.Severity.ERROR;
    };
  }
}

package dev.parallax.governance.raci;

import org.jspecify.annotations.Nullable;

/// Something that a rule says about a matrix, or about the people who sit in its seats.
///
/// @param rule `RL-01` and so on
/// @param place where it is
/// @param reason what was found and why it matters, one or more sentences
/// @param remedy what to do, a sentence in the imperative
/// @param anomaly the number under which this finding of the published matrix is catalogued, such
///   as `AN-01`; null where there is none
public record Finding(
    String rule,
    Severity severity,
    Spot place,
    String reason,
    String remedy,
    @Nullable String anomaly) {
  /// How bad it is.
  public enum Severity {
    /// It cannot be executed as it stands.
    ERROR("error"),
    /// It will probably fail people.
    WARNING("warning"),
    /// Worth a question.
    NOTE("note");

    private final String word;

    Severity(String word) {
      this.word = word;
    }

    /// The word to show.
    public String word() {
      return word;
    }
  }

  /// A place in a matrix: an activity, a column, or where the two meet; of one service, where the
  /// matrix is looked at for it.
  ///
  /// @param service its id; null where the matrix itself is meant
  /// @param activity its id; null where a whole column is meant
  /// @param column its header; null where a whole row is meant
  public record Spot(@Nullable String service, @Nullable String activity, @Nullable String column) {
    /// A place in the matrix itself.
    public Spot(@Nullable String activity, @Nullable String column) {
      this(null, activity, column);
    }
  }

  /// The same, catalogued under that number.
  public Finding known(@Nullable String catalogued) {
    return new Finding(rule, severity, place, reason, remedy, catalogued);
  }

  public static Finding error(String rule, Spot place, String reason, String remedy) {
    return new Finding(rule, Severity.ERROR, place, reason, remedy, null);
  }

  public static Finding warning(String rule, Spot place, String reason, String remedy) {
    return new Finding(rule, Severity.WARNING, place, reason, remedy, null);
  }

  public static Finding note(String rule, Spot place, String reason, String remedy) {
    return new Finding(rule, Severity.NOTE, place, reason, remedy, null);
  }
}

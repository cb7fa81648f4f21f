package dev.parallax.governance.raci.lint;

import dev.parallax.governance.raci.Finding.Severity;
import java.util.List;

/// The rules RL-01 to RL-25, of both layers: what can be said of a matrix and its personas, and
/// what can be said only of the people who sit in its seats.
///
/// Origin: one A and at least one R for each task, one part for each role; the vertical and
/// horizontal reading of a responsibility matrix. RL-02, RL-05, RL-07, RL-09 and RL-14 to RL-25 are
/// the product's own.
public final class Rules {
  /// Where a rule looks.
  public enum Layer {
    /// Columns are personas.
    TEMPLATE,
    /// Columns are people at an instant.
    RESOLVED,
    BOTH
  }

  /// @param severity that it usually has; a finding may say otherwise
  /// @param says what is right, a sentence
  public record Rule(String id, Layer layer, Severity severity, String says) {}

  private static final List<Rule> ALL =
      List.of(
          template("RL-01", Severity.ERROR, "Exactly one column answers for each activity."),
          both("RL-02", Severity.ERROR, "Who answers is exactly one person."),
          template("RL-03", Severity.ERROR, "Somebody does the work of each activity."),
          template("RL-04", Severity.ERROR, "A cell gives one part, or two that go together."),
          both("RL-05", Severity.WARNING, "Nobody answers for those by whom they are led."),
          template("RL-06", Severity.ERROR, "Every letter and every column is known."),
          template("RL-07", Severity.WARNING, "Every row is filled, and something runs it."),
          template("RL-08", Severity.NOTE, "An activity is one deed, named by its verb."),
          template(
              "RL-09", Severity.WARNING, "Who answers was asked about what the work starts from."),
          template("RL-10", Severity.NOTE, "No column has a part in everything."),
          template("RL-11", Severity.NOTE, "No column is only told."),
          template(
              "RL-12", Severity.NOTE, "Some are asked or told in each activity, and not too many."),
          template("RL-13", Severity.NOTE, "Not too many do the same work."),
          people("RL-14", Severity.NOTE, "Who answers does not also do all the work of a service."),
          people("RL-15", Severity.ERROR, "Nobody is missing where somebody answers or works."),
          people("RL-16", Severity.WARNING, "Somebody can be reached in every seat, or a deputy."),
          people("RL-17", Severity.ERROR, "Owners that a catalogue names exist, and once."),
          people(
              "RL-18",
              Severity.WARNING,
              "Assignments are confirmed from time to time, and when who holds them moves."),
          people("RL-19", Severity.ERROR, "Behind a machine in a seat a person answers."),
          both("RL-20", Severity.WARNING, "Responsibility is not concentrated on one."),
          people("RL-21", Severity.ERROR, "Duties that must be separate are."),
          both(
              "RL-22",
              Severity.NOTE,
              "An adoption follows its template, or somebody agreed that it does not."),
          template("RL-23", Severity.WARNING, "Documents beside the matrix say what it says."),
          people(
              "RL-24",
              Severity.WARNING,
              "Who answers for a gate of releases can be reached in time."),
          people("RL-25", Severity.ERROR, "A deputy is somebody else, and has no deputy in turn."));

  private Rules() {}

  /// All of them, by number.
  public static List<Rule> all() {
    return ALL;
  }

  private static Rule template(String id, Severity severity, String says) {
    return new Rule(id, Layer.TEMPLATE, severity, says);
  }

  private static Rule people(String id, Severity severity, String says) {
    return new Rule(id, Layer.RESOLVED, severity, says);
  }

  private static Rule both(String id, Severity severity, String says) {
    return new Rule(id, Layer.BOTH, severity, says);
  }
}

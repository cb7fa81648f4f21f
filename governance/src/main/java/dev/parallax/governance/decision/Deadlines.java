package dev.parallax.governance.decision;

import java.time.Instant;

/// How long the steps of a decision may take, in workdays.
///
/// @param consultDays how long those who are asked may answer
/// @param decideDays how long it may then take to decide
public record Deadlines(int consultDays, int decideDays) {
  public Deadlines {
    if (consultDays < 1 || decideDays < 1) {
      throw new IllegalArgumentException(
          "%d days to consult, %d to decide: expected 1 or more each, since nobody can answer before being asked. Give them a day."
              .formatted(consultDays, decideDays));
    }
  }

  /// The terms of a request, counted on a calendar.
  public Terms terms(
      Instant asked, BusinessCalendar calendar, boolean fourEyes, boolean notByAuthor) {
    Instant consultUntil = calendar.plusDays(asked, consultDays);
    return new Terms(
        consultUntil, calendar.plusDays(consultUntil, decideDays), fourEyes, notByAuthor);
  }
}

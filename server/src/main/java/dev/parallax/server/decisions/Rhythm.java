package dev.parallax.server.decisions;

import dev.parallax.governance.decision.BusinessCalendar;
import dev.parallax.governance.decision.Deadlines;
import dev.parallax.governance.decision.Decision;
import dev.parallax.governance.decision.Ladder;
import dev.parallax.governance.decision.Ladder.Clock;
import dev.parallax.governance.decision.Ladder.Rung;
import dev.parallax.governance.decision.Terms;
import dev.parallax.server.shell.Configuration;
import dev.parallax.server.shell.Installation;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// When this organisation works, and how long its decisions may take.
@Singleton
class Rhythm {
  private final BusinessCalendar calendar;
  private final Deadlines deadlines;
  private final Ladder ladder = Ladder.usual();

  Rhythm(Configuration configuration, Installation installation) {
    Configuration.Decided decided = configuration.decision();
    BusinessCalendar weekdays = BusinessCalendar.weekdays(installation.zone());
    this.calendar =
        new BusinessCalendar(
            weekdays.zone(),
            weekdays.workdays(),
            weekdays.opens(),
            weekdays.closes(),
            decided.holidays().map(Set::copyOf).orElse(Set.of()));
    this.deadlines = new Deadlines(decided.consultDays(), decided.decideDays());
  }

  Terms terms(Instant asked, boolean fourEyes, boolean notByAuthor) {
    return deadlines.terms(asked, calendar, fourEyes, notByAuthor);
  }

  List<Clock> clocks(Decision decision) {
    return ladder.clocks(decision, calendar);
  }

  List<Rung> reached(Decision decision, Instant at) {
    return ladder.reached(decision, calendar, at);
  }
}

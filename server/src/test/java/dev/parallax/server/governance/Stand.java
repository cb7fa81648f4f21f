package dev.parallax.server.governance;

import dev.parallax.budget.BudgetingMethod;
import dev.parallax.budget.Coverage;
import dev.parallax.budget.ErrorBudget;
import dev.parallax.budget.Forecast;
import dev.parallax.budget.Fraction;
import dev.parallax.budget.Objective;
import dev.parallax.budget.Query;
import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Sli;
import dev.parallax.budget.SliId;
import dev.parallax.budget.Slo;
import dev.parallax.budget.SloId;
import dev.parallax.budget.Statement;
import dev.parallax.budget.StatementId;
import dev.parallax.budget.Tally;
import dev.parallax.budget.TimeWindow;
import dev.parallax.server.catalog.Service;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How services stand in the stories of the tests.
final class Stand {
  static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
  private static final long BUDGET = 100;

  private Stand() {}

  static Service service(String id, String title, @Nullable String system) {
    return new Service(new ServiceId(id), title, "", system, null, null, null, new TreeSet<>());
  }

  /// The figures of an SLO with one objective.
  ///
  /// @param spent of a budget of 100 events
  /// @param measured percent of the time
  static Statement.SloFigures slo(
      String service, String name, Statement.State state, long spent, long measured) {
    SloId id = new SloId(name);
    SliId sli = new SliId(id, "main");
    Query query = Query.statusHistory("monitor", "up");
    Objective objective = new Objective("main", "", new BigDecimal("0.9"), sli, null);
    Slo slo =
        new Slo(
            id,
            new ServiceId(service),
            name,
            "",
            new TimeWindow.Rolling(Duration.ofDays(30)),
            BudgetingMethod.OCCURRENCES,
            Map.of(sli, new Sli.Ratio(Sli.Part.GOOD, query, query, false)),
            List.of(objective));
    Tally tally = new Tally(1000 - spent, 1000, 60);
    Statement.ObjectiveFigures figures =
        new Statement.ObjectiveFigures(
            objective,
            new TimeWindow.Span(MONDAY.minus(Duration.ofDays(30)), MONDAY),
            MONDAY.minus(Duration.ofDays(30)),
            tally,
            tally,
            new ErrorBudget(Fraction.of(BUDGET, 1), spent, Duration.ofDays(3)),
            new Coverage(measured, 100),
            state,
            new Forecast.Unknown(),
            List.of());
    return new Statement.SloFigures(slo, 1, List.of(figures));
  }

  static Statement statement(Statement.SloFigures... slos) {
    StatementId id = new StatementId(MONDAY.getEpochSecond() / 60, 1);
    return new Statement(id, List.of(slos));
  }
}

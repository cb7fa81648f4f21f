package dev.parallax.server.budgets;

import dev.parallax.budget.SloHistory;
import dev.parallax.budget.SloId;
import dev.parallax.budget.Statement;
import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.budget.StatementId;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.shell.Lately;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// What pages of many services ask of a statement: its figures in order, and single figures of
/// before.
@Singleton
public class Standings {
  /// Of how many statements the order is kept: the newest, the one before, and one of the past.
  private static final int KEPT = 3;

  private final Budgets budgets;
  private final Catalog catalog;
  private final Lately<StatementId, Standing> kept = new Lately<>(KEPT);

  Standings(Budgets budgets, Catalog catalog) {
    this.budgets = budgets;
    this.catalog = catalog;
  }

  /// The figures of a statement in order.
  public Standing of(Statement statement) {
    return kept.of(this, statement.id(), () -> Standing.of(statement));
  }

  /// How an SLO stood at an earlier instant, as the past was known to a statement; nothing if it
  /// was not registered for it. To draw a whole statement for a few figures would cost as much as
  /// all others together.
  public Optional<SloFigures> before(Statement statement, Instant then, SloId slo) {
    Instant minute = then.truncatedTo(ChronoUnit.MINUTES);
    Optional<SloHistory> history = catalog.sloAt(statement.id().revision(), slo);
    return history.map(
        definitions ->
            budgets.read(
                statement,
                slo,
                ledger -> Statement.figures(definitions, ledger, minute, Statement.Terms.DEFAULT)));
  }
}

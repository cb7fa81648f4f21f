package dev.parallax.budget;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// All that a statement needs of the definitions, worked out once for as long as they do not
/// change: thresholds, allowances, the times of versions.
public final class StatementPlan {
  private final List<SloPlan> slos;

  public StatementPlan(Collection<SloHistory> definitions, Statement.Terms terms) {
    this.slos =
        definitions.stream()
            .sorted(Comparator.comparing(SloHistory::id))
            .map(history -> new SloPlan(history, terms))
            .toList();
  }

  /// Draws the statement of an instant.
  ///
  /// @param id names the instant; figures speak of whole minutes before it
  public Statement draw(StatementId id, BudgetLedger ledger) {
    List<Statement.SloFigures> figures = new ArrayList<>(slos.size());
    for (SloPlan slo : slos) {
      figures.add(slo.figures(ledger, id.asOf()));
    }
    return new Statement(id, figures);
  }
}

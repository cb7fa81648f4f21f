package dev.parallax.server.budgets;

import dev.parallax.budget.Statement;
import dev.parallax.budget.StatementPlan;
import dev.parallax.server.catalog.Catalog;
import org.jspecify.annotations.Nullable;

/// Plans of statements by the revision of the definitions that they are drawn from. The newest is
/// kept: it is asked for every minute.
final class Plans {
  private final Catalog catalog;
  private volatile @Nullable Kept newest;

  private record Kept(long revision, StatementPlan plan) {}

  Plans(Catalog catalog) {
    this.catalog = catalog;
  }

  StatementPlan at(long revision) {
    Kept kept = newest;
    if (kept != null && kept.revision() == revision) {
      return kept.plan();
    }
    StatementPlan plan = new StatementPlan(catalog.slosAt(revision), Statement.Terms.DEFAULT);
    if (kept == null || kept.revision() < revision) {
      newest = new Kept(revision, plan);
    }
    return plan;
  }
}

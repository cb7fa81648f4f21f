package dev.parallax.testkit;

import dev.parallax.budget.BudgetLedger;

class MemoryLedgerTest extends BudgetKit {
  @Override
  protected BudgetLedger emptyLedger() {
    return BudgetLedger.inMemory();
  }
}

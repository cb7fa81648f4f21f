package dev.parallax.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.budget.BudgetLedger;
import dev.parallax.budget.BurnRateAlert;
import dev.parallax.budget.Forecast;
import dev.parallax.budget.Statement;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomCaseTest {
  @Test
  void randomCasesReachEveryStateForecastAndVerdict() {
    Set<Statement.State> states = EnumSet.noneOf(Statement.State.class);
    Set<BurnRateAlert.Verdict> verdicts = EnumSet.noneOf(BurnRateAlert.Verdict.class);
    Set<Class<? extends Forecast>> forecasts = new HashSet<>();

    for (long seed = 1; seed <= 200; seed++) {
      RandomCase given = RandomCase.next(Seeds.random(seed));
      BudgetLedger ledger = BudgetLedger.inMemory();
      given.feed(ledger);
      Statement.figures(given.history(), ledger, given.asOf(), Statement.Terms.DEFAULT)
          .objectives()
          .forEach(
              figures -> {
                states.add(figures.state());
                forecasts.add(figures.forecast().getClass());
                figures.burnRates().forEach(reading -> verdicts.add(reading.verdict()));
              });
    }

    assertThat(states).containsExactlyInAnyOrder(Statement.State.values());
    assertThat(verdicts).containsExactlyInAnyOrder(BurnRateAlert.Verdict.values());
    assertThat(forecasts)
        .containsExactlyInAnyOrder(
            Forecast.Exhausted.class,
            Forecast.Exhausting.class,
            Forecast.Lasting.class,
            Forecast.Unknown.class);
  }
}

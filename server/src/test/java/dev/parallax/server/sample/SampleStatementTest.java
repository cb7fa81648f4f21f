package dev.parallax.server.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.budget.BurnRateAlert.Verdict;
import dev.parallax.budget.SloId;
import dev.parallax.budget.Statement;
import dev.parallax.budget.Statement.State;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleStatementTest {
  /// Whatever the day: the first hours of a month and of a quarter, days on which clocks change,
  /// the hour of an incident.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-01T12:00:00Z",
        "2026-03-29T09:00:00Z",
        "2026-06-30T23:30:00Z",
        "2026-11-23T09:12:00Z",
        "2026-11-25T12:00:00Z",
        "2027-02-02T10:30:00Z",
        "2027-10-01T06:00:00Z",
        "2027-12-30T16:00:00Z"
      })
  void onAnyDayTwoAreOutOfBudgetOneIsAtRiskOneUnknownAndTheRestOnPace(String asOf) {
    Statement statement = statement(asOf);
    Map<String, State> remarkable = new TreeMap<>();
    statement.slos().stream()
        .filter(figures -> figures.state() != State.ON_PACE)
        .forEach(figures -> remarkable.put(figures.slo().id().value(), figures.state()));

    assertThat(remarkable)
        .isEqualTo(
            Map.of(
                "checkout-availability", State.EXHAUSTED,
                "search-availability", State.EXHAUSTED,
                "shipping-quotes", State.AT_RISK,
                "notifications-delivery", State.UNKNOWN));
    assertThat(statement.slos()).hasSize(22);
  }

  @Test
  void aTargetThatIsTooLowCanNeverPage() {
    assertThat(
            statement("2026-11-23T09:12:00Z")
                .slo(new SloId("recommendations-personalised"))
                .orElseThrow()
                .worst()
                .burnRates())
        .extracting(reading -> reading.verdict() == Verdict.CANNOT_FIRE)
        .containsExactly(true, true, false, false);
  }

  private static Statement statement(String asOf) {
    return SampleFixture.statement(SampleFixture.read().slos(), Instant.parse(asOf));
  }
}

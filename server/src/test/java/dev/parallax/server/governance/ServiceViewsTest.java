package dev.parallax.server.governance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.budgets.SloView;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceViewsTest {
  private static ServiceView.SloBlock slo(String name, String state, String sentence) {
    SloView.ObjectiveView objective =
        new SloView.ObjectiveView(
            "main",
            "",
            new BigDecimal("0.9"),
            "90 %",
            sentence,
            state,
            state,
            new SloView.WindowView(Stand.MONDAY, Stand.MONDAY, null, ""),
            new SloView.CountView(0, 0, 0, "event", "", "", ""),
            "",
            new SloView.BudgetView(BigDecimal.ONE, 0, BigDecimal.ONE, null, "", "", "", "", "", ""),
            new SloView.CoverageView(0, 0, ""),
            new SloView.ForecastView("unknown", null, ""),
            List.of());
    SloView slo =
        new SloView(name, "checkout", name, "", 1, state, state, "", "", List.of(objective));
    return new ServiceView.SloBlock(slo, "", List.of());
  }

  private final ServiceView.SloBlock out = slo("Speed", "exhausted", "is out of budget.");
  private final ServiceView.SloBlock risk = slo("Freshness", "at-risk", "is at risk.");
  private final ServiceView.SloBlock fine = slo("Availability", "on-pace", "is on pace.");

  private static String sentence(ServiceView.SloBlock... slos) {
    return ServiceViews.sentence("Checkout", List.of(slos), 0);
  }

  @Test
  void theWorstSloIsNamedAndTheOthersAreCounted() {
    assertThat(sentence(out)).isEqualTo("Checkout: Speed is out of budget.");
    assertThat(sentence(out, fine))
        .isEqualTo("Checkout: Speed is out of budget. Its other SLO is on pace.");
    assertThat(sentence(out, fine, fine))
        .isEqualTo("Checkout: Speed is out of budget. Its two other SLOs are on pace.");
    assertThat(sentence(out, risk, fine))
        .isEqualTo("Checkout: Speed is out of budget. Two of its three SLOs are not on pace.");
    assertThat(sentence(fine, fine))
        .isEqualTo("Checkout: Availability is on pace. Both its SLOs are on pace.");
    assertThat(sentence(fine, fine, fine))
        .isEqualTo("Checkout: Availability is on pace. All three SLOs are on pace.");
  }

  @Test
  void withoutAPromiseOrAMeasurementItSaysWhich() {
    assertThat(sentence()).isEqualTo("Checkout has no SLO: nobody has promised anything yet.");
    assertThat(ServiceViews.sentence("Exports", List.of(), 1))
        .isEqualTo("Exports has one registered SLO, and none can be measured.");
  }
}

package dev.parallax.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BurnRateTest {
  @Test
  void twoPercentOfThirtyDaysInOneHourIs14Point4() {
    BurnRate rate =
        BurnRate.consuming(new BigDecimal("0.02"), Duration.ofDays(30), Duration.ofHours(1));

    assertThat(rate.multiple()).isEqualTo(Fraction.of(144, 10));
  }

  @Test
  void theRecommendedThresholdsOfThirtyDaysAre14Point4And6And3And1() {
    List<BigDecimal> thresholds = thresholds(Duration.ofDays(30));

    assertThat(thresholds)
        .containsExactly(decimal("14.400"), decimal("6.000"), decimal("3.000"), decimal("1.000"));
  }

  @Test
  void thresholdsFollowTheWindowThatIsJudged() {
    List<BigDecimal> thresholds = thresholds(Duration.ofDays(28));

    assertThat(thresholds)
        .containsExactly(decimal("13.440"), decimal("5.600"), decimal("2.800"), decimal("0.933"));
  }

  @Test
  void aConditionThatCanNeverFireSaysSo() {
    assertThat(pageQuick("0.93")).isEqualTo(BurnRateAlert.Verdict.CANNOT_FIRE);
    assertThat(pageQuick("0.9305")).isEqualTo(BurnRateAlert.Verdict.CANNOT_FIRE);
    assertThat(pageQuick("0.9306")).isEqualTo(BurnRateAlert.Verdict.FIRING);
  }

  private static BurnRateAlert.Verdict pageQuick(String target) {
    return new Example()
        .before(Example.NOON, Duration.ofHours(2), 0, 10)
        .at(Example.NOON, Example.occurrences(Example.THIRTY_DAYS, target))
        .burnRates()
        .getFirst()
        .verdict();
  }

  @Test
  void aConditionWhoseShortWindowHoldsNoWholeTimesliceSaysThatItCannotFire() {
    Example example = new Example().before(Example.NOON, Duration.ofDays(4), 0, 10);

    List<BurnRateAlert.Verdict> verdicts =
        verdicts(example.at(Example.NOON, Example.timeslices(Example.THIRTY_DAYS, "0.99", 15)));

    assertThat(verdicts)
        .containsExactly(
            BurnRateAlert.Verdict.CANNOT_FIRE,
            BurnRateAlert.Verdict.FIRING,
            BurnRateAlert.Verdict.FIRING,
            BurnRateAlert.Verdict.FIRING);
  }

  @Test
  void aConditionOnTimeslicesFiresInTheMidstOfOneToo() {
    Example example =
        new Example().before(Example.NOON.plusSeconds(240), Duration.ofDays(4), 0, 10);
    Slo slo = Example.timeslices(Example.THIRTY_DAYS, "0.99", 5);

    for (int minutes = 0; minutes < 5; minutes++) {
      assertThat(verdicts(example.at(Example.NOON.plusSeconds(minutes * 60L), slo)))
          .as("%d minutes into a timeslice", minutes)
          .containsOnly(BurnRateAlert.Verdict.FIRING);
    }
  }

  @Test
  void anAlertFreezesWhereTheMeasurementIsLostInsteadOfSayingThatItIsOver() {
    Example example =
        new Example().before(Example.NOON.minusSeconds(600), Duration.ofDays(4), 0, 10);

    List<BurnRateAlert.Verdict> verdicts =
        verdicts(example.at(Example.NOON, Example.occurrences(Example.THIRTY_DAYS, "0.99")));

    assertThat(verdicts.subList(0, 2)).containsOnly(BurnRateAlert.Verdict.FROZEN);
  }

  @Test
  void aConditionLongerThanTheWindowDoesNotApply() {
    Example example = new Example().before(Example.NOON, Duration.ofDays(4), 10, 10);
    TimeWindow day = new TimeWindow.Rolling(Duration.ofDays(1));

    List<BurnRateAlert.Verdict> verdicts =
        verdicts(example.at(Example.NOON, Example.occurrences(day, "0.99")));

    assertThat(verdicts.getLast()).isEqualTo(BurnRateAlert.Verdict.NOT_APPLICABLE);
    assertThat(verdicts.getFirst()).isEqualTo(BurnRateAlert.Verdict.QUIET);
  }

  @Test
  void aConditionNeedsWholeMinutesAndAShortWindowNotLongerThanTheLongOne() {
    assertThatThrownBy(() -> alert("0.1", Duration.ofMinutes(10), Duration.ofSeconds(50)))
        .hasMessageContaining("expected whole minutes");
    assertThatThrownBy(() -> alert("0.1", Duration.ofHours(1), Duration.ofHours(2)))
        .hasMessageContaining("not longer");
    assertThatThrownBy(() -> alert("2", Duration.ofHours(1), Duration.ofMinutes(5)))
        .hasMessageContaining("expected 0 < share ≤ 1");
  }

  private static BurnRateAlert alert(String share, Duration longWindow, Duration shortWindow) {
    return new BurnRateAlert(
        BurnRateAlert.Severity.PAGE, new BigDecimal(share), longWindow, shortWindow);
  }

  private static List<BurnRateAlert.Verdict> verdicts(Statement.ObjectiveFigures figures) {
    return figures.burnRates().stream().map(BurnRateAlert.Reading::verdict).toList();
  }

  private static List<BigDecimal> thresholds(Duration period) {
    return BurnRateAlert.RECOMMENDED.stream()
        .map(alert -> alert.threshold(period).multiple().rounded(3))
        .toList();
  }

  private static BigDecimal decimal(String value) {
    return new BigDecimal(value);
  }
}

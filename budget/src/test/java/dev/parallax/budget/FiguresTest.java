package dev.parallax.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void oneFailureInTenMillionIsNotAHundredPercentGood() {
    assertThat(Figures.goodness(Fraction.of(9_999_999, 10_000_000))).isEqualTo("99.999\u00a0%");
    assertThat(Figures.goodness(Fraction.ONE)).isEqualTo("100.000\u00a0%");
    assertThat(Figures.goodness(Fraction.of(99_872, 100_000))).isEqualTo("99.872\u00a0%");
    assertThat(Figures.goodness(null)).isEqualTo(Figures.UNKNOWN);
  }

  @Test
  void coverageOfLessThanAllTimeIsNotAHundredPercent() {
    assertThat(Figures.coverage(new Coverage(86_399, 86_400))).isEqualTo("99.9\u00a0%");
    assertThat(Figures.coverage(new Coverage(86_400, 86_400))).isEqualTo("100.0\u00a0%");
  }

  @Test
  void targetsAreExact() {
    assertThat(Figures.target(new BigDecimal("0.999"))).isEqualTo("99.9\u00a0%");
    assertThat(Figures.target(new BigDecimal("0.90"))).isEqualTo("90\u00a0%");
    assertThat(Figures.target(new BigDecimal("0"))).isEqualTo("0\u00a0%");
  }
}

package dev.parallax.governance.raci.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.raci.Finding.Severity;
import dev.parallax.governance.raci.Finding.Spot;
import dev.parallax.governance.raci.ShippedMatrices;
import dev.parallax.governance.raci.Waiver;
import dev.parallax.governance.raci.Waiver.Judged;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaiversTest {
  private static final Instant END = Instant.parse("2027-01-31T00:00:00Z");
  private static final List<Finding> FINDINGS = RaciLint.check(ShippedMatrices.published());

  private static Waiver waiver(String rule, Spot place, Instant until) {
    return new Waiver(rule, place, "anna", "We know.", until);
  }

  private static List<Judged> judged(Instant at, Waiver... waivers) {
    return Waiver.judged(FINDINGS, List.of(waivers), at);
  }

  private static long errors(List<Judged> judged) {
    return judged.stream().filter(each -> each.counts(Severity.ERROR)).count();
  }

  @Test
  void aWaivedFindingIsShownAtTheEndAndCountsNoLonger() {
    Waiver two = waiver("RL-01", new Spot("existence", null), END);
    List<Judged> judged = judged(END.minusSeconds(1), two);

    assertThat(judged).hasSameSizeAs(FINDINGS);
    assertThat(errors(judged)).isEqualTo(errors(judged(END)) - 1);
    assertThat(judged.getLast().finding().rule()).isEqualTo("RL-01");
    assertThat(judged.getLast().waiver()).isEqualTo(two);
  }

  @Test
  void aWaiverLapsesAtItsEndAndIsStillShown() {
    List<Judged> judged = judged(END, waiver("RL-01", new Spot("existence", null), END));

    assertThat(judged.getFirst().finding().rule()).isEqualTo("RL-01");
    assertThat(judged.getFirst().waived()).isFalse();
    assertThat(judged.getFirst().waiver()).isNotNull();
  }

  @Test
  void aWaiverWithoutAPlaceCoversTheWholeRuleAndOneOfAnotherPlaceNothing() {
    Instant before = END.minusSeconds(1);

    assertThat(judged(before, waiver("RL-10", new Spot(null, null), END)))
        .filteredOn(Judged::waived)
        .hasSize(7);
    assertThat(judged(before, waiver("RL-10", new Spot(null, "SRE IC"), END)))
        .filteredOn(Judged::waived)
        .hasSize(1);
    assertThat(judged(before, waiver("RL-01", new Spot("agree", null), END)))
        .noneMatch(Judged::waived);
  }

  @Test
  void ofSeveralWaiversTheOneThatLastsLongestCounts() {
    Spot place = new Spot("existence", null);

    assertThat(judged(END, waiver("RL-01", place, END), waiver("RL-01", place, END.plusSeconds(1))))
        .filteredOn(Judged::waived)
        .hasSize(1);
  }
}

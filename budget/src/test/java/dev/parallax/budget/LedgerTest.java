package dev.parallax.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What the kit of the test module does not say of the ledger in memory.
class LedgerTest {
  private static final SliId SLI = Example.SLI;
  private static final long MINUTE = 29_000_040;
  private final BudgetLedger ledger = BudgetLedger.inMemory();

  @Test
  void anHourIsLoadedIntoAnEmptyLedger() {
    Hour hour = new Hour();
    hour.merge(Math.floorMod(MINUTE, 60), 1, 2, 1);

    ledger.load(SLI, MINUTE / 60, PackedHour.pack(hour));

    assertThat(ledger.events(SLI, MINUTE, MINUTE + 1)).isEqualTo(new Tally(1, 2, 1));
  }

  @Test
  void hoursLoadedOneAfterTheOtherAreAllThere() {
    Hour hour = new Hour();
    hour.merge(0, 1, 2, 1);

    for (long at = 0; at < 1000; at++) {
      ledger.load(SLI, at, PackedHour.pack(hour));
    }

    assertThat(ledger.events(SLI, 0, 60_000)).isEqualTo(new Tally(1000, 2000, 1000));
  }

  @Test
  void damagedHoursAreRefusedWhenTheyAreLoadedAndNotWhenTheyAreRead() {
    assertThatThrownBy(() -> ledger.load(SLI, 0, new byte[] {1, 2, 3}))
        .hasMessageContaining("It is damaged");
  }

  @Test
  void aTimestampInTheWrongUnitIsRefusedAndLeavesTheLedgerAsItWas() {
    ledger.add(SLI, new Slice(MINUTE, 1, 2, 1));
    List<Slice> batch = List.of(new Slice(MINUTE, 1, 1, 1), new Slice(MINUTE * 1000, 1, 1, 1));

    assertThatThrownBy(() -> ledger.addAll(SLI, batch))
        .hasMessageContaining("Check the unit of the timestamps");

    assertThat(ledger.events(SLI, MINUTE, MINUTE + 1)).isEqualTo(new Tally(1, 2, 1));
    assertThat(ledger.endMinute(SLI)).isEqualTo(MINUTE + 1);
  }

  @Test
  void aBatchOfWhichOneSliceOverflowsLeavesTheLedgerAsItWas() {
    ledger.add(SLI, new Slice(MINUTE + 60, 0, Long.MAX_VALUE, 1));
    List<Slice> batch = List.of(new Slice(MINUTE, 1, 1, 1), new Slice(MINUTE + 60, 1, 1, 1));

    assertThatThrownBy(() -> ledger.addAll(SLI, batch)).isInstanceOf(ArithmeticException.class);

    assertThat(ledger.slices(SLI, MINUTE, MINUTE + 1)).isEmpty();
  }

  @Test
  void aCorrectionInTheIndicatorOfAnotherSloIsRefused() {
    SliId foreign = new SliId(new SloId("other"), SliId.DEFAULT);

    assertThatThrownBy(() -> new Adjustment.Correction(Example.entry("c"), foreign, 1, 1, 1))
        .hasMessageContaining("expected one of the SLO's own indicators");
  }

  @Test
  void aReversalMayComeBeforeWhatItReverses() {
    ledger.add(SLI, new Slice(MINUTE, 1, 2, 1));

    ledger.adjust(new Adjustment.Reversal(Example.entry("r2"), "r1"));
    ledger.adjust(new Adjustment.Reversal(Example.entry("r1"), "c"));
    ledger.adjust(new Adjustment.Correction(Example.entry("c"), SLI, MINUTE, 0, 5));

    assertThat(ledger.events(SLI, MINUTE, MINUTE + 1)).isEqualTo(new Tally(1, 7, 1));
  }

  @Test
  void reversalsThatTakeThemselvesBackAreRefused() {
    ledger.adjust(new Adjustment.Reversal(Example.entry("a"), "b"));

    assertThatThrownBy(() -> ledger.adjust(new Adjustment.Reversal(Example.entry("b"), "a")))
        .hasMessageContaining("takes itself back");
    assertThatThrownBy(() -> ledger.adjust(new Adjustment.Reversal(Example.entry("c"), "c")))
        .hasMessageContaining("takes itself back");
  }

  @Test
  void exclusionsThatOverlapAreCountedOnce() {
    ledger.adjust(new Adjustment.Exclusion(Example.entry("a"), 10, 20));
    ledger.adjust(new Adjustment.Exclusion(Example.entry("b"), 12, 15));
    ledger.adjust(new Adjustment.Exclusion(Example.entry("c"), 18, 30));

    assertThat(ledger.excludedMinutes(Example.SLO, 0, 25)).isEqualTo(15);
  }
}

package dev.parallax.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.budget.Adjustment;
import dev.parallax.budget.BudgetLedger;
import dev.parallax.budget.Objective;
import dev.parallax.budget.SliId;
import dev.parallax.budget.Slice;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.SloId;
import dev.parallax.budget.Statement;
import dev.parallax.budget.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// What every ledger does, whatever it is made of. An implementation extends this and says how an
/// empty one is made.
public abstract class BudgetKit {
  private static final SliId SLI = RandomCase.SLI;
  private static final long NOON = 29_000_000;

  /// A new ledger with nothing in it.
  protected abstract BudgetLedger emptyLedger();

  @Test
  void anEmptyLedgerKnowsNothingAndSaysSo() {
    BudgetLedger ledger = emptyLedger();

    assertThat(ledger.slis()).isEmpty();
    assertThat(ledger.slices(SLI, 0, NOON)).isEmpty();
    assertThat(ledger.events(SLI, 0, NOON)).isEqualTo(Tally.NOTHING);
    assertThat(ledger.packed(SLI, NOON / 60)).isNull();
    assertThat(ledger.firstMinute(SLI)).isEqualTo(Long.MAX_VALUE);
    assertThat(ledger.endMinute(SLI)).isEqualTo(Long.MIN_VALUE);
    assertThat(ledger.takeChangedHours()).isEmpty();
    assertThat(ledger.adjustments(RandomCase.SLO)).isEmpty();
    assertThat(ledger.excludedMinutes(RandomCase.SLO, 0, NOON)).isZero();
  }

  @Test
  void enteringNoSlicesLeavesNoTrace() {
    BudgetLedger ledger = emptyLedger();

    ledger.addAll(SLI, List.of());

    assertThat(ledger.slis()).isEmpty();
  }

  @Test
  void slicesOfOneMinuteMerge() {
    BudgetLedger ledger = emptyLedger();

    ledger.add(SLI, new Slice(NOON, 3, 4, 0b0011));
    ledger.add(SLI, new Slice(NOON, 5, 5, 0b0110));

    assertThat(ledger.slices(SLI, NOON - 100, NOON + 100))
        .containsExactly(new Slice(NOON, 8, 9, 0b0111));
    assertThat(ledger.events(SLI, NOON, NOON + 1)).isEqualTo(new Tally(8, 9, 3));
    assertThat(ledger.firstMinute(SLI)).isEqualTo(NOON);
    assertThat(ledger.endMinute(SLI)).isEqualTo(NOON + 1);
  }

  @Test
  void anyOrderAndSplitOfTheSameSlicesGivesTheSameBitsAndTheSameFigures() {
    Seeds.check(
        60,
        random -> {
          RandomCase given = RandomCase.next(random);
          BudgetLedger whole = emptyLedger();
          given.feed(whole);
          BudgetLedger parts = emptyLedger();

          feedInBatches(random, parts, given);

          assertThat(bits(parts)).isEqualTo(bits(whole));
          assertThat(figures(given, parts)).isEqualTo(figures(given, whole));
        });
  }

  private static void feedInBatches(RandomGenerator random, BudgetLedger ledger, RandomCase given) {
    List<Adjustment> adjustments = new ArrayList<>(given.adjustments());
    Collections.shuffle(adjustments, new Random(random.nextLong()));
    List<Slice> slices =
        RandomSlices.splitAndShuffled(random, given.slices().getOrDefault(SLI, List.of()));
    int at = 0;
    while (at < slices.size()) {
      int end = Math.min(slices.size(), at + 1 + random.nextInt(2000));
      if (random.nextInt(8) == 0) {
        ledger.add(SLI, slices.get(at));
        end = at + 1;
      } else {
        ledger.addAll(SLI, slices.subList(at, end));
      }
      at = end;
      if (random.nextBoolean() && !adjustments.isEmpty()) {
        ledger.adjust(adjustments.removeFirst());
      }
      if (random.nextInt(6) == 0) {
        figures(given, ledger);
      }
    }
    adjustments.forEach(ledger::adjust);
    given.adjustments().forEach(ledger::adjust);
  }

  @Test
  void theSameHistoryGivesTheSameStatementHoweverOftenItIsDrawn() {
    Seeds.check(
        30,
        random -> {
          RandomCase given = RandomCase.next(random);
          BudgetLedger ledger = emptyLedger();
          given.feed(ledger);

          Statement.SloFigures first = figures(given, ledger);

          assertThat(figures(given, ledger)).isEqualTo(first);
        });
  }

  @Test
  void packedHoursPutBackInAnyOrderAndTwiceGiveTheSameLedger() {
    Seeds.check(
        40,
        random -> {
          RandomCase given = RandomCase.next(random);
          BudgetLedger original = emptyLedger();
          given.feed(original);
          BudgetLedger restored = emptyLedger();
          List<Long> hours =
              new ArrayList<>(original.takeChangedHours().getOrDefault(SLI, new TreeSet<>()));
          Collections.shuffle(hours, new Random(random.nextLong()));

          hours.forEach(hour -> restored.load(SLI, hour, packed(original, hour)));
          hours.forEach(hour -> restored.load(SLI, hour, packed(original, hour)));
          given.adjustments().forEach(restored::adjust);

          assertThat(restored.takeChangedHours()).isEmpty();
          for (long hour : hours) {
            assertThat(restored.packed(SLI, hour)).isEqualTo(packed(original, hour));
          }
          assertThat(figures(given, restored)).isEqualTo(figures(given, original));
        });
  }

  @Test
  void everyFigureOfEveryRandomHistoryIsThatOfTheOracle() {
    Seeds.check(
        400,
        random -> {
          RandomCase given = RandomCase.next(random);
          BudgetLedger ledger = emptyLedger();
          given.feed(ledger);

          Comparison comparison =
              new BruteForce(
                      given.history(), given.slices(), given.adjustments(), Statement.Terms.DEFAULT)
                  .compare(figures(given, ledger), given.asOf());

          assertThat(comparison.differences()).isEmpty();
          assertThat(comparison.compared()).isPositive();
        });
  }

  @Test
  void aCorrectionAndItsReversalLeaveEveryFigureAsItWas() {
    Seeds.check(
        30,
        random -> {
          RandomCase given = RandomCase.next(random);
          BudgetLedger ledger = emptyLedger();
          given.feed(ledger);
          Statement.SloFigures before = figures(given, ledger);
          SortedMap<Long, List<Byte>> bitsBefore = bits(ledger);
          long minute = given.asOf().getEpochSecond() / 60 - 1 - random.nextInt(300);

          ledger.adjust(
              new Adjustment.Correction(RandomCase.entry("fix"), SLI, minute, -7, 1_000_000));
          Statement.SloFigures corrected = figures(given, ledger);
          ledger.adjust(new Adjustment.Reversal(RandomCase.entry("undo"), "fix"));

          assertThat(figures(given, ledger)).isEqualTo(before);
          assertThat(bits(ledger)).isEqualTo(bitsBefore);
          ledger.adjust(new Adjustment.Reversal(RandomCase.entry("redo"), "undo"));
          assertThat(figures(given, ledger)).isEqualTo(corrected);
        });
  }

  @Test
  void twoStretchesThatMeetAddUpToTheWhole() {
    Seeds.check(
        60,
        random -> {
          RandomCase given = RandomCase.next(random);
          BudgetLedger ledger = emptyLedger();
          given.feed(ledger);
          SloHistory.Version version = given.history().versions().getLast();
          Objective objective = version.slo().objectives().getFirst();
          long grain = objective.timeslice() == null ? 1 : objective.timeslice().minutes();
          long until = given.asOf().getEpochSecond() / 60 / grain * grain;
          long from = until - grain * (2 + random.nextInt(3000));
          long cut = from + grain * random.nextLong((until - from) / grain + 1);

          Tally whole = ledger.tally(version.slo(), objective, from, until);

          Tally before = ledger.tally(version.slo(), objective, from, cut);
          Tally after = ledger.tally(version.slo(), objective, cut, until);
          assertThat(before.plus(after)).isEqualTo(whole);
        });
  }

  @Test
  void changedHoursAreToldOnce() {
    BudgetLedger ledger = emptyLedger();
    ledger.addAll(SLI, List.of(new Slice(59, 1, 1, 1), new Slice(60, 1, 1, 1)));

    assertThat(ledger.takeChangedHours()).containsOnlyKeys(SLI);
    assertThat(ledger.takeChangedHours()).isEmpty();

    ledger.add(SLI, new Slice(60, 1, 1, 1));
    assertThat(ledger.takeChangedHours().get(SLI)).containsExactly(1L);
  }

  @Test
  void minutesBeforeTheFirstHourAndBefore1970AreEnteredLikeAnyOther() {
    BudgetLedger ledger = emptyLedger();
    ledger.add(SLI, new Slice(NOON, 1, 2, 1));
    ledger.events(SLI, -100, NOON + 1);

    ledger.add(SLI, new Slice(-1, 3, 4, 1));
    ledger.add(SLI, new Slice(-61, 5, 6, 1));

    assertThat(ledger.events(SLI, -100, NOON + 1)).isEqualTo(new Tally(9, 12, 3));
    assertThat(ledger.events(SLI, -61, -1)).isEqualTo(new Tally(5, 6, 1));
    assertThat(ledger.firstMinute(SLI)).isEqualTo(-61);
    assertThat(ledger.endMinute(SLI)).isEqualTo(NOON + 1);
  }

  @Test
  void changingTheBytesThatWereHandedOutChangesNothing() {
    BudgetLedger ledger = emptyLedger();
    ledger.add(SLI, new Slice(NOON, 3, 4, 1));
    byte[] packed = packed(ledger, NOON / 60);
    byte[] given = packed.clone();
    BudgetLedger restored = emptyLedger();
    restored.load(SLI, NOON / 60, given);

    Arrays.fill(packed, (byte) 0);
    Arrays.fill(given, (byte) 0);

    assertThat(ledger.events(SLI, NOON, NOON + 1)).isEqualTo(new Tally(3, 4, 1));
    assertThat(restored.events(SLI, NOON, NOON + 1)).isEqualTo(new Tally(3, 4, 1));
  }

  @Test
  void anSloIsNotTouchedByTheAdjustmentsOfAnother() {
    BudgetLedger ledger = emptyLedger();
    ledger.add(SLI, new Slice(NOON, 3, 4, 1));
    SloId other = new SloId("other");
    Adjustment.Entry entry =
        new Adjustment.Entry("x", other, "ada", "why", null, RandomCase.entry("x").recordedAt());

    ledger.adjust(new Adjustment.Exclusion(entry, NOON - 5, NOON + 5));

    assertThat(ledger.events(SLI, NOON, NOON + 1)).isEqualTo(new Tally(3, 4, 1));
    assertThat(ledger.excludedMinutes(RandomCase.SLO, NOON - 9, NOON + 9)).isZero();
    assertThat(ledger.excludedMinutes(other, NOON - 9, NOON + 9)).isEqualTo(10);
  }

  private static byte[] packed(BudgetLedger ledger, long hour) {
    return Objects.requireNonNull(ledger.packed(SLI, hour), "an hour that was entered");
  }

  private static Statement.SloFigures figures(RandomCase given, BudgetLedger ledger) {
    return Statement.figures(given.history(), ledger, given.asOf(), Statement.Terms.DEFAULT);
  }

  /// All packed hours, as lists so that they compare by content.
  private static SortedMap<Long, List<Byte>> bits(BudgetLedger ledger) {
    SortedMap<Long, List<Byte>> bits = new TreeMap<>();
    for (SliId sli : ledger.slis()) {
      long first = Math.floorDiv(ledger.firstMinute(sli), 60L);
      long end = Math.ceilDiv(ledger.endMinute(sli), 60L);
      for (long hour = first; hour < end; hour++) {
        byte[] packed = ledger.packed(sli, hour);
        if (packed != null) {
          List<Byte> bytes = new ArrayList<>();
          for (byte part : packed) {
            bytes.add(part);
          }
          bits.put(hour, bytes);
        }
      }
    }
    return bits;
  }
}

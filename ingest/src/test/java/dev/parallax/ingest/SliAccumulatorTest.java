package dev.parallax.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.budget.Query;
import dev.parallax.budget.Sli;
import dev.parallax.budget.Sli.Operator;
import dev.parallax.budget.Sli.Part;
import dev.parallax.budget.Slice;
import dev.parallax.ingest.SliAccumulator.Finding;
import dev.parallax.ingest.SliAccumulator.Role;
import dev.parallax.ingest.SliAccumulator.Settings;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SliAccumulatorTest {
  private static final Query QUERY = Query.promQl("x");
  private static final Sli GOOD = new Sli.Ratio(Part.GOOD, QUERY, QUERY, true);
  private static final Sli BAD = new Sli.Ratio(Part.BAD, QUERY, QUERY, true);
  private static final Labels HITS = Labels.of("__name__", "hits", "job", "api", "instance", "a");
  private static final Labels ERRORS =
      Labels.of("__name__", "errors", "job", "api", "instance", "a");
  private static final long MINUTE = 60_000;

  private SliAccumulator slis = new SliAccumulator(GOOD, Settings.DEFAULT);

  @Test
  void theFirstSampleOfAnUnseenTargetIsABaseline() {
    total(0, 1_000_000);

    assertThat(slis.drain()).isEmpty();
  }

  @Test
  void anIncreaseBelongsToTheMinuteThatTheLaterSampleLiesIn() {
    total(30_000, 10, 75_000, 17);

    assertThat(slis.drain())
        .containsExactly(new Slice(0, 0, 0, seconds(30, 60)), new Slice(1, 0, 7, seconds(0, 15)));
  }

  @Test
  void aSampleOnTheBoundaryClosesTheMinuteBefore() {
    total(0, 10, MINUTE, 17);

    assertThat(slis.drain()).containsExactly(new Slice(0, 0, 7, Slice.WHOLE_MINUTE));
  }

  @Test
  void aCounterThatStartsAgainCountsFromZero() {
    total(0, 100, 15_000, 110, 30_000, 4);

    assertThat(slis.drain()).containsExactly(new Slice(0, 0, 14, seconds(0, 30)));
    assertThat(slis.findings()).containsEntry(Finding.RESETS, 1L);
  }

  @Test
  void eventsAcrossALongGapAreCountedButItsTimeIsUnobserved() {
    total(0, 0, 5 * MINUTE + 1, 50);

    assertThat(slis.drain()).containsExactly(new Slice(5, 0, 50, 0));
    assertThat(slis.findings()).containsEntry(Finding.GAPS, 1L);
  }

  @Test
  void aGapOfExactlyTheLongestIsObserved() {
    total(0, 0, 5 * MINUTE, 50);

    assertThat(slis.drain()).extracting(Slice::observedSeconds).containsExactly(60, 60, 60, 60, 60);
  }

  @Test
  void aSampleBetweenTwoMakesALongGapObserved() {
    total(0, 0, 6 * MINUTE, 60);
    total(3 * MINUTE, 20);

    assertThat(slis.drain())
        .containsExactly(
            new Slice(0, 0, 0, Slice.WHOLE_MINUTE),
            new Slice(1, 0, 0, Slice.WHOLE_MINUTE),
            new Slice(2, 0, 20, Slice.WHOLE_MINUTE),
            new Slice(3, 0, 0, Slice.WHOLE_MINUTE),
            new Slice(4, 0, 0, Slice.WHOLE_MINUTE),
            new Slice(5, 0, 40, Slice.WHOLE_MINUTE));
    assertThat(slis.findings()).containsEntry(Finding.GAPS, 0L);
  }

  @Test
  void theFirstErrorOfAWatchedTargetIsCounted() {
    slis = new SliAccumulator(BAD, Settings.DEFAULT);
    total(0, 100, 15_000, 110);
    part(15_000, 1);

    assertThat(slis.drain()).containsExactly(new Slice(0, 9, 10, seconds(0, 15)));
    assertThat(slis.findings()).containsEntry(Finding.BIRTHS, 1L);
  }

  @Test
  void aBirthIsFoundOutLaterWhenTheTargetsOlderSamplesComeLate() {
    part(6 * MINUTE, 3);
    assertThat(slis.drain()).isEmpty();

    slis.present(HITS.target(), MINUTE);

    assertThat(slis.drain()).containsExactly(new Slice(5, 3, 0, 0));
  }

  @Test
  void aTargetLastSeenLongerAgoThanTheLongestGapMakesNoBirth() {
    slis.present(HITS.target(), 0);
    part(5 * MINUTE + 1, 3);

    assertThat(slis.drain()).isEmpty();
  }

  @Test
  void anotherTargetsSamplesMakeNoBirth() {
    slis.present(Labels.of("job", "api", "instance", "b").target(), 0);
    part(15_000, 3);

    assertThat(slis.drain()).isEmpty();
  }

  @Test
  void theSameRequestTwiceChangesNothing() {
    total(0, 0, 15_000, 10);
    slis.drain();
    int before = slis.toBytes().length;
    total(0, 0, 15_000, 10);

    assertThat(slis.drain()).isEmpty();
    assertThat(slis.toBytes()).hasSize(before);
    assertThat(slis.findings()).containsEntry(Finding.REPEATED, 2L);
  }

  @Test
  void aSampleBeyondTheRetentionIsRefusedAndSaid() {
    total(0, 0, 11 * MINUTE, 100, MINUTE - 1, 10);

    assertThat(slis.drain()).containsExactly(new Slice(10, 0, 100, 0));
    assertThat(slis.findings()).containsEntry(Finding.TOO_OLD, 1L);
  }

  @Test
  void aSampleAtTheEdgeOfTheRetentionIsTaken() {
    total(0, 0, 11 * MINUTE, 100, MINUTE, 10);

    assertThat(slis.drain())
        .containsExactly(new Slice(0, 0, 10, Slice.WHOLE_MINUTE), new Slice(10, 0, 90, 0));
  }

  @Test
  void ofTwoValuesAtOneInstantTheLargerIsKept() {
    total(0, 0, 15_000, 7, 15_000, 9, 15_000, 8, 30_000, 10);

    assertThat(slis.drain()).containsExactly(new Slice(0, 0, 10, seconds(0, 30)));
    assertThat(slis.findings()).containsEntry(Finding.CONFLICTS, 2L);
  }

  @Test
  void valuesThatAreNoneAreReportedAndNeverCounted() {
    total(0, 5, 1, Double.NaN, 2, Double.POSITIVE_INFINITY, 3, -1, 4, 0x1p53);
    total(5, Double.longBitsToDouble(Sample.STALE_BITS), Long.MIN_VALUE, 3, 15_000, 6);

    assertThat(slis.drain()).containsExactly(new Slice(0, 0, 1, seconds(0, 15)));
    assertThat(slis.findings())
        .containsEntry(Finding.NOT_COUNTABLE, 3L)
        .containsEntry(Finding.OUT_OF_RANGE, 2L)
        .containsEntry(Finding.ENDED, 1L)
        .containsEntry(Finding.SAMPLES, 2L);
  }

  @Test
  void anIncreaseThatIsNoWholeNumberIsRoundedOnceAndReported() {
    total(0, 0.25, 15_000, 3.5, 30_000, 4.5);

    assertThat(slis.drain()).containsExactly(new Slice(0, 0, 4, seconds(0, 30)));
    assertThat(slis.findings()).containsEntry(Finding.FRACTIONAL, 1L);
  }

  @ParameterizedTest
  @CsvSource({
    "LESS, 0.3, 0.29999, true",
    "LESS, 0.3, 0.3, false",
    "LESS_OR_EQUAL, 0.3, 0.3, true",
    "GREATER, 0.3, 0.3, false",
    "GREATER_OR_EQUAL, 0.3, 0.3, true",
    "GREATER, -1, -0.5, true"
  })
  void aThresholdComparesEachSample(
      Operator operator, String threshold, double value, boolean good) {
    slis =
        new SliAccumulator(
            new Sli.Threshold(QUERY, operator, new BigDecimal(threshold)), Settings.DEFAULT);
    total(1_000, value, 2_000, Double.NaN);

    assertThat(slis.drain()).containsExactly(new Slice(0, good ? 1 : 0, 1, 0));
  }

  @ParameterizedTest
  @CsvSource({"GOOD, 0.999, 999000000", "BAD, 0.001, 999000000", "GOOD, 1, 1000000000"})
  void aRawRatioCountsBillionths(Part part, double value, long good) {
    slis = new SliAccumulator(new Sli.RawRatio(QUERY, part), Settings.DEFAULT);
    total(1_000, value, 2_000, 1.01, 3_000, -0.01);

    assertThat(slis.drain()).containsExactly(new Slice(0, good, 1_000_000_000, 0));
    assertThat(slis.findings()).containsEntry(Finding.OUT_OF_RANGE, 2L);
  }

  @Test
  void aRatioOfNoCountersAddsUpItsSamples() {
    slis = new SliAccumulator(new Sli.Ratio(Part.GOOD, QUERY, QUERY, false), Settings.DEFAULT);
    total(0, 10, 15_000, 3);
    part(15_000, 2);

    assertThat(slis.drain())
        .containsExactly(new Slice(-1, 0, 10, 0), new Slice(0, 2, 3, seconds(0, 15)));
  }

  @Test
  void theStateDoesNotGrowWithTheTimeThatASeriesLives() {
    for (int t = 0; t < 1_000; t++) {
      total(t * 15_000.0, t);
    }
    slis.drain();
    int after = slis.toBytes().length;
    for (int t = 1_000; t < 20_000; t++) {
      total(t * 15_000.0, t);
    }
    slis.drain();

    assertThat(slis.toBytes().length).isLessThan(after + 80);
  }

  @Test
  void whatEndedLongAgoIsForgottenAndNeverCountedAgain() {
    total(0, 0, 15_000, 10);
    slis.present(ERRORS.target(), 20_000);
    add(Role.TOTAL, Labels.of("__name__", "hits", "instance", "b"), 500_000, 1, 510_000, 2);
    slis.drain();

    slis.forget(Instant.ofEpochMilli(400_000));
    slis = SliAccumulator.fromBytes(GOOD, slis.toBytes());
    total(0, 0, 15_000, 10, 399_999, 90);

    assertThat(slis.drain()).isEmpty();
    assertThat(slis.seriesCount()).isEqualTo(1);
    assertThat(slis.findings()).containsEntry(Finding.TOO_OLD, 3L);
  }

  @Test
  void aStateWithSlicesThatNobodyTookIsNotWritten() {
    total(0, 0, 15_000, 3);

    assertThatThrownBy(() -> slis.toBytes()).hasMessageContaining("drain()");
  }

  @Test
  void aDamagedStateIsRefused() {
    total(0, 0, 15_000, 3);
    slis.drain();
    byte[] state = slis.toBytes();

    for (int length = 0; length < state.length; length++) {
      byte[] cut = Arrays.copyOf(state, length);
      assertThatThrownBy(() -> SliAccumulator.fromBytes(GOOD, cut))
          .isInstanceOf(IllegalArgumentException.class);
    }
    state[0] = 99;
    assertThatThrownBy(() -> SliAccumulator.fromBytes(GOOD, state))
        .hasMessageContaining("version 99");
  }

  private void total(double... timesAndValues) {
    add(Role.TOTAL, HITS, timesAndValues);
  }

  private void part(double... timesAndValues) {
    add(Role.PART, ERRORS, timesAndValues);
  }

  private void add(Role role, Labels labels, double... timesAndValues) {
    for (int i = 0; i < timesAndValues.length; i += 2) {
      Sample sample = new Sample((long) timesAndValues[i], timesAndValues[i + 1]);
      slis.add(role, labels.fingerprint(), labels.target(), sample);
    }
  }

  private static long seconds(int from, int to) {
    return ((1L << (to - from)) - 1) << from;
  }
}

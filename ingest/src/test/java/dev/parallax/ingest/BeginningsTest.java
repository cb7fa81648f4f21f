package dev.parallax.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.budget.Query;
import dev.parallax.budget.Sli;
import dev.parallax.budget.Sli.Operator;
import dev.parallax.budget.Sli.Part;
import dev.parallax.budget.Slice;
import dev.parallax.ingest.SliAccumulator.Role;
import dev.parallax.ingest.SliAccumulator.Settings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A counter whose sender says when it began.
class BeginningsTest {
  private static final long MINUTE = 60_000;
  private static final long T = 29_400_000L * MINUTE;
  private static final Sli COUNTED =
      new Sli.Ratio(Part.GOOD, Query.promQl("a"), Query.promQl("b"), true);

  private record Sent(Labels labels, Sample sample) {}

  @Test
  void theFirstSampleOfACounterThatNobodyWatchedCounts() {
    assertThat(total(begin(0), value(1, 7), value(2, 9))).isEqualTo(9);
    assertThat(total(value(1, 7), value(2, 9))).isEqualTo(2);
  }

  @Test
  void aStartIsKnownWhereTheNewValueIsAboveTheOldOne() {
    assertThat(total(value(0, 5), begin(0.5), value(1, 7))).isEqualTo(7);
    assertThat(total(value(0, 5), value(1, 7))).isEqualTo(2);
  }

  @Test
  void aBeginningIsNoSignThatItsTargetWasWatched() {
    Sent other = sent(Labels.of("__name__", "b", "code", "500"), 1, 1000);

    assertThat(total(begin(0), value(1, 7), other)).isEqualTo(7);
    assertThat(total(value(0, 0), value(1, 7), other)).isEqualTo(1007);
  }

  @Test
  void whatWasMeasuredAtTheSameInstantHoldsInAnyOrder() {
    Sent other = sent(Labels.of("__name__", "b", "code", "500"), 1, 10);

    for (Sent measured : List.of(value(0, 0), value(0, 3))) {
      assertThat(total(measured, begin(0), value(1, 7), other))
          .isEqualTo(total(begin(0), measured, value(1, 7), other))
          .isEqualTo(total(measured, value(1, 7), other));
    }
  }

  @Test
  void whoeverDoesNotCountIncreasesDoesNotSeeBeginnings() {
    Sli threshold = new Sli.Threshold(Query.promQl("b"), Operator.LESS, new BigDecimal("5"));

    assertThat(slices(threshold, List.of(begin(0), value(1, 7), value(2, 3))))
        .containsOnlyKeys(T / MINUTE, T / MINUTE + 1);
    assertThat(sum(slices(threshold, List.of(begin(0), value(1, 7), value(2, 3))))).isEqualTo(2);
  }

  @Test
  void aSampleThatComesAgainDoesNotCutShortWhatWasWatched() {
    Labels other = Labels.of("__name__", "b", "code", "500");
    List<Sent> all =
        List.of(value(0, 0), value(9, 0), value(1, 0), value(0, 0), sent(other, 6, 10));

    assertThat(sum(slices(COUNTED, all))).isEqualTo(10);
  }

  @Test
  void anyOrderAndRepetitionGivesTheSame() {
    Random random = new Random(20261123);
    for (int round = 0; round < 200; round++) {
      List<Sent> all = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        Labels labels = Labels.of("__name__", "b", "code", String.valueOf(random.nextInt(3)));
        long at = T + random.nextInt(36) * 10_000L;
        all.add(new Sent(labels, new Sample(at, random.nextInt(20))));
        if (random.nextBoolean()) {
          all.add(new Sent(labels, Sample.begin(at - random.nextInt(1, 20) * 10_000L)));
        }
      }
      Map<Long, Slice> once = slices(COUNTED, all);

      List<Sent> again = new ArrayList<>(all);
      again.addAll(all.subList(0, 6));
      Collections.shuffle(again, random);

      assertThat(slices(COUNTED, again)).as("round %d", round).isEqualTo(once);
    }
  }

  private static Sent begin(double minute) {
    return new Sent(Labels.of("__name__", "b"), Sample.begin(T + (long) (minute * MINUTE)));
  }

  private static Sent sent(Labels labels, int minute, double value) {
    return new Sent(labels, new Sample(T + minute * MINUTE, value));
  }

  private static Sent value(int minute, double value) {
    return sent(Labels.of("__name__", "b"), minute, value);
  }

  private static long total(Sent... all) {
    return sum(slices(COUNTED, List.of(all)));
  }

  private static long sum(Map<Long, Slice> slices) {
    return slices.values().stream().mapToLong(Slice::total).sum();
  }

  private static Map<Long, Slice> slices(Sli sli, List<Sent> all) {
    SliAccumulator accumulator = new SliAccumulator(sli, Settings.DEFAULT);
    Map<Long, Slice> slices = new HashMap<>();
    for (Sent each : all) {
      accumulator.add(
          Role.TOTAL, each.labels().fingerprint(), each.labels().target(), each.sample());
      for (Slice slice : accumulator.drain()) {
        slices.merge(slice.minute(), slice, Slice::merge);
      }
    }
    slices.values().removeIf(Slice::isEmpty);
    return slices;
  }
}

package dev.parallax.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// Recent samples are what a sorted map of them would be, bit by bit, in whatever order and form
/// they come.
class RecentSamplesTest {
  @RepeatedTest(40)
  void whatIsPutInAnyOrderStandsSortedAndUnchanged(RepetitionInfo round) {
    Random random = new Random(round.getCurrentRepetition());
    Heads heads = new Heads();
    List<RecentSamples> all = new ArrayList<>();
    List<TreeMap<Long, Double>> wanted = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(new RecentSamples(heads));
      wanted.add(new TreeMap<>());
    }
    for (int i = 0; i < 400; i++) {
      int which = random.nextInt(all.size());
      put(all.get(which), wanted.get(which), random);
    }
    for (int i = 0; i < all.size(); i++) {
      isEqual(all.get(i), wanted.get(i));
    }
  }

  private static void put(RecentSamples samples, NavigableMap<Long, Double> wanted, Random random) {
    long newest = wanted.isEmpty() ? 1_700_000_000_000L : wanted.lastKey();
    long millis =
        switch (random.nextInt(10)) {
          case 0 -> newest - random.nextLong(600_000);
          case 1 -> newest + random.nextLong(40L * 24 * 3_600_000);
          default -> newest + 15_000;
        };
    double value = value(random, wanted.isEmpty() ? 0 : wanted.lastEntry().getValue());
    int found = samples.find(millis);
    if (found >= 0) {
      samples.replace(found, value);
    } else if (-found - 1 == samples.size() && !wanted.isEmpty()) {
      samples.append(millis, value);
    } else {
      samples.insert(-found - 1, millis, value);
    }
    wanted.put(millis, value);
    if (random.nextInt(30) == 0 && samples.size() > 2) {
      samples.dropFirst(1);
      wanted.pollFirstEntry();
    }
  }

  private static double value(Random random, double last) {
    return switch (random.nextInt(12)) {
      case 0 -> random.nextDouble();
      case 1 -> -0.0;
      case 2 -> 0;
      case 3 -> random.nextLong(1L << 53);
      default -> last + random.nextInt(100);
    };
  }

  private static void isEqual(RecentSamples samples, NavigableMap<Long, Double> wanted) {
    assertThat(samples.size()).isEqualTo(wanted.size());
    int index = 0;
    for (Map.Entry<Long, Double> entry : wanted.entrySet()) {
      assertThat(samples.time(index)).isEqualTo(entry.getKey());
      assertThat(Double.doubleToRawLongBits(samples.value(index)))
          .isEqualTo(Double.doubleToRawLongBits(entry.getValue()));
      assertThat(samples.find(entry.getKey())).isEqualTo(index);
      index++;
    }
    if (!wanted.isEmpty()) {
      assertThat(samples.newest()).isEqualTo(wanted.lastKey());
    }
  }

  @Test
  void aSeriesKeepsItsSamplesWhenItMovesToOtherHeads() {
    RecentSamples samples = new RecentSamples(new Heads());
    samples.insert(0, 1_000, 1);
    samples.append(2_000, 3);
    samples.append(3_000, 7);

    samples.moveTo(new Heads());
    samples.append(4_000, 8);

    assertThat(samples.size()).isEqualTo(4);
    assertThat(samples.value(1)).isEqualTo(3);
    assertThat(samples.value(3)).isEqualTo(8);
    assertThat(samples.newest()).isEqualTo(4_000);
  }
}

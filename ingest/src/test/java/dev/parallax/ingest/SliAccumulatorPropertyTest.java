package dev.parallax.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.budget.Query;
import dev.parallax.budget.Sli;
import dev.parallax.budget.Sli.Part;
import dev.parallax.budget.Slice;
import dev.parallax.ingest.SliAccumulator.Role;
import dev.parallax.ingest.SliAccumulator.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Any order, split, repetition and restart of the same samples gives the same slices as an oracle
/// that sorts them all and looks at every second. The seed stands in the name of each case; put it
/// into [#seeds] to run it again.
class SliAccumulatorPropertyTest {
  private static final Settings SETTINGS = Settings.DEFAULT;
  private static final long GAP = SETTINGS.maxGap().toMillis();
  private static final int RETENTION = (int) SETTINGS.retention().toMillis();

  record Scrape(Role role, Labels labels, Sample sample) {
    Fingerprint series() {
      return labels.fingerprint();
    }
  }

  static long[] seeds() {
    long[] seeds = new long[120];
    Arrays.setAll(seeds, i -> 20_261_123L + i);
    return seeds;
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anyOrderSplitRepetitionAndRestartGivesWhatTheOracleCounts(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    boolean counter = random.nextInt(8) > 0;
    Part part = random.nextBoolean() ? Part.GOOD : Part.BAD;
    Sli sli = new Sli.Ratio(part, Query.promQl("a"), Query.promQl("b"), counter);
    List<Scrape> scrapes = history(random);

    Map<Long, Slice> expected = new Oracle(part, counter, scrapes).slices();

    assertThat(accumulated(sli, scrapes, random)).isEqualTo(expected);
    for (int round = 0; round < 4; round++) {
      assertThat(accumulated(sli, late(scrapes, random), random)).isEqualTo(expected);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theStateAfterARestartIsTheSameBitByBit(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Sli sli = new Sli.Ratio(Part.GOOD, Query.promQl("a"), Query.promQl("b"), true);
    SliAccumulator accumulator = new SliAccumulator(sli, SETTINGS);
    for (Scrape scrape : late(history(random), random)) {
      add(accumulator, scrape);
    }
    accumulator.drain();

    byte[] state = accumulator.toBytes();

    SliAccumulator restored = SliAccumulator.fromBytes(sli, state);
    assertThat(restored.toBytes()).isEqualTo(state);
    assertThat(restored.findings()).isEqualTo(accumulator.findings());
    assertThat(restored.settings()).isEqualTo(SETTINGS);
  }

  private static void add(SliAccumulator accumulator, Scrape scrape) {
    accumulator.add(scrape.role(), scrape.series(), scrape.labels().target(), scrape.sample());
  }

  private static Map<Long, Slice> accumulated(
      Sli sli, List<Scrape> scrapes, SplittableRandom random) {
    Map<Long, Slice> ledger = new TreeMap<>();
    SliAccumulator accumulator = new SliAccumulator(sli, SETTINGS);
    for (Scrape scrape : scrapes) {
      add(accumulator, scrape);
      int dice = random.nextInt(60);
      if (dice < 2) {
        merge(ledger, accumulator.drain());
      }
      if (dice == 0) {
        accumulator = SliAccumulator.fromBytes(sli, accumulator.toBytes());
      }
    }
    merge(ledger, accumulator.drain());
    ledger.values().removeIf(Slice::isEmpty);
    return ledger;
  }

  private static void merge(Map<Long, Slice> ledger, List<Slice> deltas) {
    deltas.forEach(delta -> ledger.merge(delta.minute(), delta, Slice::merge));
  }

  /// The same samples, each later than its time by up to the retention and some series all at
  /// another time, many of them twice, the second time at any later time.
  private static List<Scrape> late(List<Scrape> scrapes, SplittableRandom random) {
    record Arrival(long at, Scrape scrape) {}
    Map<Fingerprint, Long> offsets = new HashMap<>();
    List<Arrival> arrivals = new ArrayList<>();
    for (Scrape scrape : scrapes) {
      long offset =
          offsets.computeIfAbsent(scrape.series(), _ -> random.nextLong(-7_200_000, 7_200_000));
      long at = scrape.sample().epochMillis() + offset + random.nextInt(RETENTION);
      arrivals.add(new Arrival(at, scrape));
      if (random.nextInt(3) == 0) {
        arrivals.add(new Arrival(at + random.nextInt(10 * RETENTION), scrape));
      }
    }
    Collections.shuffle(arrivals, new Random(random.nextLong()));
    arrivals.sort(Comparator.comparingLong(Arrival::at));
    return arrivals.stream().map(Arrival::scrape).toList();
  }

  /// About an hour of a few targets with a few counters each: resets, holes, births, conflicts.
  private static List<Scrape> history(SplittableRandom random) {
    List<Scrape> scrapes = new ArrayList<>();
    for (int target = random.nextInt(1, 4); target > 0; target--) {
      for (int series = random.nextInt(1, 5); series > 0; series--) {
        Labels labels = Labels.of("__name__", "n" + series, "job", "j", "instance", "i" + target);
        Role role = series % 2 == 0 ? Role.PART : Role.TOTAL;
        counter(labels, role, random, scrapes);
      }
    }
    return scrapes;
  }

  private static void counter(
      Labels labels, Role role, SplittableRandom random, List<Scrape> into) {
    long time = 1_700_000_000_000L + random.nextInt(40) * 60_000L;
    double value = random.nextInt(100);
    for (int i = random.nextInt(5, 150); i > 0; i--) {
      into.add(new Scrape(role, labels, new Sample(time, value)));
      if (random.nextInt(30) == 0) {
        into.add(new Scrape(role, labels, new Sample(time, value + random.nextInt(5))));
      }
      boolean hole = random.nextInt(25) == 0;
      time += hole ? random.nextInt(1, 900_000) : random.nextInt(1, 30) * 1_000 + random.nextInt(2);
      boolean reset = random.nextInt(20) == 0;
      value =
          reset
              ? random.nextInt(5)
              : value + random.nextInt(10) * (random.nextInt(9) == 0 ? 0.3 : 1);
    }
  }

  record Line(Role role, Labels labels) {}

  /// Counts by looking at everything at once.
  private record Oracle(Part part, boolean counter, List<Scrape> scrapes) {
    Map<Long, Slice> slices() {
      Map<Long, Slice> slices = new TreeMap<>();
      Map<Line, TreeMap<Long, Double>> lines = new HashMap<>();
      for (Scrape scrape : scrapes) {
        lines
            .computeIfAbsent(new Line(scrape.role(), scrape.labels()), _ -> new TreeMap<>())
            .merge(scrape.sample().epochMillis(), scrape.sample().value(), Math::max);
      }
      lines.forEach((line, samples) -> series(line, samples, slices));
      slices.values().removeIf(Slice::isEmpty);
      return slices;
    }

    private void series(Line one, TreeMap<Long, Double> samples, Map<Long, Slice> slices) {
      samples.forEach(
          (time, value) -> {
            Map.Entry<Long, Double> before = samples.lowerEntry(time);
            if (before != null && time - before.getKey() <= GAP && one.role() == Role.TOTAL) {
              for (long s = before.getKey() / 1000; s < time / 1000; s++) {
                add(slices, new Slice(s / 60, 0, 0, 1L << (s % 60)));
              }
            }
            long events = Math.round(Math.rint(amount(one, before, time, value)));
            boolean total = one.role() == Role.TOTAL;
            long good = part == Part.GOOD ? (total ? 0 : events) : (total ? events : -events);
            add(slices, new Slice((time - 1) / 60_000, good, total ? events : 0, 0));
          });
    }

    private double amount(Line one, Map.Entry<Long, Double> before, long time, double value) {
      if (!counter) {
        return value;
      }
      if (before != null) {
        return value < before.getValue() ? value : value - before.getValue();
      }
      boolean watched =
          scrapes.stream()
              .filter(other -> other.labels().target().equals(one.labels().target()))
              .mapToLong(other -> other.sample().epochMillis())
              .anyMatch(other -> other >= time - GAP && other < time);
      return watched ? value : 0;
    }

    private static void add(Map<Long, Slice> slices, Slice slice) {
      slices.merge(slice.minute(), slice, Slice::merge);
    }
  }
}

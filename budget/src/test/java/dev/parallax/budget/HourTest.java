package dev.parallax.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class HourTest {
  @Test
  void anEmptyHourTakesTwoBytesAndAWhollyGoodOneThree() {
    Hour good = new Hour();
    for (int minute = 0; minute < Hour.MINUTES; minute++) {
      good.merge(minute, 60, 60, Slice.WHOLE_MINUTE);
    }

    assertThat(PackedHour.pack(new Hour())).hasSize(2);
    assertThat(PackedHour.pack(good)).hasSize(3);
  }

  @Test
  void anHourOfAThousandVaryingRequestsAMinuteTakesNoMoreThanTenBitsAMinute() {
    RandomGenerator random = generator(1);
    Hour hour = new Hour();
    for (int minute = 0; minute < Hour.MINUTES; minute++) {
      long total = Math.round(1_000 + Math.sqrt(1_000) * random.nextGaussian());
      hour.merge(minute, total - random.nextInt(3), total, Slice.WHOLE_MINUTE);
    }

    assertThat(PackedHour.pack(hour).length * 8).isLessThan(Hour.MINUTES * 10);
  }

  @Test
  void whateverIsPackedComesOutAgain() {
    for (long seed = 1; seed <= 4000; seed++) {
      Hour hour = seed % 2 == 0 ? random(seed) : traffic(seed);

      Hour again = PackedHour.of(PackedHour.pack(hour)).open();

      assertThat(again.good).as("seed %d", seed).isEqualTo(hour.good);
      assertThat(again.total).as("seed %d", seed).isEqualTo(hour.total);
      assertThat(again.observed).as("seed %d", seed).isEqualTo(hour.observed);
      assertThat(PackedHour.pack(again)).as("seed %d", seed).isEqualTo(PackedHour.pack(hour));
    }
  }

  @Test
  void aPackedHourCountsUpToEveryMinuteWhatTheOpenOneCounts() {
    for (long seed = 1; seed <= 1000; seed++) {
      Hour hour = traffic(seed);
      PackedHour packed = PackedHour.of(PackedHour.pack(hour));

      for (int end = 0; end <= Hour.MINUTES; end++) {
        Sum open = new Sum();
        hour.addUpTo(end, open);
        Sum sum = new Sum();
        packed.addUpTo(end, sum);
        assertThat(sum.tally()).as("seed %d minute %d", seed, end).isEqualTo(open.tally());
      }
    }
  }

  @Test
  void hoursThatWerePackedAsRunsBeforeAreReadAsTheyWere() {
    for (long seed = 1; seed <= 500; seed++) {
      Hour hour = traffic(seed);

      Hour again = PackedHour.of(RunCode.packed(hour)).open();

      assertThat(again.good).isEqualTo(hour.good);
      assertThat(again.total).isEqualTo(hour.total);
    }
  }

  @Test
  void damagedBytesAreRefusedAndSaySo() {
    for (Hour hour : List.of(random(7), traffic(7), traffic(8))) {
      byte[] packed = PackedHour.pack(hour);

      assertThatThrownBy(() -> open(Arrays.copyOf(packed, packed.length - 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("It is damaged");
      assertThatThrownBy(() -> open(Arrays.copyOf(packed, packed.length + 1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("It is damaged");
    }
    assertThatThrownBy(() -> open(new byte[] {1, 40, 40}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sixty minutes");
    assertThatThrownBy(() -> open(new byte[] {3, 59}))
        .hasMessageContaining("written by a newer Parallax");
    assertThatThrownBy(() -> open(new byte[0])).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void noBytesWhateverMakeAnythingButAnHourOrARefusal() {
    RandomGenerator random = generator(3);
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (bytes.length > 0) {
        bytes[0] = (byte) (1 + random.nextInt(2));
      }
      try {
        assertThat(open(bytes).total).hasSize(Hour.MINUTES);
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageContaining("packed hour");
      }
    }
  }

  private static Hour open(byte[] packed) {
    return PackedHour.of(packed).open();
  }

  private static RandomGenerator generator(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /// Wholly observed, of any level, sometimes with a spike that no level explains.
  private static Hour traffic(long seed) {
    RandomGenerator random = generator(seed);
    Hour hour = new Hour();
    long level = random.nextLong(1L << random.nextInt(1, 32));
    for (int minute = 0; minute < Hour.MINUTES; minute++) {
      long spike = random.nextInt(50) == 0 ? random.nextLong(1L << 31) : 0;
      long total = level / 2 + random.nextLong(level / 2 + 1) + spike;
      long bad = random.nextInt(3) == 0 ? random.nextLong(total + 1) >> random.nextInt(32) : 0;
      hour.merge(minute, total - bad, total, Slice.WHOLE_MINUTE);
    }
    return hour;
  }

  private static Hour random(long seed) {
    RandomGenerator random = generator(seed);
    Hour hour = new Hour();
    int minute = 0;
    while (minute < Hour.MINUTES) {
      long total = random.nextLong() >> random.nextInt(64);
      long good = random.nextBoolean() ? total : random.nextLong() >> random.nextInt(64);
      long mask =
          random.nextBoolean() ? Slice.WHOLE_MINUTE : random.nextLong() & Slice.WHOLE_MINUTE;
      int end = Math.min(Hour.MINUTES, minute + 1 + random.nextInt(20));
      boolean empty = random.nextInt(4) == 0;
      for (; minute < end && !empty; minute++) {
        hour.merge(minute, good, total, mask);
      }
      minute = end;
    }
    return hour;
  }
}

package dev.parallax.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
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

    assertThat(new Hour().packed()).hasSize(2);
    assertThat(good.packed()).hasSize(3);
  }

  @Test
  void whateverIsPackedComesOutAgain() {
    for (long seed = 1; seed <= 2000; seed++) {
      Hour hour = random(seed);

      Hour again = Hour.unpacked(hour.packed());

      assertThat(again.good).as("seed %d", seed).isEqualTo(hour.good);
      assertThat(again.total).as("seed %d", seed).isEqualTo(hour.total);
      assertThat(again.observed).as("seed %d", seed).isEqualTo(hour.observed);
      assertThat(again.packed()).as("seed %d", seed).isEqualTo(hour.packed());
    }
  }

  @Test
  void damagedBytesAreRefusedAndSaySo() {
    byte[] packed = random(7).packed();

    assertThatThrownBy(() -> Hour.unpacked(Arrays.copyOf(packed, packed.length - 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("It is damaged");
    assertThatThrownBy(() -> Hour.unpacked(Arrays.copyOf(packed, packed.length + 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("It is damaged");
    assertThatThrownBy(() -> Hour.unpacked(new byte[] {1, 40, 40}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sixty minutes");
    assertThatThrownBy(() -> Hour.unpacked(new byte[] {2, 59}))
        .hasMessageContaining("written by a newer Parallax");
    assertThatThrownBy(() -> Hour.unpacked(new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Hour random(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
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

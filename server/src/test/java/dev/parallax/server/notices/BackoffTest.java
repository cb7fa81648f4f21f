package dev.parallax.server.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void eachWaitIsAboutTwiceTheLastUpToAnHour() {
    UUID message = new UUID(1, 2);

    List<Long> seconds =
        IntStream.rangeClosed(1, 11)
            .mapToObj(attempts -> Backoff.after(attempts, message).orElseThrow().toSeconds())
            .toList();

    for (int i = 0; i < seconds.size(); i++) {
      long nominal = Math.min(10L << i, 3_600);
      assertThat(seconds.get(i))
          .as("after %d tries", i + 1)
          .isBetween(nominal * 79 / 100, nominal * 121 / 100);
    }
  }

  @Test
  void givesUpAfterTwelveTries() {
    assertThat(Backoff.after(12, new UUID(1, 2))).isEmpty();
  }

  @Test
  void messagesThatFailedTogetherDoNotComeBackTogether() {
    List<Duration> waits =
        IntStream.range(0, 100)
            .mapToObj(i -> Backoff.after(5, new UUID(7, i * 7_919L)).orElseThrow())
            .distinct()
            .toList();

    assertThat(waits).hasSizeGreaterThan(60);
  }
}

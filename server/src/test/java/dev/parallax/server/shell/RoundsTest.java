package dev.parallax.server.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RoundsTest {
  @Test
  void aRoundThatFailsDoesNotKeepTheNextFromComing() throws InterruptedException {
    CountDownLatch failed = new CountDownLatch(3);

    try (Rounds rounds =
        new Rounds("failing", "Every round of this test fails", () -> fail(failed))) {
      rounds.pausing(Duration.ZERO, Duration.ofMillis(1));

      assertThat(failed.await(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void aRoundOnTheCallersThreadNeitherThrowsNorStartsOthers() {
    CountDownLatch failed = new CountDownLatch(2);

    try (Rounds rounds =
        new Rounds("failing", "Every round of this test fails", () -> fail(failed))) {
      rounds.now();
    }

    assertThat(failed.getCount()).isEqualTo(1);
  }

  private static void fail(CountDownLatch failed) {
    failed.countDown();
    throw new IllegalStateException("a round of a test that has to fail");
  }
}

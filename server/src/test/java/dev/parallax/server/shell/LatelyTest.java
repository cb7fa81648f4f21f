package dev.parallax.server.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LatelyTest {
  private static final Object EPOCH = new Object();

  private final AtomicInteger worked = new AtomicInteger();

  @Test
  void whatManyAskForAtOnceIsWorkedOutOnce() throws Exception {
    Lately<String, Integer> lately = new Lately<>(2);
    CountDownLatch all = new CountDownLatch(8);

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> asked =
          IntStream.range(0, 8)
              .mapToObj(
                  _ ->
                      threads.submit(
                          () -> {
                            all.countDown();
                            all.await();
                            return lately.of(EPOCH, "a", worked::incrementAndGet);
                          }))
              .toList();

      for (Future<Integer> each : asked) {
        assertThat(each.get()).isEqualTo(1);
      }
    }
  }

  @Test
  void whatNobodyAskedForLongestGoesFirst() {
    Lately<String, Integer> lately = new Lately<>(2);
    lately.of(EPOCH, "a", worked::incrementAndGet);
    lately.of(EPOCH, "b", worked::incrementAndGet);
    lately.of(EPOCH, "a", worked::incrementAndGet);

    lately.of(EPOCH, "c", worked::incrementAndGet);

    assertThat(lately.of(EPOCH, "a", worked::incrementAndGet)).isEqualTo(1);
    assertThat(lately.of(EPOCH, "b", worked::incrementAndGet)).isEqualTo(4);
  }

  @Test
  void whatFailedIsTriedAgain() {
    Lately<String, Integer> lately = new Lately<>(2);

    assertThatThrownBy(
            () ->
                lately.of(
                    EPOCH,
                    "a",
                    () -> {
                      throw new IllegalStateException("not now");
                    }))
        .hasMessage("not now");

    assertThat(lately.of(EPOCH, "a", worked::incrementAndGet)).isEqualTo(1);
  }

  @Test
  void whatIsNotThereYetIsNotWaitedFor() {
    Lately<String, Integer> lately = new Lately<>(2);

    assertThat(lately.ready(EPOCH, "a")).isEmpty();

    lately.of(EPOCH, "a", worked::incrementAndGet);
    assertThat(lately.ready(EPOCH, "a")).contains(1);
    assertThat(lately.ready(new Object(), "a")).isEmpty();
  }

  @Test
  void anotherEpochForgetsEverything() {
    Lately<String, Integer> lately = new Lately<>(2);
    lately.of(EPOCH, "a", worked::incrementAndGet);

    assertThat(lately.of(new Object(), "a", worked::incrementAndGet)).isEqualTo(2);
    assertThat(lately.of(EPOCH, "a", worked::incrementAndGet)).isEqualTo(3);
  }

  @Test
  void whatIsEqualIsNotTheSame() {
    List<String> one = List.of("a");

    assertThat(new Lately.Same(one)).isEqualTo(new Lately.Same(one));
    assertThat(new Lately.Same(one)).isNotEqualTo(new Lately.Same(List.of("a")));
  }
}

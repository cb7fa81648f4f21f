package dev.parallax.e2e;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Asks again and again, a few times a second, until the answer is the expected one.
final class Poll {
  private Poll() {}

  static <T> T until(String what, Duration patience, Supplier<T> question, Predicate<T> expected) {
    AtomicReference<Object> last = new AtomicReference<>("nothing yet");
    CompletableFuture<T> found = new CompletableFuture<>();
    try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
      var _ =
          timer.scheduleWithFixedDelay(
              () -> {
                try {
                  T answer = question.get();
                  last.set(answer);
                  if (expected.test(answer)) {
                    found.complete(answer);
                  }
                } catch (RuntimeException | AssertionError e) {
                  last.set(e);
                }
              },
              0,
              250,
              TimeUnit.MILLISECONDS);
      try {
        return found.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } finally {
        timer.shutdownNow();
      }
    } catch (TimeoutException | ExecutionException e) {
      throw new AssertionError(
          "%s: not within %s; the last answer was %s".formatted(what, patience, last.get()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + what, e);
    }
  }
}

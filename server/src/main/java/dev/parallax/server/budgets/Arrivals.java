package dev.parallax.server.budgets;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/// Deliveries that wait to be committed. While one group of them is on its way to the disk the next
/// gathers, so that one commit serves many senders. As many as were at work lately are waited for,
/// though not for long.
final class Arrivals {
  private static final int MOST = 256;
  private static final long GATHERING_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /// How long one waits before its sender is asked to come again.
  private static final long PATIENCE_SECONDS = 5;

  private final BlockingQueue<Arrival> waiting = new ArrayBlockingQueue<>(MOST);
  private int last;

  /// One of them.
  static final class Arrival {
    private final Consumer<Delivery> matching;
    private final Delivery delivery = new Delivery();
    private final CompletableFuture<Integer> outcome = new CompletableFuture<>();

    private Arrival(Consumer<Delivery> matching) {
      this.matching = matching;
    }

    /// Finds out what of it is wanted.
    void match() {
      try {
        matching.accept(delivery);
      } catch (RuntimeException e) {
        fail(e);
      }
    }

    Delivery delivery() {
      return delivery;
    }

    boolean isSettled() {
      return outcome.isDone();
    }

    void succeed() {
      outcome.complete(delivery.size());
    }

    void fail(Throwable why) {
      outcome.completeExceptionally(why);
    }

    /// Waits until it is committed.
    ///
    /// @return how many samples were taken
    /// @throws RuntimeException why they were not
    int taken() {
      try {
        return outcome.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        throw new Overloaded("a delivery waited %d s".formatted(PATIENCE_SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Overloaded("the program ends");
      } catch (ExecutionException e) {
        if (e.getCause() instanceof RuntimeException why) {
          throw why;
        }
        throw new IllegalStateException("a delivery was not counted. Report this, please.", e);
      }
    }
  }

  /// @throws Overloaded if too many wait already
  Arrival enter(Consumer<Delivery> matching) {
    Arrival arrival = new Arrival(matching);
    if (!waiting.offer(arrival)) {
      throw new Overloaded("%d deliveries wait to be committed already".formatted(MOST));
    }
    return arrival;
  }

  /// Waits for the next group. Asked when the last one is settled: so many senders are at work as
  /// it had, and as wait already.
  List<Arrival> takeAll() throws InterruptedException {
    int expected = last + waiting.size();
    List<Arrival> group = new ArrayList<>();
    group.add(waiting.take());
    waiting.drainTo(group);
    long end = System.nanoTime() + GATHERING_NANOS;
    while (group.size() < expected) {
      Arrival next = waiting.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        break;
      }
      group.add(next);
      waiting.drainTo(group);
    }
    last = group.size();
    return group;
  }
}

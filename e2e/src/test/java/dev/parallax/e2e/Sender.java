package dev.parallax.e2e;

import dev.parallax.ingest.Labels;
import dev.parallax.ingest.Sample;
import dev.parallax.ingest.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Sends samples of an SLO of its own, several times a second: some of this moment, and some of
/// minutes ago, of which statements have spoken already. Its counters grow evenly, so that a sample
/// that comes late fits between its neighbours.
final class Sender implements AutoCloseable {
  static final String SLO = "orders-answered";
  private static final Duration LATEST = Duration.ofMinutes(9);
  private static final int PER_SECOND = 10;

  private final Api api;
  private final Instant begin = Instant.now().minus(LATEST);
  private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private @Nullable Future<?> loop;

  private Sender(Api api) {
    this.api = api;
  }

  /// Registers the SLO and begins to send.
  static Sender start(Api api) {
    api.apply(
        Api.ratio(
            SLO, "", "orders_total{job=\"shop\",code=\"500\"}", "orders_total{job=\"shop\"}"));
    Sender sender = new Sender(api);
    for (long second = 0; second <= LATEST.toSeconds(); second += 30) {
      sender.send(sender.begin.plusSeconds(second));
    }
    sender.loop = sender.timer.scheduleWithFixedDelay(sender::tick, 0, 400, TimeUnit.MILLISECONDS);
    return sender;
  }

  private void tick() {
    try {
      Instant now = Instant.now();
      send(now);
      send(now.minusMillis(random.nextLong(150_000, 500_000)));
    } catch (RuntimeException | AssertionError e) {
      failure.compareAndSet(null, e);
    }
  }

  private void send(Instant at) {
    long seconds = Duration.between(begin, at).toSeconds();
    api.write(
        List.of(
            series("200", at, (double) (seconds * PER_SECOND)),
            series("500", at, (double) Math.floorDiv(seconds * PER_SECOND, 400))));
  }

  private static Series series(String code, Instant at, double value) {
    Labels labels =
        Labels.of("__name__", "orders_total", "job", "shop", "instance", "shop:1", "code", code);
    return new Series(labels, List.of(new Sample(at.toEpochMilli(), value)));
  }

  /// Stops sending, after what is on its way has arrived.
  ///
  /// @throws IllegalStateException if something was not taken
  @Override
  public void close() {
    if (loop != null) {
      loop.cancel(false);
    }
    timer.close();
    if (failure.get() != null) {
      throw new IllegalStateException("samples were not taken", failure.get());
    }
  }
}

package dev.parallax.server.budgets;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Draws a statement a minute. One that fails is said and tried again a minute later; pages go on
/// with the last one.
@Singleton
final class StatementLoop {
  private static final Logger LOG = Logger.getLogger(StatementLoop.class);

  private final Budgets budgets;
  private final InstantSource clock;
  private @Nullable Future<?> loop;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("statement").factory());

  StatementLoop(Budgets budgets, InstantSource clock) {
    this.budgets = budgets;
    this.clock = clock;
  }

  void start(@Observes @Priority(Signals.START + 50) StartupEvent start) {
    draw();
    Instant now = clock.instant();
    Instant settled = budgets.nextSettled(now);
    long delay = Math.max(0, Duration.between(now, settled).toMillis());
    loop =
        timer.scheduleAtFixedRate(
            this::draw,
            delay,
            Duration.of(1, ChronoUnit.MINUTES).toMillis(),
            TimeUnit.MILLISECONDS);
  }

  void stop(@Observes ShutdownEvent stop) {
    if (loop != null) {
      loop.cancel(false);
    }
    timer.shutdownNow();
  }

  private void draw() {
    try {
      budgets.drawLatest();
    } catch (RuntimeException e) {
      LOG.error(
          "No new statement could be drawn; pages show the last one, and the next minute tries again",
          e);
    }
  }
}

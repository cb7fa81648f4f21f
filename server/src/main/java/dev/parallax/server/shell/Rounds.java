package dev.parallax.server.shell;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Something that is done again and again, on a thread of its own. A round that fails is said in
/// the log and does not keep the next one from coming.
public final class Rounds implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(Rounds.class);

  private final Runnable round;
  private final String failure;
  private final ScheduledExecutorService timer;
  private @Nullable Future<?> turning;

  /// @param name of the thread
  /// @param failure what the log says of a round that failed, and what happens then
  public Rounds(String name, String failure, Runnable round) {
    this.round = round;
    this.failure = failure;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
  }

  /// Begins after `first`; then a round begins `pause` after the end of the one before.
  public void pausing(Duration first, Duration pause) {
    turning =
        timer.scheduleWithFixedDelay(
            this::now, first.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// Begins after `first`; then a round begins every `period`, however long the one before took.
  public void every(Duration first, Duration period) {
    turning =
        timer.scheduleAtFixedRate(
            this::now, first.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// A round on the thread of whoever asks, beside the others.
  public void now() {
    try {
      round.run();
    } catch (RuntimeException e) {
      LOG.error(failure, e);
    }
  }

  /// No further round begins; the one under way is told to stop.
  @Override
  public void close() {
    if (turning != null) {
      turning.cancel(false);
    }
    timer.shutdownNow();
  }
}

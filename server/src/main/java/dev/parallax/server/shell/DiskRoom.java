package dev.parallax.server.shell;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.jboss.logging.Logger;

/// How full the disk of the data folder is, said before it is full: from 80 % on in the log and in
/// the state of health, always as a metric.
@Wellness
@Singleton
final class DiskRoom implements HealthCheck {
  private static final Logger LOG = Logger.getLogger(DiskRoom.class);
  private static final double WARNED_FROM = 0.8;
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final Path data;
  private final Rounds rounds = new Rounds("disk", "The disk could not be asked", this::look);
  private boolean warned;

  DiskRoom(Configuration configuration, MeterRegistry meters) {
    this.data = configuration.data();
    meters.gauge("parallax.disk.used.ratio", this, DiskRoom::used);
  }

  void start(@Observes StartupEvent start) {
    rounds.pausing(EVERY, EVERY);
  }

  void stop(@Observes ShutdownEvent stop) {
    rounds.close();
  }

  private void look() {
    double used = used();
    if (used >= WARNED_FROM && !warned) {
      LOG.warnf(
          "The disk of %s is %.0f %% full. Nothing is acknowledged when it is full: make room, or move the data folder to a larger one.",
          data, 100 * used);
    }
    warned = used >= WARNED_FROM;
  }

  /// The used share of what this program could use.
  private double used() {
    try {
      FileStore store = Files.getFileStore(data);
      long all = store.getTotalSpace() - store.getUnallocatedSpace() + store.getUsableSpace();
      return all == 0 ? 0 : 1 - (double) store.getUsableSpace() / all;
    } catch (IOException e) {
      throw new UncheckedIOException("How full the disk of %s is".formatted(data), e);
    }
  }

  @Override
  public HealthCheckResponse call() {
    double used = used();
    return HealthCheckResponse.named("Disk of the data folder")
        .status(true)
        .withData("used", "%.0f %%".formatted(100 * used))
        .withData("warning", used >= WARNED_FROM)
        .build();
  }
}

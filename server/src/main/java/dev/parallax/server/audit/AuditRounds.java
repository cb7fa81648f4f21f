package dev.parallax.server.audit;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// What the audit does by itself: tells once a minute what was only counted, keeps a signed head
/// once an hour.
@Singleton
final class AuditRounds {
  private static final Logger LOG = Logger.getLogger(AuditRounds.class);

  private final Audit audit;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("audit").factory());

  AuditRounds(Audit audit) {
    this.audit = audit;
  }

  void start(@Observes StartupEvent start) {
    var _ = timer.scheduleWithFixedDelay(this::round, 0, 1, TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent stop) {
    timer.shutdownNow();
    try {
      audit.tellTheRest();
    } catch (RuntimeException e) {
      LOG.error("What was counted of strangers could not be told", e);
    }
  }

  private void round() {
    try {
      audit.round();
    } catch (RuntimeException e) {
      LOG.error("The audit could not be told or signed; the next round tries again", e);
    }
  }
}

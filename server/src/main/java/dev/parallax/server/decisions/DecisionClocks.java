package dev.parallax.server.decisions;

import dev.parallax.server.decisions.DecisionStore.Due;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Fires the clocks of decisions when they are due, and finishes what a stop interrupted.
@Singleton
class DecisionClocks {
  private static final Logger LOG = Logger.getLogger(DecisionClocks.class);
  private static final int START = 450;
  private static final int AT_ONCE = 100;

  private final DecisionStore store;
  private final Decisions decisions;
  private final Proposals proposals;
  private final InstantSource clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("decision-clocks").factory());

  DecisionClocks(
      DecisionStore store, Decisions decisions, Proposals proposals, InstantSource clock) {
    this.store = store;
    this.decisions = decisions;
    this.proposals = proposals;
    this.clock = clock;
  }

  void start(@Observes @Priority(START) StartupEvent start) {
    var _ = timer.scheduleWithFixedDelay(this::round, 0, 1, TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent stop) {
    timer.shutdownNow();
  }

  private void round() {
    try {
      proposals.finish();
      for (Due due : store.due(clock.instant(), AT_ONCE)) {
        decisions.fire(due);
      }
    } catch (RuntimeException e) {
      LOG.error("Clocks of decisions could not be read; the next round tries again", e);
    }
  }
}

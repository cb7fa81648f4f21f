package dev.parallax.server.decisions;

import dev.parallax.server.decisions.DecisionStore.Due;
import dev.parallax.server.shell.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;

/// Fires the clocks of decisions when they are due, and finishes what a stop interrupted.
@Singleton
class DecisionClocks {
  private static final int START = 450;
  private static final int AT_ONCE = 100;

  private final DecisionStore store;
  private final Decisions decisions;
  private final Proposals proposals;
  private final InstantSource clock;
  private final Rounds rounds =
      new Rounds(
          "decision-clocks",
          "Clocks of decisions could not be read; the next round tries again",
          this::round);

  DecisionClocks(
      DecisionStore store, Decisions decisions, Proposals proposals, InstantSource clock) {
    this.store = store;
    this.decisions = decisions;
    this.proposals = proposals;
    this.clock = clock;
  }

  void start(@Observes @Priority(START) StartupEvent start) {
    rounds.pausing(Duration.ZERO, Duration.ofSeconds(1));
  }

  void stop(@Observes ShutdownEvent stop) {
    rounds.close();
  }

  private void round() {
    proposals.finish();
    for (Due due : store.due(clock.instant(), AT_ONCE)) {
      decisions.fire(due);
    }
  }
}

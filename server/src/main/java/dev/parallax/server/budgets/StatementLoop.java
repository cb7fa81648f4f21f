package dev.parallax.server.budgets;

import dev.parallax.server.shell.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Draws a statement a minute. One that fails is said and tried again a minute later; pages go on
/// with the last one.
@Singleton
final class StatementLoop {
  private final Budgets budgets;
  private final InstantSource clock;
  private final Rounds rounds =
      new Rounds(
          "statement",
          "No new statement could be drawn; pages show the last one, and the next minute tries again",
          this::draw);

  StatementLoop(Budgets budgets, InstantSource clock) {
    this.budgets = budgets;
    this.clock = clock;
  }

  void start(@Observes @Priority(Signals.START + 50) StartupEvent start) {
    rounds.now();
    Instant now = clock.instant();
    Instant settled = budgets.nextSettled(now);
    rounds.every(Duration.between(now, settled), Duration.ofMinutes(1));
  }

  void stop(@Observes ShutdownEvent stop) {
    rounds.close();
  }

  private void draw() {
    budgets.drawLatest();
  }
}

package dev.parallax.benchmarks;

import dev.parallax.budget.Statement;
import dev.parallax.budget.StatementId;
import java.time.Duration;

/// Memory of an SLO with its history, after it was drawn once: what the heap holds with so many
/// SLOs less what it holds without them.
final class Footprint {
  private static final int SLOS = 1_000;
  private static final int DAYS = 30;

  private Footprint() {}

  public static void main(String[] arguments) {
    for (Traffic traffic : Traffic.values()) {
      long before = used();
      World world = World.of(SLOS, DAYS, traffic, Duration.ofDays(DAYS));
      Statement.draw(
          new StatementId(world.endMinute(), 0),
          world.definitions(),
          world.ledger(),
          Statement.Terms.DEFAULT);
      long after = used();
      System.out.printf(
          "%-8s %,7d bytes an SLO with %d days%n",
          traffic, (after - before) / world.ledger().slis().size(), DAYS);
    }
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

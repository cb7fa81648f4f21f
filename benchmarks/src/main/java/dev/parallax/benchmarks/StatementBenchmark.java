package dev.parallax.benchmarks;

import dev.parallax.budget.Statement;
import dev.parallax.budget.StatementId;
import dev.parallax.budget.StatementPlan;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The statement of a whole organisation, minute after minute: each time every SLO has got a new
/// minute before.
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 10)
@Measurement(iterations = 10)
@Fork(
    value = 1,
    jvmArgs = {"-XX:+UseSerialGC", "-Xmx8g"})
public class StatementBenchmark {
  @Param({"1000", "100000"})
  int slos;

  @Param({"QUIET"})
  Traffic traffic;

  private World world;
  private StatementPlan plan;
  private long minute;

  @Setup
  public void fill() {
    world = World.of(slos, 30, traffic, Duration.ofDays(30));
    plan = new StatementPlan(world.definitions(), Statement.Terms.DEFAULT);
    minute = world.endMinute();
  }

  @Setup(Level.Invocation)
  public void measure() {
    world.add(minute++);
  }

  @Benchmark
  public Statement draw() {
    return plan.draw(new StatementId(minute, 0), world.ledger());
  }
}

package dev.parallax.benchmarks;

import dev.parallax.budget.Statement;
import dev.parallax.budget.StatementId;
import dev.parallax.budget.StatementPlan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One SLO's evaluation: budget, coverage, forecast and the four recommended conditions with their
/// eight windows. Each is of the next of the SLOs, so that caches are as cold as in a round.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgs = "-XX:+UseSerialGC")
public class EvaluationBenchmark {
  @Param({"1000"})
  int slos;

  @Param({"PT5M", "PT1H", "P1D", "P3D", "P30D"})
  String window;

  @Param({"QUIET", "BUSY"})
  Traffic traffic;

  private World world;
  private StatementId id;
  private List<StatementPlan> plans;
  private int next;

  @Setup
  public void fill() {
    world = World.of(slos, 30, traffic, Duration.parse(window));
    id = new StatementId(world.endMinute(), 0);
    plans =
        world.definitions().stream()
            .map(slo -> new StatementPlan(List.of(slo), Statement.Terms.DEFAULT))
            .toList();
  }

  @Benchmark
  public Statement evaluate() {
    next = next + 1 == slos ? 0 : next + 1;
    return plans.get(next).draw(id, world.ledger());
  }
}

package dev.parallax.benchmarks;

import dev.parallax.budget.SliId;
import dev.parallax.budget.Slice;
import dev.parallax.budget.Tally;
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

/// What the ledger does most: it takes the newest minute of an indicator in, and says what a window
/// holds.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgs = "-XX:+UseSerialGC")
public class LedgerBenchmark {
  private static final int SLOS = 1_000;

  @Param({"BUSY"})
  Traffic traffic;

  private World world;
  private SliId[] slis;
  private int next;
  private long minute;

  /// The lengths of the windows that are asked for.
  @State(Scope.Thread)
  public static class Windows {
    @Param({"PT5M", "PT30M", "PT1H", "PT2H", "PT6H", "P1D", "P3D", "P30D"})
    String length;

    private long minutes;

    @Setup
    public void parse() {
      minutes = Duration.parse(length).toMinutes();
    }
  }

  @Setup
  public void fill() {
    world = World.of(SLOS, 30, traffic, Duration.ofDays(30));
    slis = world.definitions().stream().map(World::sli).toArray(SliId[]::new);
    minute = world.endMinute();
  }

  /// One slice of the newest minute; the next indicator each time, the next minute after all of
  /// them.
  @Benchmark
  public void merge() {
    world.ledger().addAll(slis[next], List.of(new Slice(minute, 998, 1_000, Slice.WHOLE_MINUTE)));
    step();
  }

  /// The sum of one window that ends in the midst of an hour.
  @Benchmark
  public Tally window(Windows window) {
    Tally tally =
        world.ledger().events(slis[next], world.endMinute() - window.minutes, world.endMinute());
    step();
    return tally;
  }

  private void step() {
    if (++next == SLOS) {
      next = 0;
      minute++;
    }
  }
}

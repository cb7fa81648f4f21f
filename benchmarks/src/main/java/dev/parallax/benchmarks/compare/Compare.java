package dev.parallax.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// CPU of taking samples in, side by side: `Compare PARALLAX=app PROMETHEUS=prometheus
/// VICTORIAMETRICS=victoria-metrics [series=10000,100000] [repeats=3] [warm=60] [measured=15]`.
///
/// Each repeat starts each contestant anew with an empty folder, on the first core; the load comes
/// from the others. What is counted is the CPU of the program with everything that it starts, for
/// Parallax its PostgreSQL. Ratios are made within a repeat, and the median of them is quoted.
public final class Compare {
  private static final int SERIES_A_REQUEST = 2_000;
  private static final int PORT = 19_091;
  private static final double MILLION = 1e6;

  private Compare() {}

  /// CPU-seconds a million samples, and how many samples a second.
  private record Measured(double cpu, double perSecond) {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Map<Contestant.Kind, Path> programs = new EnumMap<>(Contestant.Kind.class);
    Map<String, String> settings =
        new HashMap<>(
            Map.of("series", "10000,100000", "repeats", "3", "warm", "60", "measured", "15"));
    for (String argument : arguments) {
      String name = argument.substring(0, argument.indexOf('='));
      String value = argument.substring(argument.indexOf('=') + 1);
      if (settings.containsKey(name)) {
        settings.put(name, value);
      } else {
        programs.put(Contestant.Kind.valueOf(name), Path.of(value));
      }
    }
    int[] counts =
        Arrays.stream(settings.getOrDefault("series", "").split(","))
            .mapToInt(Integer::parseInt)
            .toArray();
    int repeats = Integer.parseInt(settings.getOrDefault("repeats", ""));
    long warm = Long.parseLong(settings.getOrDefault("warm", ""));
    long measured = Long.parseLong(settings.getOrDefault("measured", ""));
    for (int series : counts) {
      List<Map<Contestant.Kind, Measured>> rounds = new ArrayList<>();
      for (int i = 0; i < repeats; i++) {
        rounds.add(round(programs, series, warm, measured));
      }
      print(series, rounds);
    }
  }

  private static Map<Contestant.Kind, Measured> round(
      Map<Contestant.Kind, Path> programs, int series, long warm, long measured)
      throws IOException, InterruptedException {
    Map<Contestant.Kind, Measured> round = new EnumMap<>(Contestant.Kind.class);
    for (Map.Entry<Contestant.Kind, Path> each : programs.entrySet()) {
      Measured its = measure(each.getKey(), each.getValue(), series, warm, measured);
      System.err.printf(
          "%s, %,d series: %.3f CPU-s a million samples, %,.0f samples a second%n",
          each.getKey().label(), series, its.cpu(), its.perSecond());
      round.put(each.getKey(), its);
    }
    return round;
  }

  private static Measured measure(
      Contestant.Kind kind, Path program, int series, long warm, long seconds)
      throws IOException, InterruptedException {
    Fleet fleet = new Fleet(series, SERIES_A_REQUEST);
    Path data = Files.createTempDirectory("parallax-compare-");
    try (Contestant contestant = Contestant.start(kind, program, data, PORT)) {
      contestant.define(fleet.definitions());
      try (Load load = Load.start(fleet, contestant.at("/api/v1/write"), contestant.token())) {
        Thread.sleep(warm * 1_000);
        double cpu = contestant.cpuSeconds();
        long samples = load.samples();
        long nanos = System.nanoTime();
        Thread.sleep(seconds * 1_000);
        double more = (load.samples() - samples) / MILLION;
        return new Measured(
            (contestant.cpuSeconds() - cpu) / more,
            more * MILLION / ((System.nanoTime() - nanos) / 1e9));
      }
    }
  }

  private static void print(int series, List<Map<Contestant.Kind, Measured>> rounds) {
    System.out.printf("%n%,d series, medians of %d%n%n", series, rounds.size());
    System.out.println(
        "| | CPU-s a million samples | samples a second | times the CPU of Parallax |");
    System.out.println("|---|---|---|---|");
    for (Contestant.Kind kind : rounds.getFirst().keySet()) {
      System.out.printf(
          "| %s | %.3f | %,.0f | %.1f |%n",
          kind.label(),
          median(rounds.stream().mapToDouble(round -> of(round, kind).cpu()).toArray()),
          median(rounds.stream().mapToDouble(round -> of(round, kind).perSecond()).toArray()),
          median(rounds.stream().mapToDouble(round -> ratio(round, kind)).toArray()));
    }
  }

  private static double ratio(Map<Contestant.Kind, Measured> round, Contestant.Kind kind) {
    Measured ours = round.get(Contestant.Kind.PARALLAX);
    return ours == null ? Double.NaN : of(round, kind).cpu() / ours.cpu();
  }

  private static Measured of(Map<Contestant.Kind, Measured> round, Contestant.Kind kind) {
    return Objects.requireNonNull(round.get(kind), kind::label);
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }
}

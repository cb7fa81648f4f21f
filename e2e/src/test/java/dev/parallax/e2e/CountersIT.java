package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.e2e.Api.Row;
import dev.parallax.ingest.Labels;
import dev.parallax.ingest.Sample;
import dev.parallax.ingest.Series;
import dev.parallax.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Real counters through the front door, under their own instants: totals as a ten-line script
/// counts them.
@TestInstance(Lifecycle.PER_CLASS)
class CountersIT {
  private final Api api;

  CountersIT(@TempDir Path data) {
    api = new Api(RunningParallax.start(data, Map.of("PARALLAX_SELF_EVERY", "PT1H")));
  }

  @AfterAll
  void stop() {
    api.program().close();
  }

  @Test
  void nginxCountersAddUpToWhatATenLineScriptCounts() throws IOException {
    Path csv =
        SharedData.folder("02-metrics-and-access-logs/nginx-plus-2015")
            .resolve("server_zone_counters.csv");
    List<String> lines = Files.readAllLines(csv);
    api.apply(
        Api.ratio(
            "nginx",
            "",
            "sum(rate(errors_total{source=\"nginx\"}[5m]))",
            "sum(rate(responses_total{source=\"nginx\"}[5m]))"));
    Map<String, long[]> last = new HashMap<>();
    long[] expected = new long[2];
    List<Series> sent = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      long[] now = {Long.parseLong(cells[8]), Long.parseLong(cells[9])};
      long[] before = last.put(cells[1] + cells[2], now);
      for (int i = 0; before != null && i < 2; i++) {
        expected[i] += now[i] < before[i] ? now[i] : now[i] - before[i];
      }
      long time = Instant.parse(cells[0]).toEpochMilli();
      sent.add(series("errors_total", "nginx", cells[2], cells[1], new Sample(time, now[0])));
      sent.add(series("responses_total", "nginx", cells[2], cells[1], new Sample(time, now[1])));
      if (sent.size() > 500) {
        api.write(sent);
        sent.clear();
      }
    }
    api.write(sent);

    Row sum = counted("nginx", "2015-10-30T00:00:00Z", "2015-11-01T00:00:00Z");

    System.out.printf("nginx: %,d samples, %s%n", 2 * (lines.size() - 1), sum);
    assertThat(expected[1]).isPositive();
    assertThat(List.of(sum.total() - sum.good(), sum.total()))
        .isEqualTo(List.of(expected[0], expected[1]));
  }

  @Test
  void petshopRequestsAddUpToWhatATenLineScriptCounts() throws IOException {
    Path folder = SharedData.folder("02-metrics-and-access-logs/petshop");
    api.apply(
        Api.ratio(
            "petshop",
            "",
            "errors_total{source=\"petshop\"}",
            "responses_total{source=\"petshop\"}"));
    long[] expected = new long[2];
    List<Path> files;
    try (Stream<Path> paths = Files.walk(folder)) {
      files = paths.filter(path -> path.endsWith("metrics.csv")).sorted().toList();
    }
    List<Instant> instants = new ArrayList<>();
    for (Path csv : files) {
      Map<String, NavigableMap<Instant, long[]>> services = requests(csv);
      services
          .values()
          .forEach(
              rows -> {
                rows.values()
                    .forEach(
                        counts -> {
                          expected[0] += counts[0];
                          expected[1] += counts[1];
                        });
                instants.addAll(List.of(rows.firstKey(), rows.lastKey()));
              });
      api.write(counters(folder.relativize(csv).toString(), services));
    }
    Instant first =
        instants.stream()
            .min(Instant::compareTo)
            .orElseThrow()
            .truncatedTo(ChronoUnit.HOURS)
            .minus(Duration.ofHours(1));
    Instant last =
        instants.stream()
            .max(Instant::compareTo)
            .orElseThrow()
            .truncatedTo(ChronoUnit.HOURS)
            .plus(Duration.ofHours(1));

    Row sum = counted("petshop", first.toString(), last.toString());

    System.out.printf("petshop: %d files, %s%n", files.size(), sum);
    assertThat(expected[1]).isPositive();
    assertThat(List.of(sum.total() - sum.good(), sum.total()))
        .isEqualTo(List.of(expected[0], expected[1]));
  }

  private Row counted(String slo, String from, String until) {
    return Row.sum(api.slices(slo, Instant.parse(from), Instant.parse(until)));
  }

  /// Each row says how many requests five minutes had and how many of a hundred were answered: bad
  /// and all of them. Of two rows for one instant the later one holds.
  private static Map<String, NavigableMap<Instant, long[]>> requests(Path csv) throws IOException {
    Map<String, NavigableMap<Instant, long[]>> services = new HashMap<>();
    for (String line : Files.readAllLines(csv).stream().skip(1).toList()) {
      String[] cells = line.split(",", -1);
      if (!cells[2].isEmpty()) {
        long all = Math.round(Double.parseDouble(cells[2]));
        double available = cells[3].isEmpty() ? 100 : Double.parseDouble(cells[3]);
        long bad = Math.round(all * (100 - available) / 100);
        services
            .computeIfAbsent(cells[1], _ -> new TreeMap<>())
            .put(Instant.parse(cells[0]), new long[] {bad, all});
      }
    }
    return services;
  }

  /// The counters of such a service are the running sums, from zero.
  private static List<Series> counters(
      String file, Map<String, NavigableMap<Instant, long[]>> services) {
    List<Series> sent = new ArrayList<>();
    services.forEach(
        (service, rows) -> {
          for (int i = 0; i < 2; i++) {
            List<Sample> samples = new ArrayList<>();
            samples.add(new Sample(rows.firstKey().toEpochMilli() - 300_000, 0));
            long running = 0;
            for (Map.Entry<Instant, long[]> row : rows.entrySet()) {
              running += row.getValue()[i];
              samples.add(new Sample(row.getKey().toEpochMilli(), running));
            }
            String metric = i == 0 ? "errors_total" : "responses_total";
            sent.add(series(metric, "petshop", service, file, samples.toArray(Sample[]::new)));
          }
        });
    return sent;
  }

  private static Series series(
      String metric, String source, String instance, String job, Sample... samples) {
    return new Series(
        Labels.of(Labels.NAME, metric, "source", source, "instance", instance, "job", job),
        List.of(samples));
  }
}

package dev.parallax.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.budget.Query;
import dev.parallax.budget.Sli;
import dev.parallax.budget.Sli.Part;
import dev.parallax.budget.Slice;
import dev.parallax.ingest.RemoteWrite.Decoded;
import dev.parallax.ingest.Selector.Selected;
import dev.parallax.ingest.SliAccumulator.Role;
import dev.parallax.ingest.SliAccumulator.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Real counters through the whole door: written as remote write, read, selected, counted.
class RealCountersTest {
  private static final Sli BAD =
      new Sli.Ratio(Part.BAD, Query.promQl("bad"), Query.promQl("all"), true);

  @Test
  void nginxCountersAddUpToWhatATenLineScriptCounts() throws IOException {
    Path csv =
        SharedData.path("02-metrics-and-access-logs/nginx-plus-2015/server_zone_counters.csv");
    List<String> lines = Files.readAllLines(csv);
    List<Series> sent = new ArrayList<>();
    Map<String, long[]> last = new HashMap<>();
    long[] expected = new long[2];
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      long[] now = {Long.parseLong(cells[8]), Long.parseLong(cells[9])};
      long[] before = last.put(cells[1] + cells[2], now);
      for (int i = 0; before != null && i < 2; i++) {
        expected[i] += now[i] < before[i] ? now[i] : now[i] - before[i];
      }
      Instant time = Instant.parse(cells[0]);
      sent.add(
          series("responses_total", cells[2], cells[1], new Sample(time.toEpochMilli(), now[1])));
      sent.add(series("errors_total", cells[2], cells[1], new Sample(time.toEpochMilli(), now[0])));
    }

    Slice sum = sum(pushed(sent));

    assertThat(expected[1]).isPositive();
    assertThat(sum.bad()).isEqualTo(expected[0]);
    assertThat(sum.total()).isEqualTo(expected[1]);
  }

  @Test
  void petshopRequestsAddUpToWhatATenLineScriptCounts() throws IOException {
    Path folder = SharedData.path("02-metrics-and-access-logs/petshop");
    int files = 0;
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path csv : paths.filter(path -> path.endsWith("metrics.csv")).sorted().toList()) {
        petshop(csv);
        files++;
      }
    }
    assertThat(files).isPositive();
  }

  /// Each row says how many requests five minutes had and how many of a hundred were answered; the
  /// counters of such a service are the running sums.
  private static void petshop(Path csv) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    Map<String, NavigableMap<Instant, long[]>> services = new HashMap<>();
    long[] expected = new long[2];
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      if (cells[2].isEmpty()) {
        continue;
      }
      long all = Math.round(Double.parseDouble(cells[2]));
      double available = cells[3].isEmpty() ? 100 : Double.parseDouble(cells[3]);
      long bad = Math.round(all * (100 - available) / 100);
      long[] replaced =
          services
              .computeIfAbsent(cells[1], _ -> new TreeMap<>())
              .put(Instant.parse(cells[0]), new long[] {bad, all});
      expected[0] += bad - (replaced == null ? 0 : replaced[0]);
      expected[1] += all - (replaced == null ? 0 : replaced[1]);
    }

    Slice sum = sum(pushed(counters(services)));

    assertThat(List.of(sum.bad(), sum.total()))
        .as("%s", csv)
        .isEqualTo(List.of(expected[0], expected[1]));
  }

  private static List<Series> counters(Map<String, NavigableMap<Instant, long[]>> services) {
    List<Series> sent = new ArrayList<>();
    services.forEach(
        (service, rows) -> {
          long[] running = new long[2];
          List<Sample> bad = new ArrayList<>();
          List<Sample> all = new ArrayList<>();
          long before = rows.firstKey().toEpochMilli() - 300_000;
          bad.add(new Sample(before, 0));
          all.add(new Sample(before, 0));
          rows.forEach(
              (time, counts) -> {
                running[0] += counts[0];
                running[1] += counts[1];
                bad.add(new Sample(time.toEpochMilli(), (double) running[0]));
                all.add(new Sample(time.toEpochMilli(), (double) running[1]));
              });
          sent.add(series("errors_total", service, "petshop", bad.toArray(Sample[]::new)));
          sent.add(series("responses_total", service, "petshop", all.toArray(Sample[]::new)));
        });
    return sent;
  }

  private static Series series(String metric, String instance, String job, Sample... samples) {
    return new Series(
        Labels.of(Labels.NAME, metric, "instance", instance, "job", job), List.of(samples));
  }

  private static List<Slice> pushed(List<Series> sent) {
    Selector all =
        ((Selected) Selector.fromExpression("sum(rate(responses_total[5m]))")).selector();
    Selector bad = ((Selected) Selector.fromExpression("sum(rate(errors_total[5m]))")).selector();
    SliAccumulator accumulator = new SliAccumulator(BAD, Settings.DEFAULT);
    Decoded decoded =
        (Decoded)
            RemoteWrite.decode(RemoteWrite.encode(sent), null, null, RemoteWrite.Limits.DEFAULT);
    for (Series series : decoded.series()) {
      if (all.matches(series.labels())) {
        accumulator.add(Role.TOTAL, series);
      }
      if (bad.matches(series.labels())) {
        accumulator.add(Role.PART, series);
      }
    }
    return accumulator.drain();
  }

  private static Slice sum(List<Slice> slices) {
    return slices.stream()
        .map(slice -> new Slice(0, slice.good(), slice.total(), slice.observed()))
        .reduce(new Slice(0, 0, 0, 0), Slice::merge);
  }
}

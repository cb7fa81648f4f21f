package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.e2e.Api.Row;
import dev.parallax.ingest.Labels;
import dev.parallax.ingest.RemoteWrite;
import dev.parallax.ingest.Sample;
import dev.parallax.ingest.Series;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// What was acknowledged is counted once, however it came and however often the program was killed.
///
/// `-Dparallax.kills=…` kills it more often, `-Dparallax.seed=…` repeats a run.
@TestInstance(Lifecycle.PER_CLASS)
class DurabilityIT {
  private static final int KILLS = Integer.getInteger("parallax.kills", 5);
  private static final long SEED = Long.getLong("parallax.seed", System.nanoTime());
  private static final int SECONDS = 15;
  private static final int STEPS_AN_HOUR = 3600 / SECONDS;
  private static final int TRIES = 3;
  private static final Map<String, String> SETTINGS =
      Map.of("PARALLAX_SELF_EVERY", "PT1H", "PARALLAX_STATEMENT_SETTLE", "PT1S");
  private static final String SLO =
      Api.ratio(
          "checkout",
          "",
          "shop_requests_total{job=\"shop\",code=~\"5..\"}",
          "shop_requests_total{job=\"shop\"}");

  private final Random random = new Random(SEED);
  private final Instant end = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(60);
  private final Instant begin = end.minus(Duration.ofHours(1));
  private final Path disturbedFolder;
  private final Api undisturbed;
  private RunningParallax disturbed;
  private int killed;
  private int acknowledged;
  private int sent;

  DurabilityIT(@TempDir Path first, @TempDir Path second) {
    disturbedFolder = first;
    disturbed = RunningParallax.start(first, settings());
    undisturbed = new Api(RunningParallax.start(second, SETTINGS));
  }

  /// At first statements look far back: nothing of the hour is packed, and each start replays the
  /// log. Later they reach up to now: each delivery changes a past that was spoken of.
  private Map<String, String> settings() {
    return killed > KILLS / 2
        ? SETTINGS
        : Map.of("PARALLAX_SELF_EVERY", "PT1H", "PARALLAX_STATEMENT_SETTLE", "PT3H");
  }

  @AfterAll
  void stop() {
    disturbed.close();
    undisturbed.program().close();
  }

  @Test
  void killedDelayedSplitReorderedAndRepeatedDeliveriesCountLikeUndisturbedOnes() {
    System.out.printf("seed %d%n", SEED);
    undisturbed.apply(SLO);
    new Api(disturbed).apply(SLO);
    List<Series> all = new ArrayList<>();
    long[] expected = {0, 0};
    for (int instance = 0; instance < 3; instance++) {
      for (String code : List.of("200", "404", "503")) {
        Series series = grown("i" + instance, code);
        long increase = increase(series);
        expected[0] += code.equals("503") ? 0 : increase;
        expected[1] += increase;
        all.add(series);
      }
    }
    minutes(all).forEach(undisturbed::write);

    disturb(minutes(all));

    List<Row> rows = new Api(disturbed).slices("checkout", begin, end);
    Row sum = Row.sum(rows);
    System.out.printf(
        "%d deliveries sent, %d acknowledged, killed %d times; %s%n",
        sent, acknowledged, killed, sum);
    assertThat(killed).isEqualTo(KILLS);
    assertThat(List.of(sum.good(), sum.total())).isEqualTo(List.of(expected[0], expected[1]));
    assertThat(rows).isEqualTo(undisturbed.slices("checkout", begin, end));
    assertThat(statement(new Api(disturbed), "checkout"))
        .isEqualTo(statement(undisturbed, "checkout"));
    disturbed.kill();
    disturbed = RunningParallax.start(disturbedFolder, settings());
    assertThat(new Api(disturbed).slices("checkout", begin, end)).isEqualTo(rows);
    assertThat(statement(new Api(disturbed), "checkout"))
        .isEqualTo(statement(undisturbed, "checkout"));
  }

  @Test
  void aChangedQueryCountsTheSameWithAndWithoutARestart() {
    String before = Api.ratio("changed", "", "c_total{kind=\"bad\"}", "c_total{job=\"changed\"}");
    String after = Api.ratio("changed", "", "c_total{kind=\"worse\"}", "c_total{job=\"changed\"}");
    for (Api api : List.of(undisturbed, new Api(disturbed))) {
      api.apply(before);
      api.write(List.of(kind("bad", 0, 10), kind("worse", 0, 10)));
      api.apply(after);
    }
    disturbed.kill();
    disturbed = RunningParallax.start(disturbedFolder, settings());
    for (Api api : List.of(undisturbed, new Api(disturbed))) {
      api.write(List.of(kind("bad", 10, 30), kind("worse", 10, 30)));
    }

    List<Row> rows = undisturbed.slices("changed", begin, end);

    assertThat(Row.sum(rows).total()).isEqualTo(2 * (9 + 19));
    assertThat(Row.sum(rows).good()).isEqualTo(2 * (9 + 19) - 9 - 19);
    assertThat(new Api(disturbed).slices("changed", begin, end)).isEqualTo(rows);
  }

  @Test
  void countsBeyondReasonAreRefusedAndNeitherSpoilStatementsNorTheNextStart() {
    String slo = Api.ratio("beyond", "", "b_total{kind=\"bad\"}", "b_total{job=\"beyond\"}");
    new Api(disturbed).apply(slo);
    for (int minute = 0; minute < 3; minute++) {
      HttpResponse<String> answer = new Api(disturbed).write(RemoteWrite.encode(huge(minute)));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
      assertThat(answer.body()).contains("beyond", "Look at what the exporter counts");
    }
    disturbed.kill();
    disturbed = RunningParallax.start(disturbedFolder, SETTINGS);

    assertThat(new Api(disturbed).slices("beyond", begin, end)).allMatch(row -> row.total() == 0);
    assertThat(statement(new Api(disturbed), "beyond").get("objectives")).isNotEmpty();
  }

  /// Series whose increases in one minute do not fit into 64 bits together.
  private List<Series> huge(int minute) {
    List<Series> all = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      Labels labels = Labels.of(Labels.NAME, "b_total", "job", "beyond", "instance", "i" + i);
      long at = begin.plusSeconds(minute * 60L + 1).toEpochMilli();
      double value = Math.pow(2, 51) * (minute + 1);
      all.add(new Series(labels, List.of(new Sample(at, 0), new Sample(at + 1000, value))));
    }
    return all;
  }

  private Series kind(String kind, int from, int until) {
    List<Sample> samples = new ArrayList<>();
    for (int i = from; i < until; i++) {
      samples.add(new Sample(begin.plusSeconds((long) i * SECONDS).toEpochMilli(), i));
    }
    return new Series(
        Labels.of(Labels.NAME, "c_total", "job", "changed", "instance", "a", "kind", kind),
        samples);
  }

  /// A counter that grows by random steps and starts again now and then; its first sample is a
  /// baseline.
  private Series grown(String instance, String code) {
    Labels labels =
        Labels.of(
            Labels.NAME, "shop_requests_total", "job", "shop", "instance", instance, "code", code);
    List<Sample> samples = new ArrayList<>();
    long value = random.nextInt(1_000_000);
    for (int i = 0; i < STEPS_AN_HOUR; i++) {
      samples.add(new Sample(begin.plusSeconds((long) i * SECONDS + 1).toEpochMilli(), value));
      value = random.nextInt(100) == 0 ? random.nextInt(20) : value + random.nextInt(50);
    }
    return new Series(labels, samples);
  }

  private static long increase(Series series) {
    double sum = 0;
    for (int i = 1; i < series.samples().size(); i++) {
      double before = series.samples().get(i - 1).value();
      double now = series.samples().get(i).value();
      sum += now < before ? now : now - before;
    }
    return (long) sum;
  }

  /// One delivery a minute, as a sender makes them.
  private List<List<Series>> minutes(List<Series> all) {
    List<List<Series>> deliveries = new ArrayList<>();
    for (Instant at = begin; at.isBefore(end); at = at.plusSeconds(60)) {
      long from = at.toEpochMilli();
      deliveries.add(
          all.stream()
              .map(series -> new Series(series.labels(), between(series, from, from + 60_000)))
              .toList());
    }
    return deliveries;
  }

  private static List<Sample> between(Series series, long from, long until) {
    return series.samples().stream()
        .filter(sample -> sample.epochMillis() >= from && sample.epochMillis() < until)
        .toList();
  }

  /// Splits each delivery, repeats some of the parts, delays some by up to five minutes; a few are
  /// under way at once, and in the midst of them the program is killed.
  private void disturb(List<List<Series>> minutes) {
    record Delayed(double at, List<Series> part) {}
    List<Delayed> parts = new ArrayList<>();
    for (int minute = 0; minute < minutes.size(); minute++) {
      for (List<Series> part : split(minutes.get(minute))) {
        parts.add(new Delayed(minute + random.nextDouble(5), part));
        if (random.nextInt(4) == 0) {
          parts.add(new Delayed(minute + random.nextDouble(5), part));
        }
      }
    }
    parts.sort(Comparator.comparingDouble(Delayed::at));
    int every = parts.size() / (KILLS + 1);
    for (int at = 0; at < parts.size(); ) {
      int together = Math.min(1 + random.nextInt(5), parts.size() - at);
      boolean kills = killed < KILLS && at / every > killed;
      deliver(
          parts.subList(at, at + together).stream()
              .map(each -> RemoteWrite.encode(each.part()))
              .toList(),
          kills);
      at += together;
    }
  }

  private List<List<Series>> split(List<Series> minute) {
    List<Series> single = new ArrayList<>();
    for (Series series : minute) {
      int cut = random.nextInt(series.samples().size() + 1);
      single.add(new Series(series.labels(), series.samples().subList(0, cut)));
      single.add(
          new Series(series.labels(), series.samples().subList(cut, series.samples().size())));
    }
    single.removeIf(series -> series.samples().isEmpty());
    Collections.shuffle(single, random);
    int middle = single.size() / 2;
    return List.of(single.subList(0, middle), single.subList(middle, single.size()));
  }

  /// Sends until each is acknowledged, as a sender does that gets no answer or a 5xx.
  private void deliver(List<byte[]> bodies, boolean kills) {
    List<byte[]> open = bodies;
    boolean kill = kills;
    for (int attempt = 0; !open.isEmpty(); attempt++) {
      assertThat(attempt).as("attempts of one delivery").isLessThan(TRIES);
      Api api = new Api(disturbed);
      List<byte[]> now = open;
      List<CompletableFuture<HttpResponse<String>>> answers =
          now.stream().map(body -> disturbed.begin(api.writing(body))).toList();
      sent += now.size();
      if (kill) {
        kill = false;
        int first = random.nextInt(answers.size() + 1);
        answers.subList(0, first).forEach(DurabilityIT::isAcknowledged);
        disturbed.kill();
        killed++;
      }
      List<byte[]> again = new ArrayList<>();
      for (int i = 0; i < now.size(); i++) {
        if (isAcknowledged(answers.get(i))) {
          acknowledged++;
        } else {
          again.add(now.get(i));
        }
      }
      open = again;
      if (!disturbed.isRunning()) {
        disturbed = RunningParallax.start(disturbedFolder, settings());
      }
    }
  }

  private static boolean isAcknowledged(CompletableFuture<HttpResponse<String>> answer) {
    try {
      int status = answer.join().statusCode();
      assertThat(status).isIn(204, 503);
      return status == 204;
    } catch (CompletionException e) {
      return false;
    }
  }

  /// The SLO's figures at the end of the hour.
  private JsonNode statement(Api api, String name) {
    for (JsonNode slo : api.json("/api/v1/statements?asOf=" + end).get("slos")) {
      if (slo.get("id").asText().equals(name)) {
        return slo;
      }
    }
    throw new AssertionError("no %s in the statement of %s".formatted(name, end));
  }
}

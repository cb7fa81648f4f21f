package dev.parallax.benchmarks.compare;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Whether the ledger holds what was sent: `Exactness APP [millions=100] [seed]`.
///
/// The scrapes of a fleet are sent over four connections: those of five minutes at a time in an
/// order drawn by lot, so that they are late and overtake each other, every tenth of them twice.
/// Then good and total of each service and minute are compared with what the fleet's own counters
/// say.
public final class Exactness {
  private static final int SERIES = 10_000;
  private static final int SERIES_A_REQUEST = 2_000;
  private static final int CONNECTIONS = 4;
  private static final int STEPS_TOGETHER = 20;
  private static final int STEPS_A_MINUTE = 60_000 / Fleet.STEP_MILLIS;
  private static final int PORT = 19_092;
  private static final Pattern SLICE =
      Pattern.compile("\"minute\":\"([^\"]+)\",\"good\":(-?\\d+),\"total\":(-?\\d+)");
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>");

  private final Fleet fleet = new Fleet(SERIES, SERIES_A_REQUEST);
  private final Contestant parallax;
  private final long begin;
  private final long steps;
  private final HttpClient client = HttpClient.newHttpClient();

  private Exactness(Contestant parallax, long millions) {
    this.parallax = parallax;
    this.steps = millions * 1_000_000 / SERIES;
    long back = (steps + STEPS_A_MINUTE) * Fleet.STEP_MILLIS;
    this.begin = (System.currentTimeMillis() - back) / 60_000 * 60_000;
  }

  private record Request(Fleet.Batch batch, long step) {}

  private record Counted(long good, long total) {}

  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    long millions = arguments.length > 1 ? Long.parseLong(arguments[1]) : 100;
    long seed = arguments.length > 2 ? Long.parseLong(arguments[2]) : System.nanoTime();
    Path data = Files.createTempDirectory("parallax-exactness-");
    try (Contestant parallax =
        Contestant.start(Contestant.Kind.PARALLAX, Path.of(arguments[0]), data, PORT)) {
      Exactness run = new Exactness(parallax, millions);
      parallax.define(run.fleet.definitions());
      long sent = run.send(new Random(seed));
      int minutes = run.compare();
      System.out.printf(
          "seed %d: %,d samples in %,d requests; good and total of %,d minutes of %d services are equal%n",
          seed, run.steps * SERIES, sent, minutes, run.fleet.services());
    }
  }

  private long send(Random random) throws IOException, InterruptedException, ExecutionException {
    Optional<String> token = parallax.token();
    URI address = parallax.at("/api/v1/write");
    long sent = 0;
    try (ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS)) {
      for (long from = 0; from < steps; from += STEPS_TOGETHER) {
        List<Future<?>> all = new ArrayList<>();
        for (Request request : together(from, random)) {
          all.add(
              connections.submit(
                  () -> {
                    Load.send(client, address, token, body(request));
                    return null;
                  }));
        }
        for (Future<?> each : all) {
          each.get();
        }
        sent += all.size();
      }
    }
    return sent;
  }

  private List<Request> together(long from, Random random) {
    List<Request> requests = new ArrayList<>();
    for (long step = from; step < Math.min(steps, from + STEPS_TOGETHER); step++) {
      for (Fleet.Batch batch : fleet.batches()) {
        requests.add(new Request(batch, step));
        if (random.nextInt(10) == 0) {
          requests.add(new Request(batch, step));
        }
      }
    }
    Collections.shuffle(requests, random);
    return requests;
  }

  private byte[] body(Request request) {
    return Fleet.request(
        request.batch(), request.step(), begin + request.step() * Fleet.STEP_MILLIS);
  }

  private int compare() throws IOException, InterruptedException {
    int minutes = 0;
    for (int service = 0; service < fleet.services(); service++) {
      List<Counted> wanted = wanted(service);
      List<Counted> held = held(Fleet.service(service), wanted.size());
      if (!held.equals(wanted)) {
        for (int i = 0; i < wanted.size(); i++) {
          if (!held.get(i).equals(wanted.get(i))) {
            throw new IllegalStateException(
                "%s, minute %s: the ledger holds %s, sent was %s"
                    .formatted(
                        Fleet.service(service),
                        Instant.ofEpochMilli(begin + i * 60_000L),
                        held.get(i),
                        wanted.get(i)));
          }
        }
      }
      minutes += wanted.size();
    }
    return minutes;
  }

  /// What the counters say: an increase belongs to the minute in which its later sample lies, one
  /// on the boundary to the minute before.
  private List<Counted> wanted(int service) {
    int minutes = (int) Math.ceilDiv((steps - 1) * Fleet.STEP_MILLIS, 60_000L);
    List<Counted> counted = new ArrayList<>();
    for (int minute = 0; minute < minutes; minute++) {
      long last = Math.min(steps - 1, (minute + 1L) * STEPS_A_MINUTE);
      long good = 0;
      long total = 0;
      for (int i = 0; i < Fleet.SERIES_A_SERVICE; i++) {
        int series = service * Fleet.SERIES_A_SERVICE + i;
        long more =
            (long)
                (Fleet.value(series, last) - Fleet.value(series, (long) minute * STEPS_A_MINUTE));
        total += more;
        good += Fleet.isBad(series) ? 0 : more;
      }
      counted.add(new Counted(good, total));
    }
    return counted;
  }

  private List<Counted> held(String slo, int minutes) throws IOException, InterruptedException {
    List<Counted> held = new ArrayList<>(Collections.nCopies(minutes, new Counted(0, 0)));
    Optional<String> next =
        Optional.of(
            "/api/v1/slos/%s/slices?from=%s&until=%s"
                .formatted(
                    slo,
                    Instant.ofEpochMilli(begin),
                    Instant.ofEpochMilli(begin + minutes * 60_000L)));
    while (next.isPresent()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(parallax.at("/").resolve(next.get()))
                  .header("Authorization", "Bearer " + parallax.token().orElseThrow())
                  .build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IOException("%d %s".formatted(answer.statusCode(), answer.body()));
      }
      for (MatchResult slice : SLICE.matcher(answer.body()).results().toList()) {
        long minute = (Instant.parse(slice.group(1)).toEpochMilli() - begin) / 60_000;
        held.set(
            (int) minute,
            new Counted(Long.parseLong(slice.group(2)), Long.parseLong(slice.group(3))));
      }
      next =
          answer.headers().allValues("Link").stream()
              .flatMap(link -> NEXT.matcher(link).results().map(found -> found.group(1)))
              .findFirst();
    }
    return held;
  }
}

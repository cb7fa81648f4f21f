package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.ingest.Labels;
import dev.parallax.ingest.RemoteWrite;
import dev.parallax.ingest.Sample;
import dev.parallax.ingest.Series;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// Clients that write as senders do. Each request counts exactly one event, in a series of its own:
/// what is lost is missing in the sum, and what is counted twice is too much in it. A request that
/// was not acknowledged is kept, to be sent again.
final class Writers implements AutoCloseable {
  static final String SLO = "writers";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final long MICROS = 1_000_000;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ScheduledExecutorService timer;
  private final Instant begin = Instant.now().minusSeconds(60);
  private final AtomicLong numbers = new AtomicLong();
  private final LongAdder acknowledged = new LongAdder();
  private final AtomicLong slowestMillis = new AtomicLong();
  private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
  private final Queue<Series> unacknowledged = new ConcurrentLinkedQueue<>();
  private final Queue<HttpResponse<String>> refusals = new ConcurrentLinkedQueue<>();
  private volatile RunningParallax to;
  private volatile String token;

  private Writers(RunningParallax to, int clients) {
    this.to = to;
    this.token = to.token();
    this.timer = Executors.newScheduledThreadPool(clients);
  }

  /// Registers the SLO that counts them.
  static Writers at(Api api, int clients) {
    api.apply(
        Api.ratio(SLO, "", "written_total{job=\"w\",code=\"500\"}", "written_total{job=\"w\"}"));
    return new Writers(api.program(), clients);
  }

  /// Begins to write, in all so many requests a second if they are answered quickly enough.
  Writers begin(int clients, int perSecond) {
    for (int i = 0; i < clients; i++) {
      var _ =
          timer.scheduleAtFixedRate(
              this::write,
              i * MICROS / perSecond,
              clients * MICROS / perSecond,
              TimeUnit.MICROSECONDS);
    }
    return this;
  }

  /// Goes on with this program.
  void to(RunningParallax other) {
    token = other.token();
    to = other;
  }

  /// Writes one event.
  void write() {
    long number = numbers.incrementAndGet();
    long now = Instant.now().toEpochMilli();
    Labels labels =
        Labels.of(
            Labels.NAME,
            "written_total",
            "code",
            number % 10 == 0 ? "500" : "200",
            "instance",
            "n" + number,
            "job",
            "w");
    Series one = new Series(labels, List.of(new Sample(now - 1, 0), new Sample(now, 1)));
    if (send(List.of(one))) {
      acknowledged.increment();
    } else {
      unacknowledged.add(one);
    }
  }

  private boolean send(List<Series> series) {
    byte[] body = RemoteWrite.encode(series);
    long from = System.nanoTime();
    String answer = "nothing";
    try {
      HttpResponse<String> response = client.send(request(body), BodyHandlers.ofString());
      answer = Integer.toString(response.statusCode());
      if (response.statusCode() != 204) {
        refusals.add(response);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      answer = "broken";
    }
    slowestMillis.accumulateAndGet(
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - from), Math::max);
    answers.computeIfAbsent(answer, _ -> new LongAdder()).increment();
    return answer.equals("204");
  }

  private HttpRequest request(byte[] body) {
    return HttpRequest.newBuilder(to.at("/api/v1/write"))
        .timeout(PATIENCE)
        .headers(
            "Content-Type",
            RemoteWrite.CONTENT_TYPE,
            "Content-Encoding",
            RemoteWrite.CONTENT_ENCODING,
            "Authorization",
            "Bearer " + token)
        .POST(BodyPublishers.ofByteArray(body))
        .build();
  }

  long acknowledged() {
    return acknowledged.sum();
  }

  /// How many events were begun to be written.
  long tried() {
    return numbers.get();
  }

  /// How many requests had which answer.
  Map<String, LongAdder> answers() {
    return answers;
  }

  /// What was neither acknowledged nor broken.
  Queue<HttpResponse<String>> refusals() {
    return refusals;
  }

  long slowestMillis() {
    return slowestMillis.getAndSet(0);
  }

  /// Waits until so many more were acknowledged.
  void awaitAcknowledged(long more) {
    long until = acknowledged() + more;
    Poll.until("acknowledgements", Duration.ofMinutes(1), this::acknowledged, n -> n >= until);
  }

  /// Stops writing, when everything on its way is answered.
  void stop() {
    timer.shutdown();
    try {
      assertThat(timer.awaitTermination(1, TimeUnit.MINUTES)).as("writers ended").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// What a program counts of all that they wrote.
  long counted(Api api) {
    return counted(api, begin);
  }

  /// What a program counts of all that was written since then.
  static long counted(Api api, Instant since) {
    return Api.Row.sum(api.slices(SLO, since, Instant.now().plusSeconds(60))).total();
  }

  /// Holds what a program counts against what it acknowledged; then sends the rest again, after
  /// which everything is there once.
  void audit(Api api) {
    stop();
    assertThat(counted(api)).as("counted").isBetween(acknowledged(), tried());
    assertThat(unacknowledged.size() + acknowledged()).isEqualTo(tried());
    assertThat(unacknowledged.isEmpty() || send(List.copyOf(unacknowledged))).isTrue();
    assertThat(counted(api)).as("counted when all was sent again").isEqualTo(tried());
  }

  @Override
  public void close() {
    timer.shutdownNow();
    client.shutdownNow();
  }
}

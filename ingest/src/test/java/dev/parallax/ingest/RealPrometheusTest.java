package dev.parallax.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parallax.budget.Query;
import dev.parallax.budget.Sli;
import dev.parallax.budget.Sli.Part;
import dev.parallax.budget.Slice;
import dev.parallax.ingest.PrometheusApi.Anonymous;
import dev.parallax.ingest.PrometheusApi.Failed;
import dev.parallax.ingest.PrometheusApi.Fetched;
import dev.parallax.ingest.RemoteWrite.Decoded;
import dev.parallax.ingest.Selector.Selected;
import dev.parallax.ingest.SliAccumulator.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real Prometheus scrapes, sends and is asked; both ways have to count the same events.
class RealPrometheusTest {
  private static final Path BINARY = Path.of("/usr/bin/prometheus");
  private static final Selector ALL = selector("hits_total{job=\"shop\"}");
  private static final Selector BAD = selector("hits_total{job=\"shop\",code=~\"5..\"}");

  private final BlockingQueue<Decoded> pushed = new LinkedBlockingQueue<>();
  private final AtomicInteger scrapes = new AtomicInteger();
  private HttpServer server;
  private Process prometheus;
  private PrometheusApi api;

  @BeforeEach
  void start(@TempDir Path folder) throws IOException {
    assumeTrue(
        Files.isExecutable(BINARY),
        BINARY + ": no Prometheus here; install the package prometheus to try it");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/metrics", this::expose);
    server.createContext("/write", this::receive);
    server.start();
    int port = freePort();
    Path config = Files.writeString(folder.resolve("prometheus.yml"), config());
    prometheus =
        new ProcessBuilder(
                BINARY.toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    api =
        new PrometheusApi(
            PrometheusApi.Settings.of(URI.create("http://127.0.0.1:" + port), new Anonymous()));
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (api != null) {
      api.close();
      prometheus.destroy();
      if (!prometheus.waitFor(20, TimeUnit.SECONDS)) {
        prometheus.destroyForcibly().waitFor();
      }
    }
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void pushAndPullCountTheSameEvents() throws InterruptedException {
    Instant begin = Instant.now().minus(Duration.ofMinutes(10));
    List<Series> received = new ArrayList<>();
    while (count(received, ALL) < 24) {
      Decoded next = pushed.poll(60, TimeUnit.SECONDS);
      assertThat(next).as("a request of Prometheus within a minute").isNotNull();
      assertThat(next.status()).isEqualTo(204);
      received.addAll(next.series());
    }
    Instant end = lastBoth(received);
    SliAccumulator push = accumulated(upTo(received, end));
    assertThat(push.drain()).isEqualTo(pulled(begin, end));
    assertThat(push.findings()).containsEntry(SliAccumulator.Finding.BIRTHS, 2L);
  }

  @Test
  void aSelectorThatPrometheusRefusesIsAValue() throws InterruptedException {
    assertThat(pushed.poll(60, TimeUnit.SECONDS)).isNotNull();

    assertThat(api.evaluated("sum(", Instant.EPOCH, Instant.ofEpochSecond(600), _ -> {}))
        .isInstanceOfSatisfying(
            Failed.class,
            failed -> {
              assertThat(failed.status()).isEqualTo(400);
              assertThat(failed.what()).contains("parse error");
            });
    assertThat(api.evaluated("vector(1) - 1", Instant.EPOCH, Instant.ofEpochSecond(600), _ -> {}))
        .isEqualTo(new Fetched(10, 1));
  }

  private List<Slice> pulled(Instant begin, Instant end) {
    List<Series> received = new ArrayList<>();
    assertThat(api.rawSamples(ALL, begin, end, received::addAll)).isInstanceOf(Fetched.class);
    return accumulated(received).drain();
  }

  private static SliAccumulator accumulated(List<Series> received) {
    Sli sli = new Sli.Ratio(Part.BAD, Query.promQl("bad"), Query.promQl("all"), true);
    SliAccumulator accumulator = new SliAccumulator(sli, SliAccumulator.Settings.DEFAULT);
    for (Series series : received) {
      if (ALL.matches(series.labels())) {
        accumulator.add(Role.TOTAL, series);
      }
      if (BAD.matches(series.labels())) {
        accumulator.add(Role.PART, series);
      }
    }
    return accumulator;
  }

  private static int count(List<Series> received, Selector selector) {
    return received.stream()
        .filter(series -> selector.matches(series.labels()))
        .mapToInt(series -> series.samples().size())
        .sum();
  }

  /// The last scrape of which every series has surely arrived: the last but one.
  private static Instant lastBoth(List<Series> received) {
    List<Long> times =
        received.stream()
            .filter(series -> ALL.matches(series.labels()))
            .flatMap(series -> series.samples().stream())
            .map(Sample::epochMillis)
            .distinct()
            .sorted()
            .toList();
    return Instant.ofEpochMilli(times.get(times.size() - 2));
  }

  private static List<Series> upTo(List<Series> received, Instant end) {
    return received.stream()
        .map(
            series ->
                new Series(
                    series.labels(),
                    series.samples().stream()
                        .filter(sample -> sample.epochMillis() <= end.toEpochMilli())
                        .toList()))
        .toList();
  }

  /// Good events grow and start again at the eighth scrape; the first bad one comes with the
  /// fourth.
  private void expose(HttpExchange exchange) throws IOException {
    try (exchange) {
      int scrape = scrapes.incrementAndGet();
      String text = "hits_total{code=\"200\"} " + (scrape % 8) * 7 + "\n";
      if (scrape >= 4) {
        text += "hits_total{code=\"503\"} " + (scrape - 3) + "\n";
      }
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      RemoteWrite.Outcome outcome =
          RemoteWrite.decode(
              exchange.getRequestBody().readAllBytes(),
              exchange.getRequestHeaders().getFirst("Content-Type"),
              exchange.getRequestHeaders().getFirst("Content-Encoding"),
              RemoteWrite.Limits.DEFAULT);
      if (outcome instanceof Decoded decoded) {
        pushed.add(decoded);
      }
      exchange.sendResponseHeaders(outcome.status(), -1);
    }
  }

  private String config() {
    int port = server.getAddress().getPort();
    return """
        global: {scrape_interval: 1s, scrape_timeout: 900ms}
        scrape_configs:
          - job_name: shop
            static_configs: [{targets: ['127.0.0.1:%1$d']}]
        remote_write:
          - url: http://127.0.0.1:%1$d/write
            queue_config: {batch_send_deadline: 500ms, max_shards: 1}
        """
        .formatted(port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Selector selector(String text) {
    return ((Selected) Selector.parse(text)).selector();
  }
}

package dev.parallax.e2e;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Debian's Prometheus as a process: it scrapes a Parallax every second and sends what it scraped
/// to it.
final class RunningPrometheus implements AutoCloseable {
  private static final Path BINARY = Path.of("/usr/bin/prometheus");

  private final Path folder;
  private final int port;
  private Process process;

  private RunningPrometheus(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  static void assumeInstalled() {
    assumeTrue(
        Files.isExecutable(BINARY),
        BINARY + ": no Prometheus here; install the package prometheus to try it");
  }

  /// @param token made to send signals
  static RunningPrometheus start(Path folder, int port, RunningParallax parallax, String token) {
    String config =
        """
        global: {scrape_interval: 1s, scrape_timeout: 900ms}
        scrape_configs:
          - job_name: parallax
            static_configs: [{targets: ['127.0.0.1:%1$d']}]
        remote_write:
          - url: http://127.0.0.1:%1$d/api/v1/write
            authorization: {credentials: %2$s}
            queue_config: {batch_send_deadline: 500ms, max_backoff: 1s}
        """
            .formatted(parallax.port(), token);
    try {
      Files.writeString(folder.resolve("prometheus.yml"), config);
      RunningPrometheus prometheus = new RunningPrometheus(folder, port, begin(folder, port));
      prometheus.awaitReady();
      return prometheus;
    } catch (IOException e) {
      throw new UncheckedIOException("starting Prometheus", e);
    }
  }

  private static Process begin(Path folder, int port) throws IOException {
    return new ProcessBuilder(
            BINARY.toString(),
            "--config.file=" + folder.resolve("prometheus.yml"),
            "--storage.tsdb.path=" + folder.resolve("tsdb"),
            "--web.listen-address=127.0.0.1:" + port)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("prometheus.log").toFile())
        .start();
  }

  private void awaitReady() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/-/ready".formatted(port))).build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      Poll.until(
          "Prometheus is ready",
          Duration.ofSeconds(60),
          () -> {
            try {
              return client.send(request, BodyHandlers.discarding()).statusCode();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
              throw new IllegalStateException(e);
            }
          },
          status -> status == 200);
    }
  }

  /// Ends it and starts it again over the same storage.
  void restart() {
    end();
    try {
      process = begin(folder, port);
    } catch (IOException e) {
      throw new UncheckedIOException("starting Prometheus again", e);
    }
    awaitReady();
  }

  private void end() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }

  @Override
  public void close() {
    end();
  }
}

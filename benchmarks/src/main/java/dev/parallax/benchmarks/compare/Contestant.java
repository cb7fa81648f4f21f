package dev.parallax.benchmarks.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A server that takes remote write, started with an empty data folder and pinned to the first
/// core.
final class Contestant implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final double TICKS_A_SECOND = 100;

  private final Process process;
  private final Path data;
  private final int port;
  private final HttpClient client = HttpClient.newHttpClient();

  /// How one is started.
  enum Kind {
    PARALLAX("/health/ready"),
    PROMETHEUS("/-/ready"),
    VICTORIAMETRICS("/health");

    private final String readiness;

    Kind(String readiness) {
      this.readiness = readiness;
    }

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Kind kind;

  private Contestant(Kind kind, Process process, Path data, int port) {
    this.kind = kind;
    this.process = process;
    this.data = data;
    this.port = port;
  }

  /// @param program its executable; for Parallax the folder of the packaged program
  static Contestant start(Kind kind, Path program, Path data, int port) throws IOException {
    List<String> command = new ArrayList<>(List.of("taskset", "-c", "0"));
    Map<String, String> settings = new HashMap<>();
    switch (kind) {
      case PARALLAX -> {
        command.addAll(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmn64m",
                "-Xmx1g",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                program.resolve("quarkus-run.jar").toString()));
        settings.put("PARALLAX_PORT", Integer.toString(port));
        settings.put("PARALLAX_DATA", data.toString());
        settings.put("PARALLAX_SELF_EVERY", "PT1H");
      }
      case PROMETHEUS -> {
        Path configuration = data.resolve("prometheus.yml");
        Files.writeString(configuration, "global: {scrape_interval: 15s}\n");
        command.addAll(
            List.of(
                program.toString(),
                "--config.file=" + configuration,
                "--storage.tsdb.path=" + data.resolve("tsdb"),
                "--storage.tsdb.retention.time=400d",
                "--web.enable-remote-write-receiver",
                "--web.listen-address=127.0.0.1:" + port));
      }
      case VICTORIAMETRICS ->
          command.addAll(
              List.of(
                  program.toString(),
                  "-storageDataPath=" + data.resolve("storage"),
                  "-retentionPeriod=24",
                  "-httpListenAddr=127.0.0.1:" + port));
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("PARALLAX_"));
    builder.environment().putAll(settings);
    builder.redirectOutput(data.resolve("log").toFile());
    Contestant started = new Contestant(kind, builder.start(), data, port);
    started.awaitReadiness();
    return started;
  }

  private void awaitReadiness() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        HttpResponse<Void> answer =
            client.send(
                HttpRequest.newBuilder(at(kind.readiness)).build(), BodyHandlers.discarding());
        if (answer.statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new UncheckedIOException("%s did not start; see %s".formatted(kind, data), e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
      Thread.onSpinWait();
    }
  }

  URI at(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(port, path));
  }

  /// The token that programs of this machine use; nothing where none is asked for.
  Optional<String> token() throws IOException {
    return kind == Kind.PARALLAX
        ? Optional.of(Files.readAllLines(data.resolve("this-machine")).getLast())
        : Optional.empty();
  }

  /// Registers SLOs, where there is anybody to know them.
  void define(String documents) throws IOException, InterruptedException {
    if (kind != Kind.PARALLAX) {
      return;
    }
    String quoted = documents.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(at("/api/v1/definitions"))
                .header("Authorization", "Bearer " + token().orElseThrow())
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"files\":[{\"path\":\"slos.yaml\",\"content\":\"%s\"}]}"
                            .formatted(quoted)))
                .build(),
            BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("definitions: %d %s".formatted(answer.statusCode(), answer.body()));
    }
  }

  /// CPU-seconds of the program, its database and all that they have started.
  double cpuSeconds() throws IOException {
    Map<Long, Long> parents = new HashMap<>();
    Map<Long, Double> seconds = new HashMap<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path each : all) {
        readStat(each, parents, seconds);
      }
    }
    List<Long> roots = new ArrayList<>(List.of(process.pid()));
    database().ifPresent(roots::add);
    return seconds.entrySet().stream()
        .filter(entry -> isBelow(entry.getKey(), roots, parents))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private static void readStat(Path each, Map<Long, Long> parents, Map<Long, Double> seconds) {
    try {
      String stat = Files.readString(each.resolve("stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      long pid = Long.parseLong(each.getFileName().toString());
      parents.put(pid, Long.parseLong(fields[1]));
      double ticks = 0;
      for (int i = 11; i <= 14; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      seconds.put(pid, ticks / TICKS_A_SECOND);
    } catch (IOException _) {
      // It ended meanwhile: what it took is among its parent's.
    }
  }

  private static boolean isBelow(long pid, List<Long> roots, Map<Long, Long> parents) {
    Long at = pid;
    while (at != null && at != 0) {
      if (roots.contains(at)) {
        return true;
      }
      at = parents.get(at);
    }
    return false;
  }

  private Optional<Long> database() throws IOException {
    try (Stream<Path> files = Files.walk(data, 3)) {
      Optional<Path> found = files.filter(file -> file.endsWith("postmaster.pid")).findFirst();
      return found.isEmpty()
          ? Optional.empty()
          : Optional.of(Long.parseLong(Files.readAllLines(found.get()).getFirst().strip()));
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

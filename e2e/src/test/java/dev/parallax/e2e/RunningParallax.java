package dev.parallax.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The packaged program as a process on a free port: started, asked, stopped or killed.
public final class RunningParallax implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String READY = "Parallax is ready: ";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process process;
  private final int port;
  private final Path data;
  private final Queue<String> printed = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
  private final Thread reader;

  private RunningParallax(Process process, int port, Path data) {
    this.process = process;
    this.port = port;
    this.data = data;
    this.reader = Thread.ofVirtual().start(this::read);
  }

  /// Starts it with this data folder and waits until it says that it is ready.
  public static RunningParallax start(Path data) {
    return start(data, Map.of());
  }

  /// Starts it with more settings of the environment and waits until it says that it is ready.
  public static RunningParallax start(Path data, Map<String, String> settings) {
    RunningParallax parallax = launch(data, settings);
    if (!parallax.becomesReady()) {
      throw new IllegalStateException(
          "Parallax ended instead of becoming ready:%n%s".formatted(parallax.printed()));
    }
    return parallax;
  }

  /// Starts it without waiting.
  ///
  /// @param words what it shall do instead of serving; none to serve
  public static RunningParallax launch(Path data, Map<String, String> settings, String... words) {
    int port =
        settings.containsKey("PARALLAX_PORT")
            ? Integer.parseInt(settings.get("PARALLAX_PORT"))
            : freePort();
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> line =
        new ArrayList<>(
            List.of(
                java.toString(),
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                program().toString()));
    line.addAll(List.of(words));
    ProcessBuilder command = new ProcessBuilder(line).redirectErrorStream(true);
    command.environment().keySet().removeIf(key -> key.startsWith("PARALLAX_"));
    command.environment().put("PARALLAX_PORT", Integer.toString(port));
    command.environment().put("PARALLAX_DATA", data.toString());
    command.environment().putAll(settings);
    try {
      return new RunningParallax(command.start(), port, data);
    } catch (IOException e) {
      throw new UncheckedIOException("Starting " + command.command(), e);
    }
  }

  private static Path program() {
    return built("server/target/quarkus-app/quarkus-run.jar");
  }

  /// What the build has made.
  ///
  /// @param name from the top of the tree
  static Path built(String name) {
    return top(name).resolve(name);
  }

  /// The nearest folder above the working folder that holds something of that name.
  static Path top(String name) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(name))) {
        return at;
      }
    }
    throw new IllegalStateException(
        "%s: not found above the working folder. The program is packaged before these tests. Run ./mvnw verify."
            .formatted(name));
  }

  /// A TCP port that nobody listens on at this moment.
  static int freePort() {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read() {
    try (var lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        printed.add(line);
        if (line.startsWith(READY)) {
          ready.complete(true);
        }
      }
    } catch (IOException e) {
      printed.add(e.toString());
    }
    ready.complete(false);
  }

  private boolean becomesReady() {
    try {
      return ready.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException e) {
      kill();
      return false;
    }
  }

  /// The address of a path on the running program.
  public URI at(String path) {
    return URI.create("http://127.0.0.1:%d%s".formatted(port, path));
  }

  public int port() {
    return port;
  }

  /// Its data folder, where the token of this machine lies.
  Path data() {
    return data;
  }

  /// The token of this machine, as the command line program finds it.
  String token() {
    try {
      return Files.readAllLines(data.resolve("this-machine")).getLast();
    } catch (IOException e) {
      throw new UncheckedIOException("the token of this machine", e);
    }
  }

  /// Asks for a path as a program of this machine does; header names and values alternate.
  public HttpResponse<String> get(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(at(path)).timeout(PATIENCE);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  /// Sends a request as a program of this machine does, and gives the answer as text.
  public HttpResponse<String> send(HttpRequest request) {
    return sendAsNobody(signed(request));
  }

  /// Sends a request with what it has, and gives the answer as text.
  HttpResponse<String> sendAsNobody(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(printed(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while asking " + request.uri(), e);
    }
  }

  /// Sends a request without waiting for its answer.
  CompletableFuture<HttpResponse<String>> begin(HttpRequest request) {
    return client.sendAsync(signed(request), BodyHandlers.ofString());
  }

  private HttpRequest signed(HttpRequest request) {
    return request.headers().firstValue("Authorization").isPresent()
        ? request
        : HttpRequest.newBuilder(request, (_, _) -> true)
            .header("Authorization", "Bearer " + token())
            .build();
  }

  /// Everything it printed so far.
  public String printed() {
    return String.join("\n", printed);
  }

  /// Waits until it has ended by itself and gives its exit code.
  public int awaitEnd() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("Parallax did not end:%n%s".formatted(printed()));
      }
      reader.join(PATIENCE);
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while Parallax was ending", e);
    }
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /// As `kill -9`: it gets no chance to tidy up.
  public void kill() {
    process.destroyForcibly();
    awaitEnd();
    client.shutdownNow();
  }

  /// As Ctrl-C: it stops by itself.
  @Override
  public void close() {
    process.destroy();
    awaitEnd();
    client.close();
  }
}

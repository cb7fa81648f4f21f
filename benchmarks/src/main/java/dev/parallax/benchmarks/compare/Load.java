package dev.parallax.benchmarks.compare;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Sends a fleet's scrapes over two connections as quickly as they are answered, in the order of
/// time. Data time runs quicker than the clock and begins twenty days back.
final class Load implements AutoCloseable {
  private static final int CONNECTIONS = 2;
  private static final long BACK_MILLIS = 20L * 24 * 3_600_000;

  private final AtomicLong samples = new AtomicLong();
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean ended;

  static Load start(Fleet fleet, URI address, Optional<String> token) {
    Load load = new Load();
    long begin = (System.currentTimeMillis() - BACK_MILLIS) / Fleet.STEP_MILLIS * Fleet.STEP_MILLIS;
    for (int i = 0; i < CONNECTIONS; i++) {
      int connection = i;
      load.threads.add(
          Thread.ofPlatform()
              .name("sender " + i)
              .start(() -> load.send(fleet, connection, begin, address, token)));
    }
    return load;
  }

  private void send(Fleet fleet, int connection, long begin, URI address, Optional<String> token) {
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (long step = 0; !ended; step++) {
        for (int i = connection; i < fleet.batches().size() && !ended; i += CONNECTIONS) {
          Fleet.Batch batch = fleet.batches().get(i);
          byte[] body = Fleet.request(batch, step, begin + step * Fleet.STEP_MILLIS);
          send(client, address, token, body);
          samples.addAndGet(batch.size());
        }
      }
    } catch (IOException | RuntimeException e) {
      failure.compareAndSet(null, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// @throws IOException where it was not taken
  static void send(HttpClient client, URI address, Optional<String> token, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-protobuf")
            .header("Content-Encoding", "snappy")
            .header("X-Prometheus-Remote-Write-Version", "0.1.0")
            .POST(BodyPublishers.ofByteArray(body));
    token.ifPresent(its -> request.header("Authorization", "Bearer " + its));
    var answer = client.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException("%d %s".formatted(answer.statusCode(), answer.body()));
    }
  }

  /// How many samples were taken so far.
  long samples() throws IOException {
    Exception first = failure.get();
    if (first != null) {
      throw new IOException("the load ended early", first);
    }
    return samples.get();
  }

  @Override
  public void close() {
    ended = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

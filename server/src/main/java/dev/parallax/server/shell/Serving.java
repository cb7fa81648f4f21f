package dev.parallax.server.shell;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Says when the program is ready, and waits until it is told to stop.
class Serving implements QuarkusApplication {
  private static final List<String> TRAINING =
      List.of(
          "/",
          "/home/sre",
          "/home/service-owner",
          "/api/v1/statements/latest",
          "/health",
          "/metrics",
          "/no-such-page",
          "/api/v1/no-such-thing");

  private final int port;
  private final Configuration configuration;

  Serving(@ConfigProperty(name = "quarkus.http.port") int port, Configuration configuration) {
    this.port = port;
    this.configuration = configuration;
  }

  @Override
  public int run(String... args) throws IOException, InterruptedException {
    if (configuration.training()) {
      train();
      return 0;
    }
    System.out.println("Parallax is ready: %s/".formatted(configuration.address()));
    Quarkus.waitForExit();
    return 0;
  }

  /// Asks for its own pages, so that a start-up cache holds what serving them needs.
  private void train() throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String path : TRAINING) {
        URI page = URI.create("http://127.0.0.1:%d%s".formatted(port, path));
        HttpRequest request =
            HttpRequest.newBuilder(page)
                .headers(
                    "Accept", "text/html", "Authorization", "Bearer " + configuration.thisMachine())
                .build();
        client.send(request, BodyHandlers.discarding());
      }
    }
  }
}

package dev.parallax.server.self;

import dev.parallax.budget.ServiceId;
import dev.parallax.formats.SourceFile;
import dev.parallax.server.budgets.Signals;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.shell.Configuration;
import dev.parallax.server.shell.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Asks the first page every so often and hands the process's own counters to the ledger.
///
/// A request to oneself says that the program answers, not that others can reach it; the definition
/// says so too.
@Singleton
final class SelfWatch {
  private static final Logger LOG = Logger.getLogger(SelfWatch.class);
  private static final ServiceId SELF = new ServiceId("parallax");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Catalog catalog;
  private final Signals signals;
  private final OwnTraffic traffic;
  private final InstantSource clock;
  private final Duration every;
  private final URI firstPage;
  private boolean answered;
  private final Rounds rounds =
      new Rounds(
          "self", "The own counters could not be kept; the next look brings them", this::look);

  SelfWatch(
      Catalog catalog,
      Signals signals,
      OwnTraffic traffic,
      InstantSource clock,
      Configuration configuration,
      @ConfigProperty(name = "quarkus.http.port") int port) {
    this.catalog = catalog;
    this.signals = signals;
    this.traffic = traffic;
    this.clock = clock;
    this.every = configuration.self().every();
    this.firstPage = URI.create("http://127.0.0.1:%d/".formatted(port));
  }

  void start(@Observes @Priority(Signals.START + 30) StartupEvent start) throws IOException {
    if (catalog.registry().service(SELF).isEmpty()) {
      try (InputStream document = SelfWatch.class.getResourceAsStream("/self/parallax.yaml")) {
        if (document == null) {
          throw new IllegalStateException(
              "self/parallax.yaml is missing: expected it in the program. Build it again.");
        }
        catalog.apply(
            List.of(new SourceFile("self/parallax.yaml", document.readAllBytes())), "Parallax");
      }
    }
    rounds.every(Duration.ofSeconds(1), every);
  }

  void stop(@Observes ShutdownEvent stop) {
    rounds.close();
  }

  private void look() {
    try {
      ask();
      answered = true;
    } catch (IOException e) {
      // Before the first answer the program is still starting; its users wait for the same page.
      if (answered) {
        LOG.warnf("The first page did not answer: %s", e);
      }
    }
    signals.accept(traffic.at(clock.millis()));
  }

  private void ask() throws IOException {
    HttpURLConnection request = (HttpURLConnection) firstPage.toURL().openConnection();
    request.setConnectTimeout((int) PATIENCE.toMillis());
    request.setReadTimeout((int) PATIENCE.toMillis());
    request.setRequestProperty("Accept", "text/html");
    int status = request.getResponseCode();
    try (InputStream answer = status < 400 ? request.getInputStream() : request.getErrorStream()) {
      if (answer != null) {
        answer.transferTo(OutputStream.nullOutputStream());
      }
    }
  }
}

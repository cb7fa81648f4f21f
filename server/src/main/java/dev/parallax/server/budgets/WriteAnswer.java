package dev.parallax.server.budgets;

import dev.parallax.ingest.RemoteWrite2;
import dev.parallax.ingest.RemoteWrite2.Written;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Prometheus remote write 2.0. Each answer, also one that refuses, says in its headers how much
/// was written: a sender that is told 400 knows so what is lost.
@Singleton
class WriteAnswer {
  private static final Logger LOG = Logger.getLogger(WriteAnswer.class);
  private static final String HEADER = "X-Prometheus-Remote-Write-%s-Written";
  private static final String RETRY_SECONDS = "5";

  private final Signals signals;
  private final AskedBounds bounds;
  private final MeterRegistry meters;

  WriteAnswer(Signals signals, MeterRegistry meters) {
    this.signals = signals;
    this.bounds = new AskedBounds(signals::feeds);
    this.meters = meters;
  }

  /// Takes a request of version 2.0 in.
  Response second(byte @Nullable [] body, @Nullable String type, @Nullable String encoding) {
    byte[] sent = body == null ? new byte[0] : body;
    RemoteWrite2.Outcome outcome =
        RemoteWrite2.decode(sent, type, encoding, WriteResource.LIMITS, bounds);
    return switch (outcome) {
      case RemoteWrite2.Refused(int status, String message) -> {
        meters.counter("parallax.deliveries.refused", "status", String.valueOf(status)).increment();
        yield text(status, message, Written.NOTHING).build();
      }
      case RemoteWrite2.Decoded decoded -> accept(decoded);
    };
  }

  private Response accept(RemoteWrite2.Decoded decoded) {
    Signals.Taken taken;
    try {
      taken = signals.accept(decoded.series());
    } catch (Uncommitted e) {
      LOG.error("Samples could not be committed; the sender is asked to send them again", e);
      return text(503, e.told(), Written.NOTHING)
          .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
          .build();
    }
    Written read = decoded.written();
    meters
        .counter("parallax.samples", "use", "received")
        .increment(read.samples() + read.histograms());
    meters.counter("parallax.series.rejected").increment(decoded.leftOut());
    List<String> told = new ArrayList<>(taken.leftOut());
    if (decoded.leftOut() > 0) {
      told.addFirst(decoded.message());
    }
    Written written = less(read, taken.samplesLeftOut());
    return told.isEmpty()
        ? headed(Response.noContent(), written).build()
        : text(400, String.join("\n", told), written).build();
  }

  /// What is left when samples were left out after they were read: a sample of a histogram's series
  /// is one of the histogram's.
  private static Written less(Written read, int leftOut) {
    return new Written(
        Math.max(0, read.samples() - leftOut),
        Math.max(0, read.histograms() - leftOut),
        read.exemplars());
  }

  private static Response.ResponseBuilder text(int status, String message, Written written) {
    return headed(
        Response.status(status).type("text/plain;charset=UTF-8").entity(message + "\n"), written);
  }

  private static Response.ResponseBuilder headed(Response.ResponseBuilder answer, Written written) {
    return answer
        .header(HEADER.formatted("Samples"), written.samples())
        .header(HEADER.formatted("Histograms"), written.histograms())
        .header(HEADER.formatted("Exemplars"), written.exemplars());
  }
}

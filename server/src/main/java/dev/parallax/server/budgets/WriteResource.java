package dev.parallax.server.budgets;

import dev.parallax.ingest.RemoteWrite;
import dev.parallax.ingest.RemoteWrite2;
import dev.parallax.server.shell.Demands;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Prometheus remote write: 1.0 here, 2.0 in [WriteAnswer]. The sender is told success when the
/// samples are committed; what it may send again, it is told with a 503, for that is the one answer
/// that every sender repeats.
@Path("/api/v1/write")
@RunOnVirtualThread
class WriteResource {
  private static final Logger LOG = Logger.getLogger(WriteResource.class);
  private static final String RETRY_SECONDS = "5";

  static final RemoteWrite.Limits LIMITS = RemoteWrite.Limits.DEFAULT;

  private final Signals signals;
  private final WriteAnswer answer;
  private final MeterRegistry meters;

  WriteResource(Signals signals, WriteAnswer answer, MeterRegistry meters) {
    this.signals = signals;
    this.answer = answer;
    this.meters = meters;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Take samples in: Prometheus remote write 1.0 and 2.0")
  @Demands(activity = "connect-signals", deed = Demands.Deed.SUBMIT)
  public Response write(
      byte @Nullable [] body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
      @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Nullable String encoding) {
    if (RemoteWrite2.isMeant(type)) {
      return answer.second(body, type, encoding);
    }
    RemoteWrite.Outcome outcome =
        RemoteWrite.decode(
            body == null ? new byte[0] : body, type, encoding, LIMITS, signals.known());
    return switch (outcome) {
      case RemoteWrite.Refused refused -> refused(refused);
      case RemoteWrite.Decoded decoded -> accept(decoded);
    };
  }

  private Response accept(RemoteWrite.Decoded decoded) {
    Signals.Taken taken;
    try {
      taken = signals.accept(decoded.batch());
    } catch (Uncommitted e) {
      LOG.error("Samples could not be committed; the sender is asked to send them again", e);
      return text(503, e.told()).header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS).build();
    }
    meters.counter("parallax.samples", "use", "received").increment(decoded.samples());
    meters.counter("parallax.series.rejected").increment(decoded.rejectedSeries());
    List<String> told = new ArrayList<>(taken.leftOut());
    if (decoded.rejectedSeries() > 0) {
      told.addFirst(decoded.message());
    }
    return told.isEmpty()
        ? Response.noContent().build()
        : text(400, String.join("\n", told)).build();
  }

  private Response refused(RemoteWrite.Refused refused) {
    meters
        .counter("parallax.deliveries.refused", "status", String.valueOf(refused.status()))
        .increment();
    return text(refused.status(), refused.message()).build();
  }

  private static Response.ResponseBuilder text(int status, String message) {
    return Response.status(status).type("text/plain;charset=UTF-8").entity(message + "\n");
  }
}

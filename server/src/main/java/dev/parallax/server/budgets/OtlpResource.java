package dev.parallax.server.budgets;

import dev.parallax.ingest.Otlp;
import dev.parallax.ingest.Otlp.Form;
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

/// Metrics by OTLP/HTTP. An exporter repeats a request on 429, 502, 503 and 504 alone, so what it
/// may send again is answered with 503, and nothing with 500.
@Path("/v1/metrics")
@RunOnVirtualThread
class OtlpResource {
  private static final Logger LOG = Logger.getLogger(OtlpResource.class);
  private static final String RETRY_SECONDS = "5";

  /// Codes of gRPC, for the body.
  private static final int INVALID_ARGUMENT = 3;

  private static final int UNAVAILABLE = 14;

  private final Signals signals;
  private final AskedBounds bounds;
  private final MeterRegistry meters;

  OtlpResource(Signals signals, MeterRegistry meters) {
    this.signals = signals;
    this.bounds = new AskedBounds(signals::feeds);
    this.meters = meters;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Take metrics in: OTLP/HTTP")
  @Demands(activity = "connect-signals", deed = Demands.Deed.SUBMIT)
  public Response export(
      byte @Nullable [] body,
      @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
      @HeaderParam(HttpHeaders.CONTENT_ENCODING) @Nullable String encoding) {
    Form form = Form.of(type);
    if (form == null) {
      return refused(
          415,
          Form.JSON,
          "Content-Type: expected application/x-protobuf or application/json. Set the exporter's protocol to http/protobuf or http/json.");
    }
    byte[] sent = body == null ? new byte[0] : body;
    return switch (Otlp.decode(sent, form, encoding, WriteResource.LIMITS, bounds)) {
      case Otlp.Refused(int status, String message) -> refused(status, form, message);
      case Otlp.Decoded decoded -> accept(decoded, form);
    };
  }

  private Response accept(Otlp.Decoded decoded, Form form) {
    Signals.Taken taken;
    try {
      taken = signals.accept(decoded.series());
    } catch (Uncommitted e) {
      LOG.error("Metrics could not be committed; the exporter is asked to send them again", e);
      return answer(503, form, Otlp.refused(form, UNAVAILABLE, e.told()))
          .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
          .build();
    }
    meters.counter("parallax.samples", "use", "received").increment(decoded.points());
    List<String> told = new ArrayList<>(decoded.reasons());
    told.addAll(taken.leftOut());
    int rejected = Math.min(decoded.points(), decoded.rejected() + taken.samplesLeftOut());
    return answer(200, form, Otlp.taken(form, rejected, String.join("\n", told))).build();
  }

  private Response refused(int status, Form form, String message) {
    meters.counter("parallax.deliveries.refused", "status", String.valueOf(status)).increment();
    return answer(status, form, Otlp.refused(form, INVALID_ARGUMENT, message)).build();
  }

  private static Response.ResponseBuilder answer(int status, Form form, byte[] body) {
    return Response.status(status).type(form.contentType()).entity(body);
  }
}

package dev.parallax.server.audit;

import dev.parallax.formats.audit.AuditHead;
import dev.parallax.server.shell.Demands;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The audit over HTTP: where it ends, all of it, whether it is whole.
@Path("/api/v1/audit")
@RunOnVirtualThread
class AuditResource {
  private final Audit audit;

  AuditResource(Audit audit) {
    this.audit = audit;
  }

  /// @param line the head as a file keeps it: what is signed, the key and the signature
  /// @param fingerprint of the key
  record HeadBody(long sequence, String hash, Instant at, String fingerprint, String line) {
    static HeadBody of(AuditHead head) {
      return new HeadBody(head.sequence(), head.hash(), head.at(), head.fingerprint(), head.line());
    }
  }

  /// @param brokenAt the first event that is not as it was written; 0 if all are
  record VerdictBody(boolean whole, long brokenAt, HeadBody head) {}

  @GET
  @Path("head")
  @Produces(MediaType.APPLICATION_JSON)
  @Demands(activity = "read-audit", deed = Demands.Deed.VIEW)
  @Operation(
      summary = "Where the audit ends, signed; keep it elsewhere to see later what was cut off")
  public HeadBody head() {
    return HeadBody.of(audit.head());
  }

  @GET
  @Produces("application/jsonl")
  @Demands(activity = "read-audit", deed = Demands.Deed.VIEW)
  @Operation(summary = "Every event, a line each, and the signed head as the last line")
  public StreamingOutput export() {
    return audit::export;
  }

  @GET
  @Path("verdict")
  @Produces(MediaType.APPLICATION_JSON)
  @Demands(activity = "read-audit", deed = Demands.Deed.VIEW)
  @Operation(summary = "Walk along the chain in the database: is every event as it was written")
  public VerdictBody verdict() {
    return switch (audit.verify()) {
      case Audit.Verdict.Whole(AuditHead head) -> new VerdictBody(true, 0, HeadBody.of(head));
      case Audit.Verdict.Broken(long at) -> new VerdictBody(false, at, HeadBody.of(audit.head()));
    };
  }
}

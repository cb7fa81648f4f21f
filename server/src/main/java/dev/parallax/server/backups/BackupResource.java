package dev.parallax.server.backups;

import dev.parallax.server.shell.Demands;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Backups over HTTP. It is asked for with POST, because it is written down in the audit and takes
/// a token that may write: the file holds what no reader is shown.
@Path("/api/v1/backups")
@RunOnVirtualThread
class BackupResource {
  private final Backups backups;

  BackupResource(Backups backups) {
    this.backups = backups;
  }

  @POST
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(
      summary =
          "The whole installation as of now, as one file; it is whole when it ends in its seal")
  @Demands(activity = "keep-installation", deed = Demands.Deed.PERFORM)
  public StreamingOutput take() {
    return backups::write;
  }
}

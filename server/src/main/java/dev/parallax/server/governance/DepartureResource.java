package dev.parallax.server.governance;

import dev.parallax.server.shell.Demands;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Which seats were emptied because somebody left.
@Path("/api/v1/departures")
@RunOnVirtualThread
class DepartureResource {
  private static final int MOST = 1_000;

  private final Departures departures;

  DepartureResource(Departures departures) {
    this.departures = departures;
  }

  @GET
  @Produces(MediaType.APPLICATION_JSON)
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW, of = Demands.Of.ALL)
  @Operation(summary = "The newest seats that somebody's leaving emptied, the newest first")
  public List<Departures.Emptied> newest() {
    return departures.newest(MOST);
  }
}

package dev.parallax.server.home;

import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Listing;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Homes over HTTP.
@Path("/api/v1/homes")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class HomeResource {
  private final Homes homes;

  HomeResource(Homes homes) {
    this.homes = homes;
  }

  @GET
  @Path("{persona}")
  @Operation(summary = "A persona's home: its figures and its questions")
  @Demands(activity = "measure-track", deed = Demands.Deed.VIEW)
  public HomeView home(
      @PathParam("persona") String persona,
      @QueryParam("person") @Nullable String person,
      @QueryParam("service") @Nullable String service,
      @QueryParam("statement") @DefaultValue("latest") String statement,
      @QueryParam("page") @DefaultValue("1") String page) {
    return homes.home(
        new Homes.Wanted(
            persona,
            person,
            service,
            statement,
            new Homes.Lines(Listing.number(page), Listing.ROWS)));
  }
}

package dev.parallax.server.seating;

import dev.parallax.server.seating.HandoverResource.AwayBody;
import dev.parallax.server.seating.HandoverResource.GivenBody;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.SeeOther;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Absences and hand-overs by a form: what [HandoverResource] does, then back to the page.
@Path("/")
@RunOnVirtualThread
class HandoverPages {
  private final HandoverResource handovers;

  HandoverPages(HandoverResource handovers) {
    this.handovers = handovers;
  }

  /// The form of an absence.
  record AwayForm(
      @FormParam("from") @Nullable String from,
      @FormParam("until") @Nullable String until,
      @FormParam("note") @Nullable String note) {}

  /// The form of a hand-over.
  record GivenForm(
      @FormParam("to") @Nullable String to,
      @FormParam("persona") @Nullable String persona,
      @FormParam("from") @Nullable String from,
      @FormParam("until") @Nullable String until,
      @FormParam("pending") @Nullable String pending) {}

  @POST
  @Path("people/{ref}/absences")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Demands(activity = "keep-register", deed = Demands.Deed.OWN, of = Demands.Of.PERSON, by = "ref")
  @Operation(hidden = true)
  public Response away(@PathParam("ref") String ref, @BeanParam AwayForm form) {
    handovers.enter(ref, new AwayBody(form.from(), form.until(), form.note()));
    return back(ref);
  }

  @POST
  @Path("people/{ref}/absences/{id}/end")
  @Demands(activity = "keep-register", deed = Demands.Deed.OWN, of = Demands.Of.PERSON, by = "ref")
  @Operation(hidden = true)
  public Response endAwayByForm(@PathParam("ref") String ref, @PathParam("id") String id) {
    handovers.endAway(ref, id);
    return back(ref);
  }

  @POST
  @Path("people/{ref}/delegations")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Demands(activity = "keep-register", deed = Demands.Deed.OWN, of = Demands.Of.PERSON, by = "ref")
  @Operation(hidden = true)
  public Response handOver(@PathParam("ref") String ref, @BeanParam GivenForm form) {
    boolean pending = form.pending() != null;
    handovers.enter(
        ref,
        new GivenBody(
            form.to(), form.persona(), null, null, null, form.from(), form.until(), pending));
    return back(ref);
  }

  @POST
  @Path("people/{ref}/delegations/{id}/end")
  @Demands(activity = "keep-register", deed = Demands.Deed.OWN, of = Demands.Of.PERSON, by = "ref")
  @Operation(hidden = true)
  public Response takeBackByForm(@PathParam("ref") String ref, @PathParam("id") String id) {
    handovers.takeBack(ref, id);
    return back(ref);
  }

  private static Response back(String ref) {
    return SeeOther.at("/people/" + ref + "/seats").build();
  }
}

package dev.parallax.server.identity;

import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Frame;
import dev.parallax.server.shell.Framing;
import dev.parallax.server.shell.Refused;
import dev.parallax.server.shell.SeeOther;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// What is somebody's own: their password, their tokens, where they are signed in.
@Path("/account")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class AccountPages {
  private static final String ACTIVITY = "keep-installation";

  private final OwnAccount own;
  private final Framing framing;

  AccountPages(OwnAccount own, Framing framing) {
    this.own = own;
    this.framing = framing;
  }

  /// @param made a token that was just made, shown this once; empty otherwise
  /// @param problem what did not work; empty otherwise
  record account(Frame frame, OwnAccount.View own, String made, String problem)
      implements TemplateInstance {}

  @GET
  @Operation(hidden = true)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.OWN)
  public TemplateInstance show(@Context HttpHeaders headers) {
    return page(headers, "", "");
  }

  @POST
  @Path("password")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.OWN)
  public Response password(
      @FormParam("old") @DefaultValue("") String old,
      @FormParam("password") @DefaultValue("") String password,
      @Context HttpHeaders headers) {
    return done(headers, () -> own.changePassword(old, password, headers));
  }

  @POST
  @Path("tokens")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.OWN)
  public Response token(
      @FormParam("name") @DefaultValue("") String name,
      @FormParam("scope") @DefaultValue("") String scope,
      @FormParam("days") @DefaultValue("90") int days,
      @Context HttpHeaders headers) {
    try {
      Tokens.Made made = own.makeToken(name, scope, days);
      return kept(Response.ok(page(headers, made.secret().value(), "")));
    } catch (Refused no) {
      return refused(headers, no);
    }
  }

  @POST
  @Path("tokens/{id}/end")
  @Operation(hidden = true)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.OWN)
  public Response endToken(@PathParam("id") String id, @Context HttpHeaders headers) {
    return done(headers, () -> own.endToken(id));
  }

  @POST
  @Path("sessions/end-others")
  @Operation(hidden = true)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.OWN)
  public Response endOthers(@Context HttpHeaders headers) {
    return done(headers, () -> own.endOtherSessions(headers));
  }

  private Response done(HttpHeaders headers, Runnable work) {
    try {
      work.run();
    } catch (Refused no) {
      return refused(headers, no);
    }
    return SeeOther.at("/account").build();
  }

  private Response refused(HttpHeaders headers, Refused no) {
    if (no.reason() == Refused.Reason.FORBIDDEN) {
      throw no;
    }
    int status = no.reason() == Refused.Reason.TOO_OFTEN ? 429 : 400;
    return kept(Response.status(status).entity(page(headers, "", no.getMessage())));
  }

  private static Response kept(Response.ResponseBuilder answer) {
    return answer.header("Cache-Control", "no-store").build();
  }

  private account page(HttpHeaders headers, String made, String problem) {
    return new account(framing.frame(headers), own.view(headers), made, problem);
  }
}

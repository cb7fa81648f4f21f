package dev.parallax.server.identity;

import dev.parallax.server.shell.ClientAddress;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Installation;
import dev.parallax.server.shell.Refused;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
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
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Where a one-time link leads. Looking uses nothing up: programs look at links before people do.
@Path("/link/{secret}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class LinkPages {
  private static final String ACTIVITY = "keep-installation";

  private final SigningIn signingIn;
  private final Sessions sessions;
  private final Installation installation;

  LinkPages(SigningIn signingIn, Sessions sessions, Installation installation) {
    this.signingIn = signingIn;
    this.sessions = sessions;
    this.installation = installation;
  }

  /// @param first whether it makes the first account
  /// @param problem why the last password was not taken; empty before the first
  record password(boolean first, String login, String name, String problem)
      implements TemplateInstance {}

  /// What is sent with the link.
  static final class Sent {
    @FormParam("login")
    @DefaultValue("")
    String login = "";

    @FormParam("name")
    @DefaultValue("")
    String name = "";

    @FormParam("password")
    @DefaultValue("")
    String password = "";
  }

  @GET
  @Operation(hidden = true)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.OPEN)
  public Response show(@PathParam("secret") String secret, @Context HttpServerRequest request) {
    Optional<Account> account = signingIn.open(new Secret(secret), from(request));
    return Response.ok(page(account, new Sent(), "")).header("Cache-Control", "no-store").build();
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.OPEN)
  public Response set(
      @PathParam("secret") String secret,
      @BeanParam Sent sent,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    Secret link = new Secret(secret);
    Optional<Account> of = signingIn.open(link, from(request));
    Account account;
    try {
      account = signingIn.use(link, of, new SigningIn.First(sent.login, sent.name), sent.password);
    } catch (Refused no) {
      if (no.reason() != Refused.Reason.INVALID) {
        throw no;
      }
      return Response.status(400)
          .entity(page(of, sent, no.getMessage()))
          .header("Cache-Control", "no-store")
          .build();
    }
    return SignInPages.entered(
        sessions.begin(account.person(), account.name(), "link", headers), new LocalPath("/"));
  }

  private static password page(Optional<Account> of, Sent sent, String problem) {
    return of.map(account -> new password(false, account.person().value(), account.name(), problem))
        .orElseGet(() -> new password(true, sent.login, sent.name, problem));
  }

  private String from(HttpServerRequest request) {
    return ClientAddress.of(request, installation).network();
  }
}

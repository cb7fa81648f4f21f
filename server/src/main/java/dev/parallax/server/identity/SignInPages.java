package dev.parallax.server.identity;

import dev.parallax.governance.PersonRef;
import dev.parallax.server.shell.ClientAddress;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Installation;
import dev.parallax.server.shell.Refused;
import dev.parallax.server.shell.SeeOther;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Where people sign in and out.
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class SignInPages {
  private static final String ACTIVITY = "keep-installation";

  private final SigningIn signingIn;
  private final Sessions sessions;
  private final Installation installation;
  private final Instance<Visitors> visitors;
  private final Instance<SignInWay> ways;

  SignInPages(
      SigningIn signingIn,
      Sessions sessions,
      Installation installation,
      Instance<Visitors> visitors,
      Instance<SignInWay> ways) {
    this.ways = ways;
    this.signingIn = signingIn;
    this.sessions = sessions;
    this.installation = installation;
    this.visitors = visitors;
  }

  /// A button that leads to another way to sign in.
  record Way(String label, String href) {}

  /// A form may lead to this site alone, so the page itself leads on.
  ///
  /// @param next where the provider signs them out
  record signedOut(URI next) implements TemplateInstance {}

  /// @param to where to go on, a path of this site
  /// @param problem why the last try did not work; empty before the first
  /// @param personas of a sample, as whose people one may come in
  /// @param ways other ways than a password
  record signIn(
      String to, String login, String problem, List<Visitors.Hat> personas, List<Way> ways)
      implements TemplateInstance {}

  @GET
  @Path("sign-in")
  @Operation(hidden = true)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.OPEN)
  public Response show(@QueryParam("to") @Nullable String to, @Context HttpHeaders headers) {
    LocalPath next = LocalPath.of(to);
    return sessions.find(headers).isEmpty()
        ? Response.ok(page(next, "", "")).header("Cache-Control", "no-store").build()
        : going(next);
  }

  @POST
  @Path("sign-in")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.OPEN)
  public Response enter(
      @FormParam("login") @DefaultValue("") String login,
      @FormParam("password") @DefaultValue("") String password,
      @FormParam("to") @Nullable String to,
      @Context HttpHeaders headers,
      @Context HttpServerRequest request) {
    LocalPath next = LocalPath.of(to);
    Account account;
    try {
      account = signingIn.prove(login, password, ClientAddress.of(request, installation).network());
    } catch (Refused wrong) {
      int status = wrong.reason() == Refused.Reason.TOO_OFTEN ? 429 : 401;
      return Response.status(status)
          .entity(page(next, login, wrong.getMessage()))
          .header("Cache-Control", "no-store")
          .build();
    }
    return entered(sessions.begin(account.person(), account.name(), "password", headers), next);
  }

  /// In a sample, and there alone, anybody comes in as any of its people.
  @POST
  @Path("sign-in/visit")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.OPEN)
  public Response visit(
      @FormParam("as") @DefaultValue("") String home,
      @FormParam("to") @Nullable String to,
      @Context HttpHeaders headers) {
    Visitors.Visitor visitor =
        personas().stream()
            .flatMap(persona -> persona.people().stream())
            .filter(each -> each.home().equals(home))
            .findFirst()
            .orElseThrow(
                () ->
                    new Refused(
                        Refused.Reason.FORBIDDEN,
                        "Nobody comes in like this.",
                        "Only a sample lets people in as its made-up people.",
                        "Sign in with a login and a password."));
    PersonRef person = visitor.person();
    LocalPath next = LocalPath.of(to);
    return entered(
        sessions.begin(person, visitor.name(), "sample", headers),
        next.value().equals("/") ? new LocalPath(visitor.home()) : next);
  }

  @POST
  @Path("sign-out")
  @Operation(hidden = true)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.OPEN)
  public Response leave(@Context HttpHeaders headers) {
    Sessions.Left left = sessions.end(headers);
    Response.ResponseBuilder answer =
        left.next()
            .map(next -> Response.ok(new signedOut(next)).header("Refresh", "0;url=" + next))
            .orElseGet(() -> Response.fromResponse(going(new LocalPath("/sign-in"))));
    return answer.header("Cache-Control", "no-store").cookie(left.cookie()).build();
  }

  private signIn page(LocalPath to, String login, String problem) {
    return new signIn(to.value(), login, problem, personas(), ways(to));
  }

  private List<Way> ways(LocalPath to) {
    String query = "?to=" + URLEncoder.encode(to.value(), StandardCharsets.UTF_8);
    return ways.stream()
        .filter(SignInWay::isOpen)
        .map(way -> new Way(way.label(), way.href() + query))
        .toList();
  }

  private List<Visitors.Hat> personas() {
    return installation.isSample() && visitors.isResolvable() ? visitors.get().hats() : List.of();
  }

  static Response entered(NewCookie cookie, LocalPath to) {
    return Response.fromResponse(going(to)).cookie(cookie).build();
  }

  private static Response going(LocalPath to) {
    return SeeOther.at(to.value()).build();
  }
}

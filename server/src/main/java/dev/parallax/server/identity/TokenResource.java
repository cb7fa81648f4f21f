package dev.parallax.server.identity;

import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Refused;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Who I am, and my tokens, over HTTP.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class TokenResource {
  private static final String ACTIVITY = "keep-installation";
  private static final int DAYS = 90;

  private final OwnAccount own;

  TokenResource(OwnAccount own) {
    this.own = own;
  }

  record MeBody(String person, String name, String means, List<String> scopes) {}

  /// @param scope `read`, `write` or `ingest`
  /// @param days until it ends, 1 to 366; 90 if not said
  record NewBody(@Nullable String name, @Nullable String scope, @Nullable Integer days) {}

  /// @param token what is sent as `Authorization: Bearer`; said this once
  record MadeBody(String id, String name, List<String> scopes, Instant expiresAt, String token) {}

  record TokenBody(
      String id,
      String name,
      List<String> scopes,
      Instant madeAt,
      Instant expiresAt,
      @Nullable Instant lastUsedAt) {}

  @GET
  @Path("me")
  @Demands(activity = ACTIVITY, deed = Demands.Deed.OWN)
  @Operation(summary = "Who is calling")
  public MeBody me() {
    Caller.Member me = own.me();
    return new MeBody(
        me.person().value(),
        me.name(),
        me.means().name().toLowerCase(Locale.ROOT),
        words(me.scopes()));
  }

  @GET
  @Path("tokens")
  @Demands(activity = ACTIVITY, deed = Demands.Deed.OWN)
  @Operation(summary = "My tokens that work")
  public List<TokenBody> list() {
    return own.tokens().stream()
        .map(
            token ->
                new TokenBody(
                    token.id(),
                    token.name(),
                    words(token.scopes()),
                    token.madeAt(),
                    token.expiresAt(),
                    token.lastUsedAt()))
        .toList();
  }

  @POST
  @Path("tokens")
  @Consumes(MediaType.APPLICATION_JSON)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.OWN)
  @Operation(summary = "Make a token; what opens the door is said this once")
  public Response make(@Nullable NewBody body) {
    own.inPerson();
    if (body == null || body.name() == null || body.scope() == null) {
      throw Refused.invalid(
          "The name or the scope is missing.",
          "A token is made with a name, and to read, write or ingest.",
          "Send {\"name\": \"prometheus\", \"scope\": \"ingest\", \"days\": 90}.");
    }
    Tokens.Made made =
        own.makeToken(body.name(), body.scope(), body.days() == null ? DAYS : body.days());
    Token token = made.token();
    return Response.status(Response.Status.CREATED)
        .entity(
            new MadeBody(
                token.id(),
                token.name(),
                words(token.scopes()),
                token.expiresAt(),
                made.secret().value()))
        .build();
  }

  @DELETE
  @Path("tokens/{id}")
  @Demands(activity = ACTIVITY, deed = Demands.Deed.OWN)
  @Operation(summary = "End a token of mine")
  public void end(@PathParam("id") String id) {
    own.endToken(id);
  }

  private static List<String> words(Set<Caller.TokenScope> scopes) {
    return scopes.stream()
        .map(scope -> scope.name().toLowerCase(Locale.ROOT))
        .sorted()
        .collect(Collectors.toList());
  }
}

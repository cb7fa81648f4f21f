package dev.parallax.server.federation;

import dev.parallax.server.audit.Audit;
import dev.parallax.server.audit.AuditEvent;
import dev.parallax.server.federation.Attempts.Attempt;
import dev.parallax.server.federation.ProviderSessions.Proven;
import dev.parallax.server.identity.LocalPath;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Installation;
import dev.parallax.server.shell.SeeOther;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Signing in through the identity provider: the way there, the way back, and its word that a
/// session ended.
@Path("/sign-in/provider")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class ProviderPages {
  private static final String ACTIVITY = "keep-installation";
  private static final String BROWSER = "parallax-sign-in";

  private final Provider provider;
  private final ProviderSessions vouching;
  private final Audit audit;
  private final boolean secure;

  ProviderPages(
      Provider provider, ProviderSessions vouching, Audit audit, Installation installation) {
    this.provider = provider;
    this.vouching = vouching;
    this.audit = audit;
    this.secure = installation.isPublic();
  }

  /// @param found what was found wrong, a sentence
  record refused(String found, String remedy, String provider) implements TemplateInstance {}

  @GET
  @Operation(hidden = true)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.OPEN)
  public Response go(
      @QueryParam("to") @Nullable String to,
      @QueryParam("fresh") @DefaultValue("false") boolean fresh) {
    try {
      if (!provider.isSet()) {
        throw new Unvouched(
            "No identity provider is set up here.",
            "Sign in with a login and a password, or set PARALLAX_OIDC_ISSUER.");
      }
      Attempt attempt = vouching.begin(LocalPath.of(to).value(), fresh);
      return SeeOther.at(provider.authorization(attempt, fresh).toString())
          .cookie(browser(attempt.browser(), (int) Attempts.LONGEST.toSeconds()))
          .build();
    } catch (Unvouched unvouched) {
      return refusal(unvouched);
    }
  }

  @GET
  @Path("back")
  @Operation(hidden = true)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.OPEN)
  public Response back(
      @QueryParam("code") @Nullable String code,
      @QueryParam("state") @Nullable String state,
      @QueryParam("error") @Nullable String error,
      @CookieParam(BROWSER) @Nullable String browser,
      @Context HttpHeaders headers) {
    try {
      Attempt attempt = vouching.take(state, browser);
      if (code == null) {
        throw new Unvouched(
            "The provider did not sign you in: %s."
                .formatted(error == null ? "it sent no code" : shortened(error)),
            "Try again, or ask whoever keeps the provider whether you may use Parallax.");
      }
      Proven proven = vouching.prove(code, attempt);
      NewCookie cookie = vouching.enter(proven, headers);
      return SeeOther.at(attempt.to()).cookie(cookie, browser("", 0)).build();
    } catch (Unvouched unvouched) {
      return refusal(unvouched);
    }
  }

  @POST
  @Path("logout")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(summary = "The identity provider says that a session ended (back-channel logout)")
  @Demands(activity = ACTIVITY, deed = Demands.Deed.OPEN)
  public Response loggedOut(@FormParam("logout_token") @DefaultValue("") String token) {
    try {
      if (!provider.isSet()) {
        throw new Unvouched("No identity provider is set up here.", "Set PARALLAX_OIDC_ISSUER.");
      }
      vouching.loggedOut(token);
      return Response.ok("").header("Cache-Control", "no-store").build();
    } catch (Unvouched unvouched) {
      record(unvouched);
      return Response.status(400)
          .entity(unvouched.found())
          .header("Cache-Control", "no-store")
          .build();
    }
  }

  private Response refusal(Unvouched unvouched) {
    record(unvouched);
    return Response.status(Response.Status.UNAUTHORIZED)
        .entity(new refused(unvouched.found(), unvouched.remedy(), provider.name()))
        .header("Cache-Control", "no-store")
        .cookie(browser("", 0))
        .build();
  }

  private void record(Unvouched unvouched) {
    audit.record(audit.event("provider", AuditEvent.Outcome.REFUSED, unvouched.found(), ""));
  }

  private static String shortened(String error) {
    String word = error.replaceAll("[^a-z_]", "");
    return word.substring(0, Math.min(60, word.length()));
  }

  private NewCookie browser(String value, int seconds) {
    return new NewCookie.Builder(BROWSER)
        .value(value)
        .path("/sign-in/provider")
        .maxAge(seconds)
        .httpOnly(true)
        .secure(secure)
        .sameSite(NewCookie.SameSite.LAX)
        .build();
  }
}

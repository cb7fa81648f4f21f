package dev.parallax.server.identity;

import dev.parallax.governance.PersonRef;
import dev.parallax.server.shell.Calling;
import dev.parallax.server.shell.Counted;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The accounts, for those who keep the installation.
@Path("/accounts")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class KeeperPages {
  private static final String ACTIVITY = "keep-installation";

  private final Accounts accounts;
  private final Links links;
  private final Calling calling;
  private final Framing framing;

  KeeperPages(Accounts accounts, Links links, Calling calling, Framing framing) {
    this.accounts = accounts;
    this.links = links;
    this.calling = calling;
    this.framing = framing;
  }

  /// @param sentence how many there are, and what is open
  /// @param link a one-time link that was just made, shown this once; empty otherwise
  /// @param whose it is
  /// @param problem what did not work; empty otherwise
  record accounts(
      Frame frame,
      String sentence,
      List<Account> accounts,
      String link,
      String whose,
      String problem)
      implements TemplateInstance {}

  @GET
  @Operation(hidden = true)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.PERFORM)
  public TemplateInstance show(@Context HttpHeaders headers) {
    return page(headers, "", "", "");
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Operation(hidden = true)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.PERFORM)
  public Response invite(
      @FormParam("login") @DefaultValue("") String login,
      @FormParam("name") @DefaultValue("") String name,
      @FormParam("keeper") @DefaultValue("") String keeper,
      @Context HttpHeaders headers) {
    return link(
        headers,
        login,
        () -> accounts.invite(person(login), name, keeper.equals("yes"), calling.caller().who()));
  }

  @POST
  @Path("{person}/link")
  @Operation(hidden = true)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.PERFORM)
  public Response renew(@PathParam("person") String login, @Context HttpHeaders headers) {
    return link(headers, login, () -> accounts.renew(person(login)));
  }

  @POST
  @Path("{person}/end")
  @Operation(hidden = true)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.PERFORM)
  public Response end(@PathParam("person") String login, @Context HttpHeaders headers) {
    try {
      accounts.end(person(login));
    } catch (Refused no) {
      return refused(headers, no);
    }
    return SeeOther.at("/accounts").build();
  }

  private Response link(HttpHeaders headers, String whose, LinkMaking making) {
    try {
      String link = links.address(making.make());
      return Response.ok(page(headers, link, whose, ""))
          .header("Cache-Control", "no-store")
          .build();
    } catch (Refused no) {
      return refused(headers, no);
    }
  }

  private interface LinkMaking {
    Secret make();
  }

  private Response refused(HttpHeaders headers, Refused no) {
    return Response.status(400).entity(page(headers, "", "", no.getMessage())).build();
  }

  private static PersonRef person(String login) {
    try {
      return new PersonRef(login.strip());
    } catch (IllegalArgumentException e) {
      throw Refused.invalid(
          "The login is not one.",
          "A login is 1 to 127 of a-z 0-9 - . _ @ + that start and end with a letter or digit.",
          "Use the name by which the directory lists them, or a mail address.");
    }
  }

  private accounts page(HttpHeaders headers, String link, String whose, String problem) {
    List<Account> all = accounts.all();
    long open = all.stream().filter(account -> account.isOpen() && account.hasPassword()).count();
    long waiting =
        all.stream().filter(account -> account.isOpen() && !account.hasPassword()).count();
    return new accounts(framing.frame(headers), sentence(open, waiting), all, link, whose, problem);
  }

  private static String sentence(long open, long waiting) {
    if (open + waiting == 0) {
      return "Nobody signs in with a password here yet.";
    }
    String people = Counted.sentence(open == 0 ? "nobody" : Counted.of(open, "person", "people"));
    return waiting == 0
        ? people + " may sign in with a password."
        : "%s may sign in with a password; %s not used a link yet."
            .formatted(people, Counted.of(waiting, "other has", "others have"));
  }
}

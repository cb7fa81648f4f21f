package dev.parallax.server.decisions;

import dev.parallax.governance.PersonRef;
import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Calling;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Refused;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Decisions over HTTP.
@Path("/api/v1/decisions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class DecisionResource {
  private static final int MOST_OVER = 100;
  private static final int LONGEST_KEY = 100;

  private final Decisions decisions;
  private final DecisionViews views;
  private final SloChangeViews changes;
  private final Calling calling;

  DecisionResource(
      Decisions decisions, DecisionViews views, SloChangeViews changes, Calling calling) {
    this.decisions = decisions;
    this.views = views;
    this.changes = changes;
    this.calling = calling;
  }

  /// @param verb such as `approve`
  /// @param person a login, where it concerns somebody
  /// @param until an instant such as `2026-12-01T17:00:00Z`, where it has an end
  record MoveBody(
      @Nullable String verb,
      @Nullable String why,
      @Nullable String person,
      @Nullable String until) {
    Command command() {
      return new Command(
          Command.Verb.of(verb), why == null ? "" : why, login(person), instant(until));
    }
  }

  record ShownBody(DecisionView decision, DecisionView.@Nullable Change sloChange) {}

  @GET
  @Demands(activity = "agree", deed = Demands.Deed.VIEW, of = Demands.Of.ALL)
  @Operation(summary = "Decisions, the open ones first")
  public List<DecisionView> list(@QueryParam("open") @DefaultValue("false") boolean openAlone) {
    return Stream.concat(
            decisions.open().stream(), openAlone ? Stream.of() : decisions.over(MOST_OVER).stream())
        .map(kept -> views.view(kept, reader(calling)))
        .toList();
  }

  @GET
  @Path("{decision}")
  @Demands(activity = "agree", deed = Demands.Deed.VIEW, of = Demands.Of.ALL)
  @Operation(summary = "One decision: what is asked, whose turn it is, what was done")
  public ShownBody get(@PathParam("decision") String name) {
    return shown(decisions.get(name));
  }

  @POST
  @Path("{decision}/moves")
  @Consumes(MediaType.APPLICATION_JSON)
  @Demands(activity = "agree", deed = Demands.Deed.OWN)
  @Operation(summary = "Do something with a decision; the seat must allow it")
  public ShownBody move(
      @PathParam("decision") String name,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      @Nullable MoveBody body) {
    if (body == null) {
      throw Refused.invalid(
          "The request is empty.",
          "A move comes as {\"verb\": \"approve\", \"why\": \"…\"}.",
          "Send one.");
    }
    return shown(
        decisions.make(decisions.get(name).id(), body.command(), member(calling), key(key)));
  }

  private ShownBody shown(Kept kept) {
    return new ShownBody(
        views.view(kept, reader(calling)),
        changes.view(kept, changes.statement(kept)).orElse(null));
  }

  /// The person who reads; null where nobody knows who it is.
  static @Nullable PersonRef reader(Calling calling) {
    return calling.caller() instanceof Caller.Member member ? member.person() : null;
  }

  /// The person who acts.
  ///
  /// @throws Refused where nobody knows who it is
  static PersonRef member(Calling calling) {
    PersonRef person = reader(calling);
    if (person == null) {
      throw new Refused(
          Refused.Reason.FORBIDDEN,
          "Nobody knows who you are.",
          "A decision is moved by a person who sits in a seat.",
          "Sign in, or use a token of your own.");
    }
    return person;
  }

  /// A key of the command; one of its own where none was sent.
  static String key(@Nullable String sent) {
    if (sent != null && sent.length() > LONGEST_KEY) {
      throw Refused.invalid(
          "The key has %d letters.".formatted(sent.length()),
          "A key names one command; %d letters are enough.".formatted(LONGEST_KEY),
          "Use a UUID.");
    }
    return sent == null || sent.isBlank() ? UUID.randomUUID().toString() : sent.strip();
  }

  static @Nullable PersonRef login(@Nullable String name) {
    try {
      return name == null || name.isBlank() ? null : new PersonRef(name.strip());
    } catch (IllegalArgumentException e) {
      throw Refused.invalid(
          "'%s' is no login.".formatted(name),
          "People are named by login.",
          "Look it up under /people.");
    }
  }

  private static @Nullable Instant instant(@Nullable String text) {
    try {
      return text == null || text.isBlank() ? null : Instant.parse(text.strip());
    } catch (DateTimeParseException e) {
      throw Refused.invalid(
          "until: '%s' is no instant.".formatted(text),
          "An instant looks like 2026-12-01T17:00:00Z.",
          "Write it so.");
    }
  }
}

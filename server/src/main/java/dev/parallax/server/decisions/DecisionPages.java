package dev.parallax.server.decisions;

import dev.parallax.budget.Statement;
import dev.parallax.governance.PersonRef;
import dev.parallax.server.budgets.Wording;
import dev.parallax.server.shell.Calling;
import dev.parallax.server.shell.Counted;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Frame;
import dev.parallax.server.shell.Framing;
import dev.parallax.server.shell.Installation;
import dev.parallax.server.shell.Refused;
import dev.parallax.server.shell.SeeOther;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
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
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// The list of decisions and the page of one, with the forms that the reader's seat allows.
@Path("/decisions")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class DecisionPages {
  private static final int MOST_OVER = 30;

  private final Decisions decisions;
  private final DecisionViews views;
  private final SloChangeViews changes;
  private final Calling calling;
  private final Framing framing;
  private final Wording wording;
  private final ZoneId zone;

  DecisionPages(
      Decisions decisions,
      DecisionViews views,
      SloChangeViews changes,
      Calling calling,
      Framing framing,
      Wording wording,
      Installation installation) {
    this.decisions = decisions;
    this.views = views;
    this.changes = changes;
    this.calling = calling;
    this.framing = framing;
    this.wording = wording;
    this.zone = installation.zone();
  }

  record decisions(Frame frame, String sentence, List<DecisionView> open, List<DecisionView> over)
      implements TemplateInstance {}

  /// @param key of the command that the forms send
  record decision(
      Frame frame, DecisionView view, DecisionView.@Nullable Change change, Forms forms, String key)
      implements TemplateInstance {}

  /// Which forms the reader sees.
  ///
  /// @param changes whether it waits for the reader to be changed
  /// @param others what is further away: to hold, to hand over, to move on
  record Forms(
      boolean signedIn,
      boolean answers,
      boolean decides,
      boolean signs,
      boolean changes,
      List<String> others) {
    static final List<String> OTHERS =
        List.of("waive", "hold", "lift", "extend", "delegate", "reassign", "withdraw");

    public boolean any() {
      return answers || decides || signs || changes || !others.isEmpty();
    }

    static Forms of(DecisionView view, @Nullable PersonRef reader) {
      return new Forms(
          reader != null,
          view.may("for"),
          view.may("approve") || view.may("return"),
          view.may("sign-off-on"),
          view.state().equals("returned") && view.may("withdraw"),
          OTHERS.stream().filter(view::may).toList());
    }
  }

  /// What a form sends.
  record Sent(
      @FormParam("verb") @Nullable String verb,
      @FormParam("why") @Nullable String why,
      @FormParam("person") @Nullable String person,
      @FormParam("until") @Nullable String until,
      @FormParam("key") @Nullable String key) {}

  @GET
  @Demands(activity = "agree", deed = Demands.Deed.VIEW, of = Demands.Of.ALL)
  @Operation(hidden = true)
  public TemplateInstance list(@Context HttpHeaders headers) {
    PersonRef reader = DecisionResource.reader(calling);
    List<DecisionView> open =
        decisions.open().stream().map(kept -> views.view(kept, reader)).toList();
    List<DecisionView> over =
        decisions.over(MOST_OVER).stream().map(kept -> views.view(kept, reader)).toList();
    return new decisions(framing.frame(headers), sentence(open), open, over);
  }

  private static String sentence(List<DecisionView> open) {
    if (open.isEmpty()) {
      return "Nothing waits to be decided.";
    }
    long late = open.stream().filter(each -> each.times().overdue()).count();
    String waits =
        Counted.sentence(Counted.of(open.size(), "decision is open", "decisions are open"));
    return late == 0
        ? waits + "; none is late."
        : "%s; %s.".formatted(waits, Counted.of(late, "is late", "are late"));
  }

  @GET
  @Path("{decision}")
  @Demands(activity = "agree", deed = Demands.Deed.VIEW, of = Demands.Of.ALL)
  @Operation(hidden = true)
  public TemplateInstance show(@PathParam("decision") String name, @Context HttpHeaders headers) {
    Kept kept = decisions.get(name);
    PersonRef reader = DecisionResource.reader(calling);
    DecisionView view = views.view(kept, reader);
    Statement statement = changes.statement(kept);
    return new decision(
        framing.frame(headers, statement.id().toString(), wording.minute(statement.asOf())),
        view,
        changes.view(kept, statement).orElse(null),
        Forms.of(view, reader),
        UUID.randomUUID().toString());
  }

  @POST
  @Path("{decision}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Demands(activity = "agree", deed = Demands.Deed.OWN)
  @Operation(hidden = true)
  public Response move(@PathParam("decision") String name, @BeanParam Sent sent) {
    Command command =
        new Command(
            Command.Verb.of(sent.verb()),
            sent.why() == null ? "" : sent.why(),
            DecisionResource.login(sent.person()),
            local(sent.until()));
    Kept kept = decisions.get(name);
    decisions.make(
        kept.id(), command, DecisionResource.member(calling), DecisionResource.key(sent.key()));
    return SeeOther.at("/decisions/" + kept.id()).build();
  }

  /// A time of a form, in the organisation's zone.
  private @Nullable Instant local(@Nullable String text) {
    try {
      return text == null || text.isBlank()
          ? null
          : LocalDateTime.parse(text.strip()).atZone(zone).toInstant();
    } catch (DateTimeParseException e) {
      throw Refused.invalid(
          "'%s' is no time.".formatted(text),
          "A time looks like 2026-12-01T17:00, in %s.".formatted(zone),
          "Write it so.");
    }
  }
}

package dev.parallax.server.decisions;

import dev.parallax.budget.Slo;
import dev.parallax.budget.SloId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.decision.DecisionId;
import dev.parallax.server.shell.Calling;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Frame;
import dev.parallax.server.shell.Framing;
import dev.parallax.server.shell.Refused;
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
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// The form on which a change of an SLO is proposed. It says beforehand who will be asked and who
/// decides.
@Path("/changes")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class ChangePages {
  private final SloChanges changes;
  private final SloDrafts drafts;
  private final Calling calling;
  private final Framing framing;

  ChangePages(SloChanges changes, SloDrafts drafts, Calling calling, Framing framing) {
    this.changes = changes;
    this.drafts = drafts;
    this.calling = calling;
    this.framing = framing;
  }

  /// @param targets what is promised; none where the document does not say it line by line
  /// @param document in full, as YAML
  /// @param problem why what was sent cannot be proposed; empty at first
  record change(
      Frame frame,
      SloDrafts.Outlook view,
      List<Target> targets,
      String document,
      String why,
      String problem)
      implements TemplateInstance {}

  /// What an objective promises.
  ///
  /// @param was in per cent, as the document has it
  /// @param wanted what stands in the field
  record Target(String objective, String was, String wanted) {
    private static final Pattern LINE =
        Pattern.compile("(?m)^( *(?:- )?)(target|targetPercent): ([0-9.]+)$");

    /// One for each objective, if the document has a line for each.
    static List<Target> of(Slo slo, String document) {
      List<Target> targets = new ArrayList<>();
      Matcher line = LINE.matcher(document);
      while (line.find() && targets.size() < slo.objectives().size()) {
        String percent = SloDiff.digits(ratio(line.group(2), line.group(3)));
        targets.add(
            new Target(slo.objectives().get(targets.size()).displayName(), percent, percent));
      }
      return targets.size() == slo.objectives().size() && !line.find() ? targets : List.of();
    }

    private static BigDecimal ratio(String key, String value) {
      BigDecimal number = new BigDecimal(value);
      return key.equals("target") ? number : number.movePointLeft(2);
    }

    /// A document with the targets that were changed in their fields.
    static String written(String document, List<String> was, List<String> wanted) {
      Matcher line = LINE.matcher(document);
      StringBuilder text = new StringBuilder();
      for (int i = 0; line.find(); i++) {
        boolean changed =
            i < was.size()
                && i < wanted.size()
                && !wanted.get(i).isBlank()
                && !wanted.get(i).equals(was.get(i));
        line.appendReplacement(
            text, changed ? "$1target: " + ratio(wanted.get(i)).toPlainString() : "$0");
      }
      return line.appendTail(text).toString();
    }

    private static BigDecimal ratio(String percent) {
      String number = percent.replace("%", "").replace(',', '.').strip();
      if (!number.matches("[0-9]{1,3}(\\.[0-9]{1,9})?")) {
        throw Refused.invalid(
            "'%s' is no percentage.".formatted(percent),
            "A target looks like 99.9.",
            "Write the part of events, or of time, that shall be good.");
      }
      return new BigDecimal(number).movePointLeft(2).stripTrailingZeros();
    }
  }

  /// What the form sends.
  record Sent(
      @FormParam("was") @Nullable List<String> was,
      @FormParam("target") @Nullable List<String> targets,
      @FormParam("document") @Nullable String document,
      @FormParam("why") @Nullable String why) {
    String text() {
      return document == null ? "" : document.replace("\r\n", "\n");
    }

    String reason() {
      return why == null ? "" : why;
    }

    List<String> wanted() {
      return targets == null ? List.of() : targets;
    }

    /// The document with the targets that were changed in their fields.
    String written() {
      return Target.written(text(), was == null ? List.of() : was, wanted());
    }
  }

  @GET
  @Path("{slo}")
  @Demands(activity = "propose", deed = Demands.Deed.VIEW, of = Demands.Of.SLO, by = "slo")
  @Operation(hidden = true)
  public TemplateInstance form(@PathParam("slo") String name, @Context HttpHeaders headers) {
    PersonRef reader = DecisionResource.reader(calling);
    Slo slo = drafts.current(new SloId(name));
    String document = drafts.document(slo, reader);
    return new change(
        framing.frame(headers),
        drafts.outlook(slo, reader),
        Target.of(slo, document),
        document,
        "",
        "");
  }

  @POST
  @Path("{slo}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Demands(activity = "propose", deed = Demands.Deed.PERFORM, of = Demands.Of.SLO, by = "slo")
  @Operation(hidden = true)
  public Response propose(
      @PathParam("slo") String name, @BeanParam Sent sent, @Context HttpHeaders headers) {
    Slo slo = drafts.current(new SloId(name));
    try {
      DecisionId opened = changes.propose(drafts.change(slo, sent.written()), sent.reason());
      return Response.seeOther(URI.create(Proposals.page(opened))).build();
    } catch (Refused refusal) {
      if (refusal.reason() != Refused.Reason.INVALID) {
        throw refusal;
      }
      change again =
          new change(
              framing.frame(headers),
              drafts.outlook(slo, DecisionResource.reader(calling)),
              kept(Target.of(slo, sent.text()), sent.wanted()),
              sent.text(),
              sent.reason(),
              refusal.getMessage());
      return Response.status(400).entity(again).build();
    }
  }

  private static List<Target> kept(List<Target> targets, List<String> wanted) {
    List<Target> kept = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      Target each = targets.get(i);
      kept.add(i < wanted.size() ? new Target(each.objective(), each.was(), wanted.get(i)) : each);
    }
    return kept;
  }
}

package dev.parallax.server.audit;

import dev.parallax.formats.audit.AuditHead;
import dev.parallax.server.audit.Audit.Wanted;
import dev.parallax.server.shell.Counted;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Frame;
import dev.parallax.server.shell.Framing;
import dev.parallax.server.shell.Installation;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The audit for people: the newest first.
@Path("/audit")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class AuditPages {
  private static final int ROWS = 50;
  private static final Duration WEEK = Duration.ofDays(7);

  private final Audit audit;
  private final Framing framing;
  private final Installation installation;
  private final InstantSource clock;

  AuditPages(Audit audit, Framing framing, Installation installation, InstantSource clock) {
    this.audit = audit;
    this.framing = framing;
    this.installation = installation;
    this.clock = clock;
  }

  /// @param outcomes to choose from
  /// @param older where older events are; empty where there are none
  record audit(
      Frame frame,
      String sentence,
      AuditHead head,
      Wanted wanted,
      List<AuditEvent.Outcome> outcomes,
      List<AuditRow> rows,
      String older)
      implements TemplateInstance {}

  @GET
  @Operation(hidden = true)
  @Demands(activity = "read-audit", deed = Demands.Deed.VIEW)
  public TemplateInstance show(
      @QueryParam("before") @DefaultValue("0") long before,
      @QueryParam("who") @DefaultValue("") String who,
      @QueryParam("outcome") @DefaultValue("") String outcome,
      @Context HttpHeaders headers) {
    Wanted wanted = new Wanted(who.strip(), outcome);
    List<Audit.Listed> events = audit.newest(before, wanted, ROWS + 1);
    List<Audit.Listed> shown = events.subList(0, Math.min(ROWS, events.size()));
    AuditHead head = audit.head();
    return new audit(
        framing.frame(headers),
        sentence(head),
        head,
        wanted,
        List.of(AuditEvent.Outcome.values()),
        shown.stream().map(each -> AuditRow.of(each, installation.zone())).toList(),
        events.size() > ROWS ? older(wanted, shown.getLast().sequence()) : "");
  }

  private static String older(Wanted wanted, long before) {
    return UriBuilder.fromPath("/audit")
        .queryParam("who", "{who}")
        .queryParam("outcome", "{outcome}")
        .queryParam("before", before)
        .build(wanted.who(), wanted.outcome())
        .toString();
  }

  private String sentence(AuditHead head) {
    if (head.sequence() == 0) {
      return "Nothing has been done yet.";
    }
    String all = Counted.sentence(Counted.of(head.sequence(), "event is", "events are"));
    long refused = audit.refused(clock.instant().minus(WEEK));
    return refused == 0
        ? "%s written down; nothing was refused in the last seven days.".formatted(all)
        : "%s written down; %s refused in the last seven days."
            .formatted(all, Counted.of(refused, "was", "were"));
  }
}

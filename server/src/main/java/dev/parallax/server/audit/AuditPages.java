package dev.parallax.server.audit;

import dev.parallax.formats.audit.AuditHead;
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
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The audit for people: the newest first.
@Path("/audit")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class AuditPages {
  private static final int ROWS = 50;
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("d MMM, HH:mm:ss", Locale.ENGLISH);

  private final Audit audit;
  private final Framing framing;
  private final Installation installation;

  AuditPages(Audit audit, Framing framing, Installation installation) {
    this.audit = audit;
    this.framing = framing;
    this.installation = installation;
  }

  /// @param before the number of the oldest event shown; 0 where nothing is older
  record audit(Frame frame, String sentence, AuditHead head, List<Row> rows, long before)
      implements TemplateInstance {}

  /// An event in words.
  ///
  /// @param mark the class of its outcome's colour
  record Row(long sequence, String at, String utc, AuditEvent event, String outcome, String mark) {}

  @GET
  @Operation(hidden = true)
  @Demands(activity = "read-audit", deed = Demands.Deed.VIEW)
  public TemplateInstance show(
      @QueryParam("before") @DefaultValue("0") long before, @Context HttpHeaders headers) {
    List<Row> rows = audit.newest(before, ROWS).stream().map(this::row).toList();
    AuditHead head = audit.head();
    long oldest = rows.isEmpty() ? 0 : rows.getLast().sequence();
    return new audit(framing.frame(headers), sentence(head), head, rows, oldest > 1 ? oldest : 0);
  }

  private static String sentence(AuditHead head) {
    return head.sequence() == 0
        ? "Nothing has been done yet."
        : "%s written down, each chained to the one before."
            .formatted(Counted.sentence(Counted.of(head.sequence(), "event is", "events are")));
  }

  private Row row(Audit.Listed listed) {
    AuditEvent event = listed.event();
    return new Row(
        listed.sequence(),
        SECOND.withZone(installation.zone()).format(event.at()),
        event.at().toString(),
        event,
        event.outcome().word(),
        switch (event.outcome()) {
          case DONE -> "good";
          case REFUSED -> "bad";
          case FAILED -> "warn";
        });
  }
}

package dev.parallax.server.notices;

import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Frame;
import dev.parallax.server.shell.Framing;
import dev.parallax.server.shell.Installation;
import dev.parallax.server.shell.Refused;
import dev.parallax.server.shell.SeeOther;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
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
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// What could not be delivered, for those who keep the installation.
@Path("/notices")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class NoticePages {
  private static final String ACTIVITY = "keep-installation";
  private static final int MOST = 100;

  private final NoticeStore store;
  private final Channels channels;
  private final Framing framing;
  private final Installation installation;
  private final InstantSource clock;

  NoticePages(
      NoticeStore store,
      Channels channels,
      Framing framing,
      Installation installation,
      InstantSource clock) {
    this.store = store;
    this.channels = channels;
    this.framing = framing;
    this.installation = installation;
    this.clock = clock;
  }

  record notices(Frame frame, Deliveries shown, int most) implements TemplateInstance {}

  @GET
  @Operation(hidden = true)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.PERFORM)
  public TemplateInstance show(@Context HttpHeaders headers) {
    Instant since = clock.instant().minus(Deliveries.WEEK);
    Set<Channel.Kind> open =
        channels.open().stream().map(Channel::kind).collect(Collectors.toCollection(TreeSet::new));
    return new notices(
        framing.frame(headers),
        Deliveries.of(open, store.traffic(since), store.stuck(MOST), installation.zone()),
        MOST);
  }

  @POST
  @Path("{id}/again")
  @Operation(hidden = true)
  @Demands(activity = ACTIVITY, deed = Demands.Deed.PERFORM)
  public Response again(@PathParam("id") String id) {
    if (id(id).filter(each -> store.retry(each, clock.instant())).isEmpty()) {
      throw Refused.notFound(
          "No message of that number waits for another try.",
          "It may have arrived in the meantime.",
          "Look at /notices again.");
    }
    return SeeOther.at("/notices").build();
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

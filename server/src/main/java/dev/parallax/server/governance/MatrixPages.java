package dev.parallax.server.governance;

import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.ShippedMatrices;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Frame;
import dev.parallax.server.shell.Framing;
import dev.parallax.server.shell.Refused;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The responsibility matrices as a grid with findings in place.
@Path("/matrix")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class MatrixPages {
  private final Seats seats;
  private final Framing framing;

  MatrixPages(Seats seats, Framing framing) {
    this.seats = seats;
    this.framing = framing;
  }

  record Tab(String href, String name, boolean current) {}

  /// @param missing which of the eleven personas no column names; empty where each has one
  record Grid(
      String sentence,
      String name,
      String version,
      String source,
      String totals,
      String missing,
      List<MatrixView.Head> heads,
      List<MatrixView.Line> lines,
      List<MatrixView.Found> findings,
      List<MatrixView.Differing> differing) {
    static Grid of(RaciMatrix matrix, MatrixView view) {
      return new Grid(
          view.sentence(),
          matrix.name(),
          matrix.version(),
          matrix.source(),
          view.totals(),
          view.missing(),
          view.heads(),
          view.lines(),
          view.found(),
          view.differing());
    }
  }

  record matrix(Frame frame, List<Tab> tabs, Grid grid) implements TemplateInstance {}

  @GET
  @Operation(hidden = true)
  @Demands(activity = "keep-matrix", deed = Demands.Deed.VIEW)
  public TemplateInstance show(
      @QueryParam("matrix") @DefaultValue("sig-sre") String id, @Context HttpHeaders headers) {
    RaciMatrix shown = named(id);
    MatrixView view = new MatrixView(shown, seats.now().roster().personas());
    List<Tab> tabs =
        ShippedMatrices.all().stream()
            .map(each -> new Tab("/matrix?matrix=" + each.id(), each.name(), each.equals(shown)))
            .toList();
    return new matrix(framing.frame(headers), tabs, Grid.of(shown, view));
  }

  /// The matrix of that id.
  static RaciMatrix named(String id) {
    return ShippedMatrices.all().stream()
        .filter(each -> each.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                Refused.notFound(
                    "No matrix is called '%s'.".formatted(id),
                    "Expected one of %s."
                        .formatted(
                            String.join(
                                ", ", ShippedMatrices.all().stream().map(RaciMatrix::id).toList())),
                    "Open /matrix to see them."));
  }
}

package dev.parallax.server.governance;

import dev.parallax.governance.raci.Adoption;
import dev.parallax.governance.raci.Drift;
import dev.parallax.governance.raci.Matrices;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.server.shell.Counted;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Frame;
import dev.parallax.server.shell.Framing;
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

/// The responsibility matrices as a grid with findings in place: as adopted, and as templates.
@Path("/matrix")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class MatrixPages {
  private final Sight sight;
  private final Framing framing;

  MatrixPages(Sight sight, Framing framing) {
    this.sight = sight;
    this.framing = framing;
  }

  record Tab(String href, String name, String small, boolean current) {}

  record Tabs(List<Tab> adopted, List<Tab> templates) {}

  /// @param adoption since when and how it holds; empty where it is a template
  /// @param adopters of the template
  record Adopted(
      String adoption, List<AdoptionView.Adopter> adopters, List<AdoptionView.Moved> moved) {}

  /// @param missing which of the eleven personas no column names; empty where each has one
  record Grid(
      String sentence,
      String worst,
      RaciMatrix matrix,
      List<MatrixView.Letter> letters,
      String missing,
      List<MatrixView.Head> heads,
      List<MatrixView.Line> lines) {}

  /// @param idle waivers that cover nothing, as sentences
  record Findings(List<MatrixView.Found> found, List<String> idle, String json, String sarif) {
    /// Errors and warnings that count.
    public List<MatrixView.Found> grave() {
      return found.stream().filter(MatrixView.Found::isGrave).toList();
    }

    /// Notes, and what somebody accepts.
    public List<MatrixView.Found> slight() {
      return found.stream().filter(each -> !each.isGrave()).toList();
    }

    /// How many those are.
    public String slightText() {
      return Counted.sentence(
          Counted.of(
              slight().size(), "note, or finding that is waived", "notes and waived findings"));
    }
  }

  record matrix(
      Frame frame,
      Tabs tabs,
      Grid grid,
      Adopted adopted,
      Findings findings,
      List<MatrixView.Differing> differing)
      implements TemplateInstance {}

  @GET
  @Operation(hidden = true)
  @Demands(activity = "keep-matrix", deed = Demands.Deed.VIEW)
  public TemplateInstance show(
      @QueryParam("matrix") @DefaultValue("") String id,
      @QueryParam("version") @DefaultValue("") String version,
      @QueryParam("scope") @DefaultValue("") String scope,
      @Context HttpHeaders headers) {
    ShownMatrix shown = ShownMatrix.of(sight.census(), new ShownMatrix.Wanted(id, version, scope));
    MatrixView view = new MatrixView(shown);
    return new matrix(
        framing.frame(headers),
        tabs(shown),
        new Grid(
            view.sentence(),
            view.worst(),
            shown.matrix(),
            view.letters(),
            view.missing(),
            view.heads(),
            view.lines()),
        adopted(shown, view),
        findings(shown, view),
        view.differing());
  }

  private static Tabs tabs(ShownMatrix shown) {
    Matrices matrices = shown.census().registry().matrices();
    return new Tabs(
        matrices.adoptions().stream()
            .map(
                each ->
                    new Tab(
                        AdoptionView.href(each),
                        matrices.adopted(each).name(),
                        each.scope().toString(),
                        each.equals(shown.adoption())))
            .toList(),
        matrices.templates().stream()
            .map(
                each ->
                    new Tab(
                        "/matrix?matrix=" + AdoptionView.encoded(each.id()),
                        each.name(),
                        "",
                        shown.adoption() == null && each.id().equals(shown.matrix().id())))
            .toList());
  }

  private static Adopted adopted(ShownMatrix shown, MatrixView view) {
    AdoptionView adoptions = new AdoptionView(shown.census().registry().matrices());
    Drift drift = shown.drift();
    return drift == null
        ? new Adopted("", adoptions.adopters(shown.matrix().id()), List.of())
        : new Adopted(
            adoptions.sentence(drift) + " " + held(view), List.of(), adoptions.moved(drift, view));
  }

  private static String held(MatrixView view) {
    return view.modes().size() == 1
        ? "Every activity is %s.".formatted(view.modes().iterator().next())
        : "Under each activity stands how strictly it is held to.";
  }

  private static Findings findings(ShownMatrix shown, MatrixView view) {
    Adoption adoption = shown.adoption();
    String address =
        "/api/v1/matrices/" + AdoptionView.encoded(shown.matrix().id()).replace("+", "%20");
    String query =
        adoption == null ? "" : AdoptionView.href(adoption).replaceFirst(".*&scope=", "scope=");
    return new Findings(
        view.found(),
        view.idle(),
        query.isEmpty() ? address : address + "?" + query,
        address + "?format=sarif" + (query.isEmpty() ? "" : "&" + query));
  }
}

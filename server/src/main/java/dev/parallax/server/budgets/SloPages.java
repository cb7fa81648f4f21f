package dev.parallax.server.budgets;

import dev.parallax.budget.Statement;
import dev.parallax.budget.Statement.ObjectiveFigures;
import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Frame;
import dev.parallax.server.shell.Framing;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/// The page of an SLO: how it stands, how it went, how fast it burns, and what its figure was added
/// up from.
@Path("/slos")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class SloPages {
  private final Budgets budgets;
  private final Receipts receipts;
  private final SloPictures pictures;
  private final Catalog catalog;
  private final Wording wording;
  private final Framing framing;

  SloPages(
      Budgets budgets,
      Receipts receipts,
      SloPictures pictures,
      Catalog catalog,
      Wording wording,
      Framing framing) {
    this.budgets = budgets;
    this.receipts = receipts;
    this.pictures = pictures;
    this.catalog = catalog;
    this.wording = wording;
    this.framing = framing;
  }

  /// @param objective the one that is opened; the worst where none was asked for
  /// @param keep what links keep of the address: the pinned statement
  record slo(
      Frame frame,
      SloView slo,
      SloView.ObjectiveView objective,
      ReceiptView receipt,
      SloPictures.Drawn drawn,
      String serviceTitle,
      String asOfText,
      String keep)
      implements TemplateInstance {}

  @GET
  @Path("{id}")
  @Demands(activity = "measure-track", deed = Demands.Deed.VIEW, of = Demands.Of.SLO)
  public TemplateInstance show(
      @PathParam("id") String id,
      @QueryParam("objective") @Nullable String objective,
      @QueryParam("statement") @DefaultValue("latest") String name,
      @Context HttpHeaders headers) {
    Statement statement = budgets.named(name);
    SloFigures figures = StatementResource.figures(statement, id);
    ReceiptView receipt = receipts.of(statement, figures, objective);
    ObjectiveFigures opened =
        figures.objectives().stream()
            .filter(each -> each.objective().name().equals(receipt.objective()))
            .findFirst()
            .orElseThrow();
    String asOfText = wording.minute(statement.asOf());
    return new slo(
        framing.frame(headers, statement.id().toString(), asOfText),
        wording.view(figures),
        receipt.figures(),
        receipt,
        pictures.of(statement, figures, opened),
        catalog.registry().titleOf(figures.slo().service()),
        asOfText,
        name.equals("latest") ? "" : "?statement=" + statement.id());
  }
}

package dev.parallax.server.budgets;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.SloId;
import dev.parallax.budget.Statement;
import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Refused;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// Statements over HTTP: whole, by SLO, by service, and what a figure was added up from. A
/// statement never changes, so its id is its entity tag.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class StatementResource {
  private static final long MINUTES_A_PAGE = 24 * 60;

  private final Budgets budgets;
  private final Receipts receipts;
  private final Wording wording;
  private final SloTexts texts;
  private final Standstill standstill;

  StatementResource(
      Budgets budgets, Receipts receipts, Wording wording, SloTexts texts, Standstill standstill) {
    this.standstill = standstill;
    this.budgets = budgets;
    this.receipts = receipts;
    this.wording = wording;
    this.texts = texts;
  }

  /// @param standstill that nothing newer is known, where the latest was asked for
  record StatementRef(String id, Instant asOf, @Nullable String standstill) {
    static StatementRef of(Statement statement, @Nullable String standstill) {
      return new StatementRef(statement.id().toString(), statement.asOf(), standstill);
    }
  }

  record ServiceBody(StatementRef statement, String service, List<SloView> slos) {}

  record ReceiptBody(StatementRef statement, ReceiptView receipt) {}

  @GET
  @Path("statements/{id}")
  @Operation(summary = "The statement of that id, or the latest")
  @Demands(activity = "measure-track", deed = Demands.Deed.VIEW, of = Demands.Of.ALL)
  public Response byId(@PathParam("id") String id, @Context Request request) {
    Statement statement = budgets.named(id);
    String nothingNewer = nothingNewer(id);
    return answer(request, tag(statement, nothingNewer), wording.view(statement, nothingNewer));
  }

  @GET
  @Path("statements")
  @Operation(summary = "The statement of an instant of the past")
  @Demands(activity = "measure-track", deed = Demands.Deed.VIEW, of = Demands.Of.ALL)
  public Response at(@QueryParam("asOf") @Nullable String asOf, @Context Request request) {
    if (asOf == null) {
      return byId(Budgets.LATEST, request);
    }
    Statement statement = budgets.asked(instant("asOf", asOf));
    return answer(request, tag(statement, null), wording.view(statement, null));
  }

  private static Instant instant(String name, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw Refused.invalid(
          "%s=%s is no instant.".formatted(name, text),
          "An instant is written by RFC 3339 in UTC.",
          "Write e.g. 2026-11-01T00:00:00Z.");
    }
  }

  @GET
  @Path("slos/{id}")
  @Operation(summary = "The figures of one SLO")
  @Demands(activity = "measure-track", deed = Demands.Deed.VIEW, of = Demands.Of.SLO)
  public Response slo(
      @PathParam("id") String id,
      @QueryParam("statement") @DefaultValue(Budgets.LATEST) String name,
      @Context Request request) {
    Statement statement = budgets.named(name);
    SloFigures figures = figures(statement, id);
    String nothingNewer = nothingNewer(name);
    return answer(
        request, tag(statement, nothingNewer), texts.one(statement, figures, nothingNewer));
  }

  @GET
  @Path("services/{id}")
  @Operation(summary = "The figures of a service's SLOs")
  @Demands(activity = "measure-track", deed = Demands.Deed.VIEW, of = Demands.Of.SERVICE)
  public Response service(
      @PathParam("id") String id,
      @QueryParam("statement") @DefaultValue(Budgets.LATEST) String name,
      @Context Request request) {
    Statement statement = budgets.named(name);
    ServiceId service = Names.service(id);
    List<SloView> slos = statement.of(service).stream().map(wording::view).toList();
    String nothingNewer = nothingNewer(name);
    return answer(
        request,
        tag(statement, nothingNewer),
        new ServiceBody(StatementRef.of(statement, nothingNewer), service.value(), slos));
  }

  @GET
  @Path("slos/{id}/receipt")
  @Operation(summary = "What a figure was added up from")
  @Demands(activity = "measure-track", deed = Demands.Deed.VIEW, of = Demands.Of.SLO)
  public Response receipt(
      @PathParam("id") String id,
      @QueryParam("objective") @Nullable String objective,
      @QueryParam("statement") @DefaultValue(Budgets.LATEST) String name,
      @Context Request request) {
    Statement statement = budgets.named(name);
    ReceiptView receipt = receipts.of(statement, figures(statement, id), objective);
    String nothingNewer = nothingNewer(name);
    return answer(
        request,
        tag(statement, nothingNewer),
        new ReceiptBody(StatementRef.of(statement, nothingNewer), receipt));
  }

  /// @param minute the instant at which it begins
  record SliceBody(Instant minute, long good, long total, int observedSeconds) {}

  @GET
  @Path("slos/{id}/slices")
  @Operation(
      summary = "The slices of an indicator as measured, a day at most; a Link header leads on")
  @Demands(activity = "measure-track", deed = Demands.Deed.VIEW, of = Demands.Of.SLO)
  public Response slices(
      @PathParam("id") String id,
      @QueryParam("sli") @Nullable String sli,
      @QueryParam("from") @Nullable String from,
      @QueryParam("until") @Nullable String until,
      @Context UriInfo address) {
    long first = minute("from", from);
    long end = minute("until", until);
    long pageEnd = Math.min(end, first + MINUTES_A_PAGE);
    List<SliceBody> page =
        budgets.slices(budgets.sli(Names.slo(id), sli), first, Math.max(first, pageEnd)).stream()
            .map(
                slice ->
                    new SliceBody(
                        Instant.ofEpochSecond(slice.minute() * 60),
                        slice.good(),
                        slice.total(),
                        slice.observedSeconds()))
            .toList();
    Response.ResponseBuilder answer = Response.ok(page).header("Cache-Control", "no-store");
    if (pageEnd < end) {
      answer.link(
          address
              .getRequestUriBuilder()
              .replaceQueryParam("from", Instant.ofEpochSecond(pageEnd * 60))
              .build(),
          "next");
    }
    return answer.build();
  }

  private static long minute(String name, @Nullable String text) {
    if (text == null) {
      throw Refused.invalid(
          "%s is missing.".formatted(name),
          "Slices are asked for by a stretch of time.",
          "Give from and until, such as 2026-11-01T00:00:00Z.");
    }
    return Math.floorDiv(instant(name, text).getEpochSecond(), 60L);
  }

  static SloFigures figures(Statement statement, String id) {
    SloId slo = Names.slo(id);
    return statement
        .slo(slo)
        .orElseThrow(
            () ->
                Refused.notFound(
                    "SLO '%s' is not in statement %s.".formatted(slo, statement.id()),
                    "A statement speaks of the SLOs that were registered and measurable when it was drawn.",
                    "/services lists them."));
  }

  /// Why the latest statement is not how things stand now; nothing of one that is named.
  private @Nullable String nothingNewer(String name) {
    return standstill.beside(name);
  }

  private static EntityTag tag(Statement statement, @Nullable String nothingNewer) {
    return new EntityTag(statement.id() + (nothingNewer == null ? "" : "-and-nothing-newer"));
  }

  private static Response answer(Request request, EntityTag tag, Object body) {
    Response.ResponseBuilder known = request.evaluatePreconditions(tag);
    return (known == null ? Response.ok(body) : known)
        .tag(tag)
        .header("Cache-Control", "no-cache")
        .build();
  }
}

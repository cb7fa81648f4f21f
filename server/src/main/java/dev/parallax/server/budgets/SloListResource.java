package dev.parallax.server.budgets;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.SloId;
import dev.parallax.budget.Statement;
import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Calling;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Gatekeeper;
import dev.parallax.server.shell.Refused;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// The figures of many SLOs, page by page: those of services that the caller may know of. All pages
/// of a list are of one statement, which the link to the next page names.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class SloListResource {
  private static final int MOST = 1_000;

  private final Budgets budgets;
  private final SloTexts texts;
  private final Standstill standstill;
  private final Gatekeeper gatekeeper;
  private final Calling calling;

  SloListResource(
      Budgets budgets,
      SloTexts texts,
      Standstill standstill,
      Gatekeeper gatekeeper,
      Calling calling) {
    this.standstill = standstill;
    this.budgets = budgets;
    this.texts = texts;
    this.gatekeeper = gatekeeper;
    this.calling = calling;
  }

  @GET
  @Path("slos")
  @Operation(summary = "The figures of SLOs by id, at most 1,000 at once; a Link header leads on")
  @Demands(activity = "measure-track", deed = Demands.Deed.VIEW)
  public Response slos(
      @QueryParam("service") @Nullable String service,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @DefaultValue("100") int limit,
      @QueryParam("statement") @DefaultValue(Budgets.LATEST) String name,
      @Context UriInfo address) {
    if (limit < 1 || limit > MOST) {
      throw Refused.invalid(
          "limit=%d.".formatted(limit),
          "A page holds 1 to %d SLOs.".formatted(MOST),
          "Ask for fewer; the Link header of the answer leads to the next page.");
    }
    Statement statement = budgets.named(name);
    List<SloFigures> from =
        service == null ? statement.slos() : statement.of(Names.service(service));
    List<SloFigures> page = page(from, after == null ? null : Names.slo(after), limit);
    Response.ResponseBuilder answer =
        Response.ok(texts.many(statement, page, standstill.beside(name)))
            .header("Cache-Control", "no-cache");
    if (page.size() == limit) {
      answer.link(
          address
              .getRequestUriBuilder()
              .replaceQueryParam("statement", statement.id())
              .replaceQueryParam("after", page.getLast().slo().id())
              .build(),
          "next");
    }
    return answer.build();
  }

  /// The next ones that the caller may know of.
  private List<SloFigures> page(List<SloFigures> from, @Nullable SloId after, int limit) {
    List<SloFigures> page = new ArrayList<>();
    Map<ServiceId, Boolean> seen = new HashMap<>();
    for (SloFigures slo : from.subList(after == null ? 0 : firstAfter(from, after), from.size())) {
      if (page.size() == limit) {
        return page;
      }
      if (seen.computeIfAbsent(slo.slo().service(), this::sees)) {
        page.add(slo);
      }
    }
    return page;
  }

  private static int firstAfter(List<SloFigures> slos, SloId after) {
    int low = 0;
    int high = slos.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (slos.get(middle).slo().id().compareTo(after) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean sees(ServiceId service) {
    Gatekeeper.Demand demand =
        new Gatekeeper.Demand(
            "measure-track", Demands.Deed.VIEW, Demands.Of.SERVICE, service.value());
    return calling.caller() instanceof Caller.Member member
        && gatekeeper.rule(member, demand) instanceof Gatekeeper.Ruling.Allowed;
  }
}

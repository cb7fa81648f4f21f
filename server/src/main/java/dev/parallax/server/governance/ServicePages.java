package dev.parallax.server.governance;

import dev.parallax.budget.Statement;
import dev.parallax.budget.StatementId;
import dev.parallax.governance.PersonaId;
import dev.parallax.server.budgets.Budgets;
import dev.parallax.server.budgets.SloView;
import dev.parallax.server.budgets.Wording;
import dev.parallax.server.catalog.Registry;
import dev.parallax.server.catalog.Service;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Frame;
import dev.parallax.server.shell.Framing;
import dev.parallax.server.shell.Lately;
import dev.parallax.server.shell.Listing;
import dev.parallax.server.shell.Refused;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// The list of services, and the page of one.
@Path("/")
@RunOnVirtualThread
class ServicePages {
  /// The persona that is accountable for a service. Source: ADR-00002.
  private static final PersonaId SERVICE_OWNER = new PersonaId("service-owner");

  /// Of how many statements the list is kept, and how many ways to sort and filter it.
  private static final int KEPT_LISTS = 2;

  private static final int KEPT_PICKS = 30;

  private final Lately<StatementId, Listed> lists = new Lately<>(KEPT_LISTS);
  private final Lately<ServiceList.Wanted, List<ServiceList.Entry>> picks =
      new Lately<>(KEPT_PICKS);
  private final Budgets budgets;
  private final Sight sight;
  private final Seats seats;
  private final Wording wording;
  private final Framing framing;

  ServicePages(Budgets budgets, Sight sight, Seats seats, Wording wording, Framing framing) {
    this.budgets = budgets;
    this.sight = sight;
    this.seats = seats;
    this.wording = wording;
    this.framing = framing;
  }

  /// The head of a column.
  ///
  /// @param sorted `ascending`, `descending` or `none`
  record Head(String code, String title, String href, String sorted) {}

  /// Something to choose in a filter.
  record Choice(String value, String title, boolean chosen) {}

  /// @param csv the address of these rows as a spreadsheet
  record Shown(
      String sentence,
      boolean any,
      List<Head> heads,
      List<ServiceRow> rows,
      Listing.Turns turns,
      String csv) {}

  record Filter(
      String text,
      @Nullable String pin,
      String sort,
      List<Choice> states,
      List<Choice> systems,
      boolean on) {}

  record services(Frame frame, Shown shown, Filter filter) implements TemplateInstance {}

  record service(Frame frame, ServiceView view) implements TemplateInstance {}

  /// What the address of the list says.
  record Query(
      @QueryParam("q") @DefaultValue("") String q,
      @QueryParam("state") @DefaultValue("") String state,
      @QueryParam("system") @DefaultValue("") String system,
      @QueryParam("sort") @DefaultValue("") String sort,
      @QueryParam("page") @DefaultValue("") String page,
      @QueryParam("statement") @Nullable String statement) {
    ServiceList.Wanted wanted() {
      return new ServiceList.Wanted(q, state, system, sort);
    }

    Listing listing(String path) {
      return Listing.of(path)
          .with("q", q)
          .with("state", state)
          .with("system", system)
          .with("sort", sort)
          .with("statement", statement);
    }

    int number() {
      return Listing.number(page);
    }
  }

  @GET
  @Path("services")
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  @Demands(activity = "measure-track", deed = Demands.Deed.VIEW)
  public TemplateInstance list(@BeanParam Query query, @Context HttpHeaders headers) {
    Statement statement = statement(query.statement());
    Listed listed = listed(statement);
    Listing listing = query.listing("/services");
    Listing.Leaf<ServiceList.Entry> leaf =
        Listing.leaf(picked(listed, query.wanted()), query.number());
    Shown shown =
        new Shown(
            listed.sentence(),
            !listed.list().entries().isEmpty(),
            Arrays.stream(ServiceList.Column.values())
                .map(column -> head(column, listing))
                .toList(),
            rows(leaf.rows(), statement, query.statement()),
            listing.turns(leaf, "page", leaf.total() == 1 ? "service" : "services"),
            query.listing("/services.csv").href());
    return new services(frame(headers, statement), shown, filter(query, listed.systems()));
  }

  /// What all who see every service share of a list: kept while statement and registry are the
  /// same.
  private record Listed(ServiceList list, String sentence, List<String> systems) {
    static Listed of(Registry registry, Statement statement) {
      ServiceList list = ServiceList.of(registry.services().values(), statement);
      return new Listed(list, list.sentence(), list.systems());
    }
  }

  private Listed listed(Statement statement) {
    Registry registry = sight.census().registry();
    return sight.isWhole()
        ? lists.of(registry, statement.id(), () -> Listed.of(registry, statement))
        : Listed.of(registry, statement);
  }

  private List<ServiceList.Entry> picked(Listed listed, ServiceList.Wanted wanted) {
    return sight.isWhole()
        ? picks.of(listed, wanted, () -> listed.list().pick(wanted))
        : listed.list().pick(wanted);
  }

  private static Filter filter(Query query, List<String> names) {
    List<Choice> states = new ArrayList<>();
    for (Statement.State state : Statement.State.values()) {
      String code = ServiceList.code(state);
      states.add(new Choice(code, Wording.stateText(state), code.equals(query.state())));
    }
    states.add(
        new Choice(ServiceList.NONE, "No measured SLO", ServiceList.NONE.equals(query.state())));
    List<Choice> systems =
        names.stream()
            .map(system -> new Choice(system, system, system.equals(query.system())))
            .toList();
    boolean on = !(query.q().isBlank() && query.state().isEmpty() && query.system().isEmpty());
    return new Filter(query.q(), query.statement(), query.sort(), states, systems, on);
  }

  private static Head head(ServiceList.Column column, Listing listing) {
    String now = listing.parameters().getOrDefault("sort", ServiceList.Column.STATE.code());
    String sorted =
        now.equals(column.code())
            ? "ascending"
            : now.equals("-" + column.code()) ? "descending" : "none";
    return new Head(column.code(), column.title(), ServiceList.turned(column, listing), sorted);
  }

  @GET
  @Path("services.csv")
  @Produces("text/csv;charset=UTF-8")
  @Operation(summary = "The list of services as a spreadsheet; all rows, or those of `page`")
  @Demands(activity = "measure-track", deed = Demands.Deed.VIEW)
  public Response spreadsheet(@BeanParam Query query) {
    Statement statement = statement(query.statement());
    List<ServiceList.Entry> picked = picked(listed(statement), query.wanted());
    List<ServiceList.Entry> wanted =
        query.page().isEmpty() ? picked : Listing.leaf(picked, query.number()).rows();
    String text =
        ServiceCsv.write(
            statement.id().toString(),
            statement.asOf(),
            rows(wanted, statement, query.statement()));
    return Response.ok(text)
        .header(
            "Content-Disposition",
            "attachment; filename=\"services-%s.csv\"".formatted(statement.id()))
        .build();
  }

  private List<ServiceRow> rows(
      List<ServiceList.Entry> entries, Statement statement, @Nullable String pin) {
    return entries.stream().map(entry -> row(entry, statement, pin)).toList();
  }

  private ServiceRow row(ServiceList.Entry entry, Statement statement, @Nullable String pin) {
    Service service = entry.service();
    SloView slo = entry.worst() == null ? null : wording.view(entry.worst());
    SeatView seat =
        SeatView.of(
            SERVICE_OWNER,
            seats.resolve(SERVICE_OWNER, service.id(), statement.asOf()),
            seats.now(),
            pin);
    return new ServiceRow(
        service.id().value(),
        service.title(),
        page("/services/" + service.id(), pin),
        service.tier(),
        service.system(),
        entry.state(),
        ServiceList.look(entry.state()),
        slo == null ? "No measured SLO" : slo.stateText(),
        slo == null ? null : ServiceRow.Worst.of(slo, page("/slos/" + slo.id(), pin)),
        new ServiceRow.Accountable(seat.people(), seat.vacancy()));
  }

  @GET
  @Path("services/{id}")
  @Produces(MediaType.TEXT_HTML)
  @Operation(hidden = true)
  @Demands(activity = "measure-track", deed = Demands.Deed.VIEW, of = Demands.Of.SERVICE)
  public TemplateInstance show(
      @PathParam("id") String id,
      @QueryParam("statement") @Nullable String pin,
      @Context HttpHeaders headers) {
    Seats.Census census = sight.census();
    Service service = known(census.registry(), id);
    Statement statement = statement(pin);
    ServiceView view = new ServiceViews(census, statement, wording, pin).of(service);
    return new service(frame(headers, statement), view);
  }

  static Service known(Registry registry, String id) {
    return registry
        .named(id)
        .orElseThrow(
            () ->
                Refused.notFound(
                    "There is no service '%s'.".formatted(id),
                    "A service is what a Component or Service document registers, or what an SLO names.",
                    "/services lists what there is."));
  }

  private Statement statement(@Nullable String pin) {
    return pin == null || pin.isBlank() ? budgets.latest() : budgets.named(pin);
  }

  private Frame frame(HttpHeaders headers, Statement statement) {
    return framing.frame(headers, statement.id().toString(), wording.minute(statement.asOf()));
  }

  /// An address that stays with the statement that was asked for.
  static String page(String path, @Nullable String pin) {
    return Listing.of(path).with("statement", pin).href();
  }
}

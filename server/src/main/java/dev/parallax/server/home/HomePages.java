package dev.parallax.server.home;

import dev.parallax.budget.Statement;
import dev.parallax.governance.Persona;
import dev.parallax.governance.Questions;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.server.budgets.Budgets;
import dev.parallax.server.budgets.SloView;
import dev.parallax.server.budgets.Wording;
import dev.parallax.server.catalog.Registry;
import dev.parallax.server.charts.BudgetBar;
import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Calling;
import dev.parallax.server.shell.Counted;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Doors;
import dev.parallax.server.shell.Frame;
import dev.parallax.server.shell.Lately;
import dev.parallax.server.shell.Listing;
import dev.parallax.server.shell.SeeOther;
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
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The first page and one home a persona.
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class HomePages {
  /// The services that fit above the questions.
  private static final Homes.Lines FIRST = new Homes.Lines(1, 6);

  /// Of how many people the page is kept as it was written out.
  private static final int KEPT = 300;

  private final Lately<PageKey, String> rendered = new Lately<>(KEPT);
  private final Homes homes;
  private final Hats hats;
  private final Budgets budgets;
  private final Calling calling;
  private final Doors doors;
  private final Wording wording;

  HomePages(
      Homes homes, Hats hats, Budgets budgets, Wording wording, Calling calling, Doors doors) {
    this.doors = doors;
    this.calling = calling;
    this.homes = homes;
    this.hats = hats;
    this.budgets = budgets;
    this.wording = wording;
  }

  /// All that a page says: the home, and what stands around it for who looks.
  private record PageKey(
      Lately.Same view,
      String statement,
      boolean paged,
      Caller by,
      boolean keeping,
      boolean audit) {}

  /// @param turns to the services before and after, where a page of them was asked for
  /// @param all where all services of this home are
  /// @param bars what is left of each service's worst objective, as a picture by service
  /// @param pinned whether a statement of the past is shown, which has no inbox
  /// @param keep what links keep of the address: the pinned statement
  record home(
      Frame frame,
      HomeView view,
      Listing.@Nullable Turns turns,
      String all,
      List<Answer> answered,
      List<Answer> open,
      Map<String, String> bars,
      boolean pinned,
      String keep)
      implements TemplateInstance {}

  /// @param headline how everything stands, in one sentence
  /// @param mine the hats of who looks
  record first(
      Frame frame,
      String headline,
      String measured,
      Caller.Member member,
      List<HomeView.Mine> mine,
      List<HatLine> hats,
      boolean onlySelf,
      String keep)
      implements TemplateInstance {}

  /// A hat on the first page.
  record HatLine(String id, String name, String definedName, String decides, int questions) {}

  /// Who has not signed in is shown where to, without being refused anything.
  @GET
  @Demands(activity = "measure-track", deed = Demands.Deed.OPEN)
  public Response root(
      @Context HttpHeaders headers, @QueryParam("statement") @DefaultValue("latest") String name) {
    if (!(calling.caller() instanceof Caller.Member member)) {
      return to("/sign-in");
    }
    return homes.seesAll()
        ? Response.ok(first(headers, member, name)).build()
        : to("/home/%s?person=%s".formatted(SeatPlan.CONSUMER, member.person()));
  }

  private static Response to(String path) {
    return SeeOther.at(path).build();
  }

  private first first(HttpHeaders headers, Caller.Member member, String name) {
    Statement statement = budgets.named(name);
    Registry registry = homes.registry();
    HomeView all =
        homes.home(new Homes.Wanted("service-owner", null, null, statement.id().toString(), FIRST));
    List<HatLine> lines =
        registry.roster().personas().distinct().stream()
            .filter(persona -> persona.origin().kind() == Persona.Kind.BUILT_IN)
            .map(
                persona ->
                    new HatLine(
                        persona.id().value(),
                        persona.name(),
                        persona.definedName(),
                        persona.charter().decides(),
                        Questions.of(persona.id()).size()))
            .toList();
    return new first(
        hats.frame(headers, statement.id().toString(), wording.minute(statement.asOf())),
        all.headline(),
        all.measuredText(),
        member,
        homes.mine(member.person(), statement),
        lines,
        registry.services().size() <= 1,
        keep(name));
  }

  @GET
  @Path("home/{persona}")
  @Demands(activity = "measure-track", deed = Demands.Deed.VIEW)
  public Response home(
      @PathParam("persona") String persona,
      @QueryParam("person") @Nullable String person,
      @QueryParam("service") @Nullable String service,
      @QueryParam("page") @DefaultValue("") String page,
      @QueryParam("statement") @DefaultValue("latest") String name) {
    Homes.Lines lines =
        page.isEmpty() ? FIRST : new Homes.Lines(Listing.number(page), Listing.ROWS);
    HomeView view = homes.home(new Homes.Wanted(persona, person, service, name, lines));
    String html =
        rendered.of(
            homes,
            new PageKey(
                new Lately.Same(view),
                name,
                !page.isEmpty(),
                calling.caller(),
                doors.getKeeping(),
                doors.getAudit()),
            () -> page(view, name, !page.isEmpty()).render());
    return Response.ok(html).cookie(Hats.worn(view)).build();
  }

  private home page(HomeView view, String name, boolean paged) {
    Frame frame =
        hats.frame(
            view.persona(), view.person(), view.statement().id(), view.statement().asOfText());
    List<Answer> answered = view.questions().stream().filter(Answer::answered).toList();
    List<Answer> open = view.questions().stream().filter(answer -> !answer.answered()).toList();
    return new home(
        frame,
        view,
        paged ? turns(view, name) : null,
        view.person() == null && view.service() == null
            ? "/services" + keep(name)
            : listing(view, name).with("page", "1").href(),
        answered,
        open,
        bars(view),
        !keep(name).isEmpty(),
        keep(name));
  }

  /// The same home, with its services over pages.
  private static Listing listing(HomeView view, String statement) {
    return Listing.of("/home/" + view.persona())
        .with("person", view.person())
        .with("service", view.service())
        .with("statement", statement.equals("latest") ? "" : statement);
  }

  private static Listing.Turns turns(HomeView view, String statement) {
    Listing listing = listing(view, statement);
    HomeView.PageBody page = view.page();
    int first = (page.number() - 1) * Listing.ROWS;
    return new Listing.Turns(
        "%,d to %,d of %s"
            .formatted(
                Math.min(first + 1, page.services()),
                first + view.services().size(),
                Counted.of(page.services(), "service", "services")),
        page.number() == 1 ? null : listing.with("page", "" + (page.number() - 1)).href(),
        page.number() == page.pages()
            ? null
            : listing.with("page", "" + (page.number() + 1)).href());
  }

  private static Map<String, String> bars(HomeView view) {
    Map<String, String> bars = new HashMap<>();
    for (HomeView.ServiceLine line : view.services()) {
      SloView slo = line.slo();
      if (slo != null) {
        SloView.ObjectiveView worst = slo.worst();
        BigDecimal left = worst.budget().remainingRatio();
        BudgetBar bar =
            new BudgetBar(
                slo.displayName(),
                left == null ? Double.NaN : left.doubleValue(),
                worst.budget().leftText(),
                worst.state().equals("at-risk"));
        bars.put(line.id(), bar.svg());
      }
    }
    return bars;
  }

  private static String keep(String statement) {
    return statement.equals("latest") ? "" : "?statement=" + statement;
  }
}

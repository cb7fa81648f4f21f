package dev.parallax.server.governance;

import dev.parallax.budget.Statement;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Staffing;
import dev.parallax.server.budgets.Budgets;
import dev.parallax.server.budgets.Wording;
import dev.parallax.server.shell.Counted;
import dev.parallax.server.shell.Demands;
import dev.parallax.server.shell.Frame;
import dev.parallax.server.shell.Framing;
import dev.parallax.server.shell.Listing;
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
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/// People, their hats, and the personas.
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class PeoplePages {
  /// How many traces a hat shows; the others stand on the pages of their services.
  private static final int TRACES = 3;

  private final Sight sight;
  private final Budgets budgets;
  private final Wording wording;
  private final Framing framing;

  PeoplePages(Sight sight, Budgets budgets, Wording wording, Framing framing) {
    this.sight = sight;
    this.budgets = budgets;
    this.wording = wording;
    this.framing = framing;
  }

  /// What stands at the foot: when the seats were read, and from which registry.
  record Read(String at, long revision) {}

  record People(
      String sentence,
      boolean any,
      String text,
      @Nullable String pin,
      List<PeopleView.Gap> gaps,
      Listing.Turns gapTurns,
      List<PeopleView.Resting> resting,
      int restingMore,
      List<PeopleView.Person> people,
      Listing.Turns turns) {}

  /// @param shown whose page it is
  /// @param traces how each hat came about
  /// @param alone the services whose seats rest on that person, by persona
  record OnePerson(
      String sentence,
      PeopleView.Person shown,
      List<Traced> traces,
      Map<String, List<ServiceRow.Link>> alone,
      List<String> groups) {}

  /// @param more how many further services there are
  record Traced(PeopleView.Hat hat, List<PeopleView.Post> posts, int more) {}

  record Section(String title, List<PeopleView.PersonaRow> rows) {}

  record people(Frame frame, Read read, People shown) implements TemplateInstance {}

  record person(Frame frame, Read read, OnePerson view) implements TemplateInstance {}

  record personas(Frame frame, Read read, String sentence, List<Section> sections)
      implements TemplateInstance {}

  /// What the address of the list says.
  ///
  /// @param vacant page of the vacancies
  record Query(
      @QueryParam("q") @DefaultValue("") String q,
      @QueryParam("page") @DefaultValue("") String page,
      @QueryParam("vacant") @DefaultValue("") String vacant,
      @QueryParam("statement") @Nullable String statement) {
    Listing listing() {
      return Listing.of("/people")
          .with("q", q)
          .with("page", page)
          .with("vacant", vacant)
          .with("statement", statement);
    }

    static int number(String text) {
      return Listing.number(text);
    }
  }

  @GET
  @Path("people")
  @Operation(hidden = true)
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW)
  public TemplateInstance list(@BeanParam Query query, @Context HttpHeaders headers) {
    Seats.Census census = sight.census();
    PeopleView view = new PeopleView(census);
    Listing.Leaf<PeopleView.Gap> gaps =
        Listing.leaf(view.gaps(view.vacancies(query.q())), Query.number(query.vacant()));
    Listing.Leaf<PeopleView.Person> people =
        Listing.leaf(view.people(query.q()), Query.number(query.page()));
    List<PeopleView.Resting> resting = view.resting(query.q());
    People shown =
        new People(
            view.sentence(),
            !view.everyone().isEmpty(),
            query.q(),
            query.statement(),
            gaps.rows(),
            query.listing().turns(gaps, "vacant", "lines"),
            resting.stream().limit(Listing.ROWS).toList(),
            Math.max(0, resting.size() - Listing.ROWS),
            people.rows(),
            query.listing().turns(people, "page", people.total() == 1 ? "person" : "people"));
    return new people(frame(headers, query.statement()), read(census), shown);
  }

  @GET
  @Path("people/{ref}")
  @Operation(hidden = true)
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW, of = Demands.Of.PERSON, by = "ref")
  public TemplateInstance show(
      @PathParam("ref") String login,
      @QueryParam("statement") @Nullable String pin,
      @Context HttpHeaders headers) {
    PersonRef ref = sight.person(login);
    Seats.Census census = sight.census();
    PeopleView view = new PeopleView(census);
    PeopleView.Person shown = view.person(ref);
    List<Staffing.Post> alone = view.ifAbsent(ref);
    List<Traced> traces =
        census.staffing().hats(ref).stream()
            .map(
                hat ->
                    traced(view, hat, shown.hats().get(census.staffing().hats(ref).indexOf(hat))))
            .toList();
    OnePerson one =
        new OnePerson(
            view.sentence(shown, alone.size()),
            shown,
            traces,
            view.byPersona(alone),
            census.roster().directory().groups().stream()
                .filter(group -> group.members().contains(ref))
                .map(group -> group.name())
                .toList());
    return new person(frame(headers, pin), read(census), one);
  }

  private static Traced traced(PeopleView view, Staffing.Hat hat, PeopleView.Hat shown) {
    List<PeopleView.Post> posts =
        hat.services().stream()
            .limit(TRACES)
            .map(service -> view.post(new Staffing.Post(hat.persona(), service)))
            .toList();
    return new Traced(shown, posts, hat.services().size() - posts.size());
  }

  @GET
  @Path("personas")
  @Operation(hidden = true)
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW)
  public TemplateInstance personas(
      @QueryParam("statement") @Nullable String pin, @Context HttpHeaders headers) {
    Seats.Census census = sight.census();
    List<PeopleView.PersonaRow> rows = new PeopleView(census).personas();
    List<Section> sections =
        List.of(
            new Section("The eleven of ADR-00002", of(rows, "built-in")),
            new Section("Used by its sibling documents", of(rows, "extension")),
            new Section("Your organisation's own", of(rows, "organisation")));
    return new personas(frame(headers, pin), read(census), sentence(rows), sections);
  }

  private static List<PeopleView.PersonaRow> of(List<PeopleView.PersonaRow> rows, String kind) {
    return rows.stream().filter(row -> row.kind().equals(kind)).toList();
  }

  /// How the personas are filled, as a sentence.
  static String sentence(List<PeopleView.PersonaRow> rows) {
    List<PeopleView.PersonaRow> eleven = of(rows, "built-in");
    long held = eleven.stream().filter(row -> row.holders() > 0).count();
    return held == eleven.size()
        ? "Somebody holds each of the %s personas.".formatted(Counted.number(held))
        : "%s of the %s personas %s held by somebody."
            .formatted(
                Counted.sentence(Counted.number(held)),
                Counted.number(eleven.size()),
                held == 1 ? "is" : "are");
  }

  private Read read(Seats.Census census) {
    return new Read(wording.minute(census.at()), census.registry().revision());
  }

  private Frame frame(HttpHeaders headers, @Nullable String pin) {
    Statement statement = pin == null || pin.isBlank() ? budgets.latest() : budgets.named(pin);
    return framing.frame(headers, statement.id().toString(), wording.minute(statement.asOf()));
  }
}

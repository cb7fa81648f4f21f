package dev.parallax.server.seating;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Persona;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.governance.seat.lint.Bounds;
import dev.parallax.governance.seat.lint.SeatLint;
import dev.parallax.server.budgets.Wording;
import dev.parallax.server.catalog.Service;
import dev.parallax.server.governance.Seats;
import dev.parallax.server.governance.Sight;
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
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The seats: all of them together, those of a service, those of a person.
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class SeatPages {
  private static final int TRUCKS = 12;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.ENGLISH);

  private final Sight sight;
  private final Surveys surveys;
  private final Wording wording;
  private final Framing framing;

  SeatPages(Sight sight, Surveys surveys, Wording wording, Framing framing) {
    this.sight = sight;
    this.surveys = surveys;
    this.wording = wording;
    this.framing = framing;
  }

  /// What stands at the foot: when the seats were read, and from which registry.
  record Read(String at, long revision) {}

  /// @param on the day that is foretold, as a date
  /// @param day the same for people
  record Foretold(String on, String day, List<SurveyView.Gap> gaps, int more) {}

  record All(
      String sentence,
      String spread,
      String concentration,
      String inequality,
      List<SurveyView.Gap> gaps,
      Listing.Turns turns,
      Foretold foretold,
      List<SurveyView.Truck> trucks,
      int trucksMore,
      List<SurveyView.Weight> weights,
      Listing.Turns weightTurns,
      List<SurveyView.Said> findings) {}

  record Choice(String value, String title) {}

  /// @param from the earliest day that the forms offer
  record Form(List<Choice> people, List<Choice> personas, String from, String until) {}

  record seats(Frame frame, Read read, All all) implements TemplateInstance {}

  record service(Frame frame, Read read, SeatingView view, List<SurveyView.Said> findings)
      implements TemplateInstance {}

  record person(Frame frame, Read read, PersonSeats view, Form form) implements TemplateInstance {}

  /// What the address says.
  ///
  /// @param on the day to foretell, such as 2026-12-24
  record Query(
      @QueryParam("page") @DefaultValue("") String page,
      @QueryParam("people") @DefaultValue("") String people,
      @QueryParam("on") @DefaultValue("") String on) {
    Listing listing() {
      return Listing.of("/seats").with("page", page).with("people", people).with("on", on);
    }

    static int number(String text) {
      return Listing.number(text);
    }
  }

  @GET
  @Path("seats")
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW, of = Demands.Of.ALL)
  @Operation(hidden = true)
  public TemplateInstance all(@BeanParam Query query, @Context HttpHeaders headers) {
    Seats.Census census = sight.census();
    SurveyView view = new SurveyView(surveys.now(), census);
    Listing.Leaf<SurveyView.Gap> gaps = Listing.leaf(view.gaps(), Query.number(query.page()));
    Listing.Leaf<SurveyView.Weight> weights =
        Listing.leaf(view.weights(), Query.number(query.people()));
    List<SurveyView.Truck> trucks = view.trucks();
    All all =
        new All(
            view.sentence(),
            view.spread(),
            view.concentration(),
            view.inequality(),
            gaps.rows(),
            query.listing().turns(gaps, "page", "seats"),
            foretold(view, day(query.on(), census.at())),
            trucks.stream().limit(TRUCKS).toList(),
            Math.max(0, trucks.size() - TRUCKS),
            weights.rows(),
            query.listing().turns(weights, "people", "people"),
            view.findings());
    return new seats(framing.frame(headers), read(census), all);
  }

  private static Foretold foretold(SurveyView view, LocalDate on) {
    Instant noon = on.atTime(12, 0).toInstant(ZoneOffset.UTC);
    List<SurveyView.Gap> gaps = view.coming(noon);
    return new Foretold(
        on.toString(),
        DAY.format(on),
        gaps.stream().limit(Listing.ROWS).toList(),
        Math.max(0, gaps.size() - Listing.ROWS));
  }

  private static LocalDate day(String text, Instant now) {
    LocalDate soon = now.plus(Duration.ofDays(30)).atZone(ZoneOffset.UTC).toLocalDate();
    try {
      return text.isEmpty() ? soon : LocalDate.parse(text);
    } catch (DateTimeParseException _) {
      return soon;
    }
  }

  @GET
  @Path("services/{id}/seats")
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW, of = Demands.Of.SERVICE)
  @Operation(hidden = true)
  public TemplateInstance ofService(@PathParam("id") String id, @Context HttpHeaders headers) {
    Service service = sight.service(id);
    Seats.Census census = sight.census();
    SeatPlan plan = sight.plan();
    List<SurveyView.Said> findings =
        sight.isWhole()
            ? SeatLint.check(plan, service.id(), census.at(), Bounds.USUAL).stream()
                .map(SurveyView::said)
                .toList()
            : List.of();
    return new service(
        framing.frame(headers), read(census), SeatingView.of(plan, service.id(), census), findings);
  }

  @GET
  @Path("people/{ref}/seats")
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW, of = Demands.Of.PERSON, by = "ref")
  @Operation(hidden = true)
  public TemplateInstance ofPerson(@PathParam("ref") String login, @Context HttpHeaders headers) {
    PersonRef ref = sight.person(login);
    Seats.Census census = sight.census();
    PersonSeats view =
        PersonSeats.of(ref, new PersonSeats.Frame(sight.plan(), census, wording::minute));
    return new person(framing.frame(headers), read(census), view, form(ref, census));
  }

  private static Form form(PersonRef ref, Seats.Census census) {
    List<Choice> people =
        census.roster().directory().people().stream()
            .filter(each -> each.active() && !each.ref().equals(ref))
            .map(each -> new Choice(each.ref().value(), each.name()))
            .toList();
    List<Choice> personas =
        census.staffing().hats(ref).stream()
            .map(hat -> census.roster().personas().get(hat.persona()).orElseThrow())
            .distinct()
            .map(SeatPages::choice)
            .toList();
    LocalDate today = census.at().atZone(ZoneOffset.UTC).toLocalDate();
    return new Form(people, personas, today.toString(), today.plusDays(7).toString());
  }

  private static Choice choice(Persona persona) {
    return new Choice(persona.id().value(), persona.name());
  }

  private Read read(Seats.Census census) {
    return new Read(wording.minute(census.at()), census.registry().revision());
  }
}

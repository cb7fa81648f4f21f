package dev.parallax.server.governance;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Persona;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Staffing;
import dev.parallax.server.catalog.Service;
import dev.parallax.server.shell.Demands;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// People, personas and seats over HTTP, in the words of the pages.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
class SeatResource {
  private final Sight sight;

  SeatResource(Sight sight) {
    this.sight = sight;
  }

  record Named(String id, String name) {}

  record HatBody(
      String persona, String name, boolean byBestFit, List<Named> services, String from) {}

  record PersonBody(String person, String name, List<HatBody> hats) {}

  record PostBody(String service, String persona, String name) {}

  record VacancyBody(String service, String persona, String name, String reason) {}

  record SingleBody(String service, String persona, String person, boolean byBestFit) {}

  /// @param at the minute that it is about
  record PeopleBody(
      Instant at,
      String summary,
      List<PersonBody> people,
      List<VacancyBody> vacancies,
      List<SingleBody> singlePoints) {}

  record OnePersonBody(Instant at, String summary, PersonBody person, List<PostBody> ifAbsent) {}

  record PersonaBody(
      String id,
      String name,
      String definedName,
      List<String> aliases,
      String decides,
      String altitude,
      String kind,
      String source,
      String bestFit,
      String mergedInto,
      int holders,
      int vacantServices) {}

  /// @param vacancy why nobody fills it; empty where somebody does
  record SeatBody(
      String persona,
      String name,
      List<Named> people,
      String vacancy,
      String standIn,
      List<String> why) {}

  record ServicePeopleBody(Instant at, String service, List<SeatBody> seats) {}

  @GET
  @Path("people")
  @Operation(
      summary =
          "Everyone with their hats, the seats that are vacant, and those that rest on one person")
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW)
  public PeopleBody people() {
    Seats.Census census = sight.census();
    PeopleView view = new PeopleView(census);
    return new PeopleBody(
        census.at(),
        view.sentence(),
        view.everyone().stream().map(ref -> person(census, ref)).toList(),
        view.vacancies("").stream().map(post -> vacancy(view, post)).toList(),
        view.singlePoints().stream()
            .map(
                each ->
                    new SingleBody(
                        each.post().service().value(),
                        each.post().persona().value(),
                        each.person().value(),
                        each.byBestFit()))
            .toList());
  }

  private static PersonBody person(Seats.Census census, PersonRef ref) {
    PeopleView view = new PeopleView(census);
    return new PersonBody(
        ref.value(),
        census.nameOf(ref),
        census.staffing().hats(ref).stream().map(hat -> hat(census, view, hat)).toList());
  }

  private static HatBody hat(Seats.Census census, PeopleView view, Staffing.Hat hat) {
    return new HatBody(
        hat.persona().value(),
        view.persona(hat.persona()).name(),
        hat.byBestFit(),
        hat.services().stream()
            .map(id -> new Named(id.value(), census.registry().titleOf(id)))
            .toList(),
        PeopleView.from(hat));
  }

  private static VacancyBody vacancy(PeopleView view, Staffing.Post post) {
    PeopleView.Post shown = view.post(post);
    return new VacancyBody(
        post.service().value(), post.persona().value(), shown.name(), shown.seat().vacancy());
  }

  @GET
  @Path("people/{ref}")
  @Operation(summary = "One person's hats, and what would be vacant without them")
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW, of = Demands.Of.PERSON, by = "ref")
  public OnePersonBody person(@PathParam("ref") String login) {
    PersonRef ref = sight.person(login);
    Seats.Census census = sight.census();
    PeopleView view = new PeopleView(census);
    List<Staffing.Post> alone = view.ifAbsent(ref);
    return new OnePersonBody(
        census.at(),
        view.sentence(view.person(ref), alone.size()),
        person(census, ref),
        alone.stream()
            .map(
                post ->
                    new PostBody(
                        post.service().value(),
                        post.persona().value(),
                        view.persona(post.persona()).name()))
            .toList());
  }

  @GET
  @Path("personas")
  @Operation(summary = "Every persona, and how it is filled")
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW)
  public List<PersonaBody> personas() {
    return new PeopleView(sight.census())
        .personas().stream()
            .map(
                row ->
                    new PersonaBody(
                        row.id(),
                        row.name(),
                        row.definedName(),
                        row.aliases(),
                        row.charter().decides(),
                        row.charter().altitude(),
                        row.kind(),
                        row.source(),
                        row.bestFit(),
                        row.merged(),
                        row.holders(),
                        row.vacant()))
            .toList();
  }

  @GET
  @Path("services/{id}/people")
  @Operation(summary = "Who fills each persona of a service, and why")
  @Demands(activity = "keep-register", deed = Demands.Deed.VIEW, of = Demands.Of.SERVICE)
  public ServicePeopleBody ofService(@PathParam("id") String id) {
    Seats.Census census = sight.census();
    Service service = ServicePages.known(census.registry(), id);
    return new ServicePeopleBody(
        census.at(),
        service.id().value(),
        census.roster().personas().distinct().stream()
            .map(Persona::id)
            .map(persona -> seat(census, persona, service))
            .toList());
  }

  private static SeatBody seat(Seats.Census census, PersonaId persona, Service service) {
    SeatView seat = SeatView.of(persona, census.resolve(persona, service.id()), census, null);
    return new SeatBody(
        seat.persona(),
        seat.name(),
        census.resolve(persona, service.id()).people().stream()
            .map(ref -> new Named(ref.value(), census.nameOf(ref)))
            .toList(),
        seat.vacancy(),
        seat.standIn(),
        seat.why());
  }
}

package dev.parallax.server.home;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Statement;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Persona;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Personas;
import dev.parallax.governance.Roster;
import dev.parallax.governance.Staffing;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.server.budgets.Budgets;
import dev.parallax.server.catalog.Registry;
import dev.parallax.server.governance.Seats;
import dev.parallax.server.governance.Sight;
import dev.parallax.server.home.Scenes.Scene;
import dev.parallax.server.home.Scenes.View;
import dev.parallax.server.shell.Refused;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What people do with homes: open one.
///
/// What is the same for everybody who looks at the same services is worked out once a statement
/// ([Scenes]); what is one person's own, once as long as nothing happened to it.
@Singleton
public class Homes {
  private final Budgets budgets;
  private final Sight sight;
  private final Inboxes inboxes;
  private final Scenes scenes;

  Homes(Budgets budgets, Sight sight, Inboxes inboxes, Scenes scenes) {
    this.sight = sight;
    this.inboxes = inboxes;
    this.budgets = budgets;
    this.scenes = scenes;
  }

  /// What a home is beside its scene.
  record OwnKey(@Nullable PersonRef person, @Nullable String service, Inboxes.Moment moment) {}

  Registry registry() {
    return sight.census().registry();
  }

  /// Whose home, and of what.
  ///
  /// @param persona its id or one of its names
  /// @param person whose services are meant; nothing for everybody's
  /// @param service one service alone; nothing for all
  /// @param statement a statement's name, or `latest`
  /// @param lines which of the services are shown, worst first
  record Wanted(
      String persona,
      @Nullable String person,
      @Nullable String service,
      String statement,
      Lines lines) {}

  /// A page of services.
  ///
  /// @param page its number, from 1
  /// @param rows how many it holds
  record Lines(int page, int rows) {}

  /// A persona's home.
  HomeView home(Wanted wanted) {
    Seats.Census census = sight.census();
    Personas personas = census.roster().personas();
    Persona persona = persona(personas, wanted.persona());
    Statement statement = budgets.named(wanted.statement());
    Staffing staffing = sight.staffing(census, statement.asOf());
    PersonRef person = wanted.person() == null ? null : person(census, staffing, wanted.person());
    View view = new View(census.registry(), staffing, statement);
    SortedSet<ServiceId> services = scenes.services(view, persona, person);
    if (wanted.service() != null) {
      services = one(services, wanted.service(), person);
    }
    services = seen(personas, persona, services);
    boolean latest = wanted.statement().equals("latest");
    Scene scene = scenes.of(view, new Scenes.Of(persona, services, wanted.lines(), latest));
    return latest
        ? now(scene, person, wanted.service())
        : scene.home().of(person, wanted.service(), headline(scene, person));
  }

  private static String headline(Scene scene, @Nullable PersonRef person) {
    return person == null ? scene.home().headline() : Headlines.of(scene.lens().of(person));
  }

  /// With what is of now, and perhaps one person's own.
  private HomeView now(Scene scene, @Nullable PersonRef person, @Nullable String service) {
    Inboxes.Moment moment = inboxes.moment();
    return scene
        .own()
        .of(
            this,
            new OwnKey(person, service, moment),
            () -> {
              Lens lens = person == null ? scene.lens() : scene.lens().of(person);
              Present present = inboxes.present();
              return scene
                  .home()
                  .of(person, service, headline(scene, person))
                  .with(
                      inboxes.of(lens, present, service),
                      Answers.passing(lens, present, scene.past())
                          .over(scene.home().questions(), lens.persona().id()));
            });
  }

  /// Who sees only what they consume has one home: the consumer's, of that.
  private SortedSet<ServiceId> seen(
      Personas personas, Persona persona, SortedSet<ServiceId> services) {
    if (sight.isWhole()) {
      return services;
    }
    if (!personas.treatedAs(persona.id()).equals(SeatPlan.CONSUMER)) {
      throw new Refused(
          Refused.Reason.FORBIDDEN,
          "The home of %s tells of services that you do not consume.".formatted(persona.name()),
          "A consumer sees what they consume.",
          "Yours is /home/%s.".formatted(SeatPlan.CONSUMER));
    }
    List<ServiceId> seen = sight.seen(services);
    return seen.size() == services.size() ? services : new TreeSet<>(seen);
  }

  /// The hats of a person: those they hold, and those under which something waits for them.
  List<HomeView.Mine> mine(PersonRef person, Statement statement) {
    Seats.Census census = sight.census();
    Roster roster = census.roster();
    Map<PersonaId, Long> waiting = inboxes.counts(person);
    Map<PersonaId, Integer> services =
        sight.staffing(census, statement.asOf()).hats(person).stream()
            .collect(
                Collectors.toMap(Staffing.Hat::persona, hat -> hat.services().size(), Math::max));
    return roster.personas().distinct().stream()
        .filter(each -> services.containsKey(each.id()) || waiting.containsKey(each.id()))
        .map(
            each ->
                new HomeView.Mine(
                    each.id().value(),
                    each.name(),
                    services.getOrDefault(each.id(), 0),
                    waiting.getOrDefault(each.id(), 0L)))
        .toList();
  }

  /// Whether the caller sees every service.
  boolean seesAll() {
    return sight.isWhole();
  }

  private static Persona persona(Personas personas, String name) {
    return switch (personas.find(name)) {
      case Personas.Match.Found found -> found.persona();
      case Personas.Match.Ambiguous ambiguous ->
          throw Refused.notFound(
              "Persona '%s' means several.".formatted(name),
              ambiguous.flaw().expected(),
              ambiguous.flaw().remedy());
      case Personas.Match.Unknown _ ->
          throw Refused.notFound(
              "There is no such persona.",
              "Personas are registered by id, name or alias.",
              "/personas lists them.");
    };
  }

  private static PersonRef person(Seats.Census census, Staffing staffing, String name) {
    try {
      PersonRef person = new PersonRef(name);
      if (staffing.holds(person) || census.roster().directory().person(person).isPresent()) {
        return person;
      }
    } catch (IllegalArgumentException e) {
      // Not the shape of a person's name, so nobody has it.
    }
    throw Refused.notFound(
        "There is no such person.",
        "People are registered as User entities or named by assignments.",
        "/people lists them.");
  }

  private static SortedSet<ServiceId> one(
      SortedSet<ServiceId> services, String name, @Nullable PersonRef person) {
    return services.stream()
        .filter(each -> each.value().equals(name))
        .findFirst()
        .map(Scenes::only)
        .orElseThrow(
            () ->
                Refused.notFound(
                    "Service '%s' is not among the services of this home.".formatted(name),
                    "A home shows registered services%s."
                        .formatted(person == null ? "" : " that the person holds this persona for"),
                    "/services lists all."));
  }
}

package dev.parallax.server.home;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Statement;
import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.budget.Statement.State;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Persona;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Personas;
import dev.parallax.governance.Resolution;
import dev.parallax.governance.Roster;
import dev.parallax.governance.Staffing;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.server.budgets.Budgets;
import dev.parallax.server.budgets.SloView;
import dev.parallax.server.budgets.Wording;
import dev.parallax.server.catalog.Registry;
import dev.parallax.server.catalog.Service;
import dev.parallax.server.governance.Sight;
import dev.parallax.server.shell.Installation;
import dev.parallax.server.shell.Refused;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What people do with homes: open one.
@Singleton
public class Homes {
  private static final int MOST_SEATS = 5;

  private final Budgets budgets;
  private final Wording wording;
  private final Installation installation;
  private final Sight sight;
  private final Inboxes inboxes;

  Homes(Budgets budgets, Wording wording, Installation installation, Sight sight, Inboxes inboxes) {
    this.sight = sight;
    this.inboxes = inboxes;
    this.budgets = budgets;
    this.wording = wording;
    this.installation = installation;
  }

  Registry registry() {
    return sight.census().registry();
  }

  /// Whose home, and of what.
  ///
  /// @param persona its id or one of its names
  /// @param person whose services are meant; nothing for everybody's
  /// @param service one service alone; nothing for all
  /// @param statement a statement's name, or `latest`
  record Wanted(
      String persona, @Nullable String person, @Nullable String service, String statement) {}

  /// A persona's home.
  HomeView home(Wanted wanted) {
    Registry registry = registry();
    Persona persona = persona(registry.roster().personas(), wanted.persona());
    Statement statement = budgets.named(wanted.statement());
    Staffing staffing = registry.roster().at(statement.asOf());
    PersonRef person = wanted.person() == null ? null : person(registry, staffing, wanted.person());
    SortedSet<ServiceId> services = services(registry, staffing, persona, person, wanted.service());
    refuseWhatConsumersDoNotSee(registry, persona, services);
    Lens lens = new Lens(persona, person, services, statement, registry, staffing, wording);
    boolean latest = wanted.statement().equals("latest");
    return new HomeView(
        persona.id().value(),
        new HomeView.PersonaBody(
            persona.id().value(),
            persona.name(),
            persona.definedName(),
            persona.charter().decides(),
            persona.charter().altitude()),
        new HomeView.StatementBody(
            statement.id().toString(), statement.asOf(), wording.minute(statement.asOf())),
        person == null ? null : person.value(),
        wanted.service(),
        installation.isSample(),
        Headlines.of(lens),
        Headlines.measured(lens),
        lines(lens),
        latest ? inboxes.of(lens, wanted.service()) : InboxView.NONE,
        seats(lens),
        new Answers(lens, inboxes.present(latest), then -> budgets.before(statement, then))
            .of(persona.id()));
  }

  /// Who sees only what they consume has one home: the consumer's, of that.
  private void refuseWhatConsumersDoNotSee(
      Registry registry, Persona persona, SortedSet<ServiceId> services) {
    if (sight.isWhole()) {
      return;
    }
    if (!registry.roster().personas().treatedAs(persona.id()).equals(SeatPlan.CONSUMER)) {
      throw new Refused(
          Refused.Reason.FORBIDDEN,
          "The home of %s tells of services that you do not consume.".formatted(persona.name()),
          "A consumer sees what they consume.",
          "Yours is /home/%s.".formatted(SeatPlan.CONSUMER));
    }
    services.retainAll(Set.copyOf(sight.seen(services)));
  }

  /// The hats of a person: those they hold, and those under which something waits for them.
  List<HomeView.Mine> mine(PersonRef person, Statement statement) {
    Roster roster = registry().roster();
    Map<PersonaId, Long> waiting = inboxes.counts(person);
    Map<PersonaId, Integer> services =
        roster.at(statement.asOf()).hats(person).stream()
            .collect(Collectors.toMap(Staffing.Hat::persona, hat -> hat.services().size()));
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

  private static PersonRef person(Registry registry, Staffing staffing, String name) {
    try {
      PersonRef person = new PersonRef(name);
      boolean known =
          staffing.people().contains(person)
              || registry.roster().directory().people().stream()
                  .anyMatch(each -> each.ref().equals(person));
      if (known) {
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

  private static SortedSet<ServiceId> services(
      Registry registry,
      Staffing staffing,
      Persona persona,
      @Nullable PersonRef person,
      @Nullable String service) {
    SortedSet<ServiceId> services = new TreeSet<>(registry.services().keySet());
    if (person != null) {
      services = new TreeSet<>();
      for (Staffing.Hat hat : staffing.hats(person)) {
        if (hat.persona().equals(registry.roster().personas().treatedAs(persona.id()))) {
          services.addAll(hat.services());
        }
      }
    }
    if (service != null) {
      services.removeIf(each -> !each.value().equals(service));
      if (services.isEmpty()) {
        throw Refused.notFound(
            "Service '%s' is not among the services of this home.".formatted(service),
            "A home shows registered services%s."
                .formatted(person == null ? "" : " that the person holds this persona for"),
            "/services lists all.");
      }
    }
    return services;
  }

  private List<HomeView.ServiceLine> lines(Lens lens) {
    return lens.services().stream()
        .sorted(
            Comparator.comparing(
                    (ServiceId id) -> worst(lens, id).orElse(null),
                    Comparator.nullsLast(Wording.WORST_FIRST))
                .thenComparing(Comparator.naturalOrder()))
        .map(id -> line(lens, id))
        .toList();
  }

  private static Optional<SloFigures> worst(Lens lens, ServiceId id) {
    return lens.statement().of(id).stream().min(Wording.WORST_FIRST);
  }

  private HomeView.ServiceLine line(Lens lens, ServiceId id) {
    List<SloFigures> slos = lens.statement().of(id);
    SloView worst = worst(lens, id).map(wording::view).orElse(null);
    State state = lens.state(id);
    return new HomeView.ServiceLine(
        id.value(),
        lens.title(id),
        lens.registry().service(id).map(Service::tier).orElse(null),
        worst == null ? "unknown" : worst.state(),
        worst == null ? "No SLO" : Wording.stateText(state),
        slos.size(),
        worst);
  }

  private static List<HomeView.SeatLine> seats(Lens lens) {
    return lens.staffing().vacancies().stream()
        .filter(post -> lens.services().contains(post.service()))
        .filter(post -> List.of(Lens.SERVICE_OWNER, Lens.PRODUCT_OWNER).contains(post.persona()))
        .limit(MOST_SEATS)
        .map(
            post -> {
              Resolution resolution =
                  lens.roster().resolve(post.persona(), post.service(), lens.asOf());
              String why =
                  resolution instanceof Resolution.Vacant vacant ? vacant.reason().sentence() : "";
              return new HomeView.SeatLine(
                  post.service().value(),
                  lens.title(post.service()),
                  post.persona().value(),
                  lens.personaName(post.persona()),
                  why);
            })
        .toList();
  }
}

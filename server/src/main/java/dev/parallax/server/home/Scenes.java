package dev.parallax.server.home;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Statement;
import dev.parallax.budget.Statement.State;
import dev.parallax.budget.StatementId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Persona;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Resolution;
import dev.parallax.governance.Staffing;
import dev.parallax.server.budgets.SloView;
import dev.parallax.server.budgets.Standing;
import dev.parallax.server.budgets.Standings;
import dev.parallax.server.budgets.Wording;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.catalog.Registry;
import dev.parallax.server.catalog.Service;
import dev.parallax.server.shell.Installation;
import dev.parallax.server.shell.Lately;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What a home shows to everybody who looks at the same services with the same eyes, worked out
/// once a statement: figures, headline, and the answers that no decision changes.
@Singleton
class Scenes {
  private static final int MOST_SEATS = 5;

  /// Of how many people the services are kept that they hold a persona for.
  private static final int KEPT_SERVICES = 1000;

  private static final int KEPT = 200;

  /// Of how many people what is their own is kept.
  private static final int KEPT_PEOPLE = 100;

  /// Of how many statements and staffings anything is kept: each is large.
  private static final int KEPT_MOMENTS = 3;

  private final Catalog catalog;
  private final Standings standings;
  private final Inboxes inboxes;
  private final Wording wording;
  private final Installation installation;
  private final Lately<Lately.Same, Lately<Holding, SortedSet<ServiceId>>> services =
      new Lately<>(KEPT_MOMENTS);
  private final Lately<StatementId, Lately<Key, Scene>> kept = new Lately<>(KEPT_MOMENTS);
  private final Set<Key> preparing = ConcurrentHashMap.newKeySet();

  Scenes(
      Catalog catalog,
      Standings standings,
      Inboxes inboxes,
      Wording wording,
      Installation installation) {
    this.catalog = catalog;
    this.standings = standings;
    this.inboxes = inboxes;
    this.wording = wording;
    this.installation = installation;
  }

  /// What is looked at.
  ///
  /// @param registry what the caller sees of it
  /// @param staffing everybody's hats at the statement's instant
  record View(Registry registry, Staffing staffing, Statement statement) {}

  /// With whose eyes, at what.
  ///
  /// @param latest whether the statement is the newest, so that what is of now may be shown
  record Of(Persona persona, SortedSet<ServiceId> services, Homes.Lines lines, boolean latest) {}

  /// @param home without anything that is one person's own, or of now
  /// @param own what is one person's own beside it
  record Scene(Lens lens, HomeView home, Past past, Lately<Homes.OwnKey, HomeView> own) {}

  /// Who holds what, as some registry says; nobody: all services.
  private record Holding(Lately.Same registry, PersonaId persona, @Nullable PersonRef person) {}

  /// @param services those that are many as themselves
  private record Key(
      Lately.Same registry,
      PersonaId persona,
      Object services,
      Homes.Lines lines,
      boolean latest,
      Lately.Same plan) {}

  /// One service, as the services of a home.
  static SortedSet<ServiceId> only(ServiceId service) {
    return Collections.unmodifiableSortedSet(new TreeSet<>(List.of(service)));
  }

  /// The services of a home: those for which a person holds a persona, or all; the same set as long
  /// as it says the same.
  SortedSet<ServiceId> services(View view, Persona persona, @Nullable PersonRef person) {
    Registry registry = view.registry();
    PersonaId held = registry.roster().personas().treatedAs(persona.id());
    return services
        .of(
            catalog.registry(),
            new Lately.Same(person == null ? null : view.staffing()),
            () -> new Lately<>(KEPT_SERVICES))
        .of(
            this,
            new Holding(new Lately.Same(registry), held, person),
            () ->
                person == null
                    ? unmodifiable(registry.services().keySet())
                    : heldBy(view, persona, held, person));
  }

  private SortedSet<ServiceId> heldBy(
      View view, Persona persona, PersonaId held, PersonRef person) {
    TreeSet<ServiceId> found = new TreeSet<>();
    for (Staffing.Hat hat : view.staffing().hats(person)) {
      if (hat.persona().equals(held)) {
        found.addAll(hat.services());
      }
    }
    return found.size() == view.registry().services().size()
        ? services(view, persona, null)
        : Collections.unmodifiableSortedSet(found);
  }

  private static SortedSet<ServiceId> unmodifiable(Iterable<ServiceId> all) {
    TreeSet<ServiceId> copy = new TreeSet<>();
    all.forEach(copy::add);
    return Collections.unmodifiableSortedSet(copy);
  }

  /// The scene of a statement. Of a statement that is a moment old, it is perhaps still being
  /// worked out: then it is that of the minute before, which says so, and nobody waits.
  Scene of(View view, Of of) {
    Present present = inboxes.lasting(of.latest());
    Key key =
        new Key(
            new Lately.Same(view.registry()),
            of.persona().id(),
            of.services().size() == 1 ? of.services() : new Lately.Same(of.services()),
            of.lines(),
            of.latest(),
            new Lately.Same(present.plan()));
    Lately<Key, Scene> scenes = scenes(view.statement().id());
    Optional<Scene> before = of.latest() ? before(view.statement().id(), key) : Optional.empty();
    if (before.isPresent() && scenes.ready(this, key).isEmpty()) {
      prepare(key, () -> scenes.of(this, key, () -> make(view, of, present)));
      return before.get();
    }
    return scenes.of(this, key, () -> make(view, of, present));
  }

  private Lately<Key, Scene> scenes(StatementId statement) {
    return kept.of(catalog.registry(), statement, () -> new Lately<>(KEPT));
  }

  /// Of the minute before, where nothing but time has passed since.
  private Optional<Scene> before(StatementId statement, Key key) {
    return kept.ready(
            catalog.registry(), new StatementId(statement.asOfMinute() - 1, statement.revision()))
        .flatMap(scenes -> scenes.ready(this, key));
  }

  private void prepare(Key key, Runnable work) {
    if (preparing.add(key)) {
      Thread.ofVirtual()
          .name("home")
          .start(
              () -> {
                try {
                  work.run();
                } finally {
                  preparing.remove(key);
                }
              });
    }
  }

  private Scene make(View view, Of of, Present present) {
    Statement statement = view.statement();
    Standing standing = standings.of(statement);
    Lens lens =
        new Lens(
            of.persona(),
            null,
            of.services(),
            standing.of(of.services()),
            standing,
            statement.asOf(),
            view.registry(),
            view.staffing(),
            wording);
    Past past = (then, slo) -> standings.before(statement, then, slo);
    Answers answers = Answers.lasting(lens, present, past);
    return new Scene(
        lens, home(lens, statement, of.lines(), answers), past, new Lately<>(KEPT_PEOPLE));
  }

  private HomeView home(Lens lens, Statement statement, Homes.Lines lines, Answers answers) {
    Persona persona = lens.persona();
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
        null,
        null,
        installation.isSample(),
        Headlines.of(lens),
        Headlines.measured(lens),
        lines(lens, lines),
        page(lens.services().size(), lines),
        InboxView.NONE,
        seats(lens),
        answers.of(persona.id()));
  }

  private static HomeView.PageBody page(int services, Homes.Lines lines) {
    int pages = Math.max(1, Math.ceilDiv(services, lines.rows()));
    return new HomeView.PageBody(Math.clamp(lines.page(), 1, pages), pages, services);
  }

  /// Those that stand worst come first, those of which nothing is promised last.
  private List<HomeView.ServiceLine> lines(Lens lens, Homes.Lines lines) {
    HomeView.PageBody page = page(lens.services().size(), lines);
    return lens.services().stream()
        .sorted(Comparator.comparingInt((ServiceId id) -> rank(lens, id)))
        .skip((page.number() - 1L) * lines.rows())
        .limit(lines.rows())
        .map(id -> line(lens, id))
        .toList();
  }

  private static int rank(Lens lens, ServiceId id) {
    return lens.standing().worst(id).map(Standing.Place::rank).orElse(Integer.MAX_VALUE);
  }

  private HomeView.ServiceLine line(Lens lens, ServiceId id) {
    SloView worst =
        lens.standing().worst(id).map(place -> wording.view(place.figures())).orElse(null);
    State state = lens.state(id);
    return new HomeView.ServiceLine(
        id.value(),
        lens.title(id),
        lens.registry().service(id).map(Service::tier).orElse(null),
        worst == null ? "unknown" : worst.state(),
        worst == null ? "No SLO" : Wording.stateText(state),
        lens.slosOf(id).size(),
        worst);
  }

  private static List<HomeView.SeatLine> seats(Lens lens) {
    return lens.staffing().vacancies().stream()
        .filter(post -> List.of(Lens.SERVICE_OWNER, Lens.PRODUCT_OWNER).contains(post.persona()))
        .filter(post -> lens.services().contains(post.service()))
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

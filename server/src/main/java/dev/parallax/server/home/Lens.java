package dev.parallax.server.home;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Slo;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.Statement;
import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Persona;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Resolution;
import dev.parallax.governance.Roster;
import dev.parallax.governance.Staffing;
import dev.parallax.server.budgets.Standing;
import dev.parallax.server.budgets.Wording;
import dev.parallax.server.catalog.Registry;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What one persona looks at: a statement, the services that are meant, and the people around them.
///
/// @param person whose services are meant, or nothing for all of them
/// @param services the services in view
/// @param slos the figures of the services in view, worst first
record Lens(
    Persona persona,
    @Nullable PersonRef person,
    SortedSet<ServiceId> services,
    List<SloFigures> slos,
    Standing standing,
    Instant asOf,
    Registry registry,
    Staffing staffing,
    Wording wording) {
  static final PersonaId SERVICE_OWNER = new PersonaId("service-owner");
  static final PersonaId PRODUCT_OWNER = new PersonaId("product-owner");

  /// The same for one person.
  Lens of(PersonRef one) {
    return new Lens(persona, one, services, slos, standing, asOf, registry, staffing, wording);
  }

  Roster roster() {
    return registry.roster();
  }

  List<SloFigures> slos(Statement.State state) {
    return slos.stream().filter(figures -> figures.state() == state).toList();
  }

  /// The definitions of the services in view, in every version, by id.
  List<SloHistory> histories() {
    return services.stream()
        .flatMap(service -> registry.slosOf(service).stream())
        .sorted(Comparator.comparing(SloHistory::id))
        .toList();
  }

  /// The figures of a service, worst first.
  List<SloFigures> slosOf(ServiceId service) {
    return standing.of(service);
  }

  /// The state of a service: that of its worst SLO; unknown where it has none.
  Statement.State state(ServiceId service) {
    return standing
        .worst(service)
        .map(worst -> worst.figures().state())
        .orElse(Statement.State.UNKNOWN);
  }

  String title(ServiceId service) {
    return registry.titleOf(service);
  }

  /// A service and an SLO of it, in words: `Checkout, Answered in time`.
  String title(SloFigures figures) {
    return title(figures.slo());
  }

  /// The same of its definition.
  String title(Slo slo) {
    String service = title(slo.service());
    String name = slo.displayName();
    return name.startsWith(service) ? name : service + ", " + name;
  }

  /// How an SLO stands, as a sentence that begins with its name.
  String sentence(SloFigures figures) {
    return title(figures) + " " + wording.sentence(figures.worst());
  }

  /// The people who hold a persona of a service, or `nobody`.
  String holders(PersonaId persona, ServiceId service) {
    Resolution resolution = roster().resolve(persona, service, asOf());
    List<PersonRef> people = resolution.people();
    return people.isEmpty()
        ? "nobody"
        : people.stream().map(roster().directory()::nameOf).collect(Collectors.joining(", "));
  }

  String personaName(PersonaId id) {
    return roster().personas().get(id).map(Persona::name).orElse(id.value());
  }
}

package dev.parallax.server.home;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Slo;
import dev.parallax.budget.Statement;
import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Persona;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Resolution;
import dev.parallax.governance.Roster;
import dev.parallax.governance.Staffing;
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
record Lens(
    Persona persona,
    @Nullable PersonRef person,
    SortedSet<ServiceId> services,
    Statement statement,
    Registry registry,
    Staffing staffing,
    Wording wording) {
  static final PersonaId SERVICE_OWNER = new PersonaId("service-owner");
  static final PersonaId PRODUCT_OWNER = new PersonaId("product-owner");

  Instant asOf() {
    return statement.asOf();
  }

  Roster roster() {
    return registry.roster();
  }

  /// The figures of the services in view, worst first.
  List<SloFigures> slos() {
    return statement.slos().stream()
        .filter(figures -> services.contains(figures.slo().service()))
        .sorted(Wording.WORST_FIRST)
        .toList();
  }

  List<SloFigures> slos(Statement.State state) {
    return slos().stream().filter(figures -> figures.state() == state).toList();
  }

  /// The state of a service: that of its worst SLO; unknown where it has none.
  Statement.State state(ServiceId service) {
    return statement.of(service).stream()
        .map(SloFigures::state)
        .min(Comparator.naturalOrder())
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

package dev.parallax.server.seating;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Assignment;
import dev.parallax.governance.Assignments;
import dev.parallax.governance.Directory;
import dev.parallax.governance.Directory.Person;
import dev.parallax.governance.Directory.Placement;
import dev.parallax.governance.Holder;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Personas;
import dev.parallax.governance.Roster;
import dev.parallax.governance.Scope;
import dev.parallax.governance.raci.Adoption;
import dev.parallax.governance.raci.Matrices;
import dev.parallax.governance.raci.Mode;
import dev.parallax.governance.raci.ShippedMatrices;
import dev.parallax.governance.seat.Availability;
import dev.parallax.governance.seat.ReportingLines;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.governance.seat.SeatPlan.Ladder;
import dev.parallax.server.catalog.Registry;
import dev.parallax.server.catalog.Service;
import dev.parallax.server.governance.Seats;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// The small organisation in which the stories of the gate take place: ann owns checkout, bob
/// develops it, cat consumes it and nothing else, eve keeps the installation.
final class Town {
  static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  static final PersonRef ANN = new PersonRef("ann");
  static final PersonRef BOB = new PersonRef("bob");
  static final PersonRef CAT = new PersonRef("cat");
  static final PersonRef EVE = new PersonRef("eve");

  private Town() {}

  static Moment moment(Mode mode) {
    Directory directory =
        new Directory(
            List.of(
                new Person(ANN, "Ann"),
                new Person(BOB, "Bob"),
                new Person(CAT, "Cat"),
                new Person(EVE, "Eve")),
            List.of(),
            List.of(),
            List.of(
                new Placement(new ServiceId("checkout"), null),
                new Placement(new ServiceId("search"), null),
                new Placement(new ServiceId("parallax"), null)));
    Roster roster =
        new Roster(
            Personas.builtIn(),
            directory,
            Assignments.of(
                assigned("service-owner", ANN),
                assigned("developer", BOB),
                assigned("service-consumer", CAT)));
    Adoption adoption =
        new Adoption(
            new Scope.Organisation(),
            new Adoption.Template(
                ShippedMatrices.reconciled().id(), ShippedMatrices.reconciled().version()),
            List.of(),
            Map.of(Adoption.EVERY, mode),
            List.of(),
            "test");
    Matrices matrices = new Matrices(List.of(), List.of(adoption), directory::scopesOf);
    SeatPlan plan =
        new SeatPlan(
            roster,
            matrices,
            Availability.full(),
            List.of(),
            new Ladder(ReportingLines.none(), List.of(EVE)));
    return new Moment(
        plan, new Seats.Census(registry(roster, matrices), roster.at(NOW), NOW, Map.of()), NOW);
  }

  private static Registry registry(Roster roster, Matrices matrices) {
    TreeMap<ServiceId, Service> services = new TreeMap<>();
    roster
        .services()
        .forEach(
            id ->
                services.put(
                    id, new Service(id, id.value(), "", null, null, null, null, new TreeSet<>())));
    return new Registry(
        1,
        services,
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        roster,
        matrices,
        new TreeMap<>(),
        List.of());
  }

  private static Assignment assigned(String persona, PersonRef person) {
    return new Assignment(
        new PersonaId(persona),
        new Holder.Person(person),
        new Scope.ServiceScope(new ServiceId("checkout")),
        Assignment.Validity.ALWAYS,
        "town.yaml");
  }
}

package dev.parallax.governance.seat;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Assignment;
import dev.parallax.governance.Assignment.Rank;
import dev.parallax.governance.Assignment.Validity;
import dev.parallax.governance.Assignments;
import dev.parallax.governance.Directory;
import dev.parallax.governance.Directory.Group;
import dev.parallax.governance.Directory.Person;
import dev.parallax.governance.Directory.Placement;
import dev.parallax.governance.Directory.Schedule;
import dev.parallax.governance.Holder;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Personas;
import dev.parallax.governance.Roster;
import dev.parallax.governance.Scope;
import dev.parallax.governance.raci.Activity;
import dev.parallax.governance.raci.Adoption;
import dev.parallax.governance.raci.Alphabet;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.Matrices;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.RaciMatrix.Cell;
import dev.parallax.governance.raci.RaciMatrix.Column;
import dev.parallax.governance.raci.RaciMatrix.Fit;
import dev.parallax.governance.raci.RaciMatrix.Row;
import dev.parallax.governance.seat.SeatPlan.Ladder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The small office in which the stories about seats take place: service checkout of system shop,
/// and a matrix of two activities. Each story adds what it needs.
///
/// | | owner | developer | sre | executive |
/// |---|---|---|---|---|
/// | Agree on SLO | A | R | C | I |
/// | Measure | I | | A/R | |
public final class Office {
  public static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  public static final ServiceId CHECKOUT = new ServiceId("checkout");
  public static final ServiceId CART = new ServiceId("cart");
  public static final Scope FOR_CHECKOUT = new Scope.ServiceScope(CHECKOUT);
  public static final Scope FOR_ALL = new Scope.Organisation();

  public static final PersonaId OWNER = new PersonaId("service-owner");
  public static final PersonaId DEVELOPER = new PersonaId("developer");
  public static final PersonaId SRE = new PersonaId("sre");
  public static final PersonaId EXECUTIVE = new PersonaId("executive");
  public static final PersonaId CONSUMER = new PersonaId("service-consumer");

  public static final PersonRef ANN = new PersonRef("ann");
  public static final PersonRef BOB = new PersonRef("bob");
  public static final PersonRef CAT = new PersonRef("cat");
  public static final PersonRef DAN = new PersonRef("dan");
  public static final PersonRef EVE = new PersonRef("eve");

  public static final Seat ANSWERS = new Seat(CHECKOUT, "agree", Capability.ANSWER);
  public static final Seat DOES = new Seat(CHECKOUT, "agree", Capability.PERFORM);
  public static final Seat IS_ASKED = new Seat(CHECKOUT, "agree", Capability.CONSULT);
  public static final Seat IS_TOLD = new Seat(CHECKOUT, "agree", Capability.INFORM);

  private final List<Assignment> assignments = new ArrayList<>();
  private final List<Person> people = new ArrayList<>();
  private final List<Group> groups = new ArrayList<>();
  private final List<Schedule> schedules = new ArrayList<>();
  private final List<Absence> absences = new ArrayList<>();
  private final List<Delegation> delegations = new ArrayList<>();
  private final List<PersonRef> keepers = new ArrayList<>();
  private RaciMatrix matrix = matrix("A R C I", "I . A/R .");
  private boolean shipped;

  public Office() {}

  public Office assign(PersonaId persona, PersonRef person) {
    return assign(persona, person, Rank.PEER);
  }

  public Office assign(PersonaId persona, PersonRef person, Rank rank) {
    return assign(persona, new Holder.Person(person), rank);
  }

  public Office assign(PersonaId persona, Holder holder, Rank rank) {
    return with(
        new Assignment(persona, holder, FOR_CHECKOUT, Validity.ALWAYS, "office.yaml").as(rank));
  }

  public Office with(Assignment assignment) {
    assignments.add(assignment);
    return this;
  }

  public Office with(Person person) {
    people.add(person);
    return this;
  }

  public Office with(RaciMatrix other) {
    matrix = other;
    return this;
  }

  /// With the matrices that come with Parallax instead of its own.
  public Office asShipped() {
    shipped = true;
    return this;
  }

  public Office group(String name, PersonRef... members) {
    groups.add(Group.of(name, members));
    return this;
  }

  public Office reports(PersonRef person, PersonRef to) {
    return with(new Person(person, person.value()).reportingTo(to));
  }

  public Office away(PersonRef person) {
    return away(person, thisWeek());
  }

  public Office handsOver(PersonRef by, PersonRef to) {
    return with(delegation(by, to));
  }

  public Office with(Delegation delegation) {
    delegations.add(delegation);
    return this;
  }

  public Office with(Schedule schedule) {
    schedules.add(schedule);
    return this;
  }

  public Office away(PersonRef person, Span span) {
    absences.add(new Absence("a" + absences.size(), person, span, "on leave"));
    return this;
  }

  public Office keeper(PersonRef person) {
    keepers.add(person);
    return this;
  }

  public static Delegation delegation(PersonRef by, PersonRef to) {
    return new Delegation(by + "-" + to, by, to, Delegation.Reach.everything(), thisWeek(), false);
  }

  public static Span thisWeek() {
    return new Span(NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(6)));
  }

  public SeatPlan plan() {
    Directory directory =
        new Directory(
            people,
            groups,
            schedules,
            List.of(new Placement(CHECKOUT, "shop"), new Placement(CART, null)));
    return new SeatPlan(
        new Roster(Personas.builtIn(), directory, new Assignments(assignments)),
        shipped
            ? Matrices.shipped(directory::scopesOf)
            : new Matrices(List.of(matrix), List.of(adoption()), directory::scopesOf),
        Availability.of(directory, absences),
        delegations,
        new Ladder(ReportingLines.of(directory), keepers));
  }

  public Seating seat(Seat seat) {
    return plan().seat(seat, NOW);
  }

  private Adoption adoption() {
    return new Adoption(
        FOR_ALL,
        new Adoption.Template(matrix.id(), matrix.version()),
        List.of(),
        Map.of(),
        List.of(),
        "office.yaml");
  }

  public static RaciMatrix matrix(String agree, String measure) {
    return new RaciMatrix(
        "office",
        "Office",
        "1",
        "test",
        Alphabet.RACI,
        List.of(
            column("Owner", OWNER),
            column("Developer", DEVELOPER),
            column("SRE", SRE),
            column("Executive", EXECUTIVE)),
        List.of(row("agree", "Agree on SLO", agree), row("measure", "Measure", measure)));
  }

  /// A matrix of one activity that one column answers for and does.
  ///
  /// @param personas those that the column stands for, with a `~` those that it comes near to
  static RaciMatrix answeredBy(String... personas) {
    List<Fit> fits =
        Arrays.stream(personas)
            .map(id -> new Fit(new PersonaId(id.replace("~", "")), id.startsWith("~")))
            .toList();
    return new RaciMatrix(
        "office",
        "Office",
        "1",
        "test",
        Alphabet.RACI,
        List.of(new Column("Somebody", fits)),
        List.of(row("agree", "Agree on SLO", "A/R")));
  }

  private static Column column(String header, PersonaId persona) {
    return new Column(header, List.of(new Fit(persona, false)));
  }

  private static Row row(String id, String name, String codes) {
    return new Row(
        new Activity(id, name, List.of()),
        Arrays.stream(codes.split(" ")).map(code -> Cell.of(code, Alphabet.RACI)).toList(),
        "");
  }
}

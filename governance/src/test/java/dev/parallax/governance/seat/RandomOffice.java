package dev.parallax.governance.seat;

import static dev.parallax.governance.RandomOrganisation.hour;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Assignment;
import dev.parallax.governance.Assignment.Rank;
import dev.parallax.governance.Assignment.Validity;
import dev.parallax.governance.Holder;
import dev.parallax.governance.NaiveResolver;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.RandomOrganisation;
import dev.parallax.governance.Resolution;
import dev.parallax.governance.Roster;
import dev.parallax.governance.Scope;
import dev.parallax.governance.Vacancy;
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
import dev.parallax.governance.seat.Delegation.Power;
import dev.parallax.governance.seat.Delegation.Reach;
import dev.parallax.governance.seat.SeatPlan.Ladder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A random organisation with a random matrix, absences, hand-overs, managers and keepers.
///
/// @param cells the personas of each `activity PART`, in the order of the columns
record RandomOffice(
    RandomOrganisation organisation,
    RaciMatrix matrix,
    Map<String, List<PersonaId>> cells,
    List<Absence> absences,
    Set<PersonRef> inactive,
    List<Delegation> delegations,
    Map<PersonRef, PersonRef> managers,
    List<PersonRef> keepers) {
  static final List<String> ACTIVITIES = List.of("a0", "a1", "a2");

  static RandomOffice of(long seed) {
    return new Maker(seed).make();
  }

  SeatPlan plan() {
    return plan(inactive);
  }

  SeatPlan plan(Set<PersonRef> gone) {
    Roster roster = organisation.roster();
    Adoption adoption =
        new Adoption(
            new Scope.Organisation(),
            new Adoption.Template(matrix.id(), matrix.version()),
            List.of(),
            Map.of(),
            List.of(),
            "test");
    return new SeatPlan(
        roster,
        new Matrices(List.of(matrix), List.of(adoption), roster.directory()::scopesOf),
        new Availability(absences, gone),
        delegations,
        new Ladder(new ReportingLines(managers), keepers));
  }

  /// Who held a persona last, where it lapsed and nobody holds it.
  Set<PersonRef> lapsed(PersonaId persona, ServiceId service, Instant at, NaiveResolver naive) {
    Set<PersonRef> last = new HashSet<>();
    if (naive.people(persona, service).isEmpty()
        && organisation.roster().resolve(persona, service, at)
            instanceof Resolution.Vacant vacant) {
      for (Vacancy why : vacant.reasons()) {
        if (why instanceof Vacancy.Lapsed lapsed
            && lapsed.last().holder() instanceof Holder.Person(PersonRef person)) {
          last.add(person);
        }
      }
    }
    return last;
  }

  private static final class Maker {
    private final RandomGenerator random;
    private final long seed;

    Maker(long seed) {
      this.seed = seed;
      this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(~seed);
    }

    RandomOffice make() {
      Map<String, List<PersonaId>> cells = new HashMap<>();
      RaciMatrix matrix = matrix(cells);
      Map<PersonRef, PersonRef> managers = new HashMap<>();
      for (int i = 0; i < 6; i++) {
        if (random.nextInt(3) > 0) {
          managers.put(new PersonRef("u" + i), person());
        }
      }
      return new RandomOffice(
          RandomOrganisation.of(seed).with(leaders()),
          matrix,
          cells,
          absences(),
          random.nextBoolean() ? Set.of() : Set.of(person()),
          delegations(),
          managers,
          random.nextInt(4) == 0 ? List.of() : List.of(person()));
    }

    private List<Assignment> leaders() {
      List<Assignment> leaders = new ArrayList<>();
      for (String persona : List.of("service-owner", "executive")) {
        for (int i = random.nextInt(3); i > 0; i--) {
          Assignment leader =
              new Assignment(
                  new PersonaId(persona),
                  new Holder.Person(person()),
                  new Scope.Organisation(),
                  Validity.ALWAYS,
                  "leader " + i);
          leaders.add(random.nextInt(3) == 0 ? leader.as(Rank.PRIMARY) : leader);
        }
      }
      return leaders;
    }

    private RaciMatrix matrix(Map<String, List<PersonaId>> cells) {
      List<Column> columns =
          IntStream.range(0, 5)
              .mapToObj(i -> new Column("P" + i, List.of(new Fit(new PersonaId("p" + i), false))))
              .toList();
      List<Row> rows = new ArrayList<>();
      for (String activity : ACTIVITIES) {
        List<Cell> row = new ArrayList<>();
        for (Column column : columns) {
          String code = List.of("", "A", "R", "C", "I", "V", "S", "A/R").get(random.nextInt(8));
          Cell cell = Cell.of(code, Alphabet.RACI_VS);
          row.add(cell);
          for (Capability each : cell.capabilities()) {
            cells
                .computeIfAbsent(activity + " " + each, _ -> new ArrayList<>())
                .add(column.personas().getFirst().persona());
          }
        }
        rows.add(new Row(new Activity(activity, activity, List.of()), row));
      }
      return new RaciMatrix("random", "Random", "1", "test", Alphabet.RACI_VS, columns, rows);
    }

    private List<Absence> absences() {
      return IntStream.range(0, random.nextInt(4))
          .mapToObj(i -> new Absence("a" + i, person(), span(), ""))
          .toList();
    }

    private Span span() {
      int from = random.nextInt(RandomOrganisation.HOURS);
      return new Span(hour(from), hour(from + 1 + random.nextInt(6)));
    }

    private List<Delegation> delegations() {
      List<Delegation> made = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        PersonRef by = person();
        PersonRef to = person();
        if (!by.equals(to)) {
          made.add(new Delegation("d" + i, by, to, reach(), span(), random.nextBoolean()));
        }
      }
      made.sort(
          (one, other) -> {
            int order = one.span().from().compareTo(other.span().from());
            return order == 0 ? one.id().compareTo(other.id()) : order;
          });
      return List.copyOf(made);
    }

    private Reach reach() {
      @Nullable PersonaId persona =
          random.nextInt(3) == 0 ? new PersonaId("p" + random.nextInt(5)) : null;
      @Nullable String activity =
          random.nextInt(3) == 0 ? ACTIVITIES.get(random.nextInt(ACTIVITIES.size())) : null;
      Scope scope =
          switch (random.nextInt(3)) {
            case 0 -> new Scope.Organisation();
            case 1 -> new Scope.SystemScope("y" + random.nextInt(2));
            default -> new Scope.ServiceScope(new ServiceId("s" + random.nextInt(5)));
          };
      EnumSet<Power> powers = EnumSet.of(Power.values()[random.nextInt(3)]);
      if (random.nextBoolean()) {
        powers = EnumSet.allOf(Power.class);
      }
      return new Reach(persona, scope, activity, powers);
    }

    private PersonRef person() {
      return new PersonRef("u" + random.nextInt(6));
    }
  }
}

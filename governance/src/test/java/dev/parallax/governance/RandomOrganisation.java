package dev.parallax.governance;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Assignment.Rank;
import dev.parallax.governance.Assignment.Validity;
import dev.parallax.governance.Directory.Group;
import dev.parallax.governance.Directory.Placement;
import dev.parallax.governance.Directory.Schedule;
import dev.parallax.governance.Directory.Shift;
import dev.parallax.governance.Persona.Charter;
import dev.parallax.governance.Persona.Kind;
import dev.parallax.governance.Persona.Label;
import dev.parallax.governance.Persona.Origin;
import dev.parallax.governance.Personas.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A small organisation made from a seed, dense enough that every rule of resolution meets every
/// other: few names, so that groups nest in circles, services hold for one another, and assignments
/// begin and end within the ten hours that are looked at.
public record RandomOrganisation(
    Personas personas,
    Map<PersonaId, PersonaId> merges,
    Map<PersonaId, PersonaId> fits,
    List<Group> groups,
    List<Schedule> schedules,
    List<Placement> services,
    List<Assignment> assignments) {
  public static final Instant START = Instant.parse("2026-11-23T00:00:00Z");
  public static final int HOURS = 10;

  public static RandomOrganisation of(long seed) {
    return new Maker(seed).make();
  }

  public static Instant hour(int hour) {
    return START.plus(Duration.ofHours(hour));
  }

  public Roster roster() {
    return roster(assignments);
  }

  public Roster roster(List<Assignment> ordered) {
    return new Roster(
        personas, new Directory(List.of(), groups, schedules, services), new Assignments(ordered));
  }

  /// The same with more assignments.
  public RandomOrganisation with(List<Assignment> more) {
    List<Assignment> all = new ArrayList<>(assignments);
    all.addAll(more);
    return new RandomOrganisation(personas, merges, fits, groups, schedules, services, all);
  }

  /// The services of the directory and one that it does not list.
  public List<ServiceId> askedServices() {
    List<ServiceId> asked = new ArrayList<>(services.stream().map(Placement::service).toList());
    asked.add(new ServiceId("stray"));
    return asked;
  }

  private static final class Maker {
    private final RandomGenerator random;

    Maker(long seed) {
      this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    RandomOrganisation make() {
      Personas personas = own();
      Map<PersonaId, PersonaId> merges = new LinkedHashMap<>();
      Map<PersonaId, PersonaId> fits = new TreeMap<>();
      for (int i = 0; i < 6; i++) {
        PersonaId one = persona();
        PersonaId other = persona();
        boolean merge = random.nextInt(3) == 0;
        Change change = merge ? personas.merge(one, other) : personas.bestFit(one, other);
        if (change instanceof Change.Made(Personas changed)) {
          personas = changed;
          (merge ? merges : fits).put(one, other);
        }
      }
      return new RandomOrganisation(
          personas, merges, fits, groups(), schedules(), services(), assignments());
    }

    private static Personas own() {
      return Personas.builtIn().add(IntStream.range(0, 5).mapToObj(Maker::own).toList()).orThrow();
    }

    private static Persona own(int i) {
      return new Persona(
          new PersonaId("p" + i),
          new Label("Persona " + (char) ('A' + i), List.of()),
          new Charter("Decides.", "Near."),
          null,
          new Origin(Kind.ORGANISATION, "test"));
    }

    private List<Group> groups() {
      return IntStream.range(0, 5)
          .mapToObj(
              i ->
                  new Group(
                      "g" + i, some(0, 2, this::person), some(0, 2, () -> "g" + random.nextInt(6))))
          .toList();
    }

    private List<Schedule> schedules() {
      return IntStream.range(0, 2)
          .mapToObj(i -> new Schedule("d" + i, some(0, 4, this::shift)))
          .toList();
    }

    private Shift shift() {
      int from = random.nextInt(HOURS);
      return new Shift(person(), hour(from), hour(from + 1 + random.nextInt(4)));
    }

    private List<Placement> services() {
      return IntStream.range(0, 5)
          .mapToObj(
              i -> new Placement(new ServiceId("s" + i), random.nextInt(4) == 0 ? null : system()))
          .toList();
    }

    private List<Assignment> assignments() {
      return some(
          0,
          24,
          () ->
              ranked(
                  new Assignment(
                      persona(), holder(), scope(), validity(), "line " + random.nextInt(9))));
    }

    /// A service that holds a persona is never primary: which of its people would be?
    private Assignment ranked(Assignment assignment) {
      return switch (random.nextInt(6)) {
        case 0 -> assignment.as(Rank.DEPUTY);
        case 1 ->
            assignment.holder() instanceof Holder.ServiceHolder
                ? assignment
                : assignment.as(Rank.PRIMARY);
        default -> assignment;
      };
    }

    private Holder holder() {
      return switch (random.nextInt(6)) {
        case 0, 1 -> new Holder.Person(person());
        case 2 -> new Holder.Group("g" + random.nextInt(6));
        case 3 -> new Holder.Schedule("d" + random.nextInt(3));
        default -> new Holder.ServiceHolder(service(), random.nextBoolean() ? null : persona());
      };
    }

    private Scope scope() {
      return switch (random.nextInt(4)) {
        case 0 -> new Scope.Organisation();
        case 1 -> new Scope.SystemScope(system());
        default -> new Scope.ServiceScope(service());
      };
    }

    private Validity validity() {
      int from = random.nextInt(HOURS);
      @Nullable Instant begin = random.nextInt(3) == 0 ? null : hour(from);
      @Nullable Instant end =
          random.nextInt(3) == 0 ? null : hour(from + 1 + random.nextInt(HOURS - from));
      return new Validity(begin, end);
    }

    private PersonaId persona() {
      return new PersonaId("p" + random.nextInt(5));
    }

    private PersonRef person() {
      return new PersonRef("u" + random.nextInt(6));
    }

    private ServiceId service() {
      return new ServiceId("s" + random.nextInt(5));
    }

    private String system() {
      return "y" + random.nextInt(2);
    }

    private <T> List<T> some(int least, int most, Supplier<T> one) {
      int count = random.nextInt(least, most + 1);
      List<T> made = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        made.add(one.get());
      }
      return made;
    }
  }
}

package dev.parallax.governance.seat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Assignment;
import dev.parallax.governance.Assignment.Rank;
import dev.parallax.governance.Assignment.Validity;
import dev.parallax.governance.Assignments;
import dev.parallax.governance.Directory;
import dev.parallax.governance.Directory.Group;
import dev.parallax.governance.Directory.Person;
import dev.parallax.governance.Directory.Placement;
import dev.parallax.governance.Holder;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Persona;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Personas;
import dev.parallax.governance.Roster;
import dev.parallax.governance.Scope;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.Matrices;
import dev.parallax.governance.raci.ShippedMatrices;
import dev.parallax.governance.seat.SeatPlan.Ladder;
import dev.parallax.governance.seat.analysis.BusFactor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// How fast a large plan answers. What it measured is printed; nothing about time is asserted,
/// since a machine may be busy.
class SeatSpeedTest {
  private static final int SERVICES = 10_000;
  private static final int QUESTIONS = 2_000;
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

  @Test
  void printsWhatAPlanOfTenThousandServicesCosts() {
    SeatPlan plan = plan();
    long[] seats = new long[2];
    print("warm-up of all seats", () -> seats[0] = plan.all(NOW).parallel().count());
    print(
        "%,d seats of %,d services".formatted(seats[0], SERVICES),
        () -> seats[0] = plan.all(NOW).parallel().count());
    print("the same again", () -> seats[0] = plan.all(NOW).parallel().count());
    print(
        "the nine steps of %,d services, each by who answers, does, is asked and is told"
            .formatted(SERVICES),
        () -> seats[1] = steps(plan));
    print("bus factor of %,d services".formatted(SERVICES), () -> BusFactor.catalogue(plan, NOW));
    Duration before = busy();
    int yes = 0;
    for (int i = 0; i < QUESTIONS; i++) {
      PersonRef person = new PersonRef("p" + i % 500);
      Ruling ruling =
          plan.mayDo(person, Deed.DECIDE, "agree", new ServiceId("s" + i % SERVICES), NOW);
      yes += ruling.explanation().getFirst().startsWith("Yes") ? 1 : 0;
    }
    System.out.printf(
        "one why with its sentences: %.1f µs of the processors%n",
        busy().minus(before).toNanos() / 1e3 / QUESTIONS);

    assertThat(seats[0]).isGreaterThan(SERVICES * 18L);
    assertThat(seats[1]).isGreaterThan(SERVICES * 9L);
    assertThat(yes).isBetween(1, QUESTIONS - 1);
  }

  /// How many seats of the nine steps of ADR-00006 somebody sits in.
  private static long steps(SeatPlan plan) {
    List<String> steps =
        ShippedMatrices.published().rows().stream().map(row -> row.activity().id()).toList();
    List<Capability> parts =
        List.of(Capability.ANSWER, Capability.PERFORM, Capability.CONSULT, Capability.INFORM);
    return plan.roster().services().parallelStream()
        .flatMap(
            service ->
                steps.stream()
                    .flatMap(step -> parts.stream().map(part -> new Seat(service, step, part))))
        .filter(seat -> plan.seat(seat, NOW).isFilled())
        .count();
  }

  private static void print(String what, Runnable work) {
    long before = System.nanoTime();
    Duration busy = busy();
    work.run();
    System.out.printf(
        "%s: %,d ms, of the processors %,d ms%n",
        what, (System.nanoTime() - before) / 1_000_000, busy().minus(busy).toMillis());
  }

  /// How long the processors have worked for this program, its housekeeping included.
  private static Duration busy() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /// A hundred systems of a hundred services; owners and teams by system, developers by service, a
  /// group that stands behind every tenth, deputies, absences and hand-overs.
  private static SeatPlan plan() {
    List<Person> people =
        IntStream.range(0, 500)
            .mapToObj(i -> new Person(person(i), "P" + i).reportingTo(new PersonRef("p" + i / 10)))
            .toList();
    List<Group> groups =
        IntStream.range(0, 100)
            .mapToObj(
                i ->
                    Group.of("g" + i, person(i), person(i + 100), person(i + 200), person(i + 300)))
            .toList();
    List<Placement> services =
        IntStream.range(0, SERVICES)
            .mapToObj(i -> new Placement(new ServiceId("s" + i), "y" + i % 100))
            .toList();
    Directory directory = new Directory(people, groups, List.of(), services);
    Roster roster = new Roster(Personas.builtIn(), directory, new Assignments(assignments()));
    return new SeatPlan(
        roster,
        Matrices.shipped(directory::scopesOf),
        new Availability(List.of(new Absence("a", person(7), week(), "")), List.of(person(13))),
        List.of(
            new Delegation(
                "d", person(3), person(4), Delegation.Reach.everything(), week(), false)),
        new Ladder(ReportingLines.of(directory), List.of(person(0))));
  }

  private static List<Assignment> assignments() {
    List<Assignment> assignments = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Scope system = new Scope.SystemScope("y" + i);
      for (Persona persona : Personas.builtIn().all()) {
        if (!persona.id().equals(SeatPlan.CONSUMER)) {
          assignments.add(assignment(persona.id(), new Holder.Person(person(i)), system));
        }
      }
      assignments.add(
          assignment(new PersonaId("service-owner"), new Holder.Person(person(i + 1)), system)
              .as(Rank.DEPUTY));
    }
    for (int i = 0; i < SERVICES; i++) {
      Scope service = new Scope.ServiceScope(new ServiceId("s" + i));
      Holder holder =
          i % 10 == 0 ? new Holder.Group("g" + i % 100) : new Holder.Person(person(i % 500));
      assignments.add(assignment(new PersonaId("developer"), holder, service));
    }
    return assignments;
  }

  private static Assignment assignment(PersonaId persona, Holder holder, Scope scope) {
    return new Assignment(persona, holder, scope, Validity.ALWAYS, "speed");
  }

  private static PersonRef person(int i) {
    return new PersonRef("p" + i);
  }

  private static Span week() {
    return new Span(NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(6)));
  }
}

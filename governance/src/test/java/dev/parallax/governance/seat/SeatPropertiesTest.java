package dev.parallax.governance.seat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.RandomOrganisation;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.seat.Seating.Contested;
import dev.parallax.governance.seat.Standing.Assigned;
import dev.parallax.governance.seat.Standing.DeputyOf;
import dev.parallax.governance.seat.Standing.Escalated;
import dev.parallax.governance.seat.Standing.OnBehalfOf;
import dev.parallax.governance.seat.Standing.Open;
import dev.parallax.governance.seat.analysis.BusFactor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What holds for every office. Each failure names its seed; `RandomOffice.of(seed)` makes it
/// again.
class SeatPropertiesTest {
  private static final int OFFICES = 400;
  private static final List<PersonRef> EVERYBODY =
      IntStream.range(0, 6).mapToObj(i -> new PersonRef("u" + i)).toList();

  private static Instant instant(long seed) {
    return RandomOrganisation.hour((int) (seed % RandomOrganisation.HOURS));
  }

  private static Matter matter(long seed, Instant at) {
    Map<PersonRef, String> conflicted =
        seed % 3 == 0 ? Map.of(EVERYBODY.get((int) (seed % 6)), "proposed it") : Map.of();
    return new Matter(at.minus(Duration.ofHours(seed % 4)), conflicted);
  }

  private static List<Seat> seats(RandomOffice office) {
    List<Seat> seats = new ArrayList<>();
    for (ServiceId service : office.organisation().askedServices()) {
      for (String activity : RandomOffice.ACTIVITIES) {
        for (Capability part : Capability.values()) {
          if (part != Capability.OMIT) {
            seats.add(new Seat(service, activity, part));
          }
        }
      }
    }
    return seats;
  }

  private static List<String> said(Seating seating) {
    Stream<String> first = seating instanceof Contested ? Stream.of("contested") : Stream.of();
    return Stream.concat(
            first,
            seating.sitters().stream()
                .map(
                    sitter ->
                        sitter.person()
                            + switch (sitter.standing()) {
                              case Assigned() -> " assigned";
                              case OnBehalfOf(PersonRef person, _) -> " for " + person;
                              case DeputyOf(PersonRef person) -> " deputy of " + person;
                              case Escalated(Standing.Rung rung) -> " up " + rung;
                              case Open() -> " open";
                            }))
        .toList();
  }

  @Test
  void aSeatIsFilledAsTheNaiveRulesFillIt() {
    Set<String> rights = new TreeSet<>();
    for (long seed = 0; seed < OFFICES; seed++) {
      RandomOffice office = RandomOffice.of(seed);
      SeatPlan plan = office.plan();
      Instant at = instant(seed);
      Matter matter = matter(seed, at);
      NaiveSeats naive = new NaiveSeats(office, at);
      for (Seat seat : seats(office)) {
        Seating seating = plan.seat(seat, matter, at);

        assertThat(said(seating))
            .as("seed %d: %s at %s%n%s", seed, seat, at, String.join("\n", seating.explanation()))
            .containsExactlyElementsOf(naive.sitters(seat, matter));
        said(seating).forEach(each -> rights.add(each.replaceAll("u\\d", "u")));
      }
    }
    assertThat(rights)
        .as("every right is met")
        .containsExactly(
            "contested",
            "u assigned",
            "u deputy of null",
            "u deputy of u",
            "u for u",
            "u up ANSWERABLE",
            "u up EXECUTIVE",
            "u up KEEPER",
            "u up MANAGER",
            "u up SERVICE_OWNER");
  }

  @Test
  void atMostOnePersonAnswersAndCanBeReached() {
    for (long seed = 0; seed < OFFICES; seed++) {
      RandomOffice office = RandomOffice.of(seed);
      Instant at = instant(seed);
      for (Seat seat : seats(office)) {
        Seating seating = office.plan().seat(seat, at);
        if (seat.part() == Capability.ANSWER) {
          assertThat(seating.sitters()).as("seed %d: %s", seed, seat).hasSizeLessThanOrEqualTo(1);
        }
        assertThat(seating.people()).as("seed %d", seed).doesNotHaveDuplicates();
        assertThat(seating.people()).as("seed %d", seed).noneMatch(office.inactive()::contains);
        assertThat(seating.explanation()).allMatch(sentence -> sentence.endsWith("."));
      }
    }
  }

  @Test
  void onlyThoseMayActWhoSitThereAndANoNamesThem() {
    for (long seed = 0; seed < OFFICES / 4; seed++) {
      RandomOffice office = RandomOffice.of(seed);
      SeatPlan plan = office.plan();
      Instant at = instant(seed);
      for (ServiceId service : office.organisation().askedServices()) {
        for (String activity : RandomOffice.ACTIVITIES) {
          for (Deed deed : List.of(Deed.COMMENT, Deed.PERFORM, Deed.DECIDE)) {
            Set<PersonRef> sitting = new HashSet<>();
            deed.grantedBy()
                .forEach(
                    part ->
                        sitting.addAll(plan.seat(new Seat(service, activity, part), at).people()));
            for (PersonRef person : EVERYBODY) {
              Ruling ruling = plan.mayDo(person, deed, activity, service, at);

              assertThat(ruling.isYes())
                  .as("seed %d: %s %s %s of %s", seed, person, deed, activity, service)
                  .isEqualTo(sitting.contains(person));
              if (ruling instanceof Ruling.No no && !office.inactive().contains(person)) {
                assertThat(no.whoMay())
                    .extracting(Sitter::person)
                    .containsExactlyInAnyOrderElementsOf(sitting);
              }
            }
          }
        }
      }
    }
  }

  @Test
  void theWholePlanSaysWhatEachSeatSays() {
    for (long seed = 0; seed < OFFICES / 4; seed++) {
      SeatPlan plan = RandomOffice.of(seed).plan();
      Instant at = instant(seed);

      assertThat(plan.all(at))
          .as("seed %d", seed)
          .allSatisfy(each -> assertThat(each).isEqualTo(plan.seat(each.seat(), at)));
    }
  }

  @Test
  void theBusFactorIsTheSmallestSetOfPeopleWhoseLeavingEmptiesASeat() {
    for (long seed = 0; seed < OFFICES / 4; seed++) {
      RandomOffice office = RandomOffice.of(seed);
      Instant at = instant(seed);
      for (ServiceId service : office.organisation().askedServices()) {
        assertThat(BusFactor.of(office.plan(), service, at).people())
            .as("seed %d: %s", seed, service)
            .isEqualTo(bySearch(office, service, at));
      }
    }
  }

  /// Every set of people is sent away, the small ones first, until some bench is empty.
  private static int bySearch(RandomOffice office, ServiceId service, Instant at) {
    int least = EVERYBODY.size();
    for (int mask = 0; mask < 1 << EVERYBODY.size(); mask++) {
      int size = Integer.bitCount(mask);
      Set<PersonRef> gone = new HashSet<>(office.inactive());
      for (int i = 0; i < EVERYBODY.size(); i++) {
        if ((mask >> i & 1) == 1) {
          gone.add(EVERYBODY.get(i));
        }
      }
      if (size < least
          && office.plan(gone).benches(service, at).stream()
              .anyMatch(bench -> bench.people().isEmpty())) {
        least = size;
      }
    }
    return least;
  }
}

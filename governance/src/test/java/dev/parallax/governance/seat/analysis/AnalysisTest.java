package dev.parallax.governance.seat.analysis;

import static dev.parallax.governance.seat.Office.ANN;
import static dev.parallax.governance.seat.Office.ANSWERS;
import static dev.parallax.governance.seat.Office.BOB;
import static dev.parallax.governance.seat.Office.CAT;
import static dev.parallax.governance.seat.Office.CHECKOUT;
import static dev.parallax.governance.seat.Office.DEVELOPER;
import static dev.parallax.governance.seat.Office.DOES;
import static dev.parallax.governance.seat.Office.EVE;
import static dev.parallax.governance.seat.Office.NOW;
import static dev.parallax.governance.seat.Office.OWNER;
import static dev.parallax.governance.seat.Office.SRE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.Assignment.Rank;
import dev.parallax.governance.Directory;
import dev.parallax.governance.Directory.Group;
import dev.parallax.governance.Directory.Person;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.seat.Bench;
import dev.parallax.governance.seat.Office;
import dev.parallax.governance.seat.Seat;
import dev.parallax.governance.seat.Seating;
import dev.parallax.governance.seat.Span;
import dev.parallax.governance.seat.analysis.Readiness.Lack;
import dev.parallax.governance.seat.analysis.Readiness.What;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnalysisTest {
  private static final Instant CHRISTMAS = Instant.parse("2026-12-24T08:00:00Z");
  private static final Span HOLIDAYS =
      new Span(CHRISTMAS.minus(Duration.ofDays(2)), CHRISTMAS.plus(Duration.ofDays(10)));

  private static List<Opening> ofAgree(List<Opening> openings) {
    return openings.stream()
        .filter(each -> each.seat().service().equals(CHECKOUT))
        .filter(each -> each.seat().activity().equals("agree"))
        .toList();
  }

  @Test
  void anOpeningSaysSinceWhenAndToWhomItWent() {
    Office office = new Office().assign(OWNER, ANN).assign(DEVELOPER, BOB).keeper(EVE).away(ANN);

    List<Opening> openings = ofAgree(Opening.all(office.plan(), NOW));

    assertThat(openings).extracting(Opening::seat).containsExactly(ANSWERS);
    assertThat(openings.getFirst().since()).isEqualTo(Office.thisWeek().from());
    assertThat(openings.getFirst().meanwhile().getFirst().person()).isEqualTo(EVE);
  }

  @Test
  void aContestedSeatIsAnOpening() {
    Office office = new Office().assign(OWNER, ANN).assign(OWNER, CAT).assign(DEVELOPER, BOB);

    assertThat(ofAgree(Opening.all(office.plan(), NOW)))
        .singleElement()
        .matches(Opening::contested);
  }

  @Test
  void theVacanciesOfADayToComeAreForetold() {
    Office office = new Office().assign(OWNER, ANN).away(ANN, HOLIDAYS);

    assertThat(ofAgree(Opening.coming(office.plan(), NOW, CHRISTMAS)))
        .extracting(Opening::seat)
        .containsExactly(ANSWERS);
    assertThat(ofAgree(Opening.coming(office.plan(), NOW, HOLIDAYS.until()))).isEmpty();
  }

  @Test
  void theBusFactorIsTheSmallestBenchWithItsWitnesses() {
    Office office = everything(new Office()).assign(OWNER, BOB, Rank.DEPUTY).assign(DEVELOPER, BOB);

    BusFactor factor = BusFactor.of(office.plan(), CHECKOUT, NOW);

    assertThat(factor.people()).isEqualTo(1);
    assertThat(factor.witnesses())
        .contains(new Bench(new Seat(CHECKOUT, "measure", Capability.ANSWER), List.of(ANN)))
        .doesNotContain(new Bench(ANSWERS, List.of(ANN, BOB)), new Bench(DOES, List.of(ANN, BOB)));
  }

  @Test
  void aVacantSeatMakesTheBusFactorZero() {
    assertThat(BusFactor.of(new Office().assign(OWNER, ANN).plan(), CHECKOUT, NOW).people())
        .isZero();
  }

  @Test
  void theTruckListNamesTheSeatsThatOnePersonHoldsAlone() {
    Office office = new Office().assign(OWNER, ANN).assign(DEVELOPER, BOB).assign(DEVELOPER, CAT);

    BusFactor.Catalogue catalogue = BusFactor.catalogue(office.plan(), NOW);

    assertThat(catalogue.trucks().get(ANN)).contains(ANSWERS);
    assertThat(catalogue.trucks()).doesNotContainKeys(BOB, CAT);
    assertThat(catalogue.whole().people()).isEqualTo(1);
    assertThat(catalogue.spread()).containsExactly(Map.entry(0, 2));
  }

  @Test
  void loadIsSplitIntoDecidingWorkingAndBeingInterrupted() {
    Office office = new Office().assign(OWNER, ANN).assign(SRE, BOB);
    List<Seating> seatings =
        office.plan().of(CHECKOUT, NOW).stream()
            .filter(each -> List.of("agree", "measure").contains(each.seat().activity()))
            .toList();

    // Agree: ann answers, and does it since nobody else can; bob is asked. Measure: ann is told,
    // bob answers and does it.
    assertThat(Load.byPerson(seatings))
        .containsEntry(ANN, new Load(12, 8, 1))
        .containsEntry(BOB, new Load(12, 8, 4));
    assertThat(new Load(12, 8, 4).total()).isEqualTo(6);
  }

  @Test
  void concentrationIsZeroOfEquals() {
    Concentration equal = Concentration.of(List.of(5, 5, 5, 5, 0));

    assertThat(equal.holders()).isEqualTo(4);
    assertThat(equal.largestShare()).isEqualTo(0.25);
    assertThat(equal.gini()).isCloseTo(0, within(1e-12));
    assertThat(equal.hhi()).isEqualTo(0.25);
  }

  @Test
  void concentrationOfOneAmongManyIsHigh() {
    Concentration uneven = Concentration.of(List.of(97, 1, 1, 1));

    assertThat(uneven.largestShare()).isEqualTo(0.97);
    assertThat(uneven.gini()).isCloseTo(0.72, within(1e-12));
    assertThat(uneven.hhi()).isCloseTo(0.9412, within(1e-12));
    assertThat(Concentration.of(List.of()).total()).isZero();
  }

  @Test
  void aServiceIsReadyWhenEachWhoAnswersHasADeputyAndTwoCanDoTheWork() {
    Office office = everything(new Office());
    assertThat(Readiness.of(office.plan(), CHECKOUT, NOW).lacks())
        .contains(new Lack("agree", What.DEPUTY), new Lack("agree", What.DOERS))
        .doesNotContain(new Lack("agree", What.ANSWER));

    everything(office, BOB, Rank.DEPUTY);
    assertThat(Readiness.of(office.plan(), CHECKOUT, NOW).isReady()).isTrue();

    assertThat(Readiness.of(new Office().plan(), CHECKOUT, NOW).lacks())
        .contains(new Lack("agree", What.ANSWER));
  }

  private static Office everything(Office office) {
    return everything(office, ANN, Rank.PEER);
  }

  private static Office everything(Office office, PersonRef person, Rank rank) {
    office.plan().roster().personas().distinct().forEach(p -> office.assign(p.id(), person, rank));
    return office;
  }

  @Test
  void anOwnerIsReadTheSameInEverySpelling() {
    Directory directory =
        new Directory(
            List.of(new Person(ANN, "Ann")),
            List.of(Group.of("shield", ANN, BOB), Group.of("lone", ANN)),
            List.of(),
            List.of());

    OwnerNames owners =
        OwnerNames.of(
            Map.of(
                new ServiceId("a"), "Shield",
                new ServiceId("b"), "group:default/shield",
                new ServiceId("c"), "user:ann",
                new ServiceId("d"), "rocket",
                new ServiceId("e"), "team-TEAM-NAME"),
            directory);

    assertThat(owners.spellings()).containsOnlyKeys("group:shield");
    assertThat(owners.dangling()).containsOnlyKeys("group:rocket");
    assertThat(owners.danglingServices()).isEqualTo(1);
    assertThat(owners.placeholders()).containsOnlyKeys("team-TEAM-NAME");
    assertThat(owners.shares())
        .isEqualTo(Map.of("group:shield", 2, "user:ann", 1, "group:rocket", 1));
    assertThat(OwnerNames.ofOneMember(directory)).extracting(Group::name).containsExactly("lone");
  }
}

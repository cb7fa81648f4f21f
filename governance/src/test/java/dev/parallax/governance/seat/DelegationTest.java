package dev.parallax.governance.seat;

import static dev.parallax.governance.seat.Office.ANN;
import static dev.parallax.governance.seat.Office.ANSWERS;
import static dev.parallax.governance.seat.Office.BOB;
import static dev.parallax.governance.seat.Office.CAT;
import static dev.parallax.governance.seat.Office.DEVELOPER;
import static dev.parallax.governance.seat.Office.DOES;
import static dev.parallax.governance.seat.Office.EVE;
import static dev.parallax.governance.seat.Office.FOR_ALL;
import static dev.parallax.governance.seat.Office.NOW;
import static dev.parallax.governance.seat.Office.OWNER;
import static dev.parallax.governance.seat.Office.SRE;
import static dev.parallax.governance.seat.Office.delegation;
import static dev.parallax.governance.seat.Office.thisWeek;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.governance.Directory.Person;
import dev.parallax.governance.Flaw;
import dev.parallax.governance.Scope;
import dev.parallax.governance.seat.Delegation.Power;
import dev.parallax.governance.seat.Delegation.Reach;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DelegationTest {
  private static Office office() {
    return new Office().assign(OWNER, ANN).assign(DEVELOPER, ANN).assign(SRE, BOB).assign(SRE, CAT);
  }

  private static Seating reaching(Reach reach, Seat seat) {
    return office().with(new Delegation("1", ANN, BOB, reach, thisWeek(), false)).seat(seat);
  }

  @Test
  void reachesOnlyThePersonaThatItNames() {
    Reach owner = new Reach(OWNER, FOR_ALL, null, Set.of(Power.values()));

    assertThat(reaching(owner, ANSWERS).people()).containsExactly(BOB);
    assertThat(reaching(owner, DOES).people()).containsExactly(ANN);
  }

  @Test
  void reachesOnlyTheActivityThatItNames() {
    assertThat(reaching(new Reach(null, FOR_ALL, "agree", Set.of(Power.DECIDE)), ANSWERS).people())
        .containsExactly(BOB);
    assertThat(
            reaching(new Reach(null, FOR_ALL, "measure", Set.of(Power.DECIDE)), ANSWERS).people())
        .containsExactly(ANN);
  }

  @Test
  void reachesOnlyTheKindOfPartThatItNames() {
    Reach work = new Reach(null, FOR_ALL, null, Set.of(Power.WORK));

    assertThat(reaching(work, ANSWERS).people()).containsExactly(ANN);
    assertThat(reaching(work, DOES).people()).containsExactly(BOB);
  }

  @Test
  void reachesTheServicesOfASystem() {
    Set<Power> decide = Set.of(Power.DECIDE);

    assertThat(
            reaching(new Reach(null, new Scope.SystemScope("shop"), null, decide), ANSWERS)
                .people())
        .containsExactly(BOB);
    assertThat(
            reaching(new Reach(null, new Scope.SystemScope("billing"), null, decide), ANSWERS)
                .people())
        .containsExactly(ANN);
  }

  @Test
  void isRefusedToOneself() {
    assertThatThrownBy(() -> delegation(ANN, ANN))
        .hasMessage(
            "a delegation of ann to ann: expected somebody else, since it would change nothing."
                + " Name another person.");
  }

  @Test
  void isRefusedOfNothing() {
    assertThatThrownBy(() -> new Reach(null, FOR_ALL, null, Set.of()))
        .hasMessageStartingWith("a delegation of nothing: expected at least one");
  }

  @Test
  void hasNothingAgainstItWhereTheOtherHoldsAPersonaAlready() {
    assertThat(office().plan().flaws(delegation(ANN, BOB), NOW)).isEmpty();
  }

  @Test
  void grantsNothingToAStranger() {
    assertThat(office().plan().flaws(delegation(ANN, EVE), NOW))
        .extracting(Flaw::found)
        .containsExactly("a delegation to eve for the organisation");
  }

  @Test
  void doesNotGoToSomebodyWhoCanNoLongerAct() {
    Office office = office().with(new Person(BOB, "Bob").inactive());

    assertThat(office.plan().flaws(delegation(ANN, BOB), NOW))
        .extracting(Flaw::found)
        .containsExactly("a delegation to bob");
  }

  @Test
  void cannotBeHandedOn() {
    SeatPlan plan = office().handsOver(ANN, BOB).plan();

    assertThat(plan.flaws(delegation(BOB, CAT), NOW))
        .extracting(Flaw::message)
        .containsExactly(
            "bob to cat beside ann to bob: expected no chain, since what was handed over cannot be"
                + " handed on. Let ann hand over to the one who shall sit there.");
    assertThat(plan.flaws(delegation(CAT, ANN), NOW)).hasSize(1);
    assertThat(plan.flaws(delegation(CAT, BOB), NOW)).isEmpty();
  }
}

package dev.parallax.governance.seat;

import static dev.parallax.governance.seat.Office.ANN;
import static dev.parallax.governance.seat.Office.ANSWERS;
import static dev.parallax.governance.seat.Office.BOB;
import static dev.parallax.governance.seat.Office.CAT;
import static dev.parallax.governance.seat.Office.CHECKOUT;
import static dev.parallax.governance.seat.Office.DAN;
import static dev.parallax.governance.seat.Office.DEVELOPER;
import static dev.parallax.governance.seat.Office.DOES;
import static dev.parallax.governance.seat.Office.EVE;
import static dev.parallax.governance.seat.Office.EXECUTIVE;
import static dev.parallax.governance.seat.Office.FOR_CHECKOUT;
import static dev.parallax.governance.seat.Office.IS_ASKED;
import static dev.parallax.governance.seat.Office.IS_TOLD;
import static dev.parallax.governance.seat.Office.NOW;
import static dev.parallax.governance.seat.Office.OWNER;
import static dev.parallax.governance.seat.Office.SRE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.governance.Assignment;
import dev.parallax.governance.Assignment.Rank;
import dev.parallax.governance.Assignment.Validity;
import dev.parallax.governance.Directory.Person;
import dev.parallax.governance.Holder;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.seat.Seating.Contested;
import dev.parallax.governance.seat.Seating.Seated;
import dev.parallax.governance.seat.Seating.Vacant;
import dev.parallax.governance.seat.Standing.Assigned;
import dev.parallax.governance.seat.Standing.DeputyOf;
import dev.parallax.governance.seat.Standing.Escalated;
import dev.parallax.governance.seat.Standing.OnBehalfOf;
import dev.parallax.governance.seat.Standing.Rung;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeatPlanTest {
  private static final Instant LAST_WEEK = NOW.minus(Duration.ofDays(7));

  @Test
  void whoIsAssignedSits() {
    Office office = new Office().assign(OWNER, ANN).assign(DEVELOPER, BOB).assign(SRE, CAT);

    assertThat(office.seat(ANSWERS).sitters())
        .containsExactly(new Sitter(ANN, OWNER, new Assigned()));
    assertThat(office.seat(DOES).people()).containsExactly(BOB);
    assertThat(office.seat(IS_ASKED).people()).containsExactly(CAT);
    assertThat(office.seat(ANSWERS).explanation())
        .containsExactly(
            "Who answers for 'Agree on SLO': 'Service Owner'.",
            "'Service Owner' of service checkout is assigned to person ann.",
            "'Service Owner' of service checkout: ann.",
            "So: ann.");
  }

  @Test
  void ofSeveralWhoAnswerThePrimaryDoes() {
    Office office =
        new Office().assign(OWNER, ANN).assign(OWNER, BOB, Rank.PRIMARY).assign(OWNER, CAT);

    assertThat(office.seat(ANSWERS).people()).containsExactly(BOB);
    assertThat(office.seat(ANSWERS).explanation()).contains("Of ann, bob, cat, bob is primary.");
  }

  @Test
  void nobodyIsGuessedWhereSeveralCouldAnswer() {
    Office office = new Office().group("leads", ANN, BOB);
    office.assign(OWNER, new Holder.Group("leads"), Rank.PEER);

    Seating seating = office.seat(ANSWERS);

    assertThat(seating).isInstanceOf(Contested.class);
    assertThat(((Contested) seating).candidates())
        .extracting(Sitter::person)
        .containsExactly(ANN, BOB);
    assertThat(seating.sitters()).isEmpty();
    assertThat(seating.explanation())
        .endsWith(
            "One must answer; of ann, bob none alone is primary, and nobody is guessed.",
            "So: contested among ann, bob; until one is primary, nobody.");
  }

  @Test
  void aPrimaryNamedBesideAGroupAnswersForIt() {
    Office office = new Office().group("leads", ANN, BOB);
    office.assign(OWNER, new Holder.Group("leads"), Rank.PEER).assign(OWNER, ANN, Rank.PRIMARY);

    assertThat(office.seat(ANSWERS).people()).containsExactly(ANN);
  }

  @Test
  void whoOnlyStandsInDoesNotContestTheSeatOfWhoIsAssigned() {
    RaciMatrix matrix = Office.answeredBy("engineering-manager", "director");
    Office office = new Office().with(matrix).assign(new PersonaId("engineering-manager"), ANN);
    office.assign(EXECUTIVE, BOB);

    assertThat(office.seat(ANSWERS).people()).containsExactly(ANN);
  }

  @Test
  void whoComesNearAnswersOnlyWhereNobodyIsWhatTheColumnSays() {
    RaciMatrix matrix = Office.answeredBy("architecture-lead", "~qe-manager");
    PersonaId lead = new PersonaId("architecture-lead");
    PersonaId manager = new PersonaId("qe-manager");

    assertThat(
            new Office().with(matrix).assign(lead, ANN).assign(manager, BOB).seat(ANSWERS).people())
        .containsExactly(ANN);
    assertThat(new Office().with(matrix).assign(manager, BOB).seat(ANSWERS).people())
        .containsExactly(BOB);
  }

  @Test
  void aContestedSeatGoesUpToTheManagerOfThemAll() {
    Office office =
        new Office().assign(OWNER, ANN).assign(OWNER, BOB).reports(ANN, DAN).reports(BOB, DAN);

    assertThat(office.seat(ANSWERS).sitters())
        .containsExactly(new Sitter(DAN, OWNER, new Escalated(Rung.MANAGER)));
    assertThat(office.seat(ANSWERS).isFilled()).isFalse();
  }

  @Test
  void severalMayDoTheWork() {
    Office office = new Office().assign(DEVELOPER, ANN).assign(DEVELOPER, BOB);

    assertThat(office.seat(DOES).people()).containsExactly(ANN, BOB);
  }

  @Test
  void whoAnswersAndIsAwayIsReplacedByTheDeputy() {
    Office office = new Office().assign(OWNER, ANN).assign(OWNER, BOB, Rank.DEPUTY).away(ANN);

    assertThat(office.seat(ANSWERS).sitters())
        .containsExactly(new Sitter(BOB, OWNER, new DeputyOf(ANN)));
    assertThat(office.seat(ANSWERS).isFilled()).isTrue();
  }

  @Test
  void aDeputyHoldsNothingWhileTheFirstLineCan() {
    Office office = new Office().assign(OWNER, ANN).assign(OWNER, BOB, Rank.DEPUTY);

    assertThat(office.seat(ANSWERS).people()).containsExactly(ANN);
    assertThat(office.plan().roster().at(NOW).hats(BOB)).isEmpty();
  }

  @Test
  void theDeputyOfThePrimaryComesBeforeThePeers() {
    Office office =
        new Office()
            .assign(OWNER, ANN, Rank.PRIMARY)
            .assign(OWNER, CAT)
            .assign(OWNER, BOB, Rank.DEPUTY)
            .away(ANN);

    assertThat(office.seat(ANSWERS).people()).containsExactly(BOB);
  }

  @Test
  void aDeputyStepsUpWhereNobodyIsFirst() {
    Office office = new Office().assign(OWNER, BOB, Rank.DEPUTY);

    assertThat(office.seat(ANSWERS).sitters())
        .containsExactly(new Sitter(BOB, OWNER, new DeputyOf(null)));
  }

  @Test
  void whoeverDoesTheWorkKeepsItWhileAway() {
    Office office = new Office().assign(DEVELOPER, ANN).away(ANN);

    assertThat(office.seat(DOES).people()).containsExactly(ANN);
  }

  @Test
  void aHandOverReplacesWhoeverGaveItForAsLongAsItLasts() {
    Office office = new Office().assign(OWNER, ANN).assign(SRE, BOB).handsOver(ANN, BOB);
    Delegation given = Office.delegation(ANN, BOB);

    assertThat(office.seat(ANSWERS).sitters())
        .containsExactly(new Sitter(BOB, OWNER, new OnBehalfOf(ANN, given)));
    assertThat(office.plan().seat(ANSWERS, given.span().until()).people()).containsExactly(ANN);
  }

  @Test
  void aHandOverDoesNotReachBackUnlessItSaysSo() {
    Office office = new Office().assign(OWNER, ANN).assign(SRE, BOB).handsOver(ANN, BOB);
    Matter pending = new Matter(LAST_WEEK, Map.of());

    assertThat(office.plan().seat(ANSWERS, pending, NOW).people()).containsExactly(ANN);

    Delegation given = Office.delegation(ANN, BOB);
    Delegation pendingToo = new Delegation("2", ANN, BOB, given.reach(), given.span(), true);
    Office other = new Office().assign(OWNER, ANN).assign(SRE, BOB).with(pendingToo);

    assertThat(other.plan().seat(ANSWERS, pending, NOW).people()).containsExactly(BOB);
  }

  @Test
  void aHandOverGoesNoFurther() {
    Office office =
        new Office()
            .assign(OWNER, ANN)
            .assign(SRE, BOB)
            .assign(SRE, CAT)
            .handsOver(ANN, BOB)
            .handsOver(BOB, CAT);

    assertThat(office.seat(ANSWERS).people()).containsExactly(BOB);
  }

  @Test
  void aHandOverToSomebodyWithoutAnyPersonaThereDoesNotHold() {
    Office office = new Office().assign(OWNER, ANN).handsOver(ANN, EVE);

    Seating seating = office.seat(ANSWERS);

    assertThat(seating.people()).containsExactly(ANN);
    assertThat(seating.explanation())
        .contains(
            "ann handed it over to eve, which does not hold: eve holds no persona of service checkout.");
  }

  @Test
  void aHandOverToSomebodyAwayFallsBackToTheDeputy() {
    Office office =
        new Office()
            .assign(OWNER, ANN)
            .assign(SRE, BOB)
            .assign(OWNER, CAT, Rank.DEPUTY)
            .handsOver(ANN, BOB)
            .away(ANN)
            .away(BOB);

    assertThat(office.seat(ANSWERS).people()).containsExactly(CAT);
  }

  @Test
  void whoHadAnotherPartInTheMatterDoesNotSitOverItNotEvenForSomebodyElse() {
    Office office =
        new Office()
            .assign(OWNER, ANN)
            .assign(SRE, BOB)
            .assign(OWNER, CAT, Rank.DEPUTY)
            .handsOver(ANN, BOB);
    Matter proposed =
        new Matter(NOW, Map.of(ANN, "proposed the change", BOB, "proposed it with ann"));

    Seating seating = office.plan().seat(ANSWERS, proposed, NOW);

    assertThat(seating.people()).containsExactly(CAT);
    assertThat(seating.explanation())
        .contains("ann proposed the change, and may not sit over that.");
  }

  @Test
  void whoCanNoLongerActSitsNowhere() {
    Office office = new Office().assign(DEVELOPER, ANN).with(new Person(ANN, "Ann").inactive());

    Seating seating = office.seat(DOES);

    assertThat(seating).isInstanceOf(Vacant.class);
    assertThat(seating.explanation()).contains("Leads to nobody: ann left.");
  }

  @Test
  void whatSomebodyHandedOverEndsWhenTheyCanNoLongerAct() {
    Office office =
        new Office()
            .assign(OWNER, ANN)
            .assign(SRE, BOB)
            .handsOver(ANN, BOB)
            .with(new Person(ANN, "Ann").inactive());

    assertThat(office.seat(ANSWERS)).isInstanceOf(Vacant.class);
  }

  @Test
  void anEmptySeatGoesUpRungByRung() {
    Office keeper = new Office().keeper(EVE);
    Office executive = new Office().keeper(EVE).assign(EXECUTIVE, DAN);
    Office answering = new Office().keeper(EVE).assign(EXECUTIVE, DAN).assign(OWNER, ANN);

    assertThat(keeper.seat(DOES).sitters())
        .containsExactly(new Sitter(EVE, DEVELOPER, new Escalated(Rung.KEEPER)));
    assertThat(executive.seat(DOES).sitters())
        .containsExactly(new Sitter(DAN, EXECUTIVE, new Escalated(Rung.EXECUTIVE)));
    assertThat(answering.seat(DOES).sitters())
        .containsExactly(new Sitter(ANN, DEVELOPER, new Escalated(Rung.ANSWERABLE)));
  }

  @Test
  void theManagerOfWhoIsAwayComesBeforeTheExecutive() {
    Office office =
        new Office().assign(OWNER, ANN).assign(EXECUTIVE, EVE).reports(ANN, DAN).away(ANN);

    assertThat(office.seat(ANSWERS).sitters())
        .containsExactly(new Sitter(DAN, OWNER, new Escalated(Rung.MANAGER)));
  }

  @Test
  void aManagerWhoIsAwayIsReplacedByTheirOwn() {
    Office office =
        new Office().assign(OWNER, ANN).reports(ANN, DAN).reports(DAN, EVE).away(ANN).away(DAN);

    assertThat(office.seat(ANSWERS).people()).containsExactly(EVE);
  }

  @Test
  void theManagerOfWhoLastHeldItHears() {
    Validity lapsed = new Validity(null, LAST_WEEK);
    Office office = new Office().reports(ANN, DAN);
    office.with(new Assignment(OWNER, new Holder.Person(ANN), FOR_CHECKOUT, lapsed, "office.yaml"));

    assertThat(office.seat(ANSWERS).people()).containsExactly(DAN);
    assertThat(office.seat(ANSWERS).emptySince()).contains(LAST_WEEK);
  }

  @Test
  void severalExecutivesAreNotGuessedAmong() {
    Office office = new Office().assign(EXECUTIVE, ANN).assign(EXECUTIVE, BOB).keeper(EVE);

    assertThat(office.seat(ANSWERS).people()).containsExactly(EVE);
    assertThat(office.seat(ANSWERS).explanation())
        .contains("It cannot go to the executive: 2 people stand there, and nobody is guessed.");
  }

  @Test
  void nobodyIsMissedWhereOneOnlyListens() {
    Office office = new Office().keeper(EVE).assign(OWNER, ANN);

    assertThat(office.seat(IS_TOLD)).isInstanceOf(Vacant.class);
    assertThat(office.seat(IS_ASKED)).isInstanceOf(Vacant.class);
    assertThat(office.seat(new Seat(CHECKOUT, "agree", Capability.VERIFY)))
        .isInstanceOf(Vacant.class);
  }

  @Test
  void anActivityThatNoMatrixHasIsVacant() {
    Seating seating = new Office().keeper(EVE).seat(new Seat(CHECKOUT, "sing", Capability.ANSWER));

    assertThat(seating.explanation())
        .containsExactly(
            "No matrix in force for service checkout has an activity 'sing'.", "So: vacant.");
  }

  @Test
  void aServiceHasOneSeatingForEachSeatThatIsWantedOrGiven() {
    Office office = new Office().assign(OWNER, ANN);

    assertThat(office.plan().of(CHECKOUT, NOW))
        .extracting(seating -> seating.seat().activity() + " " + seating.seat().part())
        .containsSequence(
            "agree ANSWER",
            "agree DRIVE",
            "agree PERFORM",
            "agree CONSULT",
            "agree INFORM",
            "measure ANSWER",
            "measure DRIVE",
            "measure PERFORM",
            "measure INFORM")
        .contains("keep-catalogue ANSWER");
    assertThat(office.plan().of(CHECKOUT, NOW)).hasAtLeastOneElementOfType(Seated.class);
  }
}

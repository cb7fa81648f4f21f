package dev.parallax.governance.decision;

import static dev.parallax.governance.decision.Case.ASKED;
import static dev.parallax.governance.decision.Case.DAN;
import static dev.parallax.governance.decision.Case.DEV;
import static dev.parallax.governance.decision.Case.DUE;
import static dev.parallax.governance.decision.Case.EVIDENCE;
import static dev.parallax.governance.decision.Case.OVA;
import static dev.parallax.governance.decision.Case.PIA;
import static dev.parallax.governance.decision.Case.SAM;
import static dev.parallax.governance.decision.Case.WINDOW;
import static dev.parallax.governance.decision.Case.act;
import static dev.parallax.governance.decision.Case.approval;
import static dev.parallax.governance.decision.Case.asked;
import static dev.parallax.governance.decision.Case.hold;
import static dev.parallax.governance.decision.Case.made;
import static dev.parallax.governance.decision.Case.onBehalf;
import static dev.parallax.governance.decision.Case.opinion;
import static dev.parallax.governance.decision.Case.refused;
import static dev.parallax.governance.decision.Case.request;
import static dev.parallax.governance.raci.Capability.ANSWER;
import static dev.parallax.governance.raci.Capability.CONSULT;
import static dev.parallax.governance.raci.Capability.PERFORM;
import static dev.parallax.governance.raci.Capability.SIGN_OFF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.parallax.governance.decision.Decision.Consulting;
import dev.parallax.governance.decision.Decision.Decided;
import dev.parallax.governance.decision.Decision.Deciding;
import dev.parallax.governance.decision.Decision.Held;
import dev.parallax.governance.decision.Decision.Returned;
import dev.parallax.governance.decision.Decision.SigningOff;
import dev.parallax.governance.decision.Decision.Verdict;
import dev.parallax.governance.decision.Decision.Withdrawn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DecisionTest {
  private static final Instant SOON = ASKED.plus(Duration.ofHours(1));
  private static final Instant LATER = SOON.plus(Duration.ofHours(1));

  @Test
  void itIsDecidedWhenEverybodyHasAnswered() {
    Decision one = made(asked(), opinion(SAM, SOON));
    assertThat(one).isInstanceOf(Consulting.class);
    assertThat(refused(one, approval(OVA, SOON))).contains("dev may still answer", "waive");

    Decision both = made(one, opinion(DEV, SOON));

    assertThat(both).isInstanceOf(Deciding.class);
    assertThat(made(both, approval(OVA, LATER)))
        .isInstanceOfSatisfying(
            Decided.class,
            decided -> {
              assertThat(decided.verdict()).isEqualTo(Verdict.APPROVED);
              assertThat(decided.by().who()).isEqualTo(OVA);
            });
  }

  @Test
  void itIsDecidedWhenTheWindowHasEnded() {
    assertThat(asked().at(WINDOW.minusSeconds(1))).isInstanceOf(Consulting.class);
    assertThat(asked().at(WINDOW)).isInstanceOf(Deciding.class);

    assertThat(made(asked(), approval(OVA, WINDOW))).isInstanceOf(Decided.class);
  }

  @Test
  void itIsDecidedWhenTheSilentAreWaivedWithAReason() {
    Move unreasoned = new Move.Waive(act(OVA, ANSWER, SOON, " "), DEV);
    assertThat(refused(asked(), unreasoned)).contains("without a reason");
    assertThat(refused(asked(), new Move.Waive(act(OVA, ANSWER, SOON, "Away."), DAN)))
        .contains("dan is not asked");

    Decision waived =
        made(asked(), new Move.Waive(act(OVA, ANSWER, SOON, "Away."), DEV), opinion(SAM, SOON));

    assertThat(waived).isInstanceOf(Deciding.class);
    assertThat(refused(waived, new Move.Waive(act(OVA, ANSWER, SOON, "Again."), DEV)))
        .contains("waived already");
  }

  @Test
  void nobodyIsAskedWhereTheMatrixNamesNobody() {
    Request request = request(false, false);
    Request nobody =
        new Request(
            request.id(),
            request.activity(),
            request.service(),
            request.subject(),
            request.asked(),
            List.of(),
            request.terms(),
            request.evidence());

    assertThat(Decision.requested(nobody)).isInstanceOf(Deciding.class);
  }

  @Test
  void onlyTheSeatThatAnswersDecidesAndSaysWhy() {
    Decision ready = asked().at(WINDOW);

    assertThat(refused(ready, new Move.Approve(act(SAM, CONSULT, WINDOW, "Yes."), EVIDENCE)))
        .contains("for the one who decides");
    assertThat(refused(ready, new Move.Reject(act(OVA, ANSWER, WINDOW, ""), EVIDENCE)))
        .contains("without a reason");
    assertThat(made(ready, new Move.Reject(act(OVA, ANSWER, WINDOW, "Too soon."), EVIDENCE)))
        .isInstanceOfSatisfying(
            Decided.class, decided -> assertThat(decided.verdict()).isEqualTo(Verdict.REJECTED));
  }

  @Test
  void itIsDecidedOnce() {
    Decision decided = made(asked(), approval(OVA, WINDOW));

    assertThat(refused(decided, approval(OVA, WINDOW))).contains("decided already, by ova");
    assertThat(refused(decided, new Move.Withdraw(act(PIA, PERFORM, WINDOW, ""))))
        .contains("decided already");
  }

  @Test
  void anOpinionIsHeardFromThoseWhoAreAskedAndTheNewestCounts() {
    Move against = new Move.Opine(act(SAM, CONSULT, LATER, "The pager."), Move.Stance.AGAINST);
    Move mute = new Move.Opine(act(SAM, CONSULT, LATER, ""), Move.Stance.AGAINST);

    assertThat(refused(asked(), new Move.Opine(act(OVA, ANSWER, SOON, ""), Move.Stance.FOR)))
        .contains("those who are asked");
    assertThat(refused(asked(), mute)).contains("without a reason");
    assertThat(made(asked(), opinion(SAM, SOON), against).dossier().opinions())
        .containsExactly((Move.Opine) against);
  }

  @Test
  void oneWhoIsAskedHoldsOnceForADayAtMost() {
    Instant day = SOON.plus(Duration.ofHours(24));
    assertThat(refused(asked(), hold(SAM, CONSULT, SOON, null))).contains("24 hours at most");
    assertThat(refused(asked(), hold(SAM, CONSULT, SOON, day.plusSeconds(1))))
        .contains("24 hours at most");

    Decision held = made(asked(), hold(SAM, CONSULT, SOON, day));

    assertThat(held).isInstanceOf(Held.class);
    assertThat(refused(held, approval(OVA, LATER))).contains("held by sam: Wait for the review.");
    assertThat(held.at(day)).isInstanceOf(Consulting.class);
    assertThat(refused(held, hold(SAM, CONSULT, day, day.plusSeconds(9)))).contains("held it once");
  }

  @Test
  void theTimeOfAHoldDoesNotCountAgainstTheDeadline() {
    Instant day = SOON.plus(Duration.ofHours(24));

    Decision held = made(asked(), hold(SAM, CONSULT, SOON, day));

    assertThat(held.at(day).dossier().terms().decideBy()).isEqualTo(DUE.plus(Duration.ofHours(24)));
    assertThat(made(held, new Move.Lift(act(SAM, CONSULT, LATER, ""))).dossier().terms().decideBy())
        .isEqualTo(DUE.plus(Duration.ofHours(1)));
  }

  @Test
  void anAuthorHoldsTheirOwnAndCannotLiftTheHoldOfWhoDecides() {
    Decision own = made(asked(), hold(PIA, PERFORM, SOON, null));
    Decision others = made(asked(), hold(OVA, ANSWER, SOON, null));
    Move lift = new Move.Lift(act(PIA, PERFORM, LATER, ""));

    assertThat(refused(asked(), hold(DAN, PERFORM, SOON, null))).contains("who asked");
    assertThat(made(own, lift)).isInstanceOf(Consulting.class);
    assertThat(refused(others, lift)).contains("ova holds it");
    assertThat(made(own, new Move.Lift(act(OVA, ANSWER, LATER, ""))))
        .isInstanceOf(Consulting.class);
  }

  @Test
  void opinionsAreHeardWhileItIsHeld() {
    Decision held =
        made(asked(), hold(OVA, ANSWER, SOON, null), opinion(SAM, SOON), opinion(DEV, LATER));

    assertThat(held).isInstanceOf(Held.class);
    assertThat(made(held, new Move.Lift(act(OVA, ANSWER, LATER, "")))).isInstanceOf(Deciding.class);
  }

  @Test
  void whatIsReturnedIsChangedAndAskedAnew() {
    Decision returned =
        made(asked(), opinion(SAM, SOON), new Move.Return(act(OVA, ANSWER, LATER, "Say why.")));
    assertThat(returned).isInstanceOf(Returned.class);
    assertThat(refused(returned, approval(OVA, LATER))).contains("returned by ova: Say why.");
    assertThat(
            refused(
                returned, new Move.Resubmit(act(DAN, PERFORM, LATER, ""), request(false, false))))
        .contains("waits for pia");

    Decision again =
        made(returned, new Move.Resubmit(act(PIA, PERFORM, LATER, ""), request(false, false)));

    assertThat(again.dossier().round()).isEqualTo(2);
    assertThat(again.dossier().opinions()).isEmpty();
    assertThat(again.dossier().silent()).hasSize(2);
    assertThat(again.dossier().moves()).hasSize(3);
  }

  @Test
  void theOneWhoDecidesGivesTheWorkToSomebodyElse() {
    Decision given = made(asked(), new Move.Reassign(act(OVA, ANSWER, SOON, ""), DAN));

    assertThat(given.dossier().responsible()).isEqualTo(DAN);
    assertThat(made(given, new Move.Withdraw(act(DAN, PERFORM, LATER, ""))))
        .isInstanceOf(Withdrawn.class);
    assertThat(refused(given, new Move.Withdraw(act(SAM, PERFORM, LATER, ""))))
        .contains("pia asked for it");
  }

  @Test
  void aDeadlineMovesOnAndNeverBack() {
    Instant later = DUE.plus(Duration.ofDays(3));

    Decision extended = made(asked(), new Move.Extend(act(OVA, ANSWER, SOON, "A holiday."), later));

    assertThat(extended.dossier().terms().decideBy()).isEqualTo(later);
    assertThat(refused(extended, new Move.Extend(act(OVA, ANSWER, SOON, "Sooner."), DUE)))
        .contains("never back");
  }

  @Test
  void aDecisionIsHandedOverOnceAndNotHandedOn() {
    Move handed = new Move.Delegate(act(OVA, ANSWER, SOON, "Away."), DAN);

    assertThat(refused(asked(), new Move.Delegate(act(OVA, ANSWER, SOON, ""), OVA)))
        .contains("somebody else");
    assertThat(refused(asked(), new Move.Delegate(onBehalf(DAN, OVA, SOON), SAM)))
        .contains("not handed on");
    Decision decided =
        made(asked(), handed, new Move.Approve(onBehalf(DAN, OVA, WINDOW), EVIDENCE));
    assertThat(((Decided) decided).by().onBehalfOf()).isEqualTo(OVA);
  }

  @Test
  void whoLoosensAPromiseDoesNotAgreeToIt() {
    Decision loosening = Decision.requested(request(false, true));

    assertThat(refused(loosening, approval(PIA, WINDOW))).contains("loosens a promise");
    assertThat(refused(loosening, new Move.Delegate(act(OVA, ANSWER, SOON, ""), PIA)))
        .contains("loosens a promise");
    assertThat(made(loosening, approval(OVA, WINDOW))).isInstanceOf(Decided.class);
  }

  @Test
  void fourEyesBelongToTwoPeople() {
    Decision approved = made(Decision.requested(request(true, false)), approval(OVA, WINDOW));
    assertThat(approved).isInstanceOf(SigningOff.class);
    Move own = new Move.SignOff(act(OVA, SIGN_OFF, WINDOW, ""), EVIDENCE);
    Move other = new Move.SignOff(act(DAN, SIGN_OFF, WINDOW, ""), EVIDENCE);

    assertThat(refused(approved, own)).contains("two people");
    assertThat(refused(approved, approval(DAN, WINDOW))).contains("waits for a second person");
    assertThat(made(approved, other)).isInstanceOf(Decided.class);
    assertThat(made(approved, new Move.Reject(act(DAN, SIGN_OFF, WINDOW, "No."), EVIDENCE)))
        .isInstanceOfSatisfying(
            Decided.class, decided -> assertThat(decided.verdict()).isEqualTo(Verdict.REJECTED));
  }

  @Test
  void movesThatDoNotFollowFromEachOtherAreNotReplayed() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                Decision.replayed(
                    request(false, false), List.of(approval(OVA, WINDOW), approval(OVA, WINDOW))))
        .withMessageContaining("cannot follow");
  }

  @Test
  void aNameIsReadBack() {
    assertThat(DecisionId.parse("d-17")).contains(new DecisionId(17));
    assertThat(DecisionId.parse("D-0")).isEmpty();
    assertThat(new DecisionId(17)).hasToString("D-17");
  }
}

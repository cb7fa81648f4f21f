package dev.parallax.governance.seat;

import static dev.parallax.governance.seat.Office.ANN;
import static dev.parallax.governance.seat.Office.BOB;
import static dev.parallax.governance.seat.Office.CART;
import static dev.parallax.governance.seat.Office.CAT;
import static dev.parallax.governance.seat.Office.CHECKOUT;
import static dev.parallax.governance.seat.Office.CONSUMER;
import static dev.parallax.governance.seat.Office.DAN;
import static dev.parallax.governance.seat.Office.DEVELOPER;
import static dev.parallax.governance.seat.Office.EVE;
import static dev.parallax.governance.seat.Office.EXECUTIVE;
import static dev.parallax.governance.seat.Office.NOW;
import static dev.parallax.governance.seat.Office.OWNER;
import static dev.parallax.governance.seat.Office.SRE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.governance.Assignment.Rank;
import dev.parallax.governance.Directory.Person;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.seat.Ruling.No;
import dev.parallax.governance.seat.Ruling.Yes;
import dev.parallax.governance.seat.Standing.Assigned;
import org.junit.jupiter.api.Test;

class RulingTest {
  private static Office office() {
    return new Office()
        .assign(OWNER, ANN)
        .assign(DEVELOPER, BOB)
        .assign(SRE, CAT)
        .assign(EXECUTIVE, DAN);
  }

  private static Ruling may(Office office, PersonRef person, Deed deed) {
    return office.plan().mayDo(person, deed, "agree", CHECKOUT, NOW);
  }

  @Test
  void eachPartAllowsItsDeedsAndNoOther() {
    Office office = office();

    assertThat(Deed.values()).allMatch(deed -> may(office, ANN, deed).isYes());
    assertThat(Deed.values())
        .filteredOn(deed -> may(office, BOB, deed).isYes())
        .containsExactly(Deed.VIEW, Deed.COMMENT, Deed.PERFORM);
    assertThat(Deed.values())
        .filteredOn(deed -> may(office, CAT, deed).isYes())
        .containsExactly(Deed.VIEW, Deed.COMMENT);
    assertThat(Deed.values())
        .filteredOn(deed -> may(office, DAN, deed).isYes())
        .containsExactly(Deed.VIEW);
    assertThat(Deed.values())
        .filteredOn(deed -> may(office, EVE, deed).isYes())
        .containsExactly(Deed.VIEW);
  }

  @Test
  void aYesSaysAsWhom() {
    Ruling ruling = may(office(), BOB, Deed.PERFORM);

    assertThat(ruling).isInstanceOf(Yes.class);
    assertThat(((Yes) ruling).as()).isEqualTo(DEVELOPER);
    assertThat(((Yes) ruling).standing()).isEqualTo(new Assigned());
    assertThat(ruling.explanation()).startsWith("Yes, as developer, by assignment.");
  }

  @Test
  void aNoSaysWhichPartOneHasAndWhoMayInstead() {
    Ruling ruling = may(office(), CAT, Deed.DECIDE);

    assertThat(ruling.explanation())
        .startsWith(
            "No. cat is asked about 'Agree on SLO' of service checkout as sre; to decide on it takes"
                + " another part. Instead may: ann (service-owner, by assignment).");
    assertThat(((No) ruling).whoMay()).containsExactly(new Sitter(ANN, OWNER, new Assigned()));
  }

  @Test
  void aNoWithoutAnyPartSaysSo() {
    assertThat(((No) may(office(), EVE, Deed.COMMENT)).reason())
        .isEqualTo("eve has no part in 'Agree on SLO' of service checkout.");
  }

  @Test
  void whoHandedItOverHearsSo() {
    Office office = office().handsOver(ANN, BOB);

    assertThat(may(office, BOB, Deed.DECIDE).isYes()).isTrue();
    assertThat(((No) may(office, ANN, Deed.DECIDE)).reason())
        .isEqualTo("ann handed it over to bob until 2026-11-29T08:00:00Z.");
  }

  @Test
  void whoIsAwayHearsSo() {
    Office office = office().assign(OWNER, BOB, Rank.DEPUTY).away(ANN);

    assertThat(((No) may(office, ANN, Deed.DECIDE)).reason())
        .isEqualTo("ann is away from 2026-11-22T08:00:00Z until 2026-11-29T08:00:00Z.");
  }

  @Test
  void whoIsOneOfSeveralHearsThatNobodyIsGuessed() {
    Office office = office().assign(OWNER, EVE);

    No no = (No) may(office, ANN, Deed.DECIDE);

    assertThat(no.reason()).contains("none alone is primary");
    assertThat(no.whoMay()).extracting(Sitter::person).containsExactly(DAN);
  }

  @Test
  void whoCanNoLongerActMayNotEvenLook() {
    Office office = office().with(new Person(BOB, "Bob").inactive());

    assertThat(may(office, BOB, Deed.VIEW).isYes()).isFalse();
  }

  @Test
  void aConsumerLooksAtWhatTheyConsumeAndAtNothingElse() {
    SeatPlan plan = office().assign(CONSUMER, EVE).plan();

    assertThat(plan.mayDo(EVE, Deed.VIEW, "agree", CHECKOUT, NOW).isYes()).isTrue();
    assertThat(plan.mayDo(EVE, Deed.VIEW, "agree", CART, NOW).isYes()).isFalse();
    assertThat(plan.mayDo(BOB, Deed.VIEW, "agree", CART, NOW).isYes()).isTrue();
  }

  @Test
  void aConsumerWithAnotherHatLooksAtEverything() {
    SeatPlan plan = office().assign(CONSUMER, BOB).plan();

    assertThat(plan.mayDo(BOB, Deed.VIEW, "agree", CART, NOW).isYes()).isTrue();
  }

  @Test
  void anUnknownActivityIsRefusedToEverybody() {
    assertThat(office().plan().mayDo(ANN, Deed.DECIDE, "sing", CHECKOUT, NOW).explanation())
        .containsExactly(
            "No. No matrix in force for service checkout has an activity 'sing'. Nobody may.");
  }
}

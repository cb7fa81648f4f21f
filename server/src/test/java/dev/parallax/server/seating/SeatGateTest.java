package dev.parallax.server.seating;

import static dev.parallax.server.seating.Town.ANN;
import static dev.parallax.server.seating.Town.BOB;
import static dev.parallax.server.seating.Town.CAT;
import static dev.parallax.server.seating.Town.EVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.raci.Mode;
import dev.parallax.server.shell.Demands.Deed;
import dev.parallax.server.shell.Demands.Of;
import dev.parallax.server.shell.Gatekeeper.Demand;
import dev.parallax.server.shell.Gatekeeper.Ruling;
import dev.parallax.server.shell.Gatekeeper.Ruling.Allowed;
import dev.parallax.server.shell.Gatekeeper.Ruling.Denied;
import dev.parallax.server.shell.Gatekeeper.Ruling.Hidden;
import org.junit.jupiter.api.Test;

class SeatGateTest {
  private static Ruling of(Mode mode, PersonRef who, String activity, Deed deed) {
    return SeatGate.rule(
        who, new Demand(activity, deed, Of.SERVICE, "checkout"), Town.moment(mode));
  }

  private static Ruling itself(PersonRef who, String activity, Deed deed) {
    return SeatGate.rule(
        who, new Demand(activity, deed, Of.NOTHING, null), Town.moment(Mode.ENFORCING));
  }

  @Test
  void whoSitsThereMayAndTheAuditHearsAsWhom() {
    assertThat(of(Mode.ENFORCING, ANN, "agree", Deed.DECIDE))
        .isEqualTo(new Allowed("service-owner", "", "by assignment"));
  }

  @Test
  void whoDoesNotIsRefusedWhereItIsEnforcedAndToldWhomToAsk() {
    assertThat(of(Mode.ENFORCING, BOB, "agree", Deed.DECIDE))
        .isInstanceOfSatisfying(
            Denied.class,
            denied -> assertThat(denied.reason()).startsWith("bob ").endsWith("Ask ann."));
  }

  @Test
  void whatWouldHaveBeenRefusedIsDoneAndNotedWhereItIsPermissive() {
    assertThat(of(Mode.PERMISSIVE, BOB, "agree", Deed.DECIDE))
        .isInstanceOfSatisfying(
            Allowed.class,
            allowed -> assertThat(allowed.reason()).startsWith("Would have been refused: bob "));
  }

  @Test
  void nothingIsCheckedWhereItIsOff() {
    assertThat(of(Mode.OFF, BOB, "agree", Deed.DECIDE))
        .isEqualTo(new Allowed("", "", "This activity is not checked."));
  }

  @Test
  void aConsumerSeesWhatTheyConsumeAndNotEvenThatTheRestExists() {
    Demand search = new Demand("measure-track", Deed.VIEW, Of.SERVICE, "search");

    assertThat(of(Mode.OFF, CAT, "measure-track", Deed.VIEW)).isInstanceOf(Allowed.class);
    assertThat(SeatGate.rule(CAT, search, Town.moment(Mode.OFF))).isEqualTo(new Hidden());
    assertThat(SeatGate.rule(BOB, search, Town.moment(Mode.OFF))).isInstanceOf(Allowed.class);
  }

  @Test
  void theKeeperKeepsParallaxItselfUntilSomebodyIsAssigned() {
    assertThat(itself(EVE, "keep-installation", Deed.PERFORM)).isInstanceOf(Allowed.class);
    assertThat(itself(ANN, "keep-installation", Deed.PERFORM)).isInstanceOf(Denied.class);
  }

  @Test
  void whoMayForOneServiceMaySendWhatEachServiceHasOfItsOwn() {
    assertThat(itself(BOB, "keep-catalogue", Deed.PERFORM))
        .isEqualTo(new Allowed("developer", "", "by assignment"));
    assertThat(itself(CAT, "keep-catalogue", Deed.PERFORM)).isInstanceOf(Denied.class);
    assertThat(itself(ANN, "keep-matrix", Deed.PERFORM)).isInstanceOf(Denied.class);
  }

  @Test
  void whatIsNotThereIsLeftToWhoeverSaysSo() {
    Demand ghost = new Demand("agree", Deed.DECIDE, Of.SLO, "ghost");

    assertThat(SeatGate.rule(CAT, ghost, Town.moment(Mode.ENFORCING))).isInstanceOf(Allowed.class);
  }
}

package dev.parallax.governance.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.decision.Outcome.Moved;
import dev.parallax.governance.decision.Outcome.Refusal;
import dev.parallax.governance.decision.Request.Consulted;
import dev.parallax.governance.raci.Capability;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A decision of the shop: pia proposes, sam and dev are asked, ova decides, dan is her deputy.
final class Case {
  static final PersonRef PIA = new PersonRef("pia");
  static final PersonRef SAM = new PersonRef("sam");
  static final PersonRef DEV = new PersonRef("dev");
  static final PersonRef OVA = new PersonRef("ova");
  static final PersonRef DAN = new PersonRef("dan");

  /// Monday, ten in the morning.
  static final Instant ASKED = Instant.parse("2026-11-23T10:00:00Z");

  static final Instant WINDOW = Instant.parse("2026-11-25T10:00:00Z");
  static final Instant DUE = Instant.parse("2026-11-27T10:00:00Z");
  static final Evidence EVIDENCE = new Evidence(null, "sig-sre-slo 1", List.of("So: ova."));

  private Case() {}

  static Decision asked() {
    return Decision.requested(request(false, false));
  }

  static Request request(boolean fourEyes, boolean notByAuthor) {
    return new Request(
        new DecisionId(17),
        "agree",
        new ServiceId("checkout"),
        "99.5 % instead of 99.9 %",
        act(PIA, Capability.PERFORM, ASKED, "Fewer alarms."),
        List.of(
            new Consulted(SAM, new PersonaId("sre"), List.of()),
            new Consulted(DEV, new PersonaId("developer"), List.of())),
        new Terms(WINDOW, DUE, fourEyes, notByAuthor),
        EVIDENCE);
  }

  static Act act(PersonRef who, Capability part, Instant at, String why) {
    return new Act(who, new PersonaId("service-owner"), part, null, at, why);
  }

  static Act onBehalf(PersonRef who, PersonRef of, Instant at) {
    return new Act(who, new PersonaId("service-owner"), Capability.ANSWER, of, at, "Away.");
  }

  static Move opinion(PersonRef who, Instant at) {
    return new Move.Opine(act(who, Capability.CONSULT, at, "Fine."), Move.Stance.FOR);
  }

  static Move approval(PersonRef who, Instant at) {
    return new Move.Approve(act(who, Capability.ANSWER, at, "Agreed."), EVIDENCE);
  }

  static Move hold(PersonRef who, Capability part, Instant at, @Nullable Instant until) {
    return new Move.Hold(act(who, part, at, "Wait for the review."), until);
  }

  static Decision made(Decision decision, Move... moves) {
    Decision now = decision;
    for (Move move : moves) {
      Outcome outcome = now.make(move);
      assertThat(outcome).as("%s", outcome).isInstanceOf(Moved.class);
      now = ((Moved) outcome).decision();
    }
    return now;
  }

  static String refused(Decision decision, Move move) {
    Outcome outcome = decision.make(move);
    assertThat(outcome).as("%s", outcome).isInstanceOf(Refusal.class);
    return ((Refusal) outcome).message();
  }
}

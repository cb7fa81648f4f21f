package dev.parallax.governance.decision;

import static dev.parallax.governance.decision.Case.ASKED;
import static dev.parallax.governance.decision.Case.DEV;
import static dev.parallax.governance.decision.Case.DUE;
import static dev.parallax.governance.decision.Case.OVA;
import static dev.parallax.governance.decision.Case.PIA;
import static dev.parallax.governance.decision.Case.SAM;
import static dev.parallax.governance.decision.Case.WINDOW;
import static dev.parallax.governance.decision.Case.act;
import static dev.parallax.governance.decision.Case.approval;
import static dev.parallax.governance.decision.Case.asked;
import static dev.parallax.governance.decision.Case.hold;
import static dev.parallax.governance.decision.Case.made;
import static dev.parallax.governance.decision.Case.request;
import static dev.parallax.governance.raci.Capability.ANSWER;
import static dev.parallax.governance.raci.Capability.CONSULT;
import static dev.parallax.governance.raci.Capability.PERFORM;
import static dev.parallax.governance.raci.Capability.SIGN_OFF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.decision.Decision.Consulting;
import dev.parallax.governance.decision.Decision.Held;
import dev.parallax.governance.decision.Ladder.Cause;
import dev.parallax.governance.decision.Ladder.Clock;
import dev.parallax.governance.decision.Ladder.Rung;
import dev.parallax.governance.decision.Outcome.Moved;
import dev.parallax.governance.raci.Capability;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LadderTest {
  private static final BusinessCalendar UTC = BusinessCalendar.weekdays(ZoneOffset.UTC);
  private static final Ladder USUAL = Ladder.usual();

  @Test
  void aLateAnswerClimbsFromWhoDecidesToTheExecutive() {
    assertThat(USUAL.clocks(asked(), UTC))
        .extracting(Clock::id, clock -> clock.due().toString())
        .containsExactly(
            tuple("1/window", "2026-11-25T10:00:00Z"),
            tuple("1.0/accountable", "2026-11-27T10:00:00Z"),
            tuple("1.0/deputy", "2026-11-30T10:00:00Z"),
            tuple("1.0/manager", "2026-12-01T10:00:00Z"),
            tuple("1.0/service-owner", "2026-12-02T10:00:00Z"),
            tuple("1.0/executive", "2026-12-04T10:00:00Z"));
    assertThat(USUAL.reached(asked().at(DUE), UTC, DUE)).containsExactly(Rung.ACCOUNTABLE);
    assertThat(USUAL.reached(asked().at(DUE), UTC, Instant.parse("2026-12-02T10:00:00Z")))
        .containsExactly(Rung.ACCOUNTABLE, Rung.DEPUTY, Rung.MANAGER, Rung.SERVICE_OWNER);
  }

  @Test
  void whatIsOverHasNoClocks() {
    assertThat(USUAL.clocks(made(asked(), approval(OVA, WINDOW)), UTC)).isEmpty();
  }

  @Test
  void aHoldStopsEveryClockButItsOwn() {
    Instant until = ASKED.plus(Duration.ofHours(20));

    Decision held = made(asked(), hold(SAM, CONSULT, ASKED, until));

    assertThat(USUAL.clocks(held, UTC))
        .containsExactly(new Clock("hold/0", new Cause.HoldEnds(), until));
    assertThat(USUAL.clocks(made(asked(), hold(OVA, ANSWER, ASKED, null)), UTC)).isEmpty();
  }

  @Test
  void aDeadlineThatMovedOnHasClocksOfItsOwn() {
    Instant later = DUE.plus(Duration.ofDays(3));

    Decision extended = made(asked(), new Move.Extend(act(OVA, ANSWER, DUE, "Ill."), later));

    assertThat(USUAL.clocks(extended, UTC))
        .contains(new Clock("1.1/accountable", new Cause.Late(Rung.ACCOUNTABLE), later));
  }

  @Test
  void deadlinesCountWorkdays() {
    Instant friday = Instant.parse("2026-11-20T15:00:00Z");

    Terms terms = new Deadlines(2, 3).terms(friday, UTC, false, false);

    assertThat(terms.consultUntil()).isEqualTo("2026-11-24T15:00:00Z");
    assertThat(terms.decideBy()).isEqualTo("2026-11-27T15:00:00Z");
  }

  /// Random people try random moves. Whatever is accepted replays to the same, is never decided
  /// while somebody is waited for, and names each occasion of a clock once.
  @Test
  void whateverPeopleTryHoldsTogether() {
    int decided = 0;
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      Request request = request(random.nextBoolean(), random.nextBoolean());
      Decision decision = Decision.requested(request);
      Instant at = ASKED;
      Map<String, Cause> causes = new HashMap<>();
      for (int step = 0; step < 25; step++) {
        at = at.plus(Duration.ofMinutes(random.nextInt(600)));
        Decision before = decision.at(at);
        if (before.make(move(random, at)) instanceof Moved(Decision next)) {
          assertThat(before).as("seed %d", seed).matches(Decision::isOpen);
          if (next instanceof Decision.Decided) {
            assertThat(before).isNotInstanceOfAny(Consulting.class, Held.class);
            decided++;
          }
          decision = next;
        }
        for (Clock clock : USUAL.clocks(decision.at(at), UTC)) {
          assertThat(causes.merge(clock.id(), clock.cause(), (was, now) -> was))
              .as("seed %d: %s", seed, clock)
              .isEqualTo(clock.cause());
        }
        List<Clock> clocks = USUAL.clocks(decision.at(at), UTC);
        assertThat(clocks).extracting(Clock::id).doesNotHaveDuplicates();
      }
      assertThat(Decision.replayed(request, decision.dossier().moves()).at(at))
          .as("seed %d", seed)
          .isEqualTo(decision.at(at));
    }
    assertThat(decided).isGreaterThan(200);
  }

  private static Move move(Random random, Instant at) {
    List<PersonRef> people = List.of(PIA, SAM, DEV, OVA, Case.DAN);
    List<Capability> parts = List.of(ANSWER, ANSWER, CONSULT, CONSULT, PERFORM, SIGN_OFF);
    Act act =
        act(
            people.get(random.nextInt(5)),
            parts.get(random.nextInt(6)),
            at,
            random.nextInt(4) == 0 ? "" : "So.");
    PersonRef other = people.get(random.nextInt(5));
    Move.Stance stance = Move.Stance.values()[random.nextInt(3)];
    return switch (random.nextInt(13)) {
      case 0, 1, 2 -> new Move.Opine(act, stance);
      case 3 -> new Move.Waive(act, other);
      case 4 -> new Move.Hold(act, random.nextBoolean() ? null : at.plusSeconds(3_600));
      case 5 -> new Move.Lift(act);
      case 6 -> new Move.Extend(act, at.plus(Duration.ofDays(random.nextInt(9))));
      case 7 -> new Move.Reassign(act, other);
      case 8 -> new Move.Delegate(act, other);
      case 9 -> new Move.Approve(act, Case.EVIDENCE);
      case 10 -> new Move.SignOff(act, Case.EVIDENCE);
      case 11 -> new Move.Return(act);
      default ->
          random.nextBoolean()
              ? new Move.Resubmit(act, request(false, false))
              : new Move.Reject(act, Case.EVIDENCE);
    };
  }
}

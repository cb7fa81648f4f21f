package dev.parallax.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StrangersTest {
  private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private final Strangers strangers = new Strangers();

  @Test
  void aFloodIsWrittenThreeHundredTimesAndTenTimesAMinuteAfterThat() {
    long written = 0;
    for (int second = 0; second < 3_600; second++) {
      for (int i = 0; i < 10; i++) {
        written += strangers.admits(refused("anonymous", NOON.plusSeconds(second))) ? 1 : 0;
      }
    }

    assertThat(written).isEqualTo(300 + 3_599 / 6);
  }

  @Test
  void whatWasCountedIsToldOnceAMinuteWithHowMuchOfWhat() {
    flood(300 + 1_234);

    assertThat(strangers.due(NOON.plusSeconds(59))).isEmpty();
    AuditEvent told = strangers.due(NOON.plusSeconds(60)).orElseThrow();

    assertThat(told.reason()).startsWith("1,234 more calls of those who did not sign in");
    assertThat(told.detail()).isEqualTo("keep-catalogue/view refused: 1234");
    assertThat(strangers.due(NOON.plusSeconds(600))).isEmpty();
    assertThat(strangers.rest(NOON.plusSeconds(600))).isEmpty();
  }

  @Test
  void nothingThatWasCountedIsForgottenAtTheEnd() {
    flood(301);

    assertThat(strangers.rest(NOON).orElseThrow().reason()).startsWith("1 more calls");
  }

  @Test
  void whoeverIsKnownIsWrittenEachTime() {
    flood(1_000);

    assertThat(strangers.admits(refused("person:eve", NOON))).isTrue();
    assertThat(strangers.admits(refused("machine:ci", NOON))).isTrue();
  }

  @Test
  void aClockThatIsSetBackGivesNothingAway() {
    flood(300);

    assertThat(strangers.admits(refused("anonymous", NOON.minusSeconds(86_400)))).isFalse();
    assertThat(strangers.admits(refused("anonymous", NOON.minusSeconds(86_394)))).isTrue();
    assertThat(strangers.admits(refused("anonymous", NOON.minusSeconds(86_394)))).isFalse();
  }

  private void flood(int calls) {
    for (int i = 0; i < calls; i++) {
      strangers.admits(refused("anonymous", NOON));
    }
  }

  private static AuditEvent refused(String who, Instant at) {
    return new AuditEvent(
        at, who, "", "", "keep-catalogue/view", "", AuditEvent.Outcome.REFUSED, "", "");
  }
}

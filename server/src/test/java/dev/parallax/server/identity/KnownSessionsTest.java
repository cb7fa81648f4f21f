package dev.parallax.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.governance.PersonRef;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class KnownSessionsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
  private static final PersonRef ANNA = new PersonRef("anna");

  private final KnownSessions known = new KnownSessions();

  @Test
  void aSessionThatWasReadIsKnown() {
    known.keep(row("a", ANNA), known.ends(), NOW);

    assertThat(known.find("a", NOW.plusSeconds(29))).contains(row("a", ANNA));
    assertThat(known.find("b", NOW)).isEmpty();
  }

  @Test
  void aSessionThatEndedIsUnknownAtOnce() {
    known.keep(row("a", ANNA), known.ends(), NOW);
    known.keep(row("b", ANNA), known.ends(), NOW);

    known.ended("a");

    assertThat(known.find("a", NOW)).isEmpty();
    assertThat(known.find("b", NOW)).isPresent();
  }

  @Test
  void whoIsCutOffIsUnknownInEverySession() {
    known.keep(row("a", ANNA), known.ends(), NOW);
    known.keep(row("b", new PersonRef("ben")), known.ends(), NOW);

    known.ended(ANNA);

    assertThat(known.find("a", NOW)).isEmpty();
    assertThat(known.find("b", NOW)).isPresent();
  }

  @Test
  void whatWasReadWhileAnotherEndedIsNotKept() {
    long before = known.ends();
    known.ended("a");

    known.keep(row("a", ANNA), before, NOW);

    assertThat(known.find("a", NOW)).isEmpty();
  }

  @Test
  void whatIsReadOnceIsReadAgainAfterAWhile() {
    known.keep(row("a", ANNA), known.ends(), NOW);

    assertThat(known.find("a", NOW.plus(Duration.ofSeconds(30)))).isEmpty();
  }

  @Test
  void thatItWasSeenIsKnown() {
    known.keep(row("a", ANNA), known.ends(), NOW);

    known.seen("a", NOW.plusSeconds(5));

    assertThat(known.find("a", NOW.plusSeconds(6)))
        .get()
        .extracting(SessionStore.Row::lastSeenAt)
        .isEqualTo(NOW.plusSeconds(5));
  }

  private static SessionStore.Row row(String hash, PersonRef person) {
    return new SessionStore.Row(hash, person, "Somebody", "password", NOW, NOW);
  }
}

package dev.parallax.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.shell.Refused;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ThrottleTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
  private final Throttle throttle = new Throttle(now::get);

  @Test
  void tenTriesThenOneAMinute() {
    assertThat(free(1_000, "account ana", "address a")).isEqualTo(10);

    now.updateAndGet(instant -> instant.plusSeconds(180));

    assertThat(free(1_000, "account ana", "address a")).isEqualTo(3);
  }

  @Test
  void anAddressTriesTenOfManyAccountsAndAnAccountIsTriedFromTenOfManyAddresses() {
    int ofMany = 0;
    int fromMany = 0;
    for (int i = 0; i < 1_000; i++) {
      ofMany += free(1, "account " + i, "address one");
      fromMany += free(1, "account gwen", "address " + i);
    }

    assertThat(ofMany).isEqualTo(10);
    assertThat(fromMany).isEqualTo(10);
  }

  @Test
  void whoeverHasToWaitTakesNothingFromAnAccount() {
    assertThat(free(10, "account a", "address evil")).isEqualTo(10);
    assertThat(free(1_000, "account gwen", "address evil")).isZero();

    assertThat(free(10, "account gwen", "address gwens")).isEqualTo(10);
  }

  @Test
  void whoeverHasToWaitDoesNotMakeItForgetOthers() {
    assertThat(free(10, "account gwen", "address evil")).isEqualTo(10);
    for (int i = 0; i < 100_000; i++) {
      free(1, "account " + i, "address evil");
    }

    assertThat(free(1, "account gwen", "address other")).isZero();
  }

  @Test
  void aRightTryIsGivenBack() {
    for (int i = 0; i < 100; i++) {
      assertThat(free(1, "account ana", "address a")).isEqualTo(1);
      throttle.wasRight(List.of("account ana", "address a"));
    }
  }

  /// How many of some tries are free.
  private int free(int tries, String... keys) {
    int free = 0;
    for (int i = 0; i < tries; i++) {
      try {
        throttle.tries(List.of(keys));
        free++;
      } catch (Refused wait) {
        assertThat(wait.reason()).isEqualTo(Refused.Reason.TOO_OFTEN);
      }
    }
    return free;
  }
}

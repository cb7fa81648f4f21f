package dev.parallax.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefinitionsTest {
  private static final Slo SLO = Example.occurrences(Example.THIRTY_DAYS, "0.99");

  @Test
  void versionsOutOfOrderAreRefused() {
    SloHistory.Version first = new SloHistory.Version(1, SLO, Instant.EPOCH);
    SloHistory.Version march = version(2, "2026-03-01T00:00:00Z");
    SloHistory.Version february = version(3, "2026-02-01T00:00:00Z");

    assertThatThrownBy(() -> new SloHistory(List.of(first, march, february)))
        .hasMessageContaining("expected ascending versions");
    assertThatThrownBy(() -> new SloHistory(List.of(march, first)))
        .hasMessageContaining("expected ascending versions");
    assertThatThrownBy(() -> new SloHistory(List.of())).hasMessageContaining("no version");
  }

  @Test
  void ofTwoVersionsInOneMinuteTheLastIsInForce() {
    SloHistory history =
        new SloHistory(
            List.of(
                new SloHistory.Version(1, SLO, Instant.EPOCH),
                version(2, "2026-03-01T00:00:10Z"),
                version(3, "2026-03-01T00:00:50Z")));

    assertThat(history.at(Instant.parse("2026-03-01T00:00:00Z")).number()).isEqualTo(3);
    assertThat(history.at(Instant.parse("2026-02-28T23:59:59Z")).number()).isEqualTo(1);
  }

  @Test
  void versionsOfTwoSlosAreNoHistory() {
    SliId sli = new SliId(new SloId("other"), SliId.DEFAULT);
    Slo other =
        new Slo(
            new SloId("other"),
            SLO.service(),
            "",
            "",
            SLO.window(),
            SLO.method(),
            Map.of(sli, SLO.sli(SLO.objectives().getFirst())),
            List.of(new Objective("main", "Main", new BigDecimal("0.9"), sli, null)));

    assertThatThrownBy(() -> Example.changed(SLO, Example.NOON, other))
        .hasMessageContaining("expected versions of one SLO");
  }

  @Test
  void anIndicatorOfAnotherSloIsRefused() {
    SliId foreign = new SliId(new SloId("other"), SliId.DEFAULT);
    Sli sli = SLO.sli(SLO.objectives().getFirst());

    assertThatThrownBy(
            () ->
                new Slo(
                    SLO.id(),
                    SLO.service(),
                    "",
                    "",
                    SLO.window(),
                    SLO.method(),
                    Map.of(foreign, sli),
                    List.of(new Objective("main", "Main", new BigDecimal("0.9"), foreign, null))))
        .hasMessageContaining("indicator 'other/default' of another SLO");
  }

  @Test
  void aTargetOfOneIsRefusedForItLeavesNoBudget() {
    assertThatThrownBy(() -> Example.objective("1", null))
        .hasMessageContaining("expected 0 ≤ target < 1");
  }

  @Test
  void aTimesliceThatDoesNotLineUpWithTheClockIsRefused() {
    assertThatThrownBy(() -> Example.timeslice(7, "0.95")).hasMessageContaining("divide an hour");
    assertThatThrownBy(() -> Example.timeslice(300, "0.95")).hasMessageContaining("divide a day");
  }

  @Test
  void aMinimumCoverageAboveOneIsRefused() {
    assertThatThrownBy(() -> new Statement.Terms(new BigDecimal("90"), List.of()))
        .hasMessageContaining("expected a share of time from 0 to 1");
  }

  @Test
  void theNameOfAStatementReadsBackToTheSameStatement() {
    for (long minute : List.of(0L, 31L, 29_500_000L, 1L << 40)) {
      StatementId id = new StatementId(minute, minute % 77);
      assertThat(StatementId.parse(id.toString())).contains(id);
    }
    assertThat(StatementId.parse("S-ILOU-1")).isEmpty();
  }

  private static SloHistory.Version version(int number, String since) {
    return new SloHistory.Version(number, SLO, Instant.parse(since));
  }
}

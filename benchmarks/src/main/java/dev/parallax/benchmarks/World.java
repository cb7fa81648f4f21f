package dev.parallax.benchmarks;

import dev.parallax.budget.BudgetLedger;
import dev.parallax.budget.BudgetingMethod;
import dev.parallax.budget.Objective;
import dev.parallax.budget.Query;
import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Sli;
import dev.parallax.budget.SliId;
import dev.parallax.budget.Slice;
import dev.parallax.budget.Slo;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.SloId;
import dev.parallax.budget.TimeWindow;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Many SLOs with a history in a ledger.
///
/// Of so many, only a few histories are made; the others repeat them, each with memory of its own.
///
/// @param endMinute the first minute after the history
public record World(BudgetLedger ledger, List<SloHistory> definitions, long endMinute) {
  private static final long END = Instant.parse("2026-11-23T12:34:00Z").getEpochSecond() / 60;
  private static final int DIFFERENT = 64;

  /// SLOs of 99.5 % over rolling windows.
  public static World of(int slos, int days, Traffic traffic, Duration window) {
    BudgetLedger ledger = BudgetLedger.inMemory();
    List<SloHistory> definitions = new ArrayList<>();
    for (int i = 0; i < slos; i++) {
      SloHistory history = slo(i, window);
      definitions.add(history);
      SliId sli = sli(history);
      if (i < DIFFERENT) {
        ledger.addAll(sli, traffic.slices(i, END - days * 1440L, END));
      } else {
        repeat(ledger, sli(definitions.get(i % DIFFERENT)), sli, days);
      }
    }
    ledger.takeChangedHours();
    return new World(ledger, List.copyOf(definitions), END);
  }

  /// Older hours as they come back at a start, the newest two as they arrive.
  private static void repeat(BudgetLedger ledger, SliId from, SliId to, int days) {
    long newest = END / 60 - 1;
    for (long hour = (END - days * 1440L) / 60; hour < newest; hour++) {
      byte[] packed = ledger.packed(from, hour);
      if (packed != null) {
        ledger.load(to, hour, packed);
      }
    }
    ledger.addAll(to, ledger.slices(from, newest * 60, END));
  }

  private static SloHistory slo(int number, Duration window) {
    SloId id = new SloId("slo-%06d".formatted(number));
    SliId sli = new SliId(id, SliId.DEFAULT);
    Objective objective = new Objective("agreed", "Agreed", new BigDecimal("0.995"), sli, null);
    Slo slo =
        new Slo(
            id,
            new ServiceId("service-%05d".formatted(number / 5)),
            "Requests answered",
            "",
            new TimeWindow.Rolling(window),
            BudgetingMethod.OCCURRENCES,
            Map.of(
                sli,
                new Sli.Ratio(
                    Sli.Part.BAD, Query.promQl("failed"), Query.promQl("requests"), true)),
            List.of(objective));
    return new SloHistory(List.of(new SloHistory.Version(1, slo, Instant.EPOCH)));
  }

  /// The one indicator of one of its SLOs.
  public static SliId sli(SloHistory history) {
    return history.versions().getFirst().slo().objectives().getFirst().sli();
  }

  /// One more minute for each SLO.
  public void add(long minute) {
    for (SloHistory history : definitions) {
      ledger.addAll(sli(history), List.of(new Slice(minute, 998, 1_000, Slice.WHOLE_MINUTE)));
    }
  }
}

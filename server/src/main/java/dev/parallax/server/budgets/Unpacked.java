package dev.parallax.server.budgets;

import dev.parallax.budget.BudgetLedger;
import dev.parallax.budget.SliId;
import dev.parallax.budget.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Hours that changed in memory and are not packed in the database yet, and those among them that a
/// statement has spoken of. Guarded by its owner.
final class Unpacked {
  private final Map<SliId, SortedSet<Long>> changed = new TreeMap<>();
  private final Map<SliId, SortedSet<Long>> rewritten = new TreeMap<>();
  private volatile boolean pastRewritten;

  /// Notes which of these minutes a statement has spoken of.
  void note(Accumulators.Change change, long statedMinute) {
    for (Slice slice : change.slices()) {
      if (slice.minute() < statedMinute) {
        rewritten
            .computeIfAbsent(change.sli(), _ -> new TreeSet<>())
            .add(Math.floorDiv(slice.minute(), 60L));
        pastRewritten = true;
      }
    }
  }

  /// Whether the past is another one than the newest revision says. Any thread may ask.
  boolean isPastRewritten() {
    return pastRewritten;
  }

  /// Takes over what changed in the ledger.
  void gather(BudgetLedger ledger) {
    ledger
        .takeChangedHours()
        .forEach((sli, hours) -> changed.computeIfAbsent(sli, _ -> new TreeSet<>()).addAll(hours));
  }

  /// The hours that a statement has spoken of.
  List<SliceStore.HourRow> rewrittenRows(BudgetLedger ledger, long next) {
    List<SliceStore.HourRow> rows = new ArrayList<>();
    rewritten.forEach(
        (sli, hours) -> hours.forEach(hour -> rows.add(row(ledger, sli, hour, next))));
    return rows;
  }

  /// All hours that changed; those that a statement has spoken of with the next revision.
  List<SliceStore.HourRow> rows(BudgetLedger ledger, long next) {
    List<SliceStore.HourRow> rows = new ArrayList<>();
    changed.forEach(
        (sli, hours) -> {
          SortedSet<Long> past = rewritten.getOrDefault(sli, new TreeSet<>());
          hours.forEach(hour -> rows.add(row(ledger, sli, hour, past.contains(hour) ? next : 0)));
        });
    return rows;
  }

  private static SliceStore.HourRow row(BudgetLedger ledger, SliId sli, long hour, long next) {
    byte[] packed = ledger.packed(sli, hour);
    if (packed == null) {
      throw new IllegalStateException(
          "hour %d of %s changed and is empty: expected something in it. Report this, please."
              .formatted(hour, sli));
    }
    return new SliceStore.HourRow(sli, hour, next, packed);
  }

  /// Everything is committed.
  void clear() {
    changed.clear();
    rewritten.clear();
    pastRewritten = false;
  }
}

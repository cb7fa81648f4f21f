package dev.parallax.budget;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// The ledger that the server keeps: one [SliLedger] an indicator. Running sums are filled in by
/// readers, so each of them guards itself.
final class MemoryLedger implements BudgetLedger {
  private static final Measure OCCURRENCES = new Measure.Occurrences();

  private final ConcurrentSkipListMap<SliId, SliLedger> bySli = new ConcurrentSkipListMap<>();
  private final Map<SloId, Map<String, Adjustment>> adjustments = new TreeMap<>();

  @Override
  public void add(SliId sli, Slice slice) {
    addAll(sli, List.of(slice));
  }

  @Override
  public void addAll(SliId sli, Iterable<Slice> slices) {
    TreeMap<Long, Hour> byHour = new TreeMap<>();
    for (Slice slice : slices) {
      byHour
          .computeIfAbsent(Math.floorDiv(slice.minute(), Hour.MINUTES), _ -> new Hour())
          .merge(
              Math.floorMod(slice.minute(), Hour.MINUTES),
              slice.good(),
              slice.total(),
              slice.observed());
    }
    if (byHour.isEmpty()) {
      return;
    }
    SliLedger ledger = open(sli);
    synchronized (ledger) {
      ledger.add(byHour);
    }
  }

  @Override
  public void load(SliId sli, long hour, byte[] packed) {
    SliLedger ledger = open(sli);
    synchronized (ledger) {
      ledger.load(hour, packed);
    }
  }

  @Override
  public byte @Nullable [] packed(SliId sli, long hour) {
    SliLedger ledger = bySli.get(sli);
    byte[] packed = ledger == null ? null : ledger.packed(hour);
    return packed == null ? null : packed.clone();
  }

  @Override
  public Map<SliId, SortedSet<Long>> takeChangedHours() {
    Map<SliId, SortedSet<Long>> taken = new TreeMap<>();
    bySli.forEach(
        (sli, ledger) -> {
          SortedSet<Long> hours = ledger.takeChanged();
          if (!hours.isEmpty()) {
            taken.put(sli, hours);
          }
        });
    return taken;
  }

  @Override
  public void adjust(Adjustment adjustment) {
    SloId slo = adjustment.entry().slo();
    Map<String, Adjustment> entries = adjustments.getOrDefault(slo, Map.of());
    if (entries.containsKey(adjustment.entry().id())) {
      return;
    }
    if (adjustment instanceof Adjustment.Reversal reversal) {
      checkEnds(reversal, entries);
    }
    if (adjustment instanceof Adjustment.Correction correction) {
      long hour = Math.floorDiv(correction.minute(), Hour.MINUTES);
      open(correction.sli()).checkSpan(hour, hour);
    }
    adjustments
        .computeIfAbsent(slo, _ -> new LinkedHashMap<>())
        .put(adjustment.entry().id(), adjustment);
    bySli.forEach(
        (sli, ledger) -> {
          if (sli.slo().equals(slo)) {
            applyTo(sli, ledger);
          }
        });
  }

  /// Refuses a reversal that, over others, takes itself back.
  private static void checkEnds(Adjustment.Reversal reversal, Map<String, Adjustment> entries) {
    String id = reversal.entry().id();
    @Nullable Adjustment next = reversal;
    while (next instanceof Adjustment.Reversal(_, String reverses)) {
      if (reverses.equals(id)) {
        throw new IllegalArgumentException(
            "reversal '%s' takes itself back: expected the id of an entry that stands on its own. Name that one."
                .formatted(id));
      }
      next = entries.get(reverses);
    }
  }

  private void applyTo(SliId sli, SliLedger ledger) {
    List<Adjustment.Correction> corrections = new ArrayList<>();
    for (Adjustment adjustment : inForce(sli.slo())) {
      if (adjustment instanceof Adjustment.Correction correction && correction.sli().equals(sli)) {
        corrections.add(correction);
      }
    }
    synchronized (ledger) {
      ledger.adjust(exclusions(sli.slo()), corrections);
    }
  }

  /// An entry is in force unless a reversal that is in force itself takes it back, whatever the
  /// order in which they were entered.
  private List<Adjustment> inForce(SloId slo) {
    Map<String, List<String>> reversals = new HashMap<>();
    List<Adjustment> all = adjustments(slo);
    for (Adjustment adjustment : all) {
      if (adjustment instanceof Adjustment.Reversal(Adjustment.Entry entry, String reverses)) {
        reversals.computeIfAbsent(reverses, _ -> new ArrayList<>()).add(entry.id());
      }
    }
    return all.stream()
        .filter(adjustment -> isInForce(adjustment.entry().id(), reversals))
        .toList();
  }

  private static boolean isInForce(String id, Map<String, List<String>> reversals) {
    return reversals.getOrDefault(id, List.of()).stream()
        .noneMatch(reversal -> isInForce(reversal, reversals));
  }

  private List<Adjustment.Exclusion> exclusions(SloId slo) {
    return inForce(slo).stream()
        .filter(Adjustment.Exclusion.class::isInstance)
        .map(Adjustment.Exclusion.class::cast)
        .toList();
  }

  @Override
  public List<Adjustment> adjustments(SloId slo) {
    return List.copyOf(adjustments.getOrDefault(slo, Map.of()).values());
  }

  @Override
  public SortedSet<SliId> slis() {
    return new TreeSet<>(bySli.keySet());
  }

  @Override
  public List<Slice> slices(SliId sli, long fromMinute, long untilMinute) {
    SliLedger ledger = bySli.get(sli);
    return ledger == null ? List.of() : ledger.slices(fromMinute, untilMinute);
  }

  @Override
  public Tally tally(Slo slo, Objective objective, long fromMinute, long untilMinute) {
    return tally(objective.sli(), Measure.of(slo.method(), objective), fromMinute, untilMinute);
  }

  @Override
  public Tally events(SliId sli, long fromMinute, long untilMinute) {
    return tally(sli, OCCURRENCES, fromMinute, untilMinute);
  }

  private Tally tally(SliId sli, Measure measure, long fromMinute, long untilMinute) {
    SliLedger ledger = bySli.get(sli);
    if (ledger == null) {
      return Tally.NOTHING;
    }
    synchronized (ledger) {
      return ledger.tally(measure, fromMinute, untilMinute);
    }
  }

  @Override
  public long excludedMinutes(SloId slo, long fromMinute, long untilMinute) {
    long excluded = 0;
    long reached = fromMinute;
    List<Adjustment.Exclusion> byStart =
        exclusions(slo).stream()
            .sorted(Comparator.comparingLong(Adjustment.Exclusion::fromMinute))
            .toList();
    for (Adjustment.Exclusion exclusion : byStart) {
      long from = Math.max(reached, exclusion.fromMinute());
      long until = Math.min(untilMinute, exclusion.untilMinute());
      if (until > from) {
        excluded += until - from;
        reached = until;
      }
    }
    return excluded;
  }

  @Override
  public long firstMinute(SliId sli) {
    SliLedger ledger = bySli.get(sli);
    return ledger == null ? Long.MAX_VALUE : ledger.firstMinute();
  }

  @Override
  public long endMinute(SliId sli) {
    SliLedger ledger = bySli.get(sli);
    return ledger == null ? Long.MIN_VALUE : ledger.endMinute();
  }

  private SliLedger open(SliId sli) {
    return bySli.computeIfAbsent(
        sli,
        _ -> {
          SliLedger ledger = new SliLedger();
          if (adjustments.containsKey(sli.slo())) {
            applyTo(sli, ledger);
          }
          return ledger;
        });
  }
}

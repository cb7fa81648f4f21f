package dev.parallax.budget;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One SLO's part of the ledger: the slices of its indicators and its adjustments. Reading fills in
/// running sums, so whoever reads or writes holds its monitor.
final class SloLedger implements SloView {
  private final Map<SliId, SliLedger> slis = new HashMap<>();
  private final Map<String, Adjustment> adjustments = new LinkedHashMap<>();
  private List<Adjustment> inForce = List.of();
  private List<Adjustment.Exclusion> exclusions = List.of();

  SliLedger open(SliId sli) {
    return slis.computeIfAbsent(sli, this::adjusted);
  }

  private SliLedger adjusted(SliId sli) {
    SliLedger ledger = new SliLedger();
    if (!inForce.isEmpty()) {
      ledger.adjust(exclusions, corrections(sli));
    }
    return ledger;
  }

  @Nullable SliLedger find(SliId sli) {
    return slis.get(sli);
  }

  Map<SliId, SliLedger> slis() {
    return slis;
  }

  /// Enters an adjustment, unless it is there.
  void adjust(Adjustment adjustment) {
    if (adjustments.containsKey(adjustment.entry().id())) {
      return;
    }
    if (adjustment instanceof Adjustment.Reversal reversal) {
      checkEnds(reversal);
    }
    if (adjustment instanceof Adjustment.Correction correction) {
      long hour = Math.floorDiv(correction.minute(), Hour.MINUTES);
      open(correction.sli()).checkSpan(hour, hour);
    }
    adjustments.put(adjustment.entry().id(), adjustment);
    inForce = inForce();
    exclusions =
        inForce.stream()
            .filter(Adjustment.Exclusion.class::isInstance)
            .map(Adjustment.Exclusion.class::cast)
            .sorted(Comparator.comparingLong(Adjustment.Exclusion::fromMinute))
            .toList();
    slis.forEach((sli, ledger) -> ledger.adjust(exclusions, corrections(sli)));
  }

  /// Refuses a reversal that, over others, takes itself back.
  private void checkEnds(Adjustment.Reversal reversal) {
    String id = reversal.entry().id();
    @Nullable Adjustment next = reversal;
    while (next instanceof Adjustment.Reversal(_, String reverses)) {
      if (reverses.equals(id)) {
        throw new IllegalArgumentException(
            "reversal '%s' takes itself back: expected the id of an entry that stands on its own. Name that one."
                .formatted(id));
      }
      next = adjustments.get(reverses);
    }
  }

  /// An entry is in force unless a reversal that is in force itself takes it back, whatever the
  /// order in which they were entered.
  private List<Adjustment> inForce() {
    Map<String, List<String>> reversals = new HashMap<>();
    for (Adjustment adjustment : adjustments.values()) {
      if (adjustment instanceof Adjustment.Reversal(Adjustment.Entry entry, String reverses)) {
        reversals.computeIfAbsent(reverses, _ -> new ArrayList<>()).add(entry.id());
      }
    }
    return adjustments.values().stream()
        .filter(adjustment -> isInForce(adjustment.entry().id(), reversals))
        .toList();
  }

  private static boolean isInForce(String id, Map<String, List<String>> reversals) {
    return reversals.getOrDefault(id, List.of()).stream()
        .noneMatch(reversal -> isInForce(reversal, reversals));
  }

  private List<Adjustment.Correction> corrections(SliId sli) {
    return inForce.stream()
        .filter(Adjustment.Correction.class::isInstance)
        .map(Adjustment.Correction.class::cast)
        .filter(correction -> correction.sli().equals(sli))
        .toList();
  }

  List<Adjustment> adjustments() {
    return List.copyOf(adjustments.values());
  }

  @Override
  public List<Slice> slices(SliId sli, long fromMinute, long untilMinute) {
    SliLedger ledger = slis.get(sli);
    return ledger == null ? List.of() : ledger.slices(fromMinute, untilMinute);
  }

  @Override
  public Tally tally(Slo slo, Objective objective, long fromMinute, long untilMinute) {
    return tally(objective.sli(), Measure.of(slo.method(), objective), fromMinute, untilMinute);
  }

  @Override
  public Tally events(SliId sli, long fromMinute, long untilMinute) {
    return tally(sli, SliLedger.OCCURRENCES, fromMinute, untilMinute);
  }

  private Tally tally(SliId sli, Measure measure, long fromMinute, long untilMinute) {
    SliLedger ledger = slis.get(sli);
    return ledger == null ? Tally.NOTHING : ledger.tally(measure, fromMinute, untilMinute);
  }

  @Override
  public long excludedMinutes(long fromMinute, long untilMinute) {
    long excluded = 0;
    long reached = fromMinute;
    for (Adjustment.Exclusion exclusion : exclusions) {
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
    SliLedger ledger = slis.get(sli);
    return ledger == null ? Long.MAX_VALUE : ledger.firstMinute();
  }

  @Override
  public long endMinute(SliId sli) {
    SliLedger ledger = slis.get(sli);
    return ledger == null ? Long.MIN_VALUE : ledger.endMinute();
  }

  @Override
  public boolean isOrdinary(SliId sli) {
    SliLedger ledger = slis.get(sli);
    return ledger == null || ledger.isOrdinary();
  }
}

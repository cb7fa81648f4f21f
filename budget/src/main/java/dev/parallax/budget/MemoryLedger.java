package dev.parallax.budget;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The ledger that the server keeps: one [SloLedger] an SLO, each guarded by its own monitor.
final class MemoryLedger implements BudgetLedger {
  private static final SloView NOTHING = new SloLedger();

  private final Map<SloId, SloLedger> bySlo = new ConcurrentHashMap<>();
  private final Map<SliId, SliLedger> changed = new ConcurrentHashMap<>();

  @Override
  public void add(SliId sli, Slice slice) {
    addAll(sli, List.of(slice));
  }

  @Override
  public void addAll(SliId sli, Iterable<Slice> slices) {
    if (!slices.iterator().hasNext()) {
      return;
    }
    SloLedger slo = open(sli.slo());
    synchronized (slo) {
      SliLedger ledger = slo.open(sli);
      ledger.add(slices);
      changed.put(sli, ledger);
    }
  }

  @Override
  public void load(SliId sli, long hour, byte[] packed) {
    SloLedger slo = open(sli.slo());
    synchronized (slo) {
      slo.open(sli).load(hour, packed);
    }
  }

  private SloLedger open(SloId slo) {
    return bySlo.computeIfAbsent(slo, _ -> new SloLedger());
  }

  @Override
  public byte @Nullable [] packed(SliId sli, long hour) {
    SloLedger slo = bySlo.get(sli.slo());
    if (slo == null) {
      return null;
    }
    synchronized (slo) {
      SliLedger ledger = slo.find(sli);
      return ledger == null ? null : ledger.packed(hour);
    }
  }

  @Override
  public Map<SliId, SortedSet<Long>> takeChangedHours() {
    Map<SliId, SortedSet<Long>> taken = new TreeMap<>();
    for (SliId sli : List.copyOf(changed.keySet())) {
      synchronized (open(sli.slo())) {
        SliLedger ledger = changed.remove(sli);
        if (ledger != null) {
          taken.put(sli, ledger.takeChanged());
        }
      }
    }
    return taken;
  }

  @Override
  public void adjust(Adjustment adjustment) {
    SloLedger slo = open(adjustment.entry().slo());
    synchronized (slo) {
      slo.adjust(adjustment);
    }
  }

  @Override
  public List<Adjustment> adjustments(SloId slo) {
    SloLedger ledger = bySlo.get(slo);
    if (ledger == null) {
      return List.of();
    }
    synchronized (ledger) {
      return ledger.adjustments();
    }
  }

  @Override
  public SortedSet<SliId> slis() {
    SortedSet<SliId> slis = new TreeSet<>();
    for (SloLedger slo : bySlo.values()) {
      synchronized (slo) {
        slis.addAll(slo.slis().keySet());
      }
    }
    return slis;
  }

  @Override
  public <T extends @Nullable Object> T read(SloId slo, Function<SloView, T> reading) {
    SloLedger ledger = bySlo.get(slo);
    if (ledger == null) {
      return reading.apply(NOTHING);
    }
    synchronized (ledger) {
      return reading.apply(ledger);
    }
  }
}

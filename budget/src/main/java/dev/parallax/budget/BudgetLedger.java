package dev.parallax.budget;

import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// All slices of all SLIs, and the adjustments beside them: the one place that every figure comes
/// from.
///
/// Slices merge ([Slice#merge]), so any order, split and batching of the same slices leaves the
/// same ledger, bit for bit. Minutes are counted from 1970-01-01T00:00Z; ranges are half open.
///
/// Any number of threads may read and write: what is entered of one SLO at once is seen at once.
public interface BudgetLedger {
  /// A ledger in memory.
  static BudgetLedger inMemory() {
    return new MemoryLedger();
  }

  /// Merges one slice into its minute.
  void add(SliId sli, Slice slice);

  /// Merges many slices; quicker than one by one, the same result. Where one of them cannot be
  /// entered, none is.
  ///
  /// @throws IllegalArgumentException where the ledger would reach over more than 200 years
  /// @throws ArithmeticException where a minute's counts would leave the range of a long
  void addAll(SliId sli, Iterable<Slice> slices);

  /// Puts back an hour that was packed by [#packed], replacing what stands there.
  ///
  /// @param hour hours since 1970-01-01T00:00Z
  /// @throws IllegalArgumentException where the bytes are damaged
  void load(SliId sli, long hour, byte[] packed);

  /// Sixty minutes in a compact form of their own, or nothing where nothing was entered. The same
  /// minutes give the same bytes.
  byte @Nullable [] packed(SliId sli, long hour);

  /// Hours that changed since this was last asked, [#load] aside.
  Map<SliId, SortedSet<Long>> takeChangedHours();

  /// Enters an adjustment; entering the same id again changes nothing. The order of entry does not
  /// matter: a reversal may come before what it reverses.
  ///
  /// @throws IllegalArgumentException where a reversal takes itself back, over others or directly
  void adjust(Adjustment adjustment);

  /// All adjustments of an SLO in the order of their entry, reversed ones and reversals included.
  List<Adjustment> adjustments(SloId slo);

  /// The SLIs that slices or corrections were entered for.
  SortedSet<SliId> slis();

  /// Reads what is held of an SLO while nothing changes it. Readings of different SLOs do not wait
  /// for each other.
  <T extends @Nullable Object> T read(SloId slo, Function<SloView, T> reading);

  /// As [SloView#slices].
  default List<Slice> slices(SliId sli, long fromMinute, long untilMinute) {
    return read(sli.slo(), view -> view.slices(sli, fromMinute, untilMinute));
  }

  /// As [SloView#tally].
  default Tally tally(Slo slo, Objective objective, long fromMinute, long untilMinute) {
    return read(slo.id(), view -> view.tally(slo, objective, fromMinute, untilMinute));
  }

  /// As [SloView#events].
  default Tally events(SliId sli, long fromMinute, long untilMinute) {
    return read(sli.slo(), view -> view.events(sli, fromMinute, untilMinute));
  }

  /// As [SloView#excludedMinutes].
  default long excludedMinutes(SloId slo, long fromMinute, long untilMinute) {
    return read(slo, view -> view.excludedMinutes(fromMinute, untilMinute));
  }

  /// As [SloView#firstMinute].
  default long firstMinute(SliId sli) {
    return read(sli.slo(), view -> view.firstMinute(sli));
  }

  /// As [SloView#endMinute].
  default long endMinute(SliId sli) {
    return read(sli.slo(), view -> view.endMinute(sli));
  }
}

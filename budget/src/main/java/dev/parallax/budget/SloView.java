package dev.parallax.budget;

import java.util.List;

/// What a ledger holds of one SLO, held still while it is read. Ranges are half open, in minutes
/// since 1970-01-01T00:00Z.
public interface SloView {
  /// The slices as measured, before adjustments, empty minutes left out.
  List<Slice> slices(SliId sli, long fromMinute, long untilMinute);

  /// What an objective counts in these minutes, adjustments applied. Timeslices count where they
  /// lie wholly inside.
  Tally tally(Slo slo, Objective objective, long fromMinute, long untilMinute);

  /// Good and total as counted, before any budgeting method, adjustments applied.
  Tally events(SliId sli, long fromMinute, long untilMinute);

  /// Minutes in the range that exclusions take out.
  long excludedMinutes(long fromMinute, long untilMinute);

  /// The first minute with a measurement, or [Long#MAX_VALUE].
  long firstMinute(SliId sli);

  /// The first minute after the last measurement, or [Long#MIN_VALUE].
  long endMinute(SliId sli);

  /// Whether a longer stretch certainly counts no less than a shorter one inside it, neither bad
  /// nor total. It need not where a source counted more good than total, or a correction took away.
  boolean isOrdinary(SliId sli);
}

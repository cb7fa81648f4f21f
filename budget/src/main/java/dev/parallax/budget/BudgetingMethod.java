package dev.parallax.budget;

/// How slices are counted against the target. Source: OpenSLO v1, `budgetingMethod`.
public enum BudgetingMethod {
  /// Every event counts once.
  OCCURRENCES,
  /// Every timeslice counts once, good when its own share of good reaches the timeslice target.
  TIMESLICES,
  /// Every timeslice counts once, with its share of good, rounded once to a billionth.
  RATIO_TIMESLICES
}

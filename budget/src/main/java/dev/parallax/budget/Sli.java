package dev.parallax.budget;

import java.math.BigDecimal;

/// What is measured: every indicator ends as good and total counts of a minute.
public sealed interface Sli {
  /// Good (or bad) events out of all events.
  ///
  /// @param part which side `partOfTotal` counts
  /// @param counter true where the series only ever grow; false where each sample is a count of its
  ///   own
  record Ratio(Part part, Query partOfTotal, Query total, boolean counter) implements Sli {}

  /// Samples of a gauge that are good while they compare true: `value operator threshold`.
  record Threshold(Query query, Operator operator, BigDecimal threshold) implements Sli {}

  /// Samples that are ratios already, in [0, 1].
  ///
  /// @param part what the ratio counts: GOOD for a success ratio, BAD for a failure ratio
  record RawRatio(Query query, Part part) implements Sli {}

  /// Which side of the total a query counts.
  enum Part {
    GOOD,
    BAD
  }

  /// How a sample compares with the threshold when it is good.
  enum Operator {
    LESS("<"),
    LESS_OR_EQUAL("≤"),
    GREATER(">"),
    GREATER_OR_EQUAL("≥");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }

  /// What one of `total` is.
  enum Unit {
    EVENT,
    SAMPLE,
    SECOND,
    /// Ratios are held as integers: one sample is 1,000,000,000 of these.
    BILLIONTH_OF_A_SAMPLE
  }

  /// What one of this indicator's `total` is.
  default Unit unit() {
    return switch (this) {
      case Ratio(_, _, Query total, _) ->
          total.type().equals("status-history") ? Unit.SECOND : Unit.EVENT;
      case Threshold _ -> Unit.SAMPLE;
      case RawRatio _ -> Unit.BILLIONTH_OF_A_SAMPLE;
    };
  }
}

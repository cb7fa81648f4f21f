package dev.parallax.ingest;

import java.util.Arrays;

/// Observations counted in buckets whose bounds follow from a formula or from a list: a native
/// histogram of Prometheus, an exponential or explicit one of OpenTelemetry.
///
/// Of schema `s`, positive bucket `i` holds the observations in `(b^(i−1), b^i]` with `b =
/// 2^(2^−s)`, negative bucket `i` those in `[−b^i, −b^(i−1))`, and the zero bucket those at most
/// the zero threshold away from zero. With a list of bounds, bucket `i` holds what is above bound
/// `i − 1` and at most bound `i`; the one behind the last bound holds the rest.
///
/// Source: Prometheus, "Native histograms".
final class NativeHistogram {
  /// The schema whose bounds are a list.
  static final int CUSTOM = -53;

  /// The coarsest and the finest schema of OpenTelemetry, whose scale it is.
  static final int COARSEST = -10;

  static final int FINEST = 20;
  private static final double[] NO_BOUNDS = {};

  private final double count;
  private final double sum;
  private final int schema;
  private final double zeroThreshold;
  private final double zeroCount;
  private final Buckets negative;
  private final Buckets positive;
  private final double[] bounds;

  /// Which buckets hold something, ascending, and how much each.
  static final class Buckets {
    static final Buckets NONE = new Buckets(new int[0], new double[0]);

    private final int[] indexes;
    private final double[] counts;

    /// @param indexes ascending, as many as counts
    Buckets(int[] indexes, double[] counts) {
      this.indexes = indexes;
      this.counts = counts;
    }

    /// From the first bucket on, one behind the other.
    static Buckets from(int first, double[] counts) {
      int[] indexes = new int[counts.length];
      Arrays.setAll(indexes, i -> first + i);
      return new Buckets(indexes, counts);
    }

    /// Whether all of them are among buckets 0 to `last`.
    boolean areWithin(int last) {
      return indexes.length == 0 || (indexes[0] >= 0 && indexes[indexes.length - 1] <= last);
    }

    double total() {
      return Arrays.stream(counts).sum();
    }

    private double upTo(long index) {
      double sum = 0;
      for (int i = 0; i < indexes.length && indexes[i] <= index; i++) {
        sum += counts[i];
      }
      return sum;
    }
  }

  private NativeHistogram(
      int schema, Totals totals, Zero zero, Buckets[] buckets, double[] bounds) {
    this.count = totals.count();
    this.sum = totals.sum();
    this.schema = schema;
    this.zeroThreshold = zero.threshold();
    this.zeroCount = zero.count();
    this.negative = buckets[0];
    this.positive = buckets[1];
    this.bounds = bounds;
  }

  /// All observations: how many, and what they add up to.
  record Totals(double count, double sum) {}

  /// What counts as zero, and how often it was observed.
  record Zero(double threshold, double count) {
    static final Zero NONE = new Zero(0, 0);
  }

  /// @param schema from −10 to 20, the finer the greater
  static NativeHistogram exponential(
      int schema, Totals totals, Zero zero, Buckets negative, Buckets positive) {
    if (schema < COARSEST || schema > FINEST) {
      throw new IllegalArgumentException(
          "schema %d: expected %d to %d. Check it before.".formatted(schema, COARSEST, FINEST));
    }
    return new NativeHistogram(schema, totals, zero, new Buckets[] {negative, positive}, NO_BOUNDS);
  }

  /// @param bounds ascending, all finite; the bucket behind the last one has none
  static NativeHistogram listed(double[] bounds, Totals totals, Buckets buckets) {
    return new NativeHistogram(
        CUSTOM, totals, Zero.NONE, new Buckets[] {Buckets.NONE, buckets}, bounds);
  }

  double count() {
    return count;
  }

  double sum() {
    return sum;
  }

  /// The bounds that were listed; none where they follow from a formula.
  double[] bounds() {
    return bounds.clone();
  }

  /// How many observations are at most a bound, or NaN where no bucket ends at that bound, so that
  /// it is not known.
  double upTo(double bound) {
    if (bound == Double.POSITIVE_INFINITY) {
      return count;
    }
    if (schema == CUSTOM) {
      int index = Arrays.binarySearch(bounds, bound);
      return index < 0 ? Double.NaN : positive.upTo(index);
    }
    boolean cutsZero = zeroCount != 0 && bound < zeroThreshold;
    if (!(bound >= 0) || cutsZero) {
      return Double.NaN;
    }
    double belowPositive = negative.total() + zeroCount;
    if (bound == 0) {
      return belowPositive;
    }
    long index = indexEndingAt(bound);
    return index == Long.MIN_VALUE ? Double.NaN : belowPositive + positive.upTo(index);
  }

  /// The bucket whose upper bound this is, to within the rounding of a double.
  private long indexEndingAt(double bound) {
    double exact = Math.scalb(Math.log(bound) / Math.log(2), schema);
    long index = (long) Math.rint(exact);
    double end = Math.pow(2, Math.scalb((double) index, -schema));
    return Math.abs(end - bound) <= 2 * Math.ulp(bound) ? index : Long.MIN_VALUE;
  }
}

package dev.parallax.ingest;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// The series as which a histogram was known before it was one: `M_count`, `M_sum` and
/// `M_bucket{le="B"}`, so that an indicator that was written for them goes on.
///
/// Buckets are given for the bounds that somebody asks for, where a bucket of the histogram ends
/// exactly there; for all bounds where the histogram lists them. Nothing is interpolated: a bound
/// inside a bucket gives no series.
final class ClassicSeries {
  private static final String INFINITY = "+Inf";

  private final Function<String, Set<String>> asked;

  /// @param asked the values of `le` that are asked of a metric `…_bucket`, as they are written
  ///   there
  ClassicSeries(Function<String, Set<String>> asked) {
    this.asked = asked;
  }

  /// @param around what stands around a value of such a series: its sample, and where it began
  List<Series> of(Labels labels, NativeHistogram histogram, Function<Double, List<Sample>> around) {
    String metric = labels.metric();
    List<Series> all = new ArrayList<>();
    all.add(new Series(named(labels, metric + "_count"), around.apply(histogram.count())));
    if (!Double.isNaN(histogram.sum())) {
      all.add(new Series(named(labels, metric + "_sum"), around.apply(histogram.sum())));
    }
    Labels buckets = named(labels, metric + "_bucket");
    for (String bound : bounds(buckets.metric(), histogram)) {
      double upTo = histogram.upTo(number(bound));
      if (!Double.isNaN(upTo)) {
        all.add(new Series(buckets.with("le", bound), around.apply(upTo)));
      }
    }
    return all;
  }

  /// The end of all of them.
  List<Series> ended(Labels labels, List<Sample> end) {
    String metric = labels.metric();
    List<Series> all = new ArrayList<>();
    all.add(new Series(named(labels, metric + "_count"), end));
    all.add(new Series(named(labels, metric + "_sum"), end));
    Labels buckets = named(labels, metric + "_bucket");
    for (String bound : asked.apply(buckets.metric())) {
      all.add(new Series(buckets.with("le", bound), end));
    }
    return all;
  }

  private static Labels named(Labels labels, String metric) {
    return labels.with(Labels.NAME, metric);
  }

  private Set<String> bounds(String metric, NativeHistogram histogram) {
    Set<String> all = new LinkedHashSet<>(asked.apply(metric));
    double[] listed = histogram.bounds();
    if (listed.length > 0) {
      double[] known = all.stream().mapToDouble(ClassicSeries::number).sorted().toArray();
      for (double bound : listed) {
        if (Arrays.binarySearch(known, bound) < 0) {
          all.add(text(bound));
        }
      }
      all.add(INFINITY);
    }
    return all;
  }

  /// As Prometheus writes a bound that came by OTLP: digits, no exponent, no `.0`.
  static String text(double bound) {
    return bound == 0 ? "0" : BigDecimal.valueOf(bound).stripTrailingZeros().toPlainString();
  }

  private static double number(String bound) {
    if (bound.equals(INFINITY)) {
      return Double.POSITIVE_INFINITY;
    }
    try {
      return Double.parseDouble(bound);
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }
}

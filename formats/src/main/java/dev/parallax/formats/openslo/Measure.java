package dev.parallax.formats.openslo;

import dev.parallax.formats.yaml.Value;
import org.jspecify.annotations.Nullable;

/// How an SLI is measured.
///
/// `counter` stays as written: true says that the metric only grows, and absent means false, a
/// gauge.
public sealed interface Measure {
  /// A value compared with the objective's: `lt 500` is good when the value is below 500.
  record Threshold(MetricSource source) implements Measure {}

  /// Good or bad events out of all events.
  record Ratio(@Nullable Boolean counter, Part part, MetricSource partSource, MetricSource total)
      implements Measure {}

  /// A ratio that the source has computed already.
  record Raw(@Nullable Boolean counter, RawType rawType, MetricSource source) implements Measure {}

  /// Which events the part of a ratio counts.
  enum Part {
    GOOD,
    BAD
  }

  /// Whether a raw ratio is the share of successes or of failures.
  enum RawType {
    SUCCESS,
    FAILURE
  }

  /// Where a metric comes from.
  ///
  /// @param ref name of a DataSource
  /// @param type kind of source, such as `Prometheus`; may be left to the DataSource
  /// @param spec the query in the source's own terms; kept as written
  record MetricSource(@Nullable String ref, @Nullable String type, Value.Mapping spec) {}
}

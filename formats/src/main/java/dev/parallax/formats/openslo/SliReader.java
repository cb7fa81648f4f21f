package dev.parallax.formats.openslo;

import dev.parallax.formats.yaml.Fields;
import dev.parallax.formats.yaml.Node;
import java.util.Locale;
import java.util.Optional;

/// Reads how an SLI is measured.
final class SliReader {
  private SliReader() {}

  /// The SLI of a `spec`; empty where it cannot be used, which has been told.
  static Optional<OpenSlo.Sli> read(Metadata metadata, Fields spec) {
    Optional<String> description = Words.description(spec);
    boolean threshold = spec.has("thresholdMetric");
    boolean ratio = spec.has("ratioMetric");
    MetadataReader.unknown(spec);
    if (threshold == ratio) {
      spec.error(
          threshold ? "ratioMetric" : "spec",
          threshold
              ? "both thresholdMetric and ratioMetric"
              : "neither thresholdMetric nor ratioMetric",
          "exactly one of them, because an SLI is measured in one way",
          "Keep one; make two SLIs of it if both are meant.");
      return Optional.empty();
    }
    Optional<Measure> measure =
        threshold
            ? source(spec, "thresholdMetric").map(Measure.Threshold::new)
            : spec.object("ratioMetric").flatMap(SliReader::ratio);
    return measure.map(m -> new OpenSlo.Sli(metadata, description.orElse(null), m));
  }

  private static Optional<Measure> ratio(Fields fields) {
    int before = fields.problems().errors();
    Optional<Boolean> counter = fields.flag("counter");
    boolean good = fields.has("good");
    boolean bad = fields.has("bad");
    boolean total = fields.has("total");
    boolean raw = fields.has("raw");
    Optional<Measure.RawType> rawType =
        Words.oneOf(fields, "rawType", Measure.RawType.class, type -> lower(type.name()));
    MetadataReader.unknown(fields);
    checkParts(fields, good, bad, total, raw);
    if (raw && rawType.isEmpty() && !fields.has("rawType")) {
      fields.missing("rawType", "success or failure, to know which side the ratio counts");
    }
    String part = bad ? "bad" : "good";
    Optional<Measure.MetricSource> partSource =
        good || bad ? source(fields, part) : Optional.empty();
    Optional<Measure.MetricSource> whole = source(fields, raw ? "raw" : "total");
    if (fields.problems().errors() > before) {
      return Optional.empty();
    }
    if (raw) {
      return whole.map(w -> new Measure.Raw(counter.orElse(null), rawType.orElseThrow(), w));
    }
    if (counter.isEmpty()) {
      fields.warning(
          "counter",
          "no counter",
          "counter: true for metrics that only grow; its absence means false, a gauge",
          "Write counter: true or counter: false.");
    }
    Measure.Part side = bad ? Measure.Part.BAD : Measure.Part.GOOD;
    return Optional.of(
        new Measure.Ratio(
            counter.orElse(null), side, partSource.orElseThrow(), whole.orElseThrow()));
  }

  private static void checkParts(
      Fields fields, boolean good, boolean bad, boolean total, boolean raw) {
    if (total == raw) {
      fields.error(
          raw ? "raw" : "total",
          total ? "both total and raw" : "neither total nor raw",
          "total with one of good and bad, or raw with rawType",
          "Keep one way of measuring.");
    } else if (total && good == bad) {
      fields.error(
          bad ? "bad" : "total",
          good ? "both good and bad" : "total without good or bad",
          "exactly one of good and bad beside total",
          good ? "Remove one: the other follows from total." : "Add good or bad.");
    } else if (raw && (good || bad)) {
      fields.error(
          good ? "good" : "bad",
          "%s beside raw".formatted(good ? "good" : "bad"),
          "raw alone, because it is the whole ratio",
          "Remove raw, or remove good and bad.");
    }
  }

  private static Optional<Measure.MetricSource> source(Fields fields, String key) {
    return fields.object(key).flatMap(SliReader::source);
  }

  private static Optional<Measure.MetricSource> source(Fields metric) {
    if (!metric.has("metricSource")) {
      metric.missing("metricSource", "a mapping with type and spec");
    }
    MetadataReader.unknown(metric);
    return metric.object("metricSource").flatMap(SliReader::metricSource);
  }

  private static Optional<Measure.MetricSource> metricSource(Fields fields) {
    int before = fields.problems().errors();
    Optional<String> ref = MetadataReader.name(fields, "metricSourceRef");
    Optional<String> type = fields.text("type");
    Optional<Node> spec = fields.node("spec");
    MetadataReader.unknown(fields);
    if (ref.isEmpty() && type.isEmpty()) {
      fields.warning(
          "type",
          "neither type nor metricSourceRef",
          "one of them, to know who can answer the query",
          "Add type: Prometheus, for example.");
    }
    if (spec.isEmpty()) {
      fields.missing("spec", "a mapping with the query");
    } else if (!(spec.get() instanceof Node.Mapping mapping) || mapping.entries().isEmpty()) {
      fields.refuse(
          "spec", spec.get(), "a mapping with at least one key", "Write the query under it.");
    }
    if (fields.problems().errors() > before) {
      return Optional.empty();
    }
    return spec.filter(Node.Mapping.class::isInstance)
        .map(Node.Mapping.class::cast)
        .map(m -> new Measure.MetricSource(ref.orElse(null), type.orElse(null), m.mapping()));
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}

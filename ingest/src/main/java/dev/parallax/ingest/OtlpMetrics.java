package dev.parallax.ingest;

import dev.parallax.ingest.Labels.Invalid;
import dev.parallax.ingest.Labels.Valid;
import dev.parallax.ingest.OtlpNames.Kind;
import dev.parallax.ingest.ProtobufReader.Malformed;
import dev.parallax.ingest.RemoteWrite.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Walks over one `ExportMetricsServiceRequest` and makes series of its points.
///
/// A point of a cumulative sum or histogram is a sample, behind the beginning of its counter where
/// that is near. A delta point is a counter of its own: it begins at zero and ends at its time, so
/// what it says is counted once, in any order and however often it comes. Its zero stands right
/// before its time, and again behind its start, so that the time between is observed.
final class OtlpMetrics {
  private static final int DELTA = 1;
  private static final int CUMULATIVE = 2;
  private static final int HISTOGRAM_COST = 16;
  private static final int MAX_REASONS = 10;
  private static final int POINTS = 1 << 3 | ProtobufReader.BYTES;

  private final ProtobufReader in;
  private final Limits limits;
  private final ClassicSeries classic;
  private final List<Series> series = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();
  private int points;
  private int rejected;
  private int cost;

  /// A metric whose points are being read.
  ///
  /// @param field of the message `Metric`, which says of what kind it is
  private record Metric(
      String name, int field, int temporality, boolean monotonic, Map<String, String> target) {
    boolean isCounter() {
      return field != 5 && monotonic;
    }

    List<Sample> around(long startMillis, Sample sample) {
      if (!isCounter()) {
        return List.of(sample);
      }
      return temporality == DELTA
          ? delta(startMillis, sample)
          : RemoteWrite2.since(startMillis, sample);
    }

    private static List<Sample> delta(long startMillis, Sample sample) {
      long before = sample.epochMillis() - 1;
      boolean early = startMillis > 0 && startMillis + 1 < before;
      return early
          ? List.of(Sample.begin(startMillis + 1), Sample.begin(before), sample)
          : List.of(Sample.begin(before), sample);
    }
  }

  OtlpMetrics(byte[] message, Limits limits, ClassicSeries classic) {
    this.in = new ProtobufReader(message);
    this.limits = limits;
    this.classic = classic;
  }

  List<Series> series() {
    return series;
  }

  /// How many points came.
  int points() {
    return points;
  }

  /// How many of them were left out.
  int rejected() {
    return rejected;
  }

  /// Why, for the first of them.
  List<String> reasons() {
    return reasons;
  }

  /// @return false where there is too much
  boolean read() throws Malformed {
    while (in.hasMore() && cost <= limits.samples()) {
      int tag = in.tag();
      if (tag == (1 << 3 | ProtobufReader.BYTES)) {
        int outer = in.enter();
        resource();
        in.leave(outer);
      } else {
        in.skip(tag);
      }
    }
    return cost <= limits.samples();
  }

  private void resource() throws Malformed {
    int begin = in.position();
    OtlpAttributes attributes = new OtlpAttributes();
    each(1, () -> each(1, () -> attributes.add(in), true), false);
    Map<String, String> target = attributes.target();
    in.position(begin);
    each(2, () -> each(2, () -> metric(target), false), false);
  }

  private interface Step {
    void take() throws Malformed;
  }

  /// Goes over the message in which the reader stands.
  ///
  /// @param whole whether the step reads the field itself, length and all, or what is inside
  private void each(int field, Step step, boolean whole) throws Malformed {
    while (in.hasMore() && cost <= limits.samples()) {
      int tag = in.tag();
      if (tag != (field << 3 | ProtobufReader.BYTES)) {
        in.skip(tag);
      } else if (whole) {
        step.take();
      } else {
        int outer = in.enter();
        step.take();
        in.leave(outer);
      }
    }
  }

  private void metric(Map<String, String> target) throws Malformed {
    int begin = in.position();
    String name = "";
    String unit = "";
    int field = 0;
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case 1 << 3 | ProtobufReader.BYTES -> name = OtlpAttributes.text(in);
        case 3 << 3 | ProtobufReader.BYTES -> unit = OtlpAttributes.text(in);
        default -> {
          boolean data = (tag & 7) == ProtobufReader.BYTES && isKind(tag >>> 3);
          field = data ? tag >>> 3 : field;
          in.skip(tag);
        }
      }
    }
    in.position(begin);
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == (field << 3 | ProtobufReader.BYTES)) {
        int outer = in.enter();
        data(name, unit, field, target);
        in.leave(outer);
      } else {
        in.skip(tag);
      }
    }
  }

  private static boolean isKind(int field) {
    return field == 5 || field == 7 || field == 9 || field == 10 || field == 11;
  }

  private void data(String name, String unit, int field, Map<String, String> target)
      throws Malformed {
    int begin = in.position();
    long temporality = field == 11 ? CUMULATIVE : 0;
    boolean monotonic = field != 7;
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case 2 << 3 | ProtobufReader.VARINT -> temporality = in.varint();
        case 3 << 3 | ProtobufReader.VARINT -> monotonic = in.varint() != 0;
        default -> in.skip(tag);
      }
    }
    in.position(begin);
    Kind kind = field == 5 ? Kind.GAUGE : field == 7 && monotonic ? Kind.COUNTER : Kind.OTHER;
    int known = temporality == DELTA || temporality == CUMULATIVE ? (int) temporality : 0;
    Metric metric = new Metric(OtlpNames.metric(name, unit, kind), field, known, monotonic, target);
    while (in.hasMore() && cost <= limits.samples()) {
      int tag = in.tag();
      if (tag == POINTS) {
        int outer = in.enter();
        point(metric);
        in.leave(outer);
      } else {
        in.skip(tag);
      }
    }
  }

  private void point(Metric metric) throws Malformed {
    points++;
    cost += metric.field() == 9 || metric.field() == 10 ? HISTOGRAM_COST : 1;
    OtlpPoint point = new OtlpPoint();
    try {
      switch (metric.field()) {
        case 9 -> point.histogram(in);
        case 10 -> point.exponential(in);
        case 11 -> point.summary(in);
        default -> point.number(in);
      }
      List<Series> made = series(metric, point);
      cost += made.size();
      series.addAll(made);
    } catch (OtlpPoint.Broken e) {
      reject(metric, e.reason());
    }
  }

  private void reject(Metric metric, String reason) {
    rejected++;
    if (reasons.size() < MAX_REASONS) {
      reasons.add("%s: %s".formatted(Labels.shortened(metric.name()), reason));
    }
  }

  private List<Series> series(Metric metric, OtlpPoint point) throws OtlpPoint.Broken {
    boolean gauge = metric.field() == 5;
    if (!gauge && metric.temporality() == 0) {
      throw new OtlpPoint.Broken("no temporality: expected delta or cumulative");
    }
    if (!gauge && metric.temporality() == DELTA && !metric.monotonic()) {
      throw new OtlpPoint.Broken(
          "differences of what goes up and down: expected cumulative values; set the exporter's temporality preference");
    }
    long millis = point.epochMillis();
    if (millis <= 0) {
      throw new OtlpPoint.Broken("no time: expected timeUnixNano");
    }
    Labels labels = labels(metric, point);
    if (point.isNothing()) {
      return ended(metric, labels, millis);
    }
    Function<Double, List<Sample>> around =
        value -> metric.around(point.startMillis(), new Sample(millis, value));
    return switch (metric.field()) {
      case 9 -> classic.of(labels, point.explicit(), around);
      case 10 -> classic.of(labels, point.exponential(), around);
      case 11 -> summary(labels, point, around);
      default -> List.of(new Series(labels, around.apply(point.value())));
    };
  }

  private Labels labels(Metric metric, OtlpPoint point) throws OtlpPoint.Broken {
    if (metric.name().isEmpty()) {
      throw new OtlpPoint.Broken("no name: expected the metric's");
    }
    if (point.attributes().size() > limits.labels()) {
      throw new OtlpPoint.Broken(
          "more than %,d attributes: expected fewer".formatted(limits.labels()));
    }
    List<String> flat =
        OtlpAttributes.flat(
            List.of(
                point.attributes().labels(), metric.target(), Map.of(Labels.NAME, metric.name())));
    for (String text : flat) {
      if (text.length() > limits.labelBytes()) {
        throw new OtlpPoint.Broken(
            "an attribute of %,d characters: expected at most %,d"
                .formatted(text.length(), limits.labelBytes()));
      }
    }
    return switch (Labels.read(flat)) {
      case Valid(Labels labels) -> labels;
      case Invalid(String message) -> throw new OtlpPoint.Broken(message);
    };
  }

  private List<Series> ended(Metric metric, Labels labels, long millis) {
    List<Sample> end = List.of(new Sample(millis, Double.longBitsToDouble(Sample.STALE_BITS)));
    return metric.field() == 9 || metric.field() == 10
        ? classic.ended(labels, end)
        : List.of(new Series(labels, end));
  }

  private static List<Series> summary(
      Labels labels, OtlpPoint point, Function<Double, List<Sample>> around) {
    String name = labels.metric();
    List<Series> all = new ArrayList<>();
    all.add(new Series(labels.with(Labels.NAME, name + "_count"), around.apply(point.count())));
    if (!Double.isNaN(point.sum())) {
      all.add(new Series(labels.with(Labels.NAME, name + "_sum"), around.apply(point.sum())));
    }
    point
        .quantiles()
        .forEach(
            (quantile, at) ->
                all.add(
                    new Series(
                        labels.with("quantile", ClassicSeries.text(quantile)),
                        List.of(new Sample(point.epochMillis(), at)))));
    return all;
  }
}

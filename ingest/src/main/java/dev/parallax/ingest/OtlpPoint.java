package dev.parallax.ingest;

import dev.parallax.ingest.NativeHistogram.Buckets;
import dev.parallax.ingest.NativeHistogram.Totals;
import dev.parallax.ingest.NativeHistogram.Zero;
import dev.parallax.ingest.ProtobufReader.Malformed;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// One data point of OpenTelemetry, of whichever kind, as it was read. Field numbers are those of
/// `opentelemetry/proto/metrics/v1/metrics.proto`; where the kinds differ, each has a method.
final class OtlpPoint {
  private static final int NOTHING_RECORDED = 1;
  private static final long NANOS = 1_000_000;
  private static final int MOST_BUCKETS = 1 << 16;
  private static final double[] NONE = {};

  private final OtlpAttributes attributes = new OtlpAttributes();
  private final Map<Double, Double> quantiles = new TreeMap<>();
  private long start;
  private long time;
  private long flags;
  private double value = Double.NaN;
  private double count;
  private double sum = Double.NaN;
  private double[] counts = NONE;
  private double[] bounds = NONE;
  private int scale;
  private double zeroCount;
  private double zeroThreshold;
  private Buckets positive = Buckets.NONE;
  private Buckets negative = Buckets.NONE;

  /// A point breaks the rules.
  static final class Broken extends Unreadable {
    Broken(String reason) {
      super(reason);
    }
  }

  /// Reads the message in which the reader stands, of a sum or a gauge.
  void number(ProtobufReader in) throws Malformed {
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case 4 << 3 | ProtobufReader.FIXED64 -> value = in.float64();
        case 6 << 3 | ProtobufReader.FIXED64 -> value = (double) in.fixed64();
        case 7 << 3 | ProtobufReader.BYTES -> attributes.add(in);
        case 8 << 3 | ProtobufReader.VARINT -> flags = in.varint();
        default -> times(in, tag);
      }
    }
  }

  /// The same of a histogram with explicit bounds.
  void histogram(ProtobufReader in) throws Malformed, Broken {
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case 4 << 3 | ProtobufReader.FIXED64 -> count = unsigned(in.fixed64());
        case 5 << 3 | ProtobufReader.FIXED64 -> sum = in.float64();
        case 6 << 3 | ProtobufReader.BYTES, 6 << 3 | ProtobufReader.FIXED64 ->
            counts = more(counts, in, tag, ProtobufReader.VARINT);
        case 7 << 3 | ProtobufReader.BYTES, 7 << 3 | ProtobufReader.FIXED64 ->
            bounds = more(bounds, in, tag, ProtobufReader.FIXED64);
        case 9 << 3 | ProtobufReader.BYTES -> attributes.add(in);
        case 10 << 3 | ProtobufReader.VARINT -> flags = in.varint();
        default -> times(in, tag);
      }
    }
  }

  /// The same of an exponential histogram.
  void exponential(ProtobufReader in) throws Malformed, Broken {
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case 1 << 3 | ProtobufReader.BYTES -> attributes.add(in);
        case 4 << 3 | ProtobufReader.FIXED64 -> count = unsigned(in.fixed64());
        case 5 << 3 | ProtobufReader.FIXED64 -> sum = in.float64();
        case 6 << 3 | ProtobufReader.VARINT -> scale = (int) in.zigzag();
        case 7 << 3 | ProtobufReader.FIXED64 -> zeroCount = unsigned(in.fixed64());
        case 8 << 3 | ProtobufReader.BYTES -> positive = buckets(in);
        case 9 << 3 | ProtobufReader.BYTES -> negative = buckets(in);
        case 10 << 3 | ProtobufReader.VARINT -> flags = in.varint();
        case 14 << 3 | ProtobufReader.FIXED64 -> zeroThreshold = in.float64();
        default -> times(in, tag);
      }
    }
  }

  /// The same of a summary.
  void summary(ProtobufReader in) throws Malformed {
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case 4 << 3 | ProtobufReader.FIXED64 -> count = unsigned(in.fixed64());
        case 5 << 3 | ProtobufReader.FIXED64 -> sum = in.float64();
        case 6 << 3 | ProtobufReader.BYTES -> quantile(in);
        case 7 << 3 | ProtobufReader.BYTES -> attributes.add(in);
        case 8 << 3 | ProtobufReader.VARINT -> flags = in.varint();
        default -> times(in, tag);
      }
    }
  }

  private void times(ProtobufReader in, int tag) throws Malformed {
    switch (tag) {
      case 2 << 3 | ProtobufReader.FIXED64 -> start = Long.divideUnsigned(in.fixed64(), NANOS);
      case 3 << 3 | ProtobufReader.FIXED64 -> time = Long.divideUnsigned(in.fixed64(), NANOS);
      default -> in.skip(tag);
    }
  }

  private void quantile(ProtobufReader in) throws Malformed {
    int outer = in.enter();
    double quantile = 0;
    double at = 0;
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case 1 << 3 | ProtobufReader.FIXED64 -> quantile = in.float64();
        case 2 << 3 | ProtobufReader.FIXED64 -> at = in.float64();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    quantiles.put(quantile, at);
  }

  private static Buckets buckets(ProtobufReader in) throws Malformed, Broken {
    int outer = in.enter();
    long offset = 0;
    double[] counts = NONE;
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case 1 << 3 | ProtobufReader.VARINT -> offset = (int) in.zigzag();
        case 2 << 3 | ProtobufReader.BYTES, 2 << 3 | ProtobufReader.VARINT ->
            counts = moreVarints(counts, in, tag);
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    if (offset + counts.length >= Integer.MAX_VALUE) {
      throw new Broken("a bucket beyond 32 bits: expected it within");
    }
    // Their bucket i ends where bucket i + 1 ends for Prometheus.
    return Buckets.from((int) offset + 1, counts);
  }

  private static double unsigned(long number) {
    return number >= 0 ? (double) number : (number >>> 1) * 2.0;
  }

  /// @param type of what follows: doubles, or 64 bits that are whole numbers
  private static double[] more(double[] before, ProtobufReader in, int tag, int type)
      throws Malformed, Broken {
    boolean packed = (tag & 7) == ProtobufReader.BYTES;
    int outer = packed ? in.enter() : 0;
    double[] all = grown(before, packed ? (in.end() - in.position() + 7) / 8 : 1);
    for (int i = before.length; i < all.length; i++) {
      all[i] = type == ProtobufReader.FIXED64 ? in.float64() : unsigned(in.fixed64());
    }
    if (packed) {
      in.leave(outer);
    }
    return all;
  }

  private static double[] grown(double[] before, int size) throws Broken {
    if (before.length + size > MOST_BUCKETS) {
      throw new Broken("more than %,d buckets: expected fewer".formatted(MOST_BUCKETS));
    }
    return Arrays.copyOf(before, before.length + size);
  }

  private static double[] moreVarints(double[] before, ProtobufReader in, int tag)
      throws Malformed, Broken {
    if ((tag & 7) == ProtobufReader.VARINT) {
      double[] one = grown(before, 1);
      one[before.length] = unsigned(in.varint());
      return one;
    }
    int outer = in.enter();
    double[] all = grown(before, Math.min(in.end() - in.position(), MOST_BUCKETS));
    int size = before.length;
    while (in.hasMore()) {
      all = size < all.length ? all : grown(all, 1);
      all[size++] = unsigned(in.varint());
    }
    in.leave(outer);
    return Arrays.copyOf(all, size);
  }

  OtlpAttributes attributes() {
    return attributes;
  }

  Map<Double, Double> quantiles() {
    return quantiles;
  }

  /// When it began, milliseconds; 0 where that is not said.
  long startMillis() {
    return start;
  }

  long epochMillis() {
    return time;
  }

  /// Whether it says that there is nothing to say.
  boolean isNothing() {
    return (flags & NOTHING_RECORDED) != 0;
  }

  double value() {
    return value;
  }

  double count() {
    return count;
  }

  double sum() {
    return sum;
  }

  /// The histogram with explicit bounds that was read.
  NativeHistogram explicit() throws Broken {
    if (counts.length > 0 || bounds.length > 0) {
      if (counts.length != bounds.length + 1) {
        throw new Broken(
            "%d buckets with %d bounds: expected one more".formatted(counts.length, bounds.length));
      }
      check(Arrays.stream(counts).sum());
    }
    for (int i = 0; i < bounds.length; i++) {
      if (!Double.isFinite(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1])) {
        throw new Broken("bound %s at place %d: expected them ascending".formatted(bounds[i], i));
      }
    }
    return NativeHistogram.listed(bounds, new Totals(count, sum), Buckets.from(0, counts));
  }

  /// The exponential histogram that was read.
  NativeHistogram exponential() throws Broken {
    if (scale < NativeHistogram.COARSEST || scale > NativeHistogram.FINEST) {
      throw new Broken(
          "scale %d: expected %d to %d"
              .formatted(scale, NativeHistogram.COARSEST, NativeHistogram.FINEST));
    }
    if (!(zeroThreshold >= 0)) {
      throw new Broken("zero threshold %s: expected 0 or more".formatted(zeroThreshold));
    }
    check(negative.total() + positive.total() + zeroCount);
    return NativeHistogram.exponential(
        scale, new Totals(count, sum), new Zero(zeroThreshold, zeroCount), negative, positive);
  }

  private void check(double inBuckets) throws Broken {
    if (inBuckets != count) {
      throw new Broken(
          "count %.0f, but %.0f in its buckets: expected the same".formatted(count, inBuckets));
    }
  }
}

package dev.parallax.ingest;

import dev.parallax.ingest.NativeHistogram.Buckets;
import dev.parallax.ingest.NativeHistogram.Totals;
import dev.parallax.ingest.NativeHistogram.Zero;
import dev.parallax.ingest.ProtobufReader.Malformed;
import java.util.Arrays;

/// Reads one `io.prometheus.write.v2.Histogram` and holds it against the rules of native
/// histograms: as many buckets as the spans say, in order; none negative; bounds ascending; and
/// together as many observations as it says. Source: Prometheus, "Native histograms";
/// `prompb/io/prometheus/write/v2/types.proto`.
final class HistogramReader {
  private static final int COARSEST = -4;
  private static final int FINEST = 8;
  private static final int GAUGE = 3;

  /// How far the observations of a histogram of fractions may be from their sum, as a share.
  private static final double ROUNDING = 1e-6;

  private final Side negative = new Side("negative");
  private final Side positive = new Side("positive");
  private final Numbers bounds = new Numbers();
  private double count;
  private boolean fractions;
  private double sum;
  private int schema;
  private double zeroThreshold;
  private double zeroCount;
  private boolean gauge;
  private long epochMillis;
  private long startMillis;

  /// A histogram breaks the rules.
  static final class Broken extends Unreadable {
    Broken(String reason) {
      super(reason);
    }
  }

  /// Doubles, up to a number that no histogram has any use for.
  private static final class Numbers {
    private static final int MOST = 1 << 16;
    private double[] all = {};
    private int size;
    private boolean tooMany;

    void add(double value) {
      if (size == MOST) {
        tooMany = true;
        return;
      }
      if (size == all.length) {
        all = Arrays.copyOf(all, Math.max(8, 2 * size));
      }
      all[size++] = value;
    }

    double[] values() throws Broken {
      if (tooMany) {
        throw new Broken("more than %,d buckets, spans or bounds: expected fewer".formatted(MOST));
      }
      return Arrays.copyOf(all, size);
    }
  }

  /// The buckets on one side of zero: spans of neighbours, and counts either as such or as
  /// differences.
  private static final class Side {
    private final String name;
    private final Numbers offsets = new Numbers();
    private final Numbers lengths = new Numbers();
    private final Numbers deltas = new Numbers();
    private final Numbers counts = new Numbers();

    Side(String name) {
      this.name = name;
    }

    boolean isEmpty() {
      return offsets.size + deltas.size + counts.size == 0;
    }

    Buckets buckets(boolean fractions) throws Broken {
      double[] values = fractions ? counts.values() : added();
      double[] span = lengths.values();
      if (Arrays.stream(span).sum() != values.length) {
        throw new Broken(
            "%,d %s buckets, and spans for %,.0f: expected as many"
                .formatted(values.length, name, Arrays.stream(span).sum()));
      }
      for (double value : values) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
          throw new Broken("a %s bucket of %s: expected 0 or more".formatted(name, value));
        }
      }
      return new Buckets(indexes(span, values.length), values);
    }

    private double[] added() throws Broken {
      double[] values = deltas.values();
      for (int i = 1; i < values.length; i++) {
        values[i] += values[i - 1];
      }
      return values;
    }

    private int[] indexes(double[] span, int size) throws Broken {
      int[] indexes = new int[size];
      int filled = 0;
      long next = 0;
      for (int i = 0; i < span.length; i++) {
        long offset = (long) offsets.all[i];
        if (i > 0 && offset < 0) {
          throw new Broken("%s span %d goes back: expected spans in order".formatted(name, i));
        }
        next += offset;
        if (next + span[i] > Integer.MAX_VALUE || next < Integer.MIN_VALUE) {
          throw new Broken(name + " span " + i + " ends beyond 32 bits: expected it within");
        }
        for (int j = 0; j < span[i]; j++) {
          indexes[filled++] = (int) next++;
        }
      }
      return indexes;
    }
  }

  /// Reads the message in which the reader stands, to its end.
  void read(ProtobufReader in) throws Malformed {
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag >>> 3) {
        case 1, 2, 6, 7 -> count(in, tag);
        case 3 -> sum = in.number(tag, sum);
        case 4 -> schema = (int) in.signed(tag, schema);
        case 5 -> zeroThreshold = in.number(tag, zeroThreshold);
        case 8 -> span(in, tag, negative);
        case 9 -> numbers(in, tag, negative.deltas, ProtobufReader.VARINT);
        case 10 -> numbers(in, tag, negative.counts, ProtobufReader.FIXED64);
        case 11 -> span(in, tag, positive);
        case 12 -> numbers(in, tag, positive.deltas, ProtobufReader.VARINT);
        case 13 -> numbers(in, tag, positive.counts, ProtobufReader.FIXED64);
        case 14 -> gauge = in.integer(tag, 0) == GAUGE;
        case 15 -> epochMillis = in.integer(tag, epochMillis);
        case 16 -> numbers(in, tag, bounds, ProtobufReader.FIXED64);
        case 17 -> startMillis = in.integer(tag, startMillis);
        default -> in.skip(tag);
      }
    }
  }

  /// The count and that of the zero bucket, whole or fractions; the last one written holds.
  private void count(ProtobufReader in, int tag) throws Malformed {
    switch (tag) {
      case 1 << 3 | ProtobufReader.VARINT -> {
        count = unsigned(in.varint());
        fractions = false;
      }
      case 2 << 3 | ProtobufReader.FIXED64 -> {
        count = in.float64();
        fractions = true;
      }
      case 6 << 3 | ProtobufReader.VARINT -> zeroCount = unsigned(in.varint());
      case 7 << 3 | ProtobufReader.FIXED64 -> zeroCount = in.float64();
      default -> in.skip(tag);
    }
  }

  private static double unsigned(long value) {
    return value >= 0 ? value : (value >>> 1) * 2.0;
  }

  private static void span(ProtobufReader in, int tag, Side side) throws Malformed {
    if ((tag & 7) != ProtobufReader.BYTES) {
      in.skip(tag);
      return;
    }
    int outer = in.enter();
    long offset = 0;
    long length = 0;
    while (in.hasMore()) {
      int inner = in.tag();
      switch (inner >>> 3) {
        case 1 -> offset = (int) in.signed(inner, offset);
        case 2 -> length = in.integer(inner, length) & 0xffff_ffffL;
        default -> in.skip(inner);
      }
    }
    in.leave(outer);
    side.offsets.add((double) offset);
    side.lengths.add((double) length);
  }

  /// One number, or many in one field.
  ///
  /// @param type varint for differences, fixed for doubles
  private static void numbers(ProtobufReader in, int tag, Numbers into, int type) throws Malformed {
    if ((tag & 7) == type) {
      into.add(type == ProtobufReader.VARINT ? in.zigzag() : in.float64());
    } else if ((tag & 7) == ProtobufReader.BYTES) {
      int outer = in.enter();
      while (in.hasMore()) {
        into.add(type == ProtobufReader.VARINT ? in.zigzag() : in.float64());
      }
      in.leave(outer);
    } else {
      in.skip(tag);
    }
  }

  long epochMillis() {
    return epochMillis;
  }

  /// When it began to count; 0 where that is not said.
  ///
  /// @param otherwise what the series says
  long startMillis(long otherwise) {
    return startMillis == 0 ? otherwise : startMillis;
  }

  /// Whether it goes up and down, so that it has no increase.
  boolean isGauge() {
    return gauge;
  }

  /// Whether it says no more than that the series has ended.
  boolean isStale() {
    return new Sample(0, sum).isStale();
  }

  /// The histogram that was read.
  NativeHistogram histogram() throws Broken {
    Buckets below = negative.buckets(fractions);
    Buckets above = positive.buckets(fractions);
    amounts(below.total() + above.total() + zeroCount);
    Totals totals = new Totals(count, sum);
    if (schema == NativeHistogram.CUSTOM) {
      return listed(totals, above);
    }
    if (schema < COARSEST || schema > FINEST) {
      throw new Broken(
          "schema %d: expected %d to %d, or %d with custom bounds"
              .formatted(schema, COARSEST, FINEST, NativeHistogram.CUSTOM));
    }
    if (bounds.size > 0) {
      throw new Broken("custom bounds with schema " + schema + ": expected them with −53 only");
    }
    return NativeHistogram.exponential(
        schema, totals, new Zero(zeroThreshold, zeroCount), below, above);
  }

  private void amounts(double inBuckets) throws Broken {
    if (!(count >= 0 && count < Double.POSITIVE_INFINITY && zeroCount >= 0 && zeroThreshold >= 0)) {
      throw new Broken(
          "count %s, %s in the zero bucket, which is %s wide: expected 0 or more"
              .formatted(count, zeroCount, zeroThreshold));
    }
    double missing = count - inBuckets;
    double tolerance = fractions ? count * ROUNDING : 0;
    // A NaN is counted, and is in no bucket.
    if (missing < -tolerance || (missing > tolerance && !Double.isNaN(sum))) {
      throw new Broken(
          "count %.0f, but %.0f in its buckets: expected the same".formatted(count, inBuckets));
    }
  }

  private NativeHistogram listed(Totals totals, Buckets buckets) throws Broken {
    double[] all = bounds.values();
    for (int i = 0; i < all.length; i++) {
      boolean ascends = i == 0 || all[i] > all[i - 1];
      if (!ascends || !Double.isFinite(all[i])) {
        throw new Broken("bound %s at place %d: expected them ascending".formatted(all[i], i));
      }
    }
    if (!negative.isEmpty() || zeroCount != 0 || zeroThreshold != 0) {
      throw new Broken("negative or zero buckets beside custom bounds: expected positive ones");
    }
    if (!buckets.areWithin(all.length)) {
      throw new Broken(
          "a bucket that %d bounds do not have: expected buckets 0 to %d"
              .formatted(all.length, all.length));
    }
    return NativeHistogram.listed(all, totals, buckets);
  }
}

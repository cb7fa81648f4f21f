package dev.parallax.testkit;

import com.google.protobuf.CodedOutputStream;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request of Prometheus remote write 2.0 as a sender would make it, right or wrong, written by
/// protobuf's own encoder.
///
/// Source: `prompb/io/prometheus/write/v2/types.proto`.
public record WriteRequest2(List<Series> series) {
  public WriteRequest2 {
    series = List.copyOf(series);
  }

  /// One series.
  ///
  /// @param labels names and values in turn, in the order in which they are sent
  /// @param created field 6 of senders before 2.0-rc.4; 0 for none
  public record Series(
      List<String> labels,
      List<Sample> samples,
      List<Histogram> histograms,
      List<Exemplar> exemplars,
      @Nullable Metadata metadata,
      long created) {
    public static Series of(List<String> labels, Sample... samples) {
      return new Series(labels, List.of(samples), List.of(), List.of(), null, 0);
    }

    public static Series of(List<String> labels, Histogram... histograms) {
      return new Series(labels, List.of(), List.of(histograms), List.of(), null, 0);
    }

    public Series created(long millis) {
      return new Series(labels, samples, histograms, exemplars, metadata, millis);
    }
  }

  /// @param start when the counter began; 0 for none
  public record Sample(double value, long millis, long start) {}

  public record Exemplar(List<String> labels, double value, long millis) {}

  /// @param type 0 unspecified, 1 counter, 2 gauge, 3 histogram, and so on
  public record Metadata(int type, String help, String unit) {}

  /// Neighbouring buckets.
  public record Span(int offset, int length) {}

  /// A histogram of whole counts, or of fractions where `fractions`; then its buckets are counts,
  /// else differences.
  public record Histogram(
      boolean fractions,
      double count,
      double sum,
      int schema,
      double zeroThreshold,
      double zeroCount,
      List<Span> negativeSpans,
      List<Double> negative,
      List<Span> positiveSpans,
      List<Double> positive,
      int resetHint,
      long millis,
      List<Double> bounds,
      long start) {}

  /// The table of symbols while a request is written.
  private static final class Symbols {
    private final Map<String, Integer> places = new LinkedHashMap<>(Map.of("", 0));

    int of(String text) {
      return places.computeIfAbsent(text, _ -> places.size());
    }
  }

  private interface Body {
    void write(CodedOutputStream out) throws IOException;
  }

  /// The protobuf message.
  public byte[] message() {
    Symbols symbols = new Symbols();
    List<byte[]> all =
        series.stream().map(each -> bytes(out -> write(out, each, symbols))).toList();
    return bytes(
        out -> {
          for (String symbol : symbols.places.keySet()) {
            out.writeString(4, symbol);
          }
          for (byte[] each : all) {
            out.writeByteArray(5, each);
          }
        });
  }

  /// The body as it is sent: the message as one Snappy block.
  public byte[] body() {
    return compressed(message());
  }

  /// One Snappy block.
  public static byte[] compressed(byte[] message) {
    SnappyJavaCompressor compressor = new SnappyJavaCompressor();
    byte[] block = new byte[compressor.maxCompressedLength(message.length)];
    int length = compressor.compress(message, 0, message.length, block, 0, block.length);
    return Arrays.copyOf(block, length);
  }

  private static byte[] bytes(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    try {
      body.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(CodedOutputStream out, Series series, Symbols symbols)
      throws IOException {
    out.writeByteArray(1, references(series.labels(), symbols));
    for (Sample sample : series.samples()) {
      out.writeByteArray(
          2,
          bytes(
              inner -> {
                inner.writeDouble(1, sample.value());
                inner.writeInt64(2, sample.millis());
                writeUnlessZero(inner, 3, sample.start());
              }));
    }
    for (Histogram histogram : series.histograms()) {
      out.writeByteArray(3, bytes(inner -> write(inner, histogram)));
    }
    for (Exemplar exemplar : series.exemplars()) {
      out.writeByteArray(
          4,
          bytes(
              inner -> {
                inner.writeByteArray(1, references(exemplar.labels(), symbols));
                inner.writeDouble(2, exemplar.value());
                writeUnlessZero(inner, 3, exemplar.millis());
              }));
    }
    Metadata metadata = series.metadata();
    if (metadata != null) {
      out.writeByteArray(
          5,
          bytes(
              inner -> {
                inner.writeEnum(1, metadata.type());
                inner.writeUInt32(3, symbols.of(metadata.help()));
                inner.writeUInt32(4, symbols.of(metadata.unit()));
              }));
    }
    writeUnlessZero(out, 6, series.created());
  }

  private static void writeUnlessZero(CodedOutputStream out, int field, long value)
      throws IOException {
    if (value != 0) {
      out.writeInt64(field, value);
    }
  }

  private static byte[] references(List<String> texts, Symbols symbols) {
    return bytes(
        out -> {
          for (String text : texts) {
            out.writeUInt32NoTag(symbols.of(text));
          }
        });
  }

  private static void write(CodedOutputStream out, Histogram histogram) throws IOException {
    if (histogram.fractions()) {
      out.writeDouble(2, histogram.count());
    } else {
      out.writeUInt64(1, (long) histogram.count());
    }
    out.writeDouble(3, histogram.sum());
    out.writeSInt32(4, histogram.schema());
    out.writeDouble(5, histogram.zeroThreshold());
    if (histogram.fractions()) {
      out.writeDouble(7, histogram.zeroCount());
    } else {
      out.writeUInt64(6, (long) histogram.zeroCount());
    }
    side(out, 8, histogram.negativeSpans(), histogram.negative(), histogram.fractions());
    side(out, 11, histogram.positiveSpans(), histogram.positive(), histogram.fractions());
    out.writeEnum(14, histogram.resetHint());
    out.writeInt64(15, histogram.millis());
    if (!histogram.bounds().isEmpty()) {
      out.writeByteArray(16, doubles(histogram.bounds()));
    }
    writeUnlessZero(out, 17, histogram.start());
  }

  private static void side(
      CodedOutputStream out, int field, List<Span> spans, List<Double> buckets, boolean fractions)
      throws IOException {
    for (Span span : spans) {
      out.writeByteArray(
          field,
          bytes(
              inner -> {
                inner.writeSInt32(1, span.offset());
                inner.writeUInt32(2, span.length());
              }));
    }
    if (buckets.isEmpty()) {
      return;
    }
    if (fractions) {
      out.writeByteArray(field + 2, doubles(buckets));
    } else {
      out.writeByteArray(
          field + 1,
          bytes(
              inner -> {
                for (double bucket : buckets) {
                  inner.writeSInt64NoTag((long) bucket);
                }
              }));
    }
  }

  private static byte[] doubles(List<Double> values) {
    return bytes(
        out -> {
          for (double value : values) {
            out.writeDoubleNoTag(value);
          }
        });
  }

  /// These series and one more.
  public WriteRequest2 and(Series more) {
    List<Series> all = new ArrayList<>(series);
    all.add(more);
    return new WriteRequest2(all);
  }
}

package dev.parallax.ingest;

import dev.parallax.ingest.HistogramReader.Broken;
import dev.parallax.ingest.Labels.Invalid;
import dev.parallax.ingest.Labels.Valid;
import dev.parallax.ingest.ProtobufReader.Malformed;
import dev.parallax.ingest.RemoteWrite.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Prometheus remote write 2.0: an `io.prometheus.write.v2.Request` in protobuf, as one Snappy
/// block.
///
/// What is valid is taken, what is not is left out and named, and the answer says how many samples,
/// histograms and exemplars were taken. A series is left out as a whole where its labels are not in
/// order (no or an empty `__name__`, a name empty or twice, a reference that the table of symbols
/// does not have, an odd number of references), where it has both samples and histograms, or where
/// an exemplar or the metadata points out of the table. A histogram that breaks the rules is left
/// out alone. Labels in any order are accepted, since real senders do not always sort them; unknown
/// fields are skipped.
///
/// A native histogram becomes the series that it stands for ([ClassicSeries]); a gauge histogram,
/// which has no increase, becomes none. Exemplars and metadata are checked, counted and not kept.
///
/// A sample that says when its counter began ([#since]) brings that beginning with it, as
/// [Sample#begin]: so the first sample of a counter that nobody watched before is counted, and a
/// counter that has started again is known to have.
///
/// Source: Prometheus remote write specification 2.0-rc.4; the field 6 of a series is of senders
/// before it.
public final class RemoteWrite2 {
  /// The message's name in the header `Content-Type`.
  public static final String PROTO = "io.prometheus.write.v2.Request";

  /// How long before a sample its counter may have begun for both to be next to each other: the
  /// longest time between two samples that counts as observed.
  private static final long NEAR_MILLIS = SliAccumulator.Settings.DEFAULT.maxGap().toMillis();

  private static final int MAX_REASONS = 10;
  private static final int SYMBOL = 4 << 3 | ProtobufReader.BYTES;
  private static final int TIME_SERIES = 5 << 3 | ProtobufReader.BYTES;
  private static final int FIRST_VERSION = 1 << 3 | ProtobufReader.BYTES;

  private final ProtobufReader in;
  private final Limits limits;
  private final ClassicSeries classic;
  private final Symbols symbols;
  private final List<Series> series = new ArrayList<>();
  private final List<String> reasons = new ArrayList<>();
  private int leftOut;
  private int samples;
  private int histograms;
  private int exemplars;
  private int cost;

  private RemoteWrite2(byte[] message, Limits limits, ClassicSeries classic) {
    this.in = new ProtobufReader(message);
    this.limits = limits;
    this.classic = classic;
    this.symbols = new Symbols(message);
  }

  /// How many of each were taken, for the headers of the answer.
  public record Written(int samples, int histograms, int exemplars) {
    public static final Written NOTHING = new Written(0, 0, 0);
  }

  /// What became of a request.
  public sealed interface Outcome {
    /// The HTTP status to answer.
    int status();

    /// What to tell the sender; empty when all is well.
    String message();
  }

  /// The request was read.
  ///
  /// @param series what is to be kept; stale markers and beginnings are among the samples
  /// @param written what that is, as the sender counts
  /// @param leftOut how many series or histograms were left out
  /// @param reasons why, for the first of them
  public record Decoded(List<Series> series, Written written, int leftOut, List<String> reasons)
      implements Outcome {
    public Decoded {
      series = List.copyOf(series);
      reasons = List.copyOf(reasons);
    }

    /// 204, or 400 where something was left out.
    @Override
    public int status() {
      return leftOut == 0 ? 204 : 400;
    }

    @Override
    public String message() {
      return leftOut == 0
          ? ""
          : "%,d series or histograms left out; %,d samples, %,d histograms and %,d exemplars accepted:\n  %s"
              .formatted(
                  leftOut,
                  written.samples(),
                  written.histograms(),
                  written.exemplars(),
                  String.join("\n  ", reasons));
    }
  }

  /// Nothing of the request was accepted.
  ///
  /// @param status 400 unreadable, 413 too large, 415 another encoding
  public record Refused(int status, String message) implements Outcome {}

  /// Whether a request is to be read and answered as of this version: all that are not of 1.0, also
  /// those of an unknown one.
  public static boolean isMeant(@Nullable String contentType) {
    return WriteHeaders.unsupported(contentType, null) != null;
  }

  /// Reads one request that [#isMeant].
  ///
  /// @param contentType the header
  /// @param contentEncoding the header, or null where there is none: then Snappy is meant
  /// @param asked the values of `le` that somebody asks of a metric `…_bucket`, as written there
  public static Outcome decode(
      byte[] body,
      @Nullable String contentType,
      @Nullable String contentEncoding,
      Limits limits,
      Function<String, Set<String>> asked) {
    String unsupported = WriteHeaders.unsupportedSecond(contentType, contentEncoding);
    if (unsupported != null) {
      return new Refused(415, unsupported);
    }
    if (body.length > limits.bodyBytes()) {
      return tooLarge(
          "a body of %,d bytes: expected at most %,d".formatted(body.length, limits.bodyBytes()));
    }
    try {
      byte[] message = SnappyBlock.decompress(body, limits.messageBytes());
      return new RemoteWrite2(message, limits, new ClassicSeries(asked)).request();
    } catch (SnappyBlock.TooLong e) {
      return tooLarge(e.reason());
    } catch (SnappyBlock.Corrupt e) {
      return new Refused(400, "body: " + e.reason() + ". Send one Snappy block.");
    } catch (Malformed e) {
      return new Refused(
          400, "body: %s: expected an %s. Send it whole.".formatted(e.reason(), PROTO));
    }
  }

  private static Refused tooLarge(String what) {
    return new Refused(413, what + ". Lower max_samples_per_send in the sender's queue_config.");
  }

  /// Goes over the message twice, since the table of symbols may stand anywhere in it.
  private Outcome request() throws Malformed {
    boolean any = false;
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == FIRST_VERSION) {
        return new Refused(
            400,
            "body: a prometheus.WriteRequest (remote write 1.0): expected an %s, as Content-Type says. Send one or the other."
                .formatted(PROTO));
      }
      any |= tag == TIME_SERIES;
      if (tag != SYMBOL) {
        in.skip(tag);
      } else if (!symbols.add(in)) {
        return tooLarge("more than %,d symbols in a request".formatted(symbols.size()));
      }
    }
    if ((any || symbols.size() > 0) && !symbols.beginsEmpty()) {
      return new Refused(
          400,
          "symbols: the first one is missing or not empty: expected the empty text, for a reference of 0 means none. Send it first.");
    }
    in.position(0);
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag != TIME_SERIES) {
        in.skip(tag);
        continue;
      }
      int outer = in.enter();
      timeSeries();
      in.leave(outer);
      if (cost > limits.samples()) {
        return tooLarge("more than %,d samples in a request".formatted(limits.samples()));
      }
    }
    return new Decoded(series, new Written(samples, histograms, exemplars), leftOut, reasons);
  }

  private void timeSeries() throws Malformed {
    SeriesReader reader = new SeriesReader(in, symbols, limits);
    reader.read(limits.samples() - cost);
    cost += reader.cost();
    String problem = reader.problem();
    if (problem != null) {
      leftOut(problem);
      return;
    }
    switch (Labels.read(reader.labels())) {
      case Invalid(String message) -> leftOut(message + ".");
      case Valid(Labels labels) -> {
        if (labels.metric().isEmpty()) {
          leftOut(
              "%s: no __name__, or an empty one: expected the metric's name. Send it."
                  .formatted(Labels.shortened(labels.toString())));
        } else {
          keep(labels, reader);
        }
      }
    }
  }

  private void keep(Labels labels, SeriesReader reader) {
    if (!reader.samples().isEmpty()) {
      series.add(new Series(labels, reader.samples()));
    }
    samples += reader.written();
    exemplars += reader.exemplars();
    for (HistogramReader histogram : reader.histograms()) {
      histogram(labels, histogram, histogram.startMillis(reader.created()));
    }
  }

  private void histogram(Labels labels, HistogramReader histogram, long start) {
    long millis = histogram.epochMillis();
    List<Series> all = List.of();
    if (histogram.isStale()) {
      all =
          classic.ended(
              labels, List.of(new Sample(millis, Double.longBitsToDouble(Sample.STALE_BITS))));
    } else {
      try {
        NativeHistogram read = histogram.histogram();
        if (!histogram.isGauge()) {
          all = classic.of(labels, read, value -> since(start, new Sample(millis, value)));
        }
      } catch (Broken e) {
        leftOut(
            "%s: a histogram with %s. Correct what the exporter sends."
                .formatted(Labels.shortened(labels.toString()), e.reason()));
        return;
      }
    }
    series.addAll(all);
    cost += all.size();
    histograms++;
  }

  private void leftOut(String problem) {
    leftOut++;
    if (reasons.size() < MAX_REASONS) {
      reasons.add(problem);
    }
  }

  /// A sample behind the beginning of its counter, where that is near enough for the time between
  /// the two to be observed. It is a function of the sample alone: in whatever order and however
  /// often samples come, the same beginnings come with them. Prometheus does the same under the
  /// name of "created timestamps zero ingestion".
  ///
  /// @param startMillis when the counter began at zero; 0 where that is not said
  static List<Sample> since(long startMillis, Sample sample) {
    long age = sample.epochMillis() - startMillis;
    boolean near = startMillis != 0 && age > 0 && age <= NEAR_MILLIS;
    return near && !Double.isNaN(sample.value())
        ? List.of(Sample.begin(startMillis), sample)
        : List.of(sample);
  }
}

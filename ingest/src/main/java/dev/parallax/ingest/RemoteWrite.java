package dev.parallax.ingest;

import dev.parallax.ingest.Labels.Invalid;
import dev.parallax.ingest.Labels.Valid;
import dev.parallax.ingest.ProtobufReader.Malformed;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Prometheus remote write 1.0: a `prometheus.WriteRequest` in protobuf, as one Snappy block.
///
/// A series that breaks the rules (no or an empty `__name__`, a label's name empty or twice, labels
/// over the limit, a text that is not UTF-8) is left out and named; the others of the request are
/// accepted, as the specification allows. Such a request is answered with 400, which a sender does
/// not repeat. A request that cannot be read is refused as a whole. Labels in any order are
/// accepted, since real senders do not always sort them; unknown fields are skipped. Exemplars,
/// histograms and metadata are skipped and counted.
///
/// Source: Prometheus remote write specification 1.0.
public final class RemoteWrite {
  public static final String CONTENT_TYPE = "application/x-protobuf";
  public static final String CONTENT_ENCODING = "snappy";

  private static final int MAX_REASONS = 10;

  private static final int LABEL = 1 << 3 | ProtobufReader.BYTES;
  private static final int SAMPLE = 2 << 3 | ProtobufReader.BYTES;

  private final ProtobufReader in;
  private final Limits limits;
  private final KnownSeries known;
  private @Nullable SeriesRef last;
  private final SampleBatch batch = new SampleBatch(2_048);
  private int series;
  private final List<String> reasons = new ArrayList<>();
  private int rejectedSeries;
  private int histograms;
  private int exemplars;
  private int metadata;

  private RemoteWrite(byte[] message, int length, Limits limits, KnownSeries known) {
    this.in = new ProtobufReader(message, length);
    this.limits = limits;
    this.known = known;
  }

  /// What one request may cost.
  ///
  /// @param bodyBytes most bytes as sent
  /// @param messageBytes most bytes when decompressed
  /// @param samples most samples
  /// @param labels most labels of one series
  /// @param labelBytes most bytes of one label's name or value
  public record Limits(int bodyBytes, int messageBytes, int samples, int labels, int labelBytes) {
    public static final Limits DEFAULT = new Limits(16 << 20, 64 << 20, 1_000_000, 128, 64 << 10);
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
  /// @param batch what is to be kept; stale markers are among the samples
  /// @param acceptedSeries how many series with samples are among them
  /// @param rejectedSeries how many series were left out
  /// @param reasons why, for the first of them
  /// @param skipped what was there but is not used
  public record Decoded(
      SampleBatch batch,
      int acceptedSeries,
      int rejectedSeries,
      List<String> reasons,
      Skipped skipped)
      implements Outcome {
    public Decoded {
      reasons = List.copyOf(reasons);
    }

    /// 204, or 400 where a series was left out.
    @Override
    public int status() {
      return rejectedSeries == 0 ? 204 : 400;
    }

    @Override
    public String message() {
      return rejectedSeries == 0
          ? ""
          : "%,d series left out, %,d accepted:\n  %s"
              .formatted(rejectedSeries, acceptedSeries, String.join("\n  ", reasons));
    }

    /// What is to be kept, as texts and objects.
    public List<Series> series() {
      return batch.toSeries();
    }

    /// How many samples are accepted.
    public int samples() {
      return batch.size();
    }
  }

  /// Nothing of the request was accepted.
  ///
  /// @param status 400 unreadable, 413 too large, 415 another format
  public record Refused(int status, String message) implements Outcome {}

  /// Parts of a request that carry no samples of this product.
  public record Skipped(int histograms, int exemplars, int metadata) {}

  /// Reads one request.
  ///
  /// @param contentType the header, or null where there is none: then version 1.0 is meant
  /// @param contentEncoding the header, or null where there is none: then Snappy is meant
  public static Outcome decode(
      byte[] body, @Nullable String contentType, @Nullable String contentEncoding, Limits limits) {
    return decode(body, contentType, contentEncoding, limits, new KnownSeries(0, 0));
  }

  /// Reads one request from senders that were heard before.
  ///
  /// @param contentType the header, or null where there is none: then version 1.0 is meant
  /// @param contentEncoding the header, or null where there is none: then Snappy is meant
  /// @param known the series that were read before
  public static Outcome decode(
      byte[] body,
      @Nullable String contentType,
      @Nullable String contentEncoding,
      Limits limits,
      KnownSeries known) {
    String unsupported = WriteHeaders.unsupported(contentType, contentEncoding);
    if (unsupported != null) {
      return new Refused(415, unsupported);
    }
    if (body.length > limits.bodyBytes()) {
      return tooLarge(
          "a body of %,d bytes: expected at most %,d".formatted(body.length, limits.bodyBytes()));
    }
    try (Scratch scratch = Scratch.take()) {
      int length = SnappyBlock.decompress(body, limits.messageBytes(), scratch);
      return new RemoteWrite(scratch.bytes(), length, limits, known).request();
    } catch (SnappyBlock.TooLong e) {
      return tooLarge(e.reason());
    } catch (SnappyBlock.Corrupt e) {
      return new Refused(400, "body: " + e.reason() + ". Send one Snappy block.");
    } catch (Malformed e) {
      return new Refused(
          400, "body: " + e.reason() + ": expected a prometheus.WriteRequest. Send it whole.");
    }
  }

  private static Refused tooLarge(String what) {
    return new Refused(413, what + ". Lower max_samples_per_send in the sender's queue_config.");
  }

  private Outcome request() throws Malformed {
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == ProtobufReader.tag(1, ProtobufReader.BYTES)) {
        int outer = in.enter();
        timeSeries();
        in.leave(outer);
      } else {
        metadata += tag == ProtobufReader.tag(3, ProtobufReader.BYTES) ? 1 : 0;
        in.skip(tag);
      }
      if (batch.size() > limits.samples()) {
        return tooLarge("more than %,d samples in a request".formatted(limits.samples()));
      }
    }
    return new Decoded(
        batch, series, rejectedSeries, reasons, new Skipped(histograms, exemplars, metadata));
  }

  private void timeSeries() throws Malformed {
    int start = in.position();
    SeriesRef found = known(start);
    if (found != null && samples(found)) {
      known.follows(last, found);
      last = found;
    } else {
      in.position(start);
      unknown(start);
    }
  }

  /// The series whose labels stand here, if it was read before.
  private @Nullable SeriesRef known(int start) throws Malformed {
    SeriesRef next = known.predicted(last, in.bytes(), start, in.end());
    if (next == null) {
      int end = endOfLabels();
      return end == start ? null : known.find(in.bytes(), start, end);
    }
    in.position(start + next.length());
    return next;
  }

  /// Goes behind the labels that stand together here.
  private int endOfLabels() throws Malformed {
    while (in.hasMore() && in.bytes()[in.position()] == LABEL) {
      in.skip(in.tag());
    }
    return in.position();
  }

  /// Reads what comes behind the labels of a known series.
  ///
  /// @return false if there are more labels, so that it is another one: then nothing was read
  private boolean samples(SeriesRef found) throws Malformed {
    int size = batch.size();
    int exemplarsBefore = exemplars;
    int histogramsBefore = histograms;
    while (in.hasMore() && batch.size() <= limits.samples()) {
      int tag = in.tag();
      if (tag == LABEL) {
        batch.cutTo(size);
        exemplars = exemplarsBefore;
        histograms = histogramsBefore;
        return false;
      }
      field(tag, found);
    }
    series += batch.size() > size ? 1 : 0;
    return true;
  }

  private void field(int tag, SeriesRef of) throws Malformed {
    if (tag == SAMPLE) {
      sample(of);
    } else {
      exemplars += tag >>> 3 == 3 ? 1 : 0;
      histograms += tag >>> 3 == 4 ? 1 : 0;
      in.skip(tag);
    }
  }

  /// Reads a series that was not read before: its labels, and once these are known to be right what
  /// else there is of it.
  private void unknown(int start) throws Malformed {
    int together = endOfLabels();
    in.position(start);
    List<String> flat = new ArrayList<>(24);
    String problem = null;
    boolean apart = false;
    while (in.hasMore()) {
      int at = in.position();
      int tag = in.tag();
      if (tag == LABEL) {
        apart |= at >= together;
        String found = label(flat, problem == null);
        problem = problem == null ? found : problem;
      } else {
        in.skip(tag);
      }
    }
    SeriesRef ref = null;
    if (problem == null) {
      switch (Labels.read(flat)) {
        case Invalid(String message) -> problem = message + ".";
        case Valid(Labels labels) when labels.metric().isEmpty() ->
            problem =
                "%s: no __name__, or an empty one: expected the metric's name. Send it."
                    .formatted(Labels.shortened(labels.toString()));
        case Valid(Labels labels) ->
            ref = apart ? known.of(labels) : known.remember(in.bytes(), start, together);
      }
    }
    if (ref == null) {
      reject(problem == null ? "" : problem);
    } else {
      in.position(start);
      behindLabels(ref);
    }
  }

  private void behindLabels(SeriesRef ref) throws Malformed {
    int size = batch.size();
    while (in.hasMore() && batch.size() <= limits.samples()) {
      int tag = in.tag();
      if (tag == LABEL) {
        in.skip(tag);
      } else {
        field(tag, ref);
      }
    }
    series += batch.size() > size ? 1 : 0;
    known.follows(last, ref);
    last = ref;
  }

  private void reject(String problem) {
    rejectedSeries++;
    if (reasons.size() < MAX_REASONS) {
      reasons.add(problem);
    }
  }

  /// Adds a label's name and value; answers what is wrong with it, if anything.
  private @Nullable String label(List<String> into, boolean wanted) throws Malformed {
    int outer = in.enter();
    String name = "";
    String value = "";
    String problem = null;
    while (in.hasMore()) {
      int tag = in.tag();
      boolean isName = tag == ProtobufReader.tag(1, ProtobufReader.BYTES);
      if (!wanted || problem != null || (!isName && tag != ProtobufReader.tag(2, 2))) {
        in.skip(tag);
        continue;
      }
      int length = in.peekLength();
      if (length > limits.labelBytes()) {
        problem =
            tooLongLabel(
                isName ? "a label's name" : "label '" + Labels.shortened(name) + "'", length);
        in.skip(tag);
        continue;
      }
      String text = in.text();
      if (text == null) {
        problem = "a label that is not UTF-8: expected UTF-8. Encode it.";
      } else if (isName) {
        name = text;
      } else {
        value = text;
      }
    }
    in.leave(outer);
    if (problem == null && into.size() >= 2 * limits.labels()) {
      return "more than %,d labels: expected fewer. Drop some.".formatted(limits.labels());
    }
    into.add(name);
    into.add(value);
    return problem;
  }

  private String tooLongLabel(String which, int length) {
    return "%s: %,d bytes: expected at most %,d. Shorten it, or drop it with write_relabel_configs."
        .formatted(which, length, limits.labelBytes());
  }

  private void sample(SeriesRef of) throws Malformed {
    int outer = in.enter();
    double value = 0;
    long epochMillis = 0;
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case 1 << 3 | ProtobufReader.FIXED64 -> value = in.float64();
        case 2 << 3 | ProtobufReader.VARINT -> epochMillis = in.varint();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    batch.add(of, epochMillis, value);
  }

  /// Writes a request that [#decode] and every receiver of version 1.0 reads; the Snappy block is
  /// stored, not compressed.
  public static byte[] encode(List<Series> all) {
    ProtobufWriter request = new ProtobufWriter();
    for (Series one : all) {
      ProtobufWriter timeSeries = new ProtobufWriter();
      for (int i = 0; i < one.labels().size(); i++) {
        ProtobufWriter label = new ProtobufWriter();
        label.text(1, one.labels().name(i));
        label.text(2, one.labels().value(i));
        timeSeries.message(1, label);
      }
      for (Sample sample : one.samples()) {
        ProtobufWriter point = new ProtobufWriter();
        point.float64(1, sample.value());
        point.varint(2 << 3 | ProtobufReader.VARINT);
        point.varint(sample.epochMillis());
        timeSeries.message(2, point);
      }
      request.message(1, timeSeries);
    }
    return SnappyBlock.store(request.bytes());
  }
}

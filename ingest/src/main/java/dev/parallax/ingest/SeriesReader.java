package dev.parallax.ingest;

import dev.parallax.ingest.ProtobufReader.Malformed;
import dev.parallax.ingest.RemoteWrite.Limits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads one `io.prometheus.write.v2.TimeSeries`, and says what is wrong with it as a whole.
final class SeriesReader {
  private static final int REFERENCES = 1;

  /// How many samples a histogram weighs, by the room that it takes.
  private static final int HISTOGRAM = 16;

  private final ProtobufReader in;
  private final Symbols symbols;
  private final Limits limits;
  private final List<String> labels = new ArrayList<>(24);
  private final List<Sample> values = new ArrayList<>(1);
  private final List<Long> starts = new ArrayList<>(1);
  private final List<HistogramReader> histograms = new ArrayList<>(0);
  private int exemplars;
  private long created;
  private boolean gauge;
  private @Nullable String problem;

  SeriesReader(ProtobufReader in, Symbols symbols, Limits limits) {
    this.in = in;
    this.symbols = symbols;
    this.limits = limits;
  }

  /// Reads the message in which the reader stands, to its end or to where there is too much of it.
  ///
  /// @param most how many samples and histograms it may have
  void read(int most) throws Malformed {
    while (in.hasMore() && cost() <= most) {
      int tag = in.tag();
      switch (tag) {
        case REFERENCES << 3 | ProtobufReader.BYTES, REFERENCES << 3 | ProtobufReader.VARINT ->
            labels(tag);
        case 2 << 3 | ProtobufReader.BYTES -> sample();
        case 3 << 3 | ProtobufReader.BYTES -> histogram();
        case 4 << 3 | ProtobufReader.BYTES -> exemplar();
        case 5 << 3 | ProtobufReader.BYTES -> metadata();
        case 6 << 3 | ProtobufReader.VARINT -> created = in.varint();
        default -> in.skip(tag);
      }
    }
    if (labels.size() % 2 != 0) {
      wrong("%d references: expected a value's after each name's".formatted(labels.size()));
    }
    if (!values.isEmpty() && !histograms.isEmpty()) {
      wrong("samples and histograms in one series: expected two series of the same labels");
    }
  }

  private void labels(int tag) throws Malformed {
    if (tag == (REFERENCES << 3 | ProtobufReader.VARINT)) {
      label(in.varint());
      return;
    }
    int outer = in.enter();
    while (in.hasMore()) {
      label(in.varint());
    }
    in.leave(outer);
  }

  private void label(long reference) throws Malformed {
    if (labels.size() >= 2 * limits.labels()) {
      wrong("more than %,d labels: expected fewer".formatted(limits.labels()));
    } else if (isKnown(reference)) {
      labels.add(text((int) reference));
    }
  }

  private String text(int reference) throws Malformed {
    int length = symbols.length(reference);
    if (length > limits.labelBytes()) {
      wrong(
          "a label of %,d bytes: expected at most %,d; shorten it, or drop it with write_relabel_configs"
              .formatted(length, limits.labelBytes()));
      return "";
    }
    String text = symbols.text(reference);
    if (text == null) {
      wrong("a label that is not UTF-8: expected UTF-8");
      return "";
    }
    return text;
  }

  private boolean isKnown(long reference) {
    if (reference < 0 || reference >= symbols.size()) {
      wrong(
          "reference %s: expected one of the %,d symbols"
              .formatted(Long.toUnsignedString(reference), symbols.size()));
      return false;
    }
    return true;
  }

  private void sample() throws Malformed {
    int outer = in.enter();
    double value = 0;
    long epochMillis = 0;
    long start = 0;
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case 1 << 3 | ProtobufReader.FIXED64 -> value = in.float64();
        case 2 << 3 | ProtobufReader.VARINT -> epochMillis = in.varint();
        case 3 << 3 | ProtobufReader.VARINT -> start = in.varint();
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
    Sample sample = new Sample(epochMillis, value);
    values.add(sample.isBegin() ? new Sample(epochMillis, Double.NaN) : sample);
    starts.add(start);
  }

  private void histogram() throws Malformed {
    HistogramReader histogram = new HistogramReader();
    int outer = in.enter();
    histogram.read(in);
    in.leave(outer);
    histograms.add(histogram);
  }

  private void exemplar() throws Malformed {
    int outer = in.enter();
    int references = 0;
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == (REFERENCES << 3 | ProtobufReader.BYTES)) {
        int around = in.enter();
        for (; in.hasMore(); references++) {
          isKnown(in.varint());
        }
        in.leave(around);
      } else if (tag == (REFERENCES << 3 | ProtobufReader.VARINT)) {
        isKnown(in.varint());
        references++;
      } else {
        in.skip(tag);
      }
    }
    in.leave(outer);
    if (references % 2 != 0) {
      wrong(
          "an exemplar of %d references: expected a value's after each name's"
              .formatted(references));
    }
    exemplars++;
  }

  private void metadata() throws Malformed {
    int outer = in.enter();
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case 1 << 3 | ProtobufReader.VARINT -> gauge = in.varint() == 2;
        case 3 << 3 | ProtobufReader.VARINT, 4 << 3 | ProtobufReader.VARINT -> isKnown(in.varint());
        default -> in.skip(tag);
      }
    }
    in.leave(outer);
  }

  private void wrong(String what) {
    if (problem == null) {
      problem = what;
    }
  }

  /// Why it has to be left out, or null where it has not.
  @Nullable String problem() {
    if (problem == null) {
      return null;
    }
    String so = labels.isEmpty() ? "" : "%s: ".formatted(Labels.shortened(labels.toString()));
    return "%s%s. Correct it in the sender.".formatted(so, problem);
  }

  /// Names and values in turn.
  List<String> labels() {
    return labels;
  }

  /// The samples, each behind the beginning of its counter where one is known.
  List<Sample> samples() {
    List<Sample> all = new ArrayList<>(values.size());
    for (int i = 0; i < values.size(); i++) {
      long start = starts.get(i) == 0 ? created : starts.get(i);
      all.addAll(RemoteWrite2.since(gauge ? 0 : start, values.get(i)));
    }
    return all;
  }

  List<HistogramReader> histograms() {
    return histograms;
  }

  /// How many samples were sent.
  int written() {
    return values.size();
  }

  int exemplars() {
    return exemplars;
  }

  /// When the series began, as senders before 2.0-rc.4 say it; 0 where they do not.
  long created() {
    return created;
  }

  /// How much of a request's limit it takes.
  int cost() {
    return values.size() + HISTOGRAM * histograms.size();
  }
}

package dev.parallax.ingest;

import dev.parallax.testkit.WriteRequest2;
import dev.parallax.testkit.WriteRequest2.Exemplar;
import dev.parallax.testkit.WriteRequest2.Histogram;
import dev.parallax.testkit.WriteRequest2.Metadata;
import dev.parallax.testkit.WriteRequest2.Span;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/// What a fuzzer gives to each reader of bytes: any input is answered, and nothing but the declared
/// exceptions comes out. Each nested class is a target of Jazzer; CONTRIBUTING.md says how they are
/// run.
public final class Fuzz {
  private static final String SECOND = "application/x-protobuf;proto=" + RemoteWrite2.PROTO;
  private static final RemoteWrite.Limits LIMITS = RemoteWrite.Limits.DEFAULT;

  private Fuzz() {}

  private static String text(byte[] data) {
    return new String(data, StandardCharsets.UTF_8);
  }

  private static void status(int status) {
    if (status != 204 && status != 400 && status != 413 && status != 415) {
      throw new IllegalStateException("answered with " + status);
    }
  }

  /// A body as it comes, so the Snappy block first.
  public static final class Snappy {
    private Snappy() {}

    public static void fuzzerTestOneInput(byte[] data) {
      status(RemoteWrite.decode(data, null, null, LIMITS).status());
    }
  }

  /// A message of remote write 1.0, read twice by one reader that remembers series.
  public static final class FirstVersion {
    private FirstVersion() {}

    public static void fuzzerTestOneInput(byte[] data) {
      byte[] body = SnappyBlock.store(data);
      KnownSeries known = new KnownSeries(100, 1 << 20);
      RemoteWrite.Outcome once = RemoteWrite.decode(body, null, null, LIMITS, known);
      RemoteWrite.Outcome again = RemoteWrite.decode(body, null, null, LIMITS, known);
      status(once.status());
      if (!once.message().equals(again.message())) {
        throw new IllegalStateException(once.message() + " became " + again.message());
      }
    }
  }

  /// A message of remote write 2.0.
  public static final class SecondVersion {
    private SecondVersion() {}

    public static void fuzzerTestOneInput(byte[] data) {
      RemoteWrite2.Outcome outcome =
          RemoteWrite2.decode(
              SnappyBlock.store(data), SECOND, null, LIMITS, _ -> Set.of("1", "0.5", "+Inf", "x"));
      status(outcome.status());
      if (outcome.message().isEmpty() != (outcome.status() == 204)) {
        throw new IllegalStateException(outcome.status() + ": " + outcome.message());
      }
    }
  }

  /// A request of OTLP in protobuf.
  public static final class OtlpMessage {
    private OtlpMessage() {}

    public static void fuzzerTestOneInput(byte[] data) {
      Otlp.decode(data, Otlp.Form.PROTOBUF, null, LIMITS, _ -> Set.of("1", "0.5", "+Inf", "x"));
    }
  }

  /// A request of OTLP in JSON.
  public static final class OtlpText {
    private OtlpText() {}

    public static void fuzzerTestOneInput(byte[] data) {
      Otlp.Outcome outcome = Otlp.decode(data, Otlp.Form.JSON, null, LIMITS, _ -> Set.of("1"));
      if (outcome instanceof Otlp.Refused(int status, String message)) {
        status(status);
        Otlp.refused(Otlp.Form.JSON, 3, message);
      }
    }
  }

  /// A request of OTLP in gzip.
  public static final class OtlpGzip {
    private OtlpGzip() {}

    public static void fuzzerTestOneInput(byte[] data) {
      Otlp.decode(data, Otlp.Form.PROTOBUF, "gzip", LIMITS, _ -> Set.of());
    }
  }

  /// The headers of a write.
  public static final class Headers {
    private Headers() {}

    public static void fuzzerTestOneInput(byte[] data) {
      String header = text(data);
      status(RemoteWrite.decode(new byte[] {0}, header, header, LIMITS).status());
      RemoteWrite2.isMeant(header);
      status(RemoteWrite2.decode(new byte[] {0}, header, header, LIMITS, _ -> Set.of()).status());
    }
  }

  /// What a Prometheus answers to a query.
  public static final class Answer {
    private Answer() {}

    public static void fuzzerTestOneInput(byte[] data) {
      try {
        PrometheusAnswer.read(new ByteArrayInputStream(data));
      } catch (IOException _) {
        // said to be thrown
      }
    }
  }

  /// The history of a monitor as CSV.
  public static final class History {
    private History() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
      StatusHistory.read(new StringReader(text(data)), StatusHistory.Settings.DEFAULT);
    }
  }

  /// A selector, and the expression around it. What is read is written and read again.
  public static final class Selectors {
    private Selectors() {}

    public static void fuzzerTestOneInput(byte[] data) {
      String text = text(data);
      Selector.fromExpression(text);
      if (Selector.parse(text) instanceof Selector.Selected(Selector selector, _)) {
        selector.matches(Labels.of("__name__", "up", "job", "aaaaaaaaaaaaaaaaaaaaaaaa!"));
        if (!(Selector.parse(selector.toString()) instanceof Selector.Selected(Selector again, _))
            || !again.equals(selector)) {
          throw new IllegalStateException(text + " became " + selector);
        }
      }
    }
  }

  /// Writes something valid for each target to start from.
  ///
  /// @param args the folder, which gets one folder a target
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    byte[] first =
        RemoteWrite.encode(
            List.of(
                new Series(
                    Labels.of("__name__", "up", "job", "api"),
                    List.of(new Sample(1_700_000_000_000L, 1))),
                new Series(Labels.of("__name__", "up"), List.of(new Sample(0, 0.5)))));
    seed(folder, "Snappy", first, WriteRequest2.compressed(new byte[5000]));
    seed(folder, "FirstVersion", decompressed(first));
    seed(folder, "SecondVersion", second().message());
    byte[] otlp =
        bytes(
            "{\"resourceMetrics\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"a\"}},{\"key\":\"b\",\"value\":{\"arrayValue\":{\"values\":[{\"intValue\":\"1\"},{\"kvlistValue\":{\"values\":[{\"key\":\"c\"}]}}]}}}]},\"scopeMetrics\":[{\"metrics\":[{\"name\":\"a.b\",\"unit\":\"By/s\",\"sum\":{\"aggregationTemporality\":1,\"isMonotonic\":true,\"dataPoints\":[{\"asInt\":\"17\",\"timeUnixNano\":\"1763900000000000000\",\"startTimeUnixNano\":1763899999000000000,\"attributes\":[{\"key\":\"k\",\"value\":{\"doubleValue\":0.5}}]}]}},{\"name\":\"h\",\"histogram\":{\"aggregationTemporality\":2,\"dataPoints\":[{\"count\":\"3\",\"sum\":1,\"bucketCounts\":[\"1\",\"2\"],\"explicitBounds\":[0.5],\"timeUnixNano\":\"1763900000000000000\"}]}},{\"name\":\"e\",\"exponentialHistogram\":{\"aggregationTemporality\":2,\"dataPoints\":[{\"count\":\"3\",\"scale\":-1,\"zeroCount\":\"1\",\"positive\":{\"offset\":-1,\"bucketCounts\":[\"2\"]},\"timeUnixNano\":\"1\"}]}},{\"name\":\"q\",\"summary\":{\"dataPoints\":[{\"count\":\"1\",\"timeUnixNano\":\"1763900000000000000\",\"quantileValues\":[{\"quantile\":0.9,\"value\":0.5}]}]}},{\"name\":\"g\",\"gauge\":{\"dataPoints\":[{\"asDouble\":\"NaN\",\"timeUnixNano\":\"1763900000000000000\",\"flags\":1}]}}]}]}]}");
    seed(folder, "OtlpText", otlp);
    seed(folder, "OtlpMessage", protobuf(otlp));
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
      out.write(protobuf(otlp));
    }
    seed(folder, "OtlpGzip", zipped.toByteArray());
    seed(folder, "Headers", bytes(SECOND), bytes("snappy"));
    seed(
        folder,
        "Answer",
        bytes(
            "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"__name__\":\"up\"},\"values\":[[1.5,\"1\"],[2,\"NaN\"]]}]}}"),
        bytes("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"why\"}"));
    seed(
        folder,
        "History",
        bytes("timestamp,status\n2026-01-01T00:00:00Z,up\n2026-01-01T00:05:00+01:00,\"down\"\n"));
    seed(
        folder,
        "Selectors",
        bytes("sum(rate(a_total{job=\"x\",code=~\"5..|4[0-9]\"}[5m])) or vector(0)"),
        bytes("{__name__=\"a.b\",\"c d\"!~\"(a+)+\\\\d\"}"));
  }

  private static WriteRequest2 second() {
    Histogram whole =
        new Histogram(
            false,
            6,
            1.5,
            1,
            0.001,
            1,
            List.of(new Span(0, 1)),
            List.of(2.0),
            List.of(new Span(-1, 2)),
            List.of(1.0, 1.0),
            0,
            1000,
            List.of(),
            500);
    Histogram listed =
        new Histogram(
            true,
            3,
            1.5,
            -53,
            0,
            0,
            List.of(),
            List.of(),
            List.of(new Span(0, 2)),
            List.of(1.0, 2.0),
            0,
            1000,
            List.of(0.5, 1.0),
            0);
    return new WriteRequest2(
        List.of(
            WriteRequest2.Series.of(
                List.of("__name__", "up"), new WriteRequest2.Sample(1, 1000, 900)),
            new WriteRequest2.Series(
                List.of("__name__", "latency", "job", "api"),
                List.of(),
                List.of(whole, listed),
                List.of(new Exemplar(List.of("trace_id", "a"), 1, 1000)),
                new Metadata(3, "help", "s"),
                900)));
  }

  private static byte[] decompressed(byte[] body) {
    try {
      return SnappyBlock.decompress(body, 1 << 20);
    } catch (SnappyBlock.Corrupt | SnappyBlock.TooLong e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] protobuf(byte[] json) {
    try {
      return OtlpJson.toProtobuf(json);
    } catch (OtlpJson.Unfit e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void seed(Path folder, String target, byte[]... inputs) throws IOException {
    Path into = Files.createDirectories(folder.resolve(target));
    for (int i = 0; i < inputs.length; i++) {
      Files.write(into.resolve("seed-" + i), inputs[i]);
    }
  }
}

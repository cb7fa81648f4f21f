package dev.parallax.ingest;

import dev.parallax.ingest.ProtobufReader.Malformed;
import dev.parallax.ingest.RemoteWrite.Limits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// Metrics by OTLP/HTTP: an `ExportMetricsServiceRequest` in protobuf or JSON, as it is or in gzip;
/// and the answers to it in the same form.
///
/// Names are those that Prometheus would give ([OtlpNames]), what becomes of a point stands in
/// [OtlpMetrics]. A point that breaks the rules is left out and counted, the others are taken.
/// Exemplars, scopes and attributes of resources other than those of its target are skipped.
///
/// Source: OTLP specification 1.9, "OTLP/HTTP"; opentelemetry-proto 1.
public final class Otlp {
  private static final int MAX_TEXT = 1000;

  private Otlp() {}

  /// The two forms of a request; an answer has that of its request.
  public enum Form {
    PROTOBUF("application/x-protobuf"),
    JSON("application/json");

    private final String contentType;

    Form(String contentType) {
      this.contentType = contentType;
    }

    public String contentType() {
      return contentType;
    }

    /// The form that a header names, or null where it is neither.
    public static @Nullable Form of(@Nullable String contentType) {
      String type = contentType == null ? "" : contentType;
      String plain = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
      for (Form form : values()) {
        if (form.contentType.equals(plain)) {
          return form;
        }
      }
      return null;
    }
  }

  /// What became of a request.
  public sealed interface Outcome {}

  /// The request was read.
  ///
  /// @param points how many there were
  /// @param rejected how many of them were left out
  /// @param reasons why, for the first of them
  public record Decoded(List<Series> series, int points, int rejected, List<String> reasons)
      implements Outcome {
    public Decoded {
      series = List.copyOf(series);
      reasons = List.copyOf(reasons);
    }
  }

  /// Nothing of the request was accepted.
  ///
  /// @param status 400 unreadable, 413 too large, 415 another encoding
  public record Refused(int status, String message) implements Outcome {}

  private static final class TooLarge extends Unreadable {
    TooLarge(String reason) {
      super(reason);
    }
  }

  /// Reads one request.
  ///
  /// @param contentEncoding the header; null, identity or gzip
  /// @param asked the values of `le` that somebody asks of a metric `…_bucket`, as written there
  public static Outcome decode(
      byte[] body,
      Form form,
      @Nullable String contentEncoding,
      Limits limits,
      Function<String, Set<String>> asked) {
    String encoding =
        contentEncoding == null ? "" : contentEncoding.strip().toLowerCase(Locale.ROOT);
    if (!Set.of("", "identity", "gzip").contains(encoding)) {
      return new Refused(
          415,
          "Content-Encoding '%s': expected gzip or none. Set compression in the exporter."
              .formatted(Labels.shortened(encoding)));
    }
    try {
      byte[] plain = encoding.equals("gzip") ? unzipped(body, limits) : checked(body, limits);
      byte[] message = form == Form.JSON ? OtlpJson.toProtobuf(plain) : plain;
      OtlpMetrics metrics = new OtlpMetrics(message, limits, new ClassicSeries(asked));
      return metrics.read()
          ? new Decoded(metrics.series(), metrics.points(), metrics.rejected(), metrics.reasons())
          : new Refused(
              413,
              "more than %,d data points in a request. Lower the exporter's batch size."
                  .formatted(limits.samples()));
    } catch (TooLarge e) {
      return new Refused(413, e.reason() + ". Lower the exporter's batch size.");
    } catch (Malformed | OtlpJson.Unfit e) {
      return new Refused(
          400,
          "body: %s: expected an ExportMetricsServiceRequest. Send it whole."
              .formatted(e.reason()));
    } catch (IOException e) {
      return new Refused(
          400, "body: no gzip: expected it, as Content-Encoding says. Send it whole.");
    }
  }

  private static byte[] checked(byte[] body, Limits limits) throws TooLarge {
    if (body.length > limits.messageBytes()) {
      throw new TooLarge(
          "a body of %,d bytes: expected at most %,d"
              .formatted(body.length, limits.messageBytes()));
    }
    return body;
  }

  private static byte[] unzipped(byte[] body, Limits limits) throws IOException, TooLarge {
    if (body.length > limits.bodyBytes()) {
      throw new TooLarge(
          "a body of %,d bytes: expected at most %,d".formatted(body.length, limits.bodyBytes()));
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] plain = in.readNBytes(limits.messageBytes() + 1);
      if (plain.length > limits.messageBytes()) {
        throw new TooLarge(
            "more than %,d bytes when decompressed: expected fewer"
                .formatted(limits.messageBytes()));
      }
      return plain;
    }
  }

  /// The answer to a request that was taken: empty where all of it was.
  ///
  /// @param rejected how many points were left out
  /// @param why empty where none was
  public static byte[] taken(Form form, long rejected, String why) {
    if (rejected == 0 && why.isEmpty()) {
      return form == Form.JSON ? "{}".getBytes(StandardCharsets.UTF_8) : new byte[0];
    }
    if (form == Form.JSON) {
      return "{\"partialSuccess\":{\"rejectedDataPoints\":\"%d\",\"errorMessage\":%s}}"
          .formatted(rejected, quoted(why))
          .getBytes(StandardCharsets.UTF_8);
    }
    ProtobufWriter partial = new ProtobufWriter();
    if (rejected > 0) {
      partial.number(1, rejected);
    }
    partial.text(2, cut(why));
    ProtobufWriter answer = new ProtobufWriter();
    answer.message(1, partial);
    return answer.bytes();
  }

  /// The answer to a request that was not taken: a `google.rpc.Status`.
  ///
  /// @param code of gRPC: 3 for a request that is wrong, 14 for one to send again
  public static byte[] refused(Form form, int code, String why) {
    if (form == Form.JSON) {
      return "{\"code\":%d,\"message\":%s}"
          .formatted(code, quoted(why))
          .getBytes(StandardCharsets.UTF_8);
    }
    ProtobufWriter status = new ProtobufWriter();
    status.number(1, code);
    status.text(2, cut(why));
    return status.bytes();
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
  }

  private static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    String shortened = cut(text);
    for (int i = 0; i < shortened.length(); i++) {
      char c = shortened.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}

package dev.parallax.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parallax.ingest.Labels;
import dev.parallax.ingest.RemoteWrite;
import dev.parallax.ingest.Sample;
import dev.parallax.ingest.Series;
import dev.parallax.testkit.WriteRequest2;
import dev.parallax.testkit.WriteRequest2.Exemplar;
import dev.parallax.testkit.WriteRequest2.Histogram;
import dev.parallax.testkit.WriteRequest2.Metadata;
import dev.parallax.testkit.WriteRequest2.Span;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One row of `write-cases.json`: what is sent by remote write, and what has to be answered.
///
/// Times are seconds before the moment of the run, a missing one is that moment; `change` says what
/// is done to the request on its way.
///
/// @param level of the specification: MUST, SHOULD or MAY
record WriteCase(String name, String level, JsonNode change, JsonNode series, Expected expected) {
  private static final List<String> TYPES =
      List.of(
          "unspecified",
          "counter",
          "gauge",
          "histogram",
          "gaugehistogram",
          "summary",
          "info",
          "stateset");

  /// @param written samples, histograms and exemplars
  record Expected(int status, List<Integer> written) {}

  static List<WriteCase> all() {
    try (InputStream file =
        Objects.requireNonNull(WriteCase.class.getResourceAsStream("/write-cases.json"))) {
      List<WriteCase> all = new ArrayList<>();
      for (JsonNode row : new ObjectMapper().readTree(file)) {
        JsonNode expect = row.path("expect");
        all.add(
            new WriteCase(
                row.path("name").asText(),
                row.path("level").asText(),
                row.path("change"),
                row.path("series"),
                new Expected(
                    expect.path("status").asInt(),
                    List.of(
                        expect.path("samples").asInt(),
                        expect.path("histograms").asInt(),
                        expect.path("exemplars").asInt()))));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String changed(String what) {
    return change.path(what).asText();
  }

  boolean isFirstVersion() {
    return changed("version").equals("1.0");
  }

  /// The message, before anything is done to it.
  ///
  /// @param now milliseconds
  WriteRequest2 request(long now) {
    List<WriteRequest2.Series> all = new ArrayList<>();
    for (JsonNode each : series) {
      all.add(
          new WriteRequest2.Series(
              texts(each.path("labels")),
              list(each.path("samples"), node -> sample(node, now)),
              list(each.path("histograms"), node -> histogram(node, now)),
              list(each.path("exemplars"), node -> exemplar(node, now)),
              metadata(each.path("metadata")),
              each.has("created") ? ago(each, "created", now) : 0));
    }
    return new WriteRequest2(all);
  }

  /// The same as version 1.0 says it: samples alone.
  byte[] firstVersion(long now) {
    List<Series> all = new ArrayList<>();
    for (WriteRequest2.Series each : request(now).series()) {
      all.add(
          new Series(
              Labels.of(each.labels().toArray(String[]::new)),
              each.samples().stream().map(one -> new Sample(one.millis(), one.value())).toList()));
    }
    return RemoteWrite.encode(all);
  }

  private static WriteRequest2.Sample sample(JsonNode node, long now) {
    return new WriteRequest2.Sample(
        number(node.path("value")),
        ago(node, "ago", now),
        node.has("start") ? ago(node, "start", now) : 0);
  }

  private static Exemplar exemplar(JsonNode node, long now) {
    boolean timeless = node.has("ago") && node.get("ago").isNull();
    return new Exemplar(
        texts(node.path("labels")),
        number(node.path("value")),
        timeless ? 0 : ago(node, "ago", now));
  }

  private static @Nullable Metadata metadata(JsonNode node) {
    if (node.isMissingNode()) {
      return null;
    }
    int type = TYPES.indexOf(node.path("type").asText());
    return new Metadata(
        type < 0 ? node.path("type").asInt() : type,
        node.path("help").asText(),
        node.path("unit").asText());
  }

  /// Buckets stand in the file as counts; whole ones are sent as differences.
  private static Histogram histogram(JsonNode node, long now) {
    boolean fractions = node.path("fractions").asBoolean();
    return new Histogram(
        fractions,
        number(node.path("count")),
        number(node.path("sum")),
        node.path("schema").asInt(),
        node.path("zeroThreshold").asDouble(),
        node.path("zeroCount").asDouble(),
        list(node.path("negativeSpans"), WriteCase::span),
        buckets(node.path("negative"), fractions),
        list(node.path("positiveSpans"), WriteCase::span),
        buckets(node.path("positive"), fractions),
        node.path("resetHint").asInt(),
        ago(node, "ago", now),
        list(node.path("bounds"), WriteCase::number),
        node.has("start") ? ago(node, "start", now) : 0);
  }

  private static Span span(JsonNode node) {
    return new Span(node.get(0).asInt(), node.get(1).asInt());
  }

  private static List<Double> buckets(JsonNode counts, boolean fractions) {
    List<Double> all = new ArrayList<>();
    double before = 0;
    for (JsonNode count : counts) {
      all.add(fractions ? count.asDouble() : count.asDouble() - before);
      before = count.asDouble();
    }
    return all;
  }

  private static double number(JsonNode node) {
    return switch (node.asText()) {
      case "Stale" -> Double.longBitsToDouble(Sample.STALE_BITS);
      case "NaN" -> Double.NaN;
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> node.asDouble();
    };
  }

  private static long ago(JsonNode node, String field, long now) {
    return now - node.path(field).asLong() * 1000;
  }

  /// A text `@N` stands for N letters.
  private static List<String> texts(JsonNode nodes) {
    return list(
        nodes,
        node -> {
          String text = node.asText();
          return text.startsWith("@") ? "x".repeat(Integer.parseInt(text.substring(1))) : text;
        });
  }

  private static <T> List<T> list(JsonNode nodes, Function<JsonNode, T> of) {
    List<T> all = new ArrayList<>();
    nodes.forEach(node -> all.add(of.apply(node)));
    return all;
  }
}

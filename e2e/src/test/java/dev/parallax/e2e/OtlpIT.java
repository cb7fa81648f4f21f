package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.e2e.Api.Row;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.DefaultAggregationSelector;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The exporter of OpenTelemetry sends to the running program.
class OtlpIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final AttributeKey<String> CODE = AttributeKey.stringKey("http.status_code");

  private final Instant begin = Instant.now().minus(Duration.ofMinutes(10));
  private final RunningParallax parallax;
  private final Api api;

  OtlpIT(@TempDir Path data) {
    parallax = RunningParallax.start(data, Map.of("PARALLAX_SELF_EVERY", "PT1H"));
    api = new Api(parallax);
  }

  @AfterEach
  void stop() {
    parallax.close();
  }

  @Test
  void whatAProgramCountsIsInTheLedgerToTheEventCumulativeAndAsDelta() {
    for (String how : List.of("cumulative", "delta")) {
      String job = "job=\"shop/" + how + "\"";
      api.apply(
          Api.ratio(
              how + "-orders",
              "",
              "orders_placed_total{%s,http_status_code=\"500\"}".formatted(job),
              "orders_placed_total{%s}".formatted(job)));
      api.apply(
          Api.ratio(
              how + "-slow",
              "",
              "order_duration_seconds_bucket{%s,le=\"0.5\"}".formatted(job),
              "order_duration_seconds_count{%s}".formatted(job)));
      count(how, Aggregation.explicitBucketHistogram(List.of(0.25, 0.5, 1.0)));

      assertThat(sum(how + "-orders")).isEqualTo(List.of(28L, 30L));
      assertThat(sum(how + "-slow")).isEqualTo(List.of(12L, 30L));
    }
  }

  @Test
  void anExponentialHistogramIsCountedAtTheBoundThatIsAskedFor() {
    api.apply(
        Api.ratio(
            "slow",
            "",
            "order_duration_seconds_bucket{job=\"shop/exponential\",le=\"0.5\"}",
            "order_duration_seconds_count{job=\"shop/exponential\"}"));

    count("exponential", Aggregation.base2ExponentialBucketHistogram());

    assertThat(sum("slow")).isEqualTo(List.of(12L, 30L));
  }

  /// Thirty orders, two of them failed, twelve slower than half a second, in two exports.
  private void count(String how, Aggregation histogram) {
    AggregationTemporalitySelector temporality =
        how.equals("delta")
            ? AggregationTemporalitySelector.deltaPreferred()
            : AggregationTemporalitySelector.alwaysCumulative();
    OtlpHttpMetricExporter exporter =
        OtlpHttpMetricExporter.builder()
            .setEndpoint(parallax.at("/v1/metrics").toString())
            .addHeader("Authorization", "Bearer " + api.token("otlp-" + how, "ingest"))
            .setCompression(how.equals("delta") ? "gzip" : "none")
            .setAggregationTemporalitySelector(temporality)
            .setDefaultAggregationSelector(
                DefaultAggregationSelector.getDefault().with(InstrumentType.HISTOGRAM, histogram))
            .build();
    try (SdkMeterProvider provider =
        SdkMeterProvider.builder()
            .setResource(
                Resource.create(
                    Attributes.of(
                        AttributeKey.stringKey("service.namespace"), "shop",
                        AttributeKey.stringKey("service.name"), how,
                        AttributeKey.stringKey("service.instance.id"), "one")))
            .registerMetricReader(
                PeriodicMetricReader.builder(exporter).setInterval(Duration.ofHours(1)).build())
            .build()) {
      Meter meter = provider.get("test");
      LongCounter orders = meter.counterBuilder("orders.placed").setUnit("{order}").build();
      DoubleHistogram duration = meter.histogramBuilder("order.duration").setUnit("s").build();
      for (int i = 0; i < 30; i++) {
        orders.add(1, Attributes.of(CODE, i == 7 || i == 20 ? "500" : "200"));
        duration.record(i % 5 < 3 ? 0.3 : 0.7);
        if (i == 9) {
          flush(provider);
        }
      }
      flush(provider);
    }
  }

  /// A reader whose last export has just ended may still call itself busy, and has then read
  /// nothing.
  private static void flush(SdkMeterProvider provider) {
    Poll.until(
        "the export succeeded",
        PATIENCE,
        () -> provider.forceFlush().join(60, TimeUnit.SECONDS).isSuccess(),
        done -> done);
  }

  private List<Long> sum(String slo) {
    Row sum =
        Poll.until(
            slo + " has all",
            PATIENCE,
            () -> Row.sum(api.slices(slo, begin, Instant.now().plusSeconds(60))),
            row -> row.total() >= 30);
    return List.of(sum.good(), sum.total());
  }

  @Test
  void anAnswerHasTheFormOfItsRequest() {
    String right =
        """
        {"resourceMetrics":[{"scopeMetrics":[{"metrics":[
          {"name":"a","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[
            {"asInt":"1","timeUnixNano":"%1$d000000"},{"asInt":"1"}]}}]}]}]}"""
            .formatted(System.currentTimeMillis());

    answers(send("application/json", "{}"), 200, "application/json", "{}");
    answers(
        send("application/json; charset=utf-8", right),
        200,
        "application/json",
        "{\"partialSuccess\":{\"rejectedDataPoints\":\"1\",\"errorMessage\":\"a_total: no time: expected timeUnixNano\"}}");
    answers(send("application/x-protobuf", ""), 200, "application/x-protobuf", "");
    assertThat(send("application/json", "{").statusCode()).isEqualTo(400);
    assertThat(send("application/json", "{").body()).startsWith("{\"code\":3,\"message\":\"");
    assertThat(send("application/x-protobuf", "?").statusCode()).isEqualTo(400);
    assertThat(send("application/x-protobuf", "?").headers().firstValue("Content-Type"))
        .contains("application/x-protobuf");
    assertThat(send("text/plain", "?").statusCode()).isEqualTo(415);
    assertThat(send("application/json", " ".repeat(17 << 20) + "{}").statusCode()).isEqualTo(200);
  }

  private static void answers(HttpResponse<String> answer, int status, String type, String body) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(type);
    assertThat(answer.body()).isEqualTo(body);
  }

  private HttpResponse<String> send(String type, String body) {
    return parallax.send(
        HttpRequest.newBuilder(parallax.at("/v1/metrics"))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build());
  }
}

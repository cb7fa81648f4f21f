package dev.parallax.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.parallax.budget.Query;
import dev.parallax.budget.Sli;
import dev.parallax.budget.Sli.Part;
import dev.parallax.budget.Slice;
import dev.parallax.ingest.Otlp.Decoded;
import dev.parallax.ingest.Otlp.Form;
import dev.parallax.ingest.Otlp.Outcome;
import dev.parallax.ingest.Otlp.Refused;
import dev.parallax.ingest.SliAccumulator.Role;
import dev.parallax.ingest.SliAccumulator.Settings;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpTest {
  private static final long NOW = 1_763_900_000_000L;
  private static final long MINUTE = 60_000;
  private static final AggregationTemporality DELTA =
      AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
  private static final AggregationTemporality CUMULATIVE =
      AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;

  @Test
  void aCumulativeSumIsACounterOfPrometheusOfItsTarget() {
    Metric requests =
        sum("http.server.requests", CUMULATIVE, true, number(NOW - 10 * MINUTE, NOW, 17)).build();

    Decoded decoded = decoded(request(requests));

    assertThat(decoded.points()).isEqualTo(1);
    assertThat(decoded.reasons()).isEmpty();
    assertThat(decoded.series())
        .containsExactly(
            new Series(
                Labels.of(
                    "__name__",
                    "http_server_requests_total",
                    "job",
                    "shop/checkout",
                    "instance",
                    "checkout-1",
                    "http_route",
                    "/pay"),
                List.of(new Sample(NOW, 17))));
  }

  @Test
  void aCumulativeSumBringsItsBeginningWhereThatIsNear() {
    assertThat(samples(sum("a", CUMULATIVE, true, number(NOW - MINUTE, NOW, 5))))
        .containsExactly(Sample.begin(NOW - MINUTE), new Sample(NOW, 5));
    assertThat(samples(sum("a", CUMULATIVE, false, number(NOW - MINUTE, NOW, 5))))
        .containsExactly(new Sample(NOW, 5));
  }

  @Test
  void deltaPointsAreCountedOnceEachInAnyOrderAndHoweverOftenTheyCome() {
    Random random = new Random(20261123);
    List<NumberDataPoint> points = new ArrayList<>();
    long all = 0;
    long at = NOW;
    for (int i = 0; i < 20; i++) {
      long next = at + 1 + random.nextInt(60_000);
      int events = random.nextInt(3) == 0 ? 0 : random.nextInt(100);
      points.add(number(at, next, events));
      all += events;
      at = next;
      if (at - NOW > 8 * MINUTE) {
        break;
      }
    }
    for (int round = 0; round < 50; round++) {
      assertThat(counted(points)).as("round %d", round).isEqualTo(all);
      points = new ArrayList<>(points);
      points.add(points.get(random.nextInt(points.size())));
      Collections.shuffle(points, random);
    }
  }

  @Test
  void aDeltaPointThatBeginsBeforeTheLastOneEndedIsCountedWhole() {
    assertThat(
            counted(
                List.of(
                    number(NOW, NOW + MINUTE, 5),
                    number(NOW + MINUTE - 5, NOW + 2 * MINUTE, 7),
                    number(0, NOW + 3 * MINUTE, 3))))
        .isEqualTo(15);
  }

  @Test
  void theTimeOfADeltaPointIsObserved() {
    List<Slice> slices = slices(List.of(number(NOW, NOW + 2 * MINUTE, 5)));

    assertThat(slices.stream().mapToInt(each -> Long.bitCount(each.observed())).sum())
        .isEqualTo(120);
  }

  @Test
  void differencesOfWhatGoesUpAndDownAreLeftOutAndSaid() {
    Decoded decoded =
        decoded(
            request(
                sum("queue", DELTA, false, number(NOW, NOW + 1, 5)).build(),
                sum("ok", DELTA, true, number(NOW, NOW + 1, 5)).build()));

    assertThat(decoded.rejected()).isEqualTo(1);
    assertThat(decoded.series()).hasSize(1);
    assertThat(decoded.reasons().getFirst()).startsWith("queue: differences of what goes up");
  }

  @Test
  void aHistogramBecomesItsBucketsCountAndSum() {
    Metric latency =
        Metric.newBuilder()
            .setName("http.server.request.duration")
            .setUnit("s")
            .setHistogram(
                Histogram.newBuilder()
                    .setAggregationTemporality(CUMULATIVE)
                    .addDataPoints(
                        HistogramDataPoint.newBuilder()
                            .setTimeUnixNano(nanos(NOW))
                            .setCount(6)
                            .setSum(2.5)
                            .addAllBucketCounts(List.of(1L, 2L, 3L))
                            .addAllExplicitBounds(List.of(0.25, 10.0))))
            .build();

    Decoded decoded = decoded(request(latency), Set.of("0.25"));

    assertThat(decoded.series().stream().map(OtlpTest::shown))
        .containsExactlyInAnyOrder(
            "http_server_request_duration_seconds_count 6.0",
            "http_server_request_duration_seconds_sum 2.5",
            "http_server_request_duration_seconds_bucket 0.25 1.0",
            "http_server_request_duration_seconds_bucket 10 3.0",
            "http_server_request_duration_seconds_bucket +Inf 6.0");
  }

  @Test
  void anExponentialHistogramBecomesTheBucketsThatAreAskedFor() {
    ExponentialHistogramDataPoint point =
        ExponentialHistogramDataPoint.newBuilder()
            .setTimeUnixNano(nanos(NOW))
            .setCount(10)
            .setSum(2.5)
            .setScale(1)
            .setZeroCount(1)
            .setNegative(
                ExponentialHistogramDataPoint.Buckets.newBuilder()
                    .setOffset(0)
                    .addAllBucketCounts(List.of(2L)))
            .setPositive(
                ExponentialHistogramDataPoint.Buckets.newBuilder()
                    .setOffset(-2)
                    .addAllBucketCounts(List.of(1L, 2L, 4L)))
            .build();

    Decoded decoded =
        decoded(
            request(
                Metric.newBuilder()
                    .setName("d")
                    .setExponentialHistogram(
                        ExponentialHistogram.newBuilder()
                            .setAggregationTemporality(CUMULATIVE)
                            .addDataPoints(point))
                    .build()),
            Set.of("0.5", "1", "2", "0.9"));

    assertThat(decoded.series().stream().map(OtlpTest::shown))
        .containsExactlyInAnyOrder(
            "d_count 10.0", "d_sum 2.5", "d_bucket 0.5 3.0", "d_bucket 1 6.0", "d_bucket 2 10.0");
  }

  @Test
  void gaugesAndSummariesAreTaken() {
    Metric load =
        Metric.newBuilder()
            .setName("cpu.load")
            .setUnit("1")
            .setGauge(
                Gauge.newBuilder()
                    .addDataPoints(
                        NumberDataPoint.newBuilder().setTimeUnixNano(nanos(NOW)).setAsDouble(0.5)))
            .build();
    Metric summary =
        Metric.newBuilder()
            .setName("rpc")
            .setSummary(
                Summary.newBuilder()
                    .addDataPoints(
                        SummaryDataPoint.newBuilder()
                            .setTimeUnixNano(nanos(NOW))
                            .setCount(3)
                            .setSum(1)
                            .addQuantileValues(
                                SummaryDataPoint.ValueAtQuantile.newBuilder()
                                    .setQuantile(0.5)
                                    .setValue(0.25))))
            .build();

    assertThat(decoded(request(load, summary)).series().stream().map(OtlpTest::shown))
        .containsExactly("cpu_load_ratio 0.5", "rpc_count 3.0", "rpc_sum 1.0", "rpc 0.25");
  }

  @Test
  void aPointWithNothingRecordedEndsItsSeries() {
    NumberDataPoint nothing =
        NumberDataPoint.newBuilder().setTimeUnixNano(nanos(NOW)).setFlags(1).build();

    assertThat(samples(sum("a", CUMULATIVE, true, nothing)).getFirst().isStale()).isTrue();
  }

  @Test
  void pointsThatBreakTheRulesAreLeftOutAndCounted() {
    Decoded decoded =
        decoded(
            request(
                sum(
                        "untold",
                        AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED,
                        true,
                        number(NOW, NOW + 1, 5))
                    .build(),
                sum("timeless", CUMULATIVE, true, number(0, 0, 5)).build(),
                sum("", CUMULATIVE, true, number(NOW, NOW + 1, 5)).build(),
                histogram(5, List.of(1L, 2L), List.of(1.0)),
                histogram(3, List.of(1L, 2L), List.of(1.0, 2.0)),
                histogram(3, List.of(1L, 1L, 1L), List.of(2.0, 1.0))));

    assertThat(decoded.points()).isEqualTo(6);
    assertThat(decoded.rejected()).isEqualTo(6);
    assertThat(decoded.reasons())
        .hasSize(6)
        .allSatisfy(reason -> assertThat(reason).contains("expected"));
  }

  @Test
  void attributesThatAreNoTextsAreWrittenAsJsonAndThoseOfOneNameStandTogether() {
    NumberDataPoint point =
        number(0, NOW, 1).toBuilder()
            .addAttributes(pair("a.b", text("x")))
            .addAttributes(pair("a_b", text("y")))
            .addAttributes(pair("1st", AnyValue.newBuilder().setBoolValue(true)))
            .addAttributes(pair("_one", AnyValue.newBuilder().setIntValue(-3)))
            .addAttributes(pair("real", AnyValue.newBuilder().setDoubleValue(0.5)))
            .addAttributes(
                pair(
                    "list",
                    AnyValue.newBuilder()
                        .setArrayValue(
                            ArrayValue.newBuilder()
                                .addValues(text("q\""))
                                .addValues(AnyValue.newBuilder().setIntValue(2)))))
            .build();

    Labels labels =
        decoded(request(sum("a", CUMULATIVE, true, point).build())).series().getFirst().labels();

    assertThat(labels.get("a_b")).isEqualTo("x;y");
    assertThat(labels.get("key_1st")).isEqualTo("true");
    assertThat(labels.get("key_one")).isEqualTo("-3");
    assertThat(labels.get("real")).isEqualTo("0.5");
    assertThat(labels.get("list")).isEqualTo("[\"q\\\"\",2]");
  }

  @ParameterizedTest
  @CsvSource({
    "http.server.duration, ms, OTHER, http_server_duration_milliseconds",
    "http.server.requests, {request}, COUNTER, http_server_requests_total",
    "requests_total, 1, COUNTER, requests_total",
    "total.requests, '', COUNTER, requests_total",
    "process.memory, By, OTHER, process_memory_bytes",
    "io.bytes, By, COUNTER, io_bytes_total",
    "speed, m/s, GAUGE, speed_meters_per_second",
    "cpu.utilization, 1, GAUGE, cpu_utilization_ratio",
    "2xx, '', COUNTER, _2xx_total",
    "größe.in.µm, '', OTHER, gr_e_in_m",
    "job:rate:5m, '', OTHER, job:rate:5m",
    "..a..b__c.., '', OTHER, a_b_c",
  })
  void namesAreThoseThatPrometheusGives(
      String name, String unit, OtlpNames.Kind kind, String expected) {
    assertThat(OtlpNames.metric(name, unit, kind)).isEqualTo(expected);
  }

  @Test
  void jsonIsReadAsTheProtobufThatItStandsFor() {
    String json =
        """
        {"resourceMetrics":[{"unknown":{"a":[1]},"resource":{"attributes":[
            {"key":"service.name","value":{"stringValue":"checkout"}}]},
          "scopeMetrics":[{"scope":{"name":"s"},"metrics":[
            {"name":"a","unit":"s","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[
              {"asInt":"17","timeUnixNano":"1763900000000000000","attributes":[
                 {"key":"k","value":{"intValue":"3"}}]},
              {"asDouble":1.5,"timeUnixNano":1763900001000000000,"startTimeUnixNano":0},
              {"asDouble":"NaN","timeUnixNano":"1763900002000000000","flags":1}]}},
            {"name":"h","histogram":{"aggregationTemporality":1,"dataPoints":[
              {"count":"3","sum":1,"bucketCounts":["1","2"],"explicitBounds":[0.5],
               "timeUnixNano":"1763900000000000000","startTimeUnixNano":"1763899999000000000"}]}},
            {"name":"e","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[
              {"count":"3","sum":1,"scale":-1,"zeroCount":"1","positive":{"offset":-1,"bucketCounts":["2"]},
               "timeUnixNano":"1763900000000000000"}]}},
            {"name":"q","summary":{"dataPoints":[{"count":"1","sum":2.0,"timeUnixNano":"1763900000000000000",
               "quantileValues":[{"quantile":0.9,"value":0.5}]}]}}]}]}]}""";

    Decoded decoded = (Decoded) decode(bytes(json), Form.JSON, null);

    assertThat(decoded.reasons()).isEmpty();
    assertThat(decoded.points()).isEqualTo(6);
    assertThat(decoded.series().stream().map(OtlpTest::shown))
        .contains(
            "a_seconds_total 17.0",
            "a_seconds_total 1.5",
            "h_bucket 0.5 1.0",
            "h_bucket +Inf 3.0",
            "e_count 3.0",
            "q 0.5",
            "q_count 1.0");
    assertThat(decoded.series().getFirst().labels().get("job")).isEqualTo("checkout");
    assertThat(decoded.series().getFirst().labels().get("k")).isEqualTo("3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}{}",
        "{\"resourceMetrics\":{}}",
        "{\"resourceMetrics\":[1]}",
        "{\"resourceMetrics\":[],\"resourceMetrics\":[]}",
        "{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":1}]}]}]}",
      })
  void jsonThatIsNoRequestIsRefused(String json) {
    assertThat(decode(bytes(json), Form.JSON, null))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.status()).isEqualTo(400);
              assertThat(refused.message()).contains("expected");
            });
  }

  @Test
  void limitsHoldBeforeAndAfterDecompression() throws IOException {
    byte[] message = request(sum("a", CUMULATIVE, true, number(0, NOW, 1)).build()).toByteArray();
    RemoteWrite.Limits small = new RemoteWrite.Limits(1000, 10_000, 3, 128, 1000);

    assertThat(decode(gzip(message), Form.PROTOBUF, "gzip")).isInstanceOf(Decoded.class);
    assertThat(decode(message, Form.PROTOBUF, "GZIP")).isInstanceOf(Refused.class);
    assertThat(
            status(
                Otlp.decode(gzip(new byte[10_001]), Form.PROTOBUF, "gzip", small, OtlpTest::none)))
        .isEqualTo(413);
    assertThat(status(Otlp.decode(new byte[10_001], Form.PROTOBUF, null, small, OtlpTest::none)))
        .isEqualTo(413);
    Metric four =
        sum(
                "a",
                CUMULATIVE,
                true,
                number(0, NOW, 1),
                number(0, NOW, 1),
                number(0, NOW, 1),
                number(0, NOW, 1))
            .build();
    assertThat(
            status(
                Otlp.decode(
                    request(four).toByteArray(), Form.PROTOBUF, "identity", small, OtlpTest::none)))
        .isEqualTo(413);
    assertThat(status(decode(message, Form.PROTOBUF, "zstd"))).isEqualTo(415);
  }

  @Test
  void anEmptyRequestIsASuccess() {
    assertThat(decoded(ExportMetricsServiceRequest.getDefaultInstance()).points()).isZero();
    assertThat(((Decoded) decode(bytes("{}"), Form.JSON, "")).points()).isZero();
  }

  @Test
  void answersAreThoseOfTheProtocol() throws InvalidProtocolBufferException {
    assertThat(Otlp.taken(Form.PROTOBUF, 0, "")).isEmpty();
    assertThat(new String(Otlp.taken(Form.JSON, 0, ""), StandardCharsets.UTF_8)).isEqualTo("{}");
    assertThat(
            ExportMetricsServiceResponse.parseFrom(Otlp.taken(Form.PROTOBUF, 3, "why"))
                .getPartialSuccess())
        .satisfies(
            partial -> {
              assertThat(partial.getRejectedDataPoints()).isEqualTo(3);
              assertThat(partial.getErrorMessage()).isEqualTo("why");
            });
    assertThat(new String(Otlp.taken(Form.JSON, 3, "a\"\n"), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"partialSuccess\":{\"rejectedDataPoints\":\"3\",\"errorMessage\":\"a\\\"\\u000a\"}}");
    assertThat(new String(Otlp.refused(Form.JSON, 3, "why"), StandardCharsets.UTF_8))
        .isEqualTo("{\"code\":3,\"message\":\"why\"}");
    assertThat(Otlp.refused(Form.PROTOBUF, 3, "why"))
        .isEqualTo(new byte[] {8, 3, 18, 3, 'w', 'h', 'y'});
  }

  @ParameterizedTest
  @CsvSource({
    "application/x-protobuf, PROTOBUF",
    "Application/JSON; charset=utf-8, JSON",
    "text/plain,",
    ",",
    ";,"
  })
  void theFormIsSaidByTheHeader(@Nullable String header, @Nullable Form form) {
    assertThat(Form.of(header)).isEqualTo(form);
  }

  @Test
  void everyPrefixAndRandomDamageAreAnsweredAndNeverThrow() {
    byte[] message =
        request(
                sum("a", DELTA, true, number(NOW, NOW + 1, 1)).build(),
                histogram(3, List.of(1L, 2L), List.of(1.0)))
            .toByteArray();
    for (int length = 0; length < message.length; length++) {
      decode(Arrays.copyOf(message, length), Form.PROTOBUF, null);
    }
    Random random = new Random(20261123);
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = message.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      decode(damaged, Form.PROTOBUF, null);
    }
  }

  private static Set<String> none(String metric) {
    return Set.of();
  }

  private static int status(Outcome outcome) {
    return outcome instanceof Refused(int status, _) ? status : 200;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private static long nanos(long millis) {
    return millis * 1_000_000;
  }

  private static KeyValue pair(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static AnyValue.Builder text(String text) {
    return AnyValue.newBuilder().setStringValue(text);
  }

  private static NumberDataPoint number(long start, long time, long value) {
    return NumberDataPoint.newBuilder()
        .setStartTimeUnixNano(nanos(start))
        .setTimeUnixNano(nanos(time))
        .setAsInt(value)
        .addAttributes(pair("http.route", text("/pay")))
        .build();
  }

  private static Metric.Builder sum(
      String name, AggregationTemporality temporality, boolean monotonic, NumberDataPoint... all) {
    return Metric.newBuilder()
        .setName(name)
        .setSum(
            Sum.newBuilder()
                .setAggregationTemporality(temporality)
                .setIsMonotonic(monotonic)
                .addAllDataPoints(List.of(all)));
  }

  private static Metric histogram(long count, List<Long> buckets, List<Double> bounds) {
    return Metric.newBuilder()
        .setName("h")
        .setHistogram(
            Histogram.newBuilder()
                .setAggregationTemporality(CUMULATIVE)
                .addDataPoints(
                    HistogramDataPoint.newBuilder()
                        .setTimeUnixNano(nanos(NOW))
                        .setCount(count)
                        .addAllBucketCounts(buckets)
                        .addAllExplicitBounds(bounds)))
        .build();
  }

  private static ExportMetricsServiceRequest request(Metric... metrics) {
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(
                    Resource.newBuilder()
                        .addAttributes(pair("service.name", text("checkout")))
                        .addAttributes(pair("service.namespace", text("shop")))
                        .addAttributes(pair("service.instance.id", text("checkout-1")))
                        .addAttributes(pair("host.name", text("left out"))))
                .addScopeMetrics(ScopeMetrics.newBuilder().addAllMetrics(List.of(metrics))))
        .build();
  }

  private static List<Sample> samples(Metric.Builder metric) {
    return decoded(request(metric.build())).series().getFirst().samples();
  }

  private static long counted(List<NumberDataPoint> points) {
    return slices(points).stream().mapToLong(Slice::total).sum();
  }

  private static List<Slice> slices(List<NumberDataPoint> points) {
    Sli sli = new Sli.Ratio(Part.GOOD, Query.promQl("a"), Query.promQl("b"), true);
    SliAccumulator accumulator = new SliAccumulator(sli, Settings.DEFAULT);
    decoded(request(sum("b", DELTA, true, points.toArray(NumberDataPoint[]::new)).build()))
        .series()
        .forEach(series -> accumulator.add(Role.TOTAL, series));
    return accumulator.drain();
  }

  private static String shown(Series series) {
    String bound = series.labels().get("le");
    return series.labels().metric()
        + (bound.isEmpty() ? "" : " " + bound)
        + " "
        + series.samples().getLast().value();
  }

  private static Decoded decoded(ExportMetricsServiceRequest request) {
    return decoded(request, Set.of());
  }

  private static Decoded decoded(ExportMetricsServiceRequest request, Set<String> asked) {
    Outcome outcome =
        Otlp.decode(
            request.toByteArray(), Form.PROTOBUF, null, RemoteWrite.Limits.DEFAULT, _ -> asked);
    assertThat(outcome).isInstanceOf(Decoded.class);
    return (Decoded) outcome;
  }

  private static Outcome decode(byte[] body, Form form, @Nullable String encoding) {
    return Otlp.decode(body, form, encoding, RemoteWrite.Limits.DEFAULT, OtlpTest::none);
  }
}

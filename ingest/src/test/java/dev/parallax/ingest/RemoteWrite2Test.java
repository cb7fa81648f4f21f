package dev.parallax.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.ingest.RemoteWrite2.Decoded;
import dev.parallax.ingest.RemoteWrite2.Outcome;
import dev.parallax.ingest.RemoteWrite2.Refused;
import dev.parallax.ingest.RemoteWrite2.Written;
import dev.parallax.testkit.WriteRequest2;
import dev.parallax.testkit.WriteRequest2.Exemplar;
import dev.parallax.testkit.WriteRequest2.Histogram;
import dev.parallax.testkit.WriteRequest2.Metadata;
import dev.parallax.testkit.WriteRequest2.Span;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteWrite2Test {
  private static final String TYPE = "application/x-protobuf;proto=" + RemoteWrite2.PROTO;
  private static final long NOW = 1_763_900_000_000L;
  private static final long MINUTE = 60_000;
  private static final List<String> REQUESTS =
      List.of("__name__", "requests_total", "job", "api", "instance", "api:1");
  private static final List<String> LATENCY = List.of("__name__", "latency", "job", "api");

  @Test
  void takesSamplesWhateverTheOrderOfTheirLabels() {
    List<String> unsorted =
        List.of("job", "größe in µm", "__name__", "my.metric 🚀", "a", "\"b\"\n");

    Decoded decoded =
        decoded(
            WriteRequest2.Series.of(REQUESTS, sample(17, 0)),
            WriteRequest2.Series.of(unsorted, sample(1, 0), sample(Double.NEGATIVE_INFINITY, 1)));

    assertThat(decoded.status()).isEqualTo(204);
    assertThat(decoded.message()).isEmpty();
    assertThat(decoded.written()).isEqualTo(new Written(3, 0, 0));
    assertThat(decoded.series())
        .containsExactly(
            new Series(labels(REQUESTS), List.of(new Sample(NOW, 17))),
            new Series(
                labels(unsorted),
                List.of(new Sample(NOW, 1), new Sample(NOW + 1, Double.NEGATIVE_INFINITY))));
  }

  @Test
  void keepsTheBitsOfAStaleMarkerAndTakesNobodysBeginnings() {
    Decoded decoded =
        decoded(
            WriteRequest2.Series.of(
                REQUESTS,
                sample(Double.longBitsToDouble(Sample.STALE_BITS), 0),
                sample(Double.longBitsToDouble(Sample.BEGIN_BITS), 1)));

    List<Sample> samples = decoded.series().getFirst().samples();
    assertThat(samples.getFirst().isStale()).isTrue();
    assertThat(samples.getLast().isBegin()).isFalse();
    assertThat(samples.getLast().value()).isNaN();
  }

  @Test
  void aSampleBringsTheBeginningOfItsCounterWhereThatIsNear() {
    assertThat(samples(WriteRequest2.Series.of(REQUESTS, since(5, MINUTE))))
        .containsExactly(Sample.begin(NOW - MINUTE), new Sample(NOW, 5));
    assertThat(samples(WriteRequest2.Series.of(REQUESTS, since(5, 5 * MINUTE)))).hasSize(2);
    assertThat(samples(WriteRequest2.Series.of(REQUESTS, since(5, 5 * MINUTE + 1)))).hasSize(1);
    assertThat(samples(WriteRequest2.Series.of(REQUESTS, since(5, 0)))).hasSize(1);
    assertThat(samples(WriteRequest2.Series.of(REQUESTS, since(5, -1)))).hasSize(1);
    assertThat(samples(WriteRequest2.Series.of(REQUESTS, since(Double.NaN, MINUTE)))).hasSize(1);
  }

  @Test
  void theBeginningOfASampleHoldsBeforeThatOfItsSeries() {
    WriteRequest2.Series series = WriteRequest2.Series.of(REQUESTS, sample(5, 0));

    assertThat(samples(series.created(NOW - 2 * MINUTE)))
        .containsExactly(Sample.begin(NOW - 2 * MINUTE), new Sample(NOW, 5));
    assertThat(
            samples(WriteRequest2.Series.of(REQUESTS, since(5, MINUTE)).created(NOW - 2 * MINUTE)))
        .containsExactly(Sample.begin(NOW - MINUTE), new Sample(NOW, 5));
  }

  @Test
  void aGaugeHasNoBeginning() {
    WriteRequest2.Series gauge =
        new WriteRequest2.Series(
            REQUESTS,
            List.of(since(5, MINUTE)),
            List.of(),
            List.of(),
            new Metadata(2, "", ""),
            NOW - MINUTE);

    assertThat(samples(gauge)).containsExactly(new Sample(NOW, 5));
  }

  @Test
  void anExponentialHistogramBecomesItsCountSumAndTheBucketsAskedFor() {
    // Schema 0: (−2, −1], zero, (0.5, 1], (1, 2], (4, 8].
    Histogram histogram =
        exponential(0, 20, 1, List.of(new Span(1, 1)), List.of(2.0), spans(), deltas(4, 6, 7));

    Map<String, Double> values =
        values(
            decoded(
                Set.of("0.5", "1", "1.0", "2", "4", "8", "16", "3", "0", "-1", "x", "+Inf"),
                WriteRequest2.Series.of(LATENCY, histogram)));

    assertThat(values)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("latency_count", 20.0),
                Map.entry("latency_sum", 42.0),
                Map.entry("latency_bucket 0.5", 3.0),
                Map.entry("latency_bucket 1", 7.0),
                Map.entry("latency_bucket 1.0", 7.0),
                Map.entry("latency_bucket 2", 13.0),
                Map.entry("latency_bucket 4", 13.0),
                Map.entry("latency_bucket 8", 20.0),
                Map.entry("latency_bucket 16", 20.0),
                Map.entry("latency_bucket +Inf", 20.0)));
  }

  @Test
  void aBoundInsideABucketIsNotGuessed() {
    Histogram coarse =
        exponential(-1, 3, 0, List.of(), List.of(), List.of(new Span(0, 2)), deltas(1, 2));
    Histogram fine =
        exponential(3, 3, 0, List.of(), List.of(), List.of(new Span(1, 2)), deltas(1, 2));

    assertThat(values(decoded(Set.of("1", "2", "4"), WriteRequest2.Series.of(LATENCY, coarse))))
        .containsOnlyKeys("latency_count", "latency_sum", "latency_bucket 1", "latency_bucket 4");
    assertThat(
            values(
                decoded(
                    Set.of("1.0905077326652577", "1.09", "1.1"),
                    WriteRequest2.Series.of(LATENCY, fine))))
        .containsOnlyKeys("latency_count", "latency_sum", "latency_bucket 1.0905077326652577")
        .containsEntry("latency_bucket 1.0905077326652577", 1.0);
  }

  @Test
  void customBucketsBecomeAllOfThemUnderTheNamesThatAreAskedFor() {
    Histogram custom =
        custom(List.of(0.005, 0.25, 1.0, 10.0), 10, List.of(new Span(0, 5)), deltas(1, 2, 3, 0, 4));

    Map<String, Double> values =
        values(decoded(Set.of("1.0"), WriteRequest2.Series.of(LATENCY, custom)));

    assertThat(values)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "latency_count", 10.0,
                "latency_sum", 42.0,
                "latency_bucket 0.005", 1.0,
                "latency_bucket 0.25", 3.0,
                "latency_bucket 1.0", 6.0,
                "latency_bucket 10", 6.0,
                "latency_bucket +Inf", 10.0));
  }

  @Test
  void fractionsAreCountsAndNotDifferences() {
    Histogram fractions =
        new Histogram(
            true,
            4.5,
            42,
            0,
            0.001,
            0.5,
            List.of(),
            List.of(),
            spans(),
            List.of(1.0, 2.0, 1.0),
            0,
            NOW,
            List.of(),
            0);

    assertThat(values(decoded(Set.of("2"), WriteRequest2.Series.of(LATENCY, fractions))))
        .containsEntry("latency_count", 4.5)
        .containsEntry("latency_bucket 2", 3.5);
  }

  @Test
  void aHistogramBringsItsBeginning() {
    Histogram histogram = custom(List.of(1.0), 1, List.of(new Span(0, 1)), deltas(1));

    Decoded decoded = decoded(WriteRequest2.Series.of(LATENCY, histogram).created(NOW - MINUTE));

    assertThat(decoded.series())
        .hasSize(4)
        .allSatisfy(
            series ->
                assertThat(series.samples().getFirst()).isEqualTo(Sample.begin(NOW - MINUTE)));
  }

  @Test
  void aStaleHistogramEndsTheSeriesThatItStandsFor() {
    Histogram stale =
        new Histogram(
            false,
            0,
            Double.longBitsToDouble(Sample.STALE_BITS),
            0,
            0,
            0,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            0,
            NOW,
            List.of(),
            0);

    Decoded decoded = decoded(Set.of("1"), WriteRequest2.Series.of(LATENCY, stale));

    assertThat(decoded.written()).isEqualTo(new Written(0, 1, 0));
    assertThat(decoded.series())
        .hasSize(3)
        .allSatisfy(series -> assertThat(series.samples().getFirst().isStale()).isTrue());
  }

  @Test
  void aGaugeHistogramIsTakenAndBecomesNoCounter() {
    Histogram gauge =
        new Histogram(
            false, 0, 0, 0, 0, 0, List.of(), List.of(), List.of(), List.of(), 3, NOW, List.of(), 0);

    Decoded decoded = decoded(WriteRequest2.Series.of(LATENCY, gauge));

    assertThat(decoded.written()).isEqualTo(new Written(0, 1, 0));
    assertThat(decoded.series()).isEmpty();
  }

  @Test
  void aHistogramThatBreaksTheRulesIsLeftOutAlone() {
    List<Histogram> broken =
        List.of(
            exponential(0, 99, 0, List.of(), List.of(), spans(), deltas(4, 6, 7)),
            exponential(0, 17, 0, List.of(), List.of(), spans(), deltas(4, 6)),
            exponential(0, 2, 0, List.of(), List.of(), spans(), deltas(4, -3, 1)),
            exponential(9, 17, 0, List.of(), List.of(), spans(), deltas(4, 6, 7)),
            exponential(-5, 17, 0, List.of(), List.of(), spans(), deltas(4, 6, 7)),
            exponential(
                0,
                3,
                0,
                List.of(),
                List.of(),
                List.of(new Span(3, 1), new Span(-1, 1)),
                deltas(1, 2)),
            exponential(
                0, 1, 0, List.of(), List.of(), List.of(new Span(Integer.MAX_VALUE, 1)), deltas(1)),
            custom(List.of(1.0, 1.0), 1, List.of(new Span(0, 1)), deltas(1)),
            custom(List.of(2.0, 1.0), 1, List.of(new Span(0, 1)), deltas(1)),
            custom(List.of(Double.NaN), 1, List.of(new Span(0, 1)), deltas(1)),
            custom(List.of(1.0, Double.POSITIVE_INFINITY), 1, List.of(new Span(0, 1)), deltas(1)),
            custom(List.of(1.0), 1, List.of(new Span(2, 1)), deltas(1)),
            custom(List.of(1.0), 1, List.of(new Span(-1, 1)), deltas(1)));
    for (Histogram each : broken) {
      Decoded decoded =
          decoded(
              WriteRequest2.Series.of(
                  LATENCY, each, custom(List.of(1.0), 1, List.of(new Span(0, 1)), deltas(1))),
              WriteRequest2.Series.of(REQUESTS, sample(1, 0)));

      assertThat(decoded.status()).as(each.toString()).isEqualTo(400);
      assertThat(decoded.written()).as(each.toString()).isEqualTo(new Written(1, 1, 0));
      assertThat(decoded.message()).contains("latency", "expected");
    }
  }

  @Test
  void observationsThatAreNoNumberAreCountedAndAreInNoBucket() {
    Histogram histogram =
        new Histogram(
            false,
            5,
            Double.NaN,
            0,
            0,
            0,
            List.of(),
            List.of(),
            spans(),
            deltas(1, 1, 1),
            0,
            NOW,
            List.of(),
            0);

    assertThat(values(decoded(Set.of("8"), WriteRequest2.Series.of(LATENCY, histogram))))
        .containsEntry("latency_count", 5.0)
        .containsEntry("latency_bucket 8", 3.0);
  }

  @Test
  void exemplarsAndMetadataAreCountedAlsoWhereNothingElseIs() {
    WriteRequest2.Series orphan =
        new WriteRequest2.Series(
            REQUESTS,
            List.of(),
            List.of(),
            List.of(new Exemplar(List.of(), 1, 0), new Exemplar(List.of("trace_id", "a"), 1, NOW)),
            new Metadata(7, "help \"me\"\n", "s"),
            0);

    Decoded decoded = decoded(orphan);

    assertThat(decoded.status()).isEqualTo(204);
    assertThat(decoded.written()).isEqualTo(new Written(0, 0, 2));
    assertThat(decoded.series()).isEmpty();
  }

  @Test
  void aSeriesThatBreaksTheRulesIsLeftOutAndTheOthersAreTaken() {
    List<List<String>> broken =
        List.of(
            List.of(),
            List.of("job", "api"),
            List.of("__name__", "", "job", "api"),
            List.of("__name__", "x", "job", "a", "job", "b"),
            List.of("__name__", "x", "", "b"),
            List.of("__name__", "x", "job"),
            List.of("__name__", "x".repeat(70_000)));
    for (List<String> each : broken) {
      Decoded decoded =
          decoded(
              WriteRequest2.Series.of(REQUESTS, sample(1, 0)),
              WriteRequest2.Series.of(each, sample(2, 0)),
              WriteRequest2.Series.of(REQUESTS, sample(3, 1)));

      assertThat(decoded.status()).isEqualTo(400);
      assertThat(decoded.written()).isEqualTo(new Written(2, 0, 0));
      assertThat(decoded.message()).contains("1 series or histograms left out; 2 samples");
    }
  }

  @Test
  void samplesAndHistogramsInOneSeriesAreLeftOut() {
    WriteRequest2.Series both =
        new WriteRequest2.Series(
            LATENCY,
            List.of(sample(1, 0)),
            List.of(custom(List.of(1.0), 1, List.of(new Span(0, 1)), deltas(1))),
            List.of(),
            null,
            0);

    assertThat(decoded(both).status()).isEqualTo(400);
    assertThat(decoded(both).written()).isEqualTo(Written.NOTHING);
    assertThat(decoded(both).message()).contains("two series of the same labels");
  }

  /// Hand-written messages: the table of symbols behind the series, without the empty text, a
  /// reference behind its end, references one by one, a field that nobody knows.
  @Test
  void theTableOfSymbolsMayStandAnywhereAndHasWhatIsReferredTo() {
    // series {1: [1, 2], 2: {1: 1.0, 2: 1}}, symbols "", "__name__", "x"
    String series = "2a 11 0a 02 01 02 12 0b 09 00 00 00 00 00 00 f0 3f 10 01";
    String symbols = "22 00 22 08 5f 5f 6e 61 6d 65 5f 5f 22 01 78";

    assertThat(decoded(hex(series + symbols)).written()).isEqualTo(new Written(1, 0, 0));
    assertThat(decoded(hex(symbols + series)).written()).isEqualTo(new Written(1, 0, 0));
    assertThat(decoded(hex(symbols + series + "9a 06 01 61")).status()).isEqualTo(204);
    assertThat(decoded(hex(symbols + series.replace("01 02 12", "01 03 12"))).message())
        .contains("reference 3: expected one of the 3 symbols");
    assertThat(
            decoded(hex(symbols + "2a 11 08 01 08 02 12 0b 09 00 00 00 00 00 00 f0 3f 10 01"))
                .written())
        .isEqualTo(new Written(1, 0, 0));
    assertThat(decode(hex(symbols.substring(6) + series)))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.message()).startsWith("symbols: "));
  }

  @Test
  void aRequestOfTheFirstVersionUnderTheNameOfTheSecondIsRefused() {
    byte[] first =
        RemoteWrite.encode(List.of(new Series(labels(REQUESTS), List.of(new Sample(NOW, 1)))));

    Outcome outcome =
        RemoteWrite2.decode(first, TYPE, "snappy", RemoteWrite.Limits.DEFAULT, _ -> Set.of());

    assertThat(outcome.status()).isEqualTo(400);
    assertThat(outcome.message()).contains("remote write 1.0");
  }

  @Test
  void anEmptyRequestIsTaken() {
    assertThat(decoded(new byte[0]).status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "zstd", ""})
  void anotherEncodingIsRefused(String encoding) {
    assertThat(decode(new byte[0], encoding).status()).isEqualTo(415);
  }

  @Test
  void thoseLimitsOfTheFirstVersionHoldThatAreSaid() {
    RemoteWrite.Limits small = new RemoteWrite.Limits(1000, 1000, 20, 128, 1000);
    WriteRequest2 large =
        new WriteRequest2(
            List.of(
                WriteRequest2.Series.of(
                    REQUESTS,
                    IntStream.range(0, 21)
                        .mapToObj(i -> sample(i, i))
                        .toArray(WriteRequest2.Sample[]::new))));

    Outcome outcome = RemoteWrite2.decode(large.body(), TYPE, null, small, _ -> Set.of());

    assertThat(outcome.status()).isEqualTo(413);
    assertThat(outcome.message()).contains("more than 20 samples");
  }

  @Test
  void everyPrefixAndRandomDamageAreAnsweredAndNeverThrow() {
    byte[] message =
        new WriteRequest2(
                List.of(
                    new WriteRequest2.Series(
                        LATENCY,
                        List.of(),
                        List.of(
                            exponential(0, 17, 0, List.of(), List.of(), spans(), deltas(4, 6, 7)),
                            custom(List.of(1.0), 1, List.of(new Span(0, 1)), deltas(1))),
                        List.of(new Exemplar(List.of("trace_id", "a"), 1, NOW)),
                        new Metadata(3, "help", "s"),
                        NOW - MINUTE),
                    WriteRequest2.Series.of(REQUESTS, since(1, MINUTE))))
            .message();
    for (int length = 0; length < message.length; length++) {
      assertThat(decode(Arrays.copyOf(message, length)).status()).isIn(204, 400);
    }
    Random random = new Random(20261123);
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = message.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      assertThat(decode(damaged).status()).isIn(204, 400, 413);
    }
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  private static WriteRequest2.Sample sample(double value, long after) {
    return new WriteRequest2.Sample(value, NOW + after, 0);
  }

  private static WriteRequest2.Sample since(double value, long age) {
    return new WriteRequest2.Sample(value, NOW, NOW - age);
  }

  /// Buckets 0, 1 and 3.
  private static List<Span> spans() {
    return List.of(new Span(0, 2), new Span(1, 1));
  }

  /// As differences to the one before.
  private static List<Double> deltas(double... counts) {
    Double[] deltas = new Double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      deltas[i] = counts[i] - (i == 0 ? 0 : counts[i - 1]);
    }
    return List.of(deltas);
  }

  private static Histogram exponential(
      int schema,
      double count,
      double zero,
      List<Span> negativeSpans,
      List<Double> negative,
      List<Span> spans,
      List<Double> positive) {
    return new Histogram(
        false,
        count,
        42,
        schema,
        0.001,
        zero,
        negativeSpans,
        negative,
        spans,
        positive,
        0,
        NOW,
        List.of(),
        0);
  }

  private static Histogram custom(
      List<Double> bounds, double count, List<Span> spans, List<Double> deltas) {
    return new Histogram(
        false, count, 42, -53, 0, 0, List.of(), List.of(), spans, deltas, 0, NOW, bounds, 0);
  }

  private static Labels labels(List<String> flat) {
    return Labels.of(flat.toArray(String[]::new));
  }

  private static List<Sample> samples(WriteRequest2.Series series) {
    return decoded(series).series().getFirst().samples();
  }

  /// The last value of each series, by its name and bound.
  private static Map<String, Double> values(Decoded decoded) {
    assertThat(decoded.status()).as(decoded.message()).isEqualTo(204);
    return decoded.series().stream()
        .collect(
            Collectors.toMap(
                each -> (each.labels().metric() + " " + each.labels().get("le")).strip(),
                each -> each.samples().getLast().value()));
  }

  private static Decoded decoded(WriteRequest2.Series... series) {
    return decoded(Set.of(), series);
  }

  private static Decoded decoded(Set<String> asked, WriteRequest2.Series... series) {
    Outcome outcome =
        RemoteWrite2.decode(
            new WriteRequest2(List.of(series)).body(),
            TYPE,
            "snappy",
            RemoteWrite.Limits.DEFAULT,
            metric -> metric.equals("latency_bucket") ? asked : Set.of());
    assertThat(outcome).as(outcome.message()).isInstanceOf(Decoded.class);
    return (Decoded) outcome;
  }

  private static Decoded decoded(byte[] message) {
    Outcome outcome = decode(message);
    assertThat(outcome).as(outcome.message()).isInstanceOf(Decoded.class);
    return (Decoded) outcome;
  }

  private static Outcome decode(byte[] message) {
    return decode(message, "snappy");
  }

  private static Outcome decode(byte[] message, @Nullable String encoding) {
    return RemoteWrite2.decode(
        WriteRequest2.compressed(message),
        TYPE,
        encoding,
        RemoteWrite.Limits.DEFAULT,
        _ -> Set.of("1"));
  }
}

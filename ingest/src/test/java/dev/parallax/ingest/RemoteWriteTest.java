package dev.parallax.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.ingest.RemoteWrite.Decoded;
import dev.parallax.ingest.RemoteWrite.Limits;
import dev.parallax.ingest.RemoteWrite.Outcome;
import dev.parallax.ingest.RemoteWrite.Refused;
import io.airlift.compress.v3.snappy.SnappyJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteWriteTest {
  private static final Limits LIMITS = Limits.DEFAULT;
  private static final Series UP =
      new Series(
          Labels.of("__name__", "up", "job", "api"),
          List.of(new Sample(1_700_000_000_000L, 1), new Sample(1_700_000_015_000L, 0)));

  @Test
  void readsWhatWasWritten() {
    List<Series> sent =
        List.of(
            UP,
            new Series(
                Labels.of("__name__", "größe in µm", "my.label", "a\nb 🚀"),
                List.of(new Sample(-1, -0.0), new Sample(0, Double.POSITIVE_INFINITY))));

    Decoded decoded = decoded(decode(RemoteWrite.encode(sent)));

    assertThat(decoded.series()).isEqualTo(sent);
    assertThat(decoded.status()).isEqualTo(204);
    assertThat(decoded.samples()).isEqualTo(4);
  }

  @Test
  void keepsTheBitsOfAStaleMarkerApartFromAnOrdinaryNaN() {
    Sample stale = new Sample(1, Double.longBitsToDouble(Sample.STALE_BITS));
    Sample notANumber = new Sample(2, Double.NaN);

    List<Sample> read =
        decoded(
                decode(
                    RemoteWrite.encode(
                        List.of(new Series(UP.labels(), List.of(stale, notANumber))))))
            .series()
            .getFirst()
            .samples();

    assertThat(read.get(0).isStale()).isTrue();
    assertThat(read.get(1).isStale()).isFalse();
    assertThat(read.get(1).value()).isNaN();
  }

  @Test
  void readsWhatAnotherSnappyEncoderCompressed() {
    Random random = new Random(20261123);
    for (int round = 0; round < 300; round++) {
      byte[] message = new byte[random.nextInt(200_000)];
      for (int i = 0; i < message.length; i++) {
        boolean repeat = i > 100 && random.nextInt(10) > 0;
        message[i] = repeat ? message[i - 1 - round % 100] : (byte) random.nextInt(256);
      }

      assertThat(decompressed(compressed(message))).isEqualTo(message);
      assertThat(decompressed(SnappyBlock.store(message))).isEqualTo(message);
    }
  }

  @Test
  void everyPrefixOfARequestIsRefusedOrReadAndNeverThrows() {
    byte[] whole = compressed(decompressed(RemoteWrite.encode(List.of(UP, UP))));

    for (int length = 0; length < whole.length; length++) {
      assertThat(decode(Arrays.copyOf(whole, length)).status()).isEqualTo(400);
    }
    assertThat(decode(whole).status()).isEqualTo(204);
  }

  @Test
  void everyPrefixOfAMessageIsRefusedOrReadAndNeverThrows() {
    byte[] message = decompressed(RemoteWrite.encode(List.of(UP)));

    for (int length = 1; length < message.length; length++) {
      Outcome outcome = decode(SnappyBlock.store(Arrays.copyOf(message, length)));

      assertThat(outcome).isInstanceOf(Refused.class);
      assertThat(outcome.message()).contains("prometheus.WriteRequest");
    }
  }

  @Test
  void randomDamageNeverThrows() {
    Random random = new Random(7);
    byte[] message = decompressed(RemoteWrite.encode(List.of(UP, UP, UP)));
    for (int round = 0; round < 20_000; round++) {
      byte[] damaged = message.clone();
      for (int i = random.nextInt(4); i >= 0; i--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }

      assertThat(decode(SnappyBlock.store(damaged)).status()).isIn(204, 400, 413);
      assertThat(decode(damaged).status()).isIn(204, 400, 413);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | snappy | 415",
        "image/png | snappy | 415",
        "; | snappy | 415",
        "application/x-protobuf;proto=prometheus.Unknown | snappy | 415",
        "application/x-protobuf | gzip | 415",
        "application/x-protobuf | deflate | 415",
        "application/x-protobuf;proto=prometheus.WriteRequest | Snappy | 204",
        "application/x-protobuf; proto=\"prometheus.WriteRequest\" | snappy | 204",
        "Application/X-Protobuf | snappy | 204",
        " | snappy | 204",
        "application/x-protobuf | | 204",
      })
  void answersByTypeAndEncoding(String type, String encoding, int status) {
    Outcome outcome = RemoteWrite.decode(RemoteWrite.encode(List.of(UP)), type, encoding, LIMITS);

    assertThat(outcome.status()).isEqualTo(status);
    if (status == 415) {
      assertThat(outcome.message()).contains("proto=prometheus.WriteRequest", "snappy");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3L << 30, (4L << 30) - 1, (64L << 20) + 1})
  void aHugeDeclaredLengthIsRefusedWithoutAllocating(long declared) {
    byte[] body = concat(varint(declared), new byte[] {0, 0, 0});

    long start = System.nanoTime();
    Outcome outcome = decode(body);

    assertThat(outcome.status()).isEqualTo(413);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(200));
  }

  @Test
  void aLengthThatSoFewBytesCannotHoldIsRefused() {
    assertThat(decode(concat(varint(60L << 20), new byte[10])).status()).isEqualTo(400);
    assertThat(decode(varint(1L << 34)).status()).isEqualTo(400);
  }

  @Test
  void framedSnappyIsNamed() {
    byte[] framed =
        concat(new byte[] {(byte) 0xff, 6, 0, 0}, "sNaPpY".getBytes(StandardCharsets.UTF_8));

    assertThat(decode(framed))
        .isEqualTo(
            new Refused(
                400,
                "body: framed Snappy: expected the Snappy block format, which has no frames."
                    + " Send one Snappy block."));
  }

  @Test
  void aBodyOverTheLimitIsRefused() {
    byte[] body = RemoteWrite.encode(List.of(UP));

    assertThat(RemoteWrite.decode(body, null, null, new Limits(10, 1000, 10, 10, 100)).status())
        .isEqualTo(413);
    assertThat(RemoteWrite.decode(body, null, null, new Limits(1000, 10, 10, 10, 100)).status())
        .isEqualTo(413);
    assertThat(RemoteWrite.decode(body, null, null, new Limits(1000, 1000, 1, 10, 100)).status())
        .isEqualTo(413);
    assertThat(RemoteWrite.decode(body, null, null, new Limits(1000, 1000, 2, 2, 8)).status())
        .isEqualTo(204);
  }

  @Test
  void seriesThatBreakTheRulesAreNamedAndTheOthersAccepted() {
    byte[] request =
        concat(
            series("job", "api"),
            series("__name__", ""),
            series("__name__", "up", "a", "1", "a", "2"),
            series("__name__", "up", "", "x"),
            series("__name__", "up", "big", "x".repeat(1_000_000)),
            series("z", "last", "__name__", "up", "a", "first"));

    Decoded decoded = decoded(decode(SnappyBlock.store(request)));

    assertThat(decoded.series())
        .containsExactly(
            new Series(
                Labels.of("__name__", "up", "a", "first", "z", "last"), List.of(new Sample(7, 1))));
    assertThat(decoded.status()).isEqualTo(400);
    assertThat(decoded.rejectedSeries()).isEqualTo(5);
    assertThat(decoded.reasons()).hasSize(5);
    assertThat(decoded.message())
        .contains("5 series left out, 1 accepted", "no __name__", "'a' twice", "empty label name")
        .contains("label 'big': 1,000,000 bytes: expected at most 65,536");
  }

  @Test
  void textThatIsNotUtf8IsRefusedForItsSeriesOnly() {
    byte[] bad = series("__name__", "up", "a", "??");
    int at = new String(bad, StandardCharsets.ISO_8859_1).indexOf("??");
    bad[at] = (byte) 0xC0;
    bad[at + 1] = (byte) 0xA0;

    Decoded decoded = decoded(decode(SnappyBlock.store(concat(bad, series("__name__", "up")))));

    assertThat(decoded.series()).hasSize(1);
    assertThat(decoded.message()).contains("not UTF-8");
  }

  @Test
  void unknownFieldsAreSkippedAndOtherPartsCounted() {
    byte[] extra =
        concat(
            field(3, new byte[0]),
            field(4, new byte[] {8, 1}),
            field(4, new byte[0]),
            field(99, new byte[5]));
    byte[] inside = concat(label("__name__", "up"), point(7, 1), extra);
    byte[] request = concat(field(1, inside), field(3, new byte[3]), field(77, new byte[3]));

    Decoded decoded = decoded(decode(SnappyBlock.store(request)));

    assertThat(decoded.series()).hasSize(1);
    assertThat(decoded.skipped()).isEqualTo(new RemoteWrite.Skipped(2, 1, 1));
  }

  @Test
  void anEmptyRequestIsFine() {
    assertThat(decode(RemoteWrite.encode(List.of())).status()).isEqualTo(204);
  }

  private static Outcome decode(byte[] body) {
    return RemoteWrite.decode(body, "application/x-protobuf", "snappy", LIMITS);
  }

  private static Decoded decoded(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Decoded.class);
    return (Decoded) outcome;
  }

  private static byte[] decompressed(byte[] block) {
    try {
      return SnappyBlock.decompress(block, 64 << 20);
    } catch (SnappyBlock.Corrupt | SnappyBlock.TooLong e) {
      throw new AssertionError("a valid block was refused", e);
    }
  }

  private static byte[] compressed(byte[] message) {
    SnappyJavaCompressor snappy = new SnappyJavaCompressor();
    byte[] out = new byte[snappy.maxCompressedLength(message.length)];
    return Arrays.copyOf(out, snappy.compress(message, 0, message.length, out, 0, out.length));
  }

  private static byte[] series(String... labels) {
    List<byte[]> parts = new ArrayList<>();
    for (int i = 0; i < labels.length; i += 2) {
      parts.add(label(labels[i], labels[i + 1]));
    }
    parts.add(point(7, 1));
    return field(1, concat(parts.toArray(byte[][]::new)));
  }

  private static byte[] label(String name, String value) {
    return field(
        1,
        concat(
            field(1, name.getBytes(StandardCharsets.UTF_8)),
            field(2, value.getBytes(StandardCharsets.UTF_8))));
  }

  /// A sample whose value is 1 for `one`, else 0.
  private static byte[] point(int epochMillis, int one) {
    byte high = (byte) (one == 1 ? 0x3f : 0);
    byte low = (byte) (one == 1 ? 0xf0 : 0);
    return field(2, concat(new byte[] {9, 0, 0, 0, 0, 0, 0, low, high, 16}, varint(epochMillis)));
  }

  private static byte[] field(int number, byte[] bytes) {
    return concat(varint((long) number << 3 | 2), varint(bytes.length), bytes);
  }

  private static byte[] varint(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long rest = value;
    for (; rest >= 0x80; rest >>>= 7) {
      out.write((int) ((rest & 0x7f) | 0x80));
    }
    out.write((int) rest);
    return out.toByteArray();
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}

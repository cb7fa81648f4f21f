package dev.parallax.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.ingest.RemoteWrite.Decoded;
import dev.parallax.ingest.RemoteWrite.Limits;
import dev.parallax.ingest.RemoteWrite.Outcome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What is read with a memory is what is read without one, whatever came before.
class KnownSeriesTest {
  private static final long ROOM = 1 << 20;

  private final KnownSeries known = new KnownSeries(1000, ROOM);

  private Outcome read(byte[] message) {
    return RemoteWrite.decode(SnappyBlock.store(message), null, null, Limits.DEFAULT, known);
  }

  private static Outcome readAnew(byte[] message) {
    return RemoteWrite.decode(SnappyBlock.store(message), null, null, Limits.DEFAULT);
  }

  private static List<Series> series(Outcome outcome) {
    return ((Decoded) outcome).series();
  }

  @Test
  void aSeriesThatWasReadIsNotReadAgain() {
    byte[] message = request(labels("up", "job", "api"), point(7));

    SeriesRef first = ((Decoded) read(message)).batch().series(0);
    SeriesRef again = ((Decoded) read(message)).batch().series(0);

    assertThat(again).isSameAs(first);
    assertThat(known.size()).isEqualTo(1);
  }

  @Test
  void oneMoreLabelIsAnotherSeriesThoughTheBeginningIsTheSame() {
    read(request(labels("up", "job", "api"), point(7)));
    read(request(labels("up", "job", "api"), point(7)));
    byte[] longer = request(labels("up", "job", "api", "zone", "a"), point(8));

    assertThat(read(longer)).isEqualTo(readAnew(longer));
    assertThat(read(longer)).isEqualTo(readAnew(longer));
  }

  @Test
  void aLabelBehindTheSamplesCountsAndNothingWrongIsRemembered() {
    read(request(labels("up", "job", "api"), point(7)));
    byte[] apart = request(labels("up", "job", "api"), point(7), label("zone", "a"), point(8));

    for (int i = 0; i < 3; i++) {
      assertThat(read(apart)).isEqualTo(readAnew(apart));
    }
    assertThat(series(read(request(labels("up", "job", "api"), point(9)))).getFirst().labels())
        .isEqualTo(Labels.of("__name__", "up", "job", "api"));
  }

  @Test
  void aSeriesThatIsRefusedIsRefusedEachTime() {
    byte[] twice = request(labels("up", "job", "api", "job", "web"), point(7));

    for (int i = 0; i < 3; i++) {
      assertThat(read(twice)).isEqualTo(readAnew(twice));
    }
    assertThat(known.size()).isZero();
  }

  @Test
  void labelsInAnotherOrderAreTheSameSeries() {
    Labels sorted =
        series(read(request(labels("up", "a", "1", "b", "2"), point(7)))).getFirst().labels();
    Labels other =
        series(read(request(labels("up", "b", "2", "a", "1"), point(7)))).getFirst().labels();

    assertThat(other).isEqualTo(sorted);
  }

  @Test
  void whatDoesNotFitIsLearntAnewAndTheAnswersStayTheSame() {
    KnownSeries small = new KnownSeries(5, ROOM);
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < 12; i++) {
        byte[] message = request(labels("up", "pod", "p" + i), point(i));
        assertThat(
                RemoteWrite.decode(SnappyBlock.store(message), null, null, Limits.DEFAULT, small))
            .isEqualTo(readAnew(message));
        assertThat(small.size()).isLessThanOrEqualTo(5);
      }
    }
  }

  @Test
  void anyOrderOfAnyRequestsGivesWhatIsReadAnew() {
    Random random = new Random(42);
    List<byte[][]> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String pod = "p" + i % 20;
      all.add(
          switch (i % 4) {
            case 0 -> new byte[][] {labels("up", "pod", pod), point(i)};
            case 1 -> new byte[][] {labels("up", "pod", pod, "zone", "z"), point(i), point(i + 1)};
            case 2 -> new byte[][] {labels("up", "pod", pod), point(i), label("zone", "z")};
            default -> new byte[][] {labels("", "pod", pod), point(i)};
          });
    }
    for (int round = 0; round < 200; round++) {
      Collections.shuffle(all, random);
      ByteArrayOutputStream message = new ByteArrayOutputStream();
      all.subList(0, random.nextInt(all.size()))
          .forEach(parts -> message.writeBytes(request(parts)));

      assertThat(read(message.toByteArray())).isEqualTo(readAnew(message.toByteArray()));
    }
  }

  private static byte[] request(byte[]... parts) {
    return field(1, concat(parts));
  }

  private static byte[] labels(String metric, String... others) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(label("__name__", metric));
    for (int i = 0; i < others.length; i += 2) {
      out.writeBytes(label(others[i], others[i + 1]));
    }
    return out.toByteArray();
  }

  private static byte[] label(String name, String value) {
    return field(
        1,
        concat(
            field(1, name.getBytes(StandardCharsets.UTF_8)),
            field(2, value.getBytes(StandardCharsets.UTF_8))));
  }

  private static byte[] point(int epochMillis) {
    return field(2, new byte[] {9, 0, 0, 0, 0, 0, 0, (byte) 0xf0, 0x3f, 16, (byte) epochMillis});
  }

  private static byte[] field(int number, byte[] bytes) {
    return concat(new byte[] {(byte) (number << 3 | 2), (byte) bytes.length}, bytes);
  }

  private static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}

package dev.parallax.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelHashTest {
  @Test
  void aSingleBitOfALabelMakesAnotherHash() {
    Random random = new Random(3);
    for (int length = LabelHash.SHORTEST; length <= 400; length += 7) {
      byte[] bytes = new byte[length + 20];
      random.nextBytes(bytes);
      long low = LabelHash.low(bytes, 10, length);
      long high = LabelHash.high(bytes, 10, length);
      assertThat(LabelHash.matches(bytes, 10, length, low, high)).isTrue();
      for (int bit = 0; bit < 8 * length; bit++) {
        bytes[10 + bit / 8] ^= (byte) (1 << bit % 8);
        assertThat(LabelHash.matches(bytes, 10, length, low, high)).isFalse();
        bytes[10 + bit / 8] ^= (byte) (1 << bit % 8);
      }
    }
  }

  @Test
  void wordsThatChangePlacesMakeAnotherHash() {
    byte[] bytes = "aaaaaaaabbbbbbbbccccccccdddddddd".getBytes(StandardCharsets.UTF_8);
    byte[] other = "ccccccccddddddddaaaaaaaabbbbbbbb".getBytes(StandardCharsets.UTF_8);
    assertThat(
            LabelHash.matches(
                other,
                0,
                other.length,
                LabelHash.low(bytes, 0, bytes.length),
                LabelHash.high(bytes, 0, bytes.length)))
        .isFalse();
  }
}

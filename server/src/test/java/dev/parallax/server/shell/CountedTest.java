package dev.parallax.server.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CountedTest {
  @Test
  void smallNumbersAreWordsAndLargeOnesDigits() {
    assertThat(Counted.of(0, "service", "services")).isEqualTo("no services");
    assertThat(Counted.of(1, "service", "services")).isEqualTo("one service");
    assertThat(Counted.of(12, "service", "services")).isEqualTo("twelve services");
    assertThat(Counted.of(13, "service", "services")).isEqualTo("13 services");
    assertThat(Counted.of(10_000, "service", "services")).isEqualTo("10,000 services");
  }

  @Test
  void listsAreReadAloudWithAnAnd() {
    assertThat(Counted.listed(List.of())).isEmpty();
    assertThat(Counted.listed(List.of("a"))).isEqualTo("a");
    assertThat(Counted.listed(List.of("a", "b"))).isEqualTo("a and b");
    assertThat(Counted.listed(List.of("a", "b", "c"))).isEqualTo("a, b and c");
  }
}

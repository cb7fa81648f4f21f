package dev.parallax.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusAnswerTest {
  @Test
  void readsATimeToTheMillisecond() throws IOException {
    assertThat(read("1700000000.123")).asString().contains("1700000000123");
  }

  /// Found by fuzzing: writing out ten million digits took seconds.
  @ParameterizedTest
  @ValueSource(strings = {"1e10000002", "1e-10000002", "1e999999999", "9e18", "0.0001"})
  void refusesATimeThatIsNoMillisecondWithoutWritingItOut(String seconds) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assertThatThrownBy(() -> read("1.0001")).isInstanceOf(IOException.class);
    long before = threads.getCurrentThreadAllocatedBytes();

    assertThatThrownBy(() -> read(seconds)).hasMessageContaining("is no millisecond");

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1 << 20);
  }

  private static PrometheusAnswer read(String seconds) throws IOException {
    return PrometheusAnswer.read(
        new ByteArrayInputStream(
            """
            {"status":"success","data":{"resultType":"matrix","result":[
              {"metric":{"__name__":"up"},"values":[[%s,"1"]]}]}}"""
                .formatted(seconds)
                .getBytes(StandardCharsets.UTF_8)));
  }
}

package dev.parallax.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelsTest {
  @Test
  void theOrderInWhichLabelsComeDoesNotMatter() {
    Labels one = Labels.of("job", "api", "__name__", "up", "instance", "a:80");
    Labels other = Labels.of("__name__", "up", "instance", "a:80", "job", "api");

    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).hasToString(other.toString());
    assertThat(one.fingerprint()).isEqualTo(other.fingerprint());
  }

  @Test
  void theFingerprintIsTheSameInEveryProcess() {
    assertThat(Labels.of("__name__", "up", "job", "api").fingerprint())
        .hasToString("e09f5b4dc850439138b971113b45a3f8");
  }

  @Test
  void pairsThatOnlyLookAlikeWhenJoinedDiffer() {
    assertThat(Labels.of("a", "bc").fingerprint()).isNotEqualTo(Labels.of("ab", "c").fingerprint());
  }

  @Test
  void theTargetIsJobAndInstanceAlone() {
    Labels ok = Labels.of("__name__", "hits", "job", "api", "instance", "a:80", "code", "200");
    Labels failed = Labels.of("__name__", "hits", "job", "api", "instance", "a:80", "code", "500");
    Labels elsewhere = Labels.of("__name__", "hits", "job", "api", "instance", "b:80");

    assertThat(ok.target()).isEqualTo(failed.target()).isNotEqualTo(elsewhere.target());
  }

  @Test
  void anEmptyValueIsTheSameAsNoLabel() {
    assertThat(Labels.of("__name__", "up", "job", "")).isEqualTo(Labels.of("__name__", "up"));
  }

  @Test
  void namesMayBeAnyUtf8Text() {
    Labels labels = Labels.of(Map.of("__name__", "größe in µm", "my.label", "🚀"));

    assertThat(labels.metric()).isEqualTo("größe in µm");
    assertThat(labels.get("my.label")).isEqualTo("🚀");
  }

  @Test
  void refusesEmptyAndRepeatedNames() {
    assertThatThrownBy(() -> Labels.of("", "x")).hasMessageContaining("empty label name");
    assertThatThrownBy(() -> Labels.of("a", "x", "a", "")).hasMessageContaining("'a' twice");
    assertThatThrownBy(() -> Labels.of("a")).hasMessageContaining("even count");
  }
}

package dev.parallax.formats.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.parallax.formats.Problem;
import dev.parallax.formats.Problems;
import dev.parallax.formats.SourceFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostileInputTest {
  private static final Duration HANGING = Duration.ofSeconds(10);

  @Test
  void nestingIsRefusedAtItsLimitInFlowStyle() {
    Problem problem = only("a: " + "[".repeat(5_000) + "]".repeat(5_000));

    assertThat(problem.toString()).startsWith("hostile.yaml:1: nesting deeper than 100 levels");
  }

  @Test
  void nestingIsRefusedAtItsLimitInBlockStyle() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      text.repeat(' ', i).append("a:\n");
    }

    assertThat(only(text.toString()).place().line()).isEqualTo(101);
  }

  @Test
  void nestingOfMappingsInJsonIsRefused() {
    assertThat(only("{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000)).found())
        .contains("nesting deeper");
  }

  @Test
  void unclosedNestingIsRefused() {
    assertThat(only("[".repeat(100_000)).found()).contains("nesting deeper");
  }

  /// Found by fuzzing: the library refuses such a tag with an exception of its own.
  @ParameterizedTest
  @ValueSource(strings = {"!a%20 b", " !A%0a,", "!<%20> b", "!%20%20x%20 b"})
  void aTagWithBlanksAtItsEndsIsRefusedAsForeign(String text) {
    assertThat(problems(text)).isNotEmpty();
  }

  @Test
  void aHundredLevelsAreRead() {
    assertThat(problems("[".repeat(100) + "]".repeat(100))).isEmpty();
  }

  @Test
  void anAliasBombIsRefusedByWhatItWouldBecome() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      text.append("a%d: &a%d [".formatted(i, i));
      text.append("*a%d, ".formatted(i - 1).repeat(9)).append("x]\n");
    }

    assertThat(only(text.toString()).found()).contains("more than 200,000 values");
  }

  @Test
  void anAliasOfWhatIsAroundItIsRefused() {
    assertThat(only("a: &a\n  b: *a\n").toString()).contains("hostile.yaml:2: alias *a");
  }

  @Test
  void anAliasIsFollowed() {
    Node root = read("a: &x {k: v}\nb: *x\n", new Problems()).getFirst();

    Node.Mapping mapping = (Node.Mapping) root;
    assertThat(mapping.get("b").map(Node::value)).isEqualTo(mapping.get("a").map(Node::value));
  }

  @Test
  void aFileOverTheLimitIsRefusedUnread() {
    assertThat(only("#".repeat((4 << 20) + 1)).found()).isEqualTo("4,194,305 bytes");
  }

  @Test
  void aKeyTwiceIsRefusedWithBothLines() {
    Problem problem = only("a: 1\nb: 2\na: 3\n");

    assertThat(problem.place().line()).isEqualTo(3);
    assertThat(problem.found()).isEqualTo("key 'a' a second time (first at line 1)");
    assertThat(problem.remedy()).contains("lines 1 and 3");
  }

  @Test
  void everyKeyTwiceIsToldAtOnce() {
    assertThat(problems("a: 1\na: 2\nb: {c: 1, c: 2, d: 1, d: 2}\n")).hasSize(3);
  }

  @Test
  void aNulByteIsRefusedWithItsLine() {
    assertThat(only("a: 1\nb: \0\n").toString()).startsWith("hostile.yaml:2: a NUL byte");
  }

  @Test
  void whatIsNotUtf8IsRefusedWithItsLine() {
    Problem problem = only(new byte[] {'a', ':', ' ', '1', '\n', 'b', ':', ' ', (byte) 0xfc});

    assertThat(problem.toString()).startsWith("hostile.yaml:2: byte 0xFC: expected UTF-8 text");
  }

  @Test
  void aControlCharacterIsRefused() {
    assertThat(only("a: 1\nb: \u0007\n").toString()).startsWith("hostile.yaml:2: character U+0007");
  }

  @Test
  void aTagOfAnotherProgramIsRefused() {
    assertThat(only("a: !!java.net.URL [x]\n").found()).contains("java.net.URL");
    assertThat(only("a: !secret x\n").found()).contains("tag !secret");
  }

  @Test
  void aTemplateIsRefusedWithAHint() {
    assertThat(only("name: {{ .Values.name }}\n").remedy()).contains("render it first");
  }

  @Test
  void theDocumentsBeforeAnErrorOfSyntaxAreKept() {
    Problems problems = new Problems();

    List<Node> documents = read("a: 1\n---\nb: [\n", problems);

    assertThat(documents).hasSize(1);
    assertThat(problems.all()).hasSize(1);
  }

  @Test
  void oneWordOfFourMegabytesIsRead() {
    String text = "a: " + "x".repeat((4 << 20) - 3);

    assertTimeoutPreemptively(HANGING, () -> assertThat(problems(text)).isEmpty());
  }

  private static Problem only(String text) {
    return only(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Problem only(byte[] bytes) {
    Problems problems = new Problems();
    assertTimeoutPreemptively(HANGING, () -> read(bytes, problems));
    assertThat(problems.all()).hasSize(1);
    assertThat(problems.hasErrors()).isTrue();
    return problems.all().getFirst();
  }

  private static List<Problem> problems(String text) {
    Problems problems = new Problems();
    read(text, problems);
    return problems.all();
  }

  private static List<Node> read(String text, Problems problems) {
    return read(text.getBytes(StandardCharsets.UTF_8), problems);
  }

  private static List<Node> read(byte[] bytes, Problems problems) {
    return new YamlReader(Limits.DEFAULT).read(new SourceFile("hostile.yaml", bytes), problems);
  }
}

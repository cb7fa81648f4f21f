package dev.parallax.formats.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.formats.Problems;
import dev.parallax.formats.SourceFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlWriterTest {
  private static final String[] BITS = {
    "a", "B", "7", " ", "\n", "\t", ":", "#", "-", "'", "\"", "\\", "{", "]", "|", "é", "😀",
    "\u0085", "%", "&", "*", "!", "@", "`", "~", "=", "<", "?", ",", ".", "null", "yes", "0x1F",
    "1e3"
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "yes",
        "no",
        "on",
        "null",
        "~",
        "1",
        "1.0",
        ".inf",
        "2022-01-01 12:00:00",
        "12:30",
        "a: b",
        "a #b",
        "- a",
        "line\n",
        "line\n\nline\n",
        "  indented\nline\n",
        "line\n  indented",
        "line\n\n",
        "tab\tx",
        "\u0007",
        "\u2028",
        "ends with space ",
        "ends with colon:",
        "\n",
        "---",
        "...",
        "---\nx\n",
        "# not a comment\nx\n",
        "=",
        "<<"
      })
  void textReadsBackAsItself(String text) {
    assertReadsBack(mapping(text));
    assertReadsBack(new Value.Sequence(List.of(Value.text(text), mapping(text))));
  }

  @Test
  void anyValueReadsBackAsItself() {
    long seed = 20_261_123L;
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      assertReadsBack(new Value.Mapping.Builder().put("root", value(random, 3)).build());
    }
  }

  @Test
  void numbersKeepTheirDigits() {
    Value value = new Value.Scalar(Value.Kind.DECIMAL, "2.00");

    assertThat(YamlWriter.write(List.of(new Value.Mapping.Builder().put("a", value).build())))
        .isEqualTo("a: 2.00\n");
  }

  private static Value mapping(String text) {
    return new Value.Mapping.Builder()
        .put("key", Value.text(text))
        .put(text, Value.text("x"))
        .build();
  }

  private static Value value(Random random, int depth) {
    int kind = random.nextInt(depth == 0 ? 4 : 6);
    return switch (kind) {
      case 0 -> new Value.Scalar(Value.Kind.INTEGER, Integer.toString(random.nextInt()));
      case 1 -> Value.flag(random.nextBoolean());
      case 2, 3 -> Value.text(text(random));
      case 4 -> {
        List<Value> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(value(random, depth - 1));
        }
        yield new Value.Sequence(items);
      }
      default -> {
        Value.Mapping.Builder builder = new Value.Mapping.Builder();
        for (int i = random.nextInt(4); i > 0; i--) {
          builder.put(text(random), value(random, depth - 1));
        }
        yield builder.build();
      }
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(9); i > 0; i--) {
      text.append(BITS[random.nextInt(BITS.length)]);
    }
    return text.toString();
  }

  private static void assertReadsBack(Value value) {
    String written = YamlWriter.write(List.of(value));
    Problems problems = new Problems();
    List<Node> read =
        new YamlReader(Limits.DEFAULT)
            .read(new SourceFile("w.yaml", written.getBytes(StandardCharsets.UTF_8)), problems);
    assertThat(problems.all()).as(written).isEmpty();
    assertThat(read.stream().map(Node::value).toList()).as(written).isEqualTo(List.of(value));
  }
}

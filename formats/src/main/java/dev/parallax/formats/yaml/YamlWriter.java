package dev.parallax.formats.yaml;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Writes values as YAML that reads back as the same values: block style, two spaces, the same
/// bytes each time. Text that another version of YAML could take for something else is quoted.
public final class YamlWriter {
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z_/][A-Za-z0-9_./-]*( [A-Za-z0-9_./-]+)*");
  private static final Pattern WORDS_OF_OTHERS =
      Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|nan|inf");

  private final StringBuilder out = new StringBuilder();

  private YamlWriter() {}

  /// One document a value.
  public static String write(List<? extends Value> documents) {
    YamlWriter writer = new YamlWriter();
    for (Value document : documents) {
      if (!writer.out.isEmpty()) {
        writer.out.append("---\n");
      }
      writer.block(document, 0);
    }
    return writer.out.toString();
  }

  /// A value at the start of a line (or right after `- `), ending with a line break.
  private void block(Value value, int indent) {
    switch (value) {
      case Value.Mapping(Map<String, Value> entries) when !entries.isEmpty() ->
          entries(entries, indent);
      case Value.Sequence(List<Value> items) when !items.isEmpty() -> items(items, indent);
      case Value.Mapping _, Value.Sequence _, Value.Scalar _ -> inline(value, indent);
    }
  }

  private void entries(Map<String, Value> entries, int indent) {
    boolean first = true;
    for (Map.Entry<String, Value> entry : entries.entrySet()) {
      if (!first) {
        out.repeat(' ', indent);
      }
      first = false;
      out.append(word(entry.getKey())).append(':');
      after(entry.getValue(), indent);
    }
  }

  /// A value after `key:`, on the same line where it fits and on lines of its own where not.
  private void after(Value value, int indent) {
    boolean nested =
        switch (value) {
          case Value.Mapping(Map<String, Value> entries) -> !entries.isEmpty();
          case Value.Sequence(List<Value> items) -> !items.isEmpty();
          case Value.Scalar _ -> false;
        };
    if (nested) {
      out.append('\n').repeat(' ', indent + 2);
      block(value, indent + 2);
    } else {
      out.append(' ');
      inline(value, indent);
    }
  }

  private void items(List<Value> items, int indent) {
    boolean first = true;
    for (Value item : items) {
      if (!first) {
        out.repeat(' ', indent);
      }
      first = false;
      out.append("- ");
      block(item, indent + 2);
    }
  }

  private void inline(Value value, int indent) {
    switch (value) {
      case Value.Mapping _ -> out.append("{}\n");
      case Value.Sequence _ -> out.append("[]\n");
      case Value.Scalar(Value.Kind kind, String text) -> {
        if (kind != Value.Kind.TEXT) {
          out.append(kind == Value.Kind.NULL ? "null" : text).append('\n');
        } else if (isLiteral(text)) {
          literal(text, indent);
        } else {
          out.append(word(text)).append('\n');
        }
      }
    }
  }

  /// Whether text of several lines survives the `|` style: clean lines, the first one not indented.
  private static boolean isLiteral(String text) {
    return text.contains("\n")
        && !text.startsWith(" ")
        && !text.startsWith("\n")
        && !text.endsWith("\n\n")
        && text.lines().noneMatch(line -> line.isBlank() && !line.isEmpty())
        && text.chars()
            .allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f) || (c >= 0xa1 && c < 0xd800));
  }

  private void literal(String text, int indent) {
    out.append(text.endsWith("\n") ? "|\n" : "|-\n");
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty()) {
        out.repeat(' ', indent + 2).append(line);
      }
      out.append('\n');
    }
    if (text.endsWith("\n")) {
      out.setLength(out.length() - 1);
    }
  }

  private static String word(String text) {
    if (text.length() <= 200
        && PLAIN.matcher(text).matches()
        && !WORDS_OF_OTHERS.matcher(text).matches()) {
      return text;
    }
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(c -> quoted.append(escaped(c)));
    return quoted.append('"').toString();
  }

  private static String escaped(int c) {
    return switch (c) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      case '\r' -> "\\r";
      default -> {
        if (c < ' ' || (c >= 0x7f && c <= 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
          yield "\\u%04X".formatted(c);
        }
        yield c >= 0xd800 && c <= 0xdfff ? "\\uFFFD" : Character.toString(c);
      }
    };
  }
}

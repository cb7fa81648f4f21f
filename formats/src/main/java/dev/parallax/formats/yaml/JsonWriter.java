package dev.parallax.formats.yaml;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Writes a value as JSON (RFC 8259), two spaces a level, the same bytes each time.
public final class JsonWriter {
  private final StringBuilder out = new StringBuilder();

  private JsonWriter() {}

  public static String write(Value value) {
    JsonWriter writer = new JsonWriter();
    writer.value(value, 0);
    return writer.out.append('\n').toString();
  }

  private void value(Value value, int indent) {
    switch (value) {
      case Value.Mapping(Map<String, Value> entries) -> mapping(entries, indent);
      case Value.Sequence(List<Value> items) -> sequence(items, indent);
      case Value.Scalar(Value.Kind kind, String text) -> {
        switch (kind) {
          case TEXT -> text(text);
          case INTEGER, DECIMAL, FLAG -> out.append(text);
          case NULL -> out.append("null");
        }
      }
    }
  }

  private void mapping(Map<String, Value> entries, int indent) {
    out.append('{');
    Iterator<Map.Entry<String, Value>> each = entries.entrySet().iterator();
    while (each.hasNext()) {
      Map.Entry<String, Value> entry = each.next();
      line(indent + 2);
      text(entry.getKey());
      out.append(": ");
      value(entry.getValue(), indent + 2);
      out.append(each.hasNext() ? "," : "");
    }
    close(entries.isEmpty(), indent, '}');
  }

  private void sequence(List<Value> items, int indent) {
    out.append('[');
    Iterator<Value> each = items.iterator();
    while (each.hasNext()) {
      line(indent + 2);
      value(each.next(), indent + 2);
      out.append(each.hasNext() ? "," : "");
    }
    close(items.isEmpty(), indent, ']');
  }

  private void close(boolean empty, int indent, char end) {
    if (!empty) {
      line(indent);
    }
    out.append(end);
  }

  private void line(int indent) {
    out.append('\n').repeat(' ', indent);
  }

  private void text(String text) {
    out.append('"');
    text.chars()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                default -> {
                  if (c < ' ' || (c >= 0x7f && c < 0xa0) || Character.isSurrogate((char) c)) {
                    out.append("\\u%04x".formatted(c));
                  } else {
                    out.append((char) c);
                  }
                }
              }
            });
    out.append('"');
  }
}

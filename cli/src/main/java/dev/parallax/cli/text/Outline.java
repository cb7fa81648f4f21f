package dev.parallax.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parallax.cli.text.Table.Cell;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Prints an answer of any shape: its fields as lines, its lists as tables.
///
/// Where an answer has a figure and its words (`left`, `leftText`), the words are printed.
public final class Outline {
  private static final String WORDS = "Text";
  private static final String NONE = "–";

  private final Terminal terminal;

  public Outline(Terminal terminal) {
    this.terminal = terminal;
  }

  /// Prints a tree, each line after an indent.
  public void print(JsonNode node, String indent) {
    if (node.isObject()) {
      fields(node).forEach(field -> print(label(field), node.path(field), indent));
    } else if (node.isArray()) {
      list(node, indent);
    } else {
      terminal.out().println(indent + scalar(node));
    }
  }

  private void print(String label, JsonNode value, String indent) {
    if (!value.isContainerNode()) {
      terminal.out().println("%s%s: %s".formatted(indent, label, scalar(value)));
    } else if (value.isEmpty()) {
      terminal.out().println("%s%s: none".formatted(indent, label));
    } else {
      terminal.out().println(indent + label + ":");
      print(value, indent + "  ");
    }
  }

  private void list(JsonNode array, String indent) {
    boolean flat =
        array
            .valueStream()
            .allMatch(
                item -> item.isObject() && item.valueStream().noneMatch(JsonNode::isContainerNode));
    if (flat && !array.isEmpty()) {
      table(array, indent);
      return;
    }
    int number = 1;
    for (JsonNode item : array) {
      if (item.isContainerNode()) {
        terminal.out().println("%s%d.".formatted(indent, number));
        print(item, indent + "  ");
      } else {
        terminal.out().println(indent + scalar(item));
      }
      number++;
    }
  }

  private void table(JsonNode array, String indent) {
    Set<String> columns = new LinkedHashSet<>();
    array.forEach(item -> columns.addAll(fields(item)));
    Table table =
        new Table(
            columns.stream().map(field -> label(field).toUpperCase(Locale.ROOT)).toList(),
            Set.of());
    for (JsonNode item : array) {
      List<Cell> cells = new ArrayList<>();
      columns.forEach(column -> cells.add(Cell.of(scalar(item.path(column)))));
      table.add(cells);
    }
    table.print(terminal, indent);
  }

  /// The fields to print: not those that stand beside their words.
  private static List<String> fields(JsonNode object) {
    Set<String> names =
        object.properties().stream()
            .map(Map.Entry::getKey)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return names.stream().filter(name -> !names.contains(name + WORDS)).toList();
  }

  /// `leftTimeText` as `left time`.
  private static String label(String field) {
    String name =
        field.endsWith(WORDS) && field.length() > WORDS.length()
            ? field.substring(0, field.length() - WORDS.length())
            : field;
    return Terminal.plain(name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT));
  }

  private static String scalar(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return NONE;
    }
    return value.isNumber() ? value.decimalValue().toPlainString() : Terminal.plain(value.asText());
  }
}

package dev.parallax.formats.raci;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the tables of a Markdown text: a line with bars, a line of dashes, and the lines with bars
/// that follow. Other Markdown is passed over.
final class MarkdownTables {
  private static final Pattern DASHES =
      Pattern.compile("\\|?(\\s*:?-+:?\\s*\\|)*\\s*:?-+:?\\s*\\|?");
  private static final Pattern HEADING = Pattern.compile("#{1,6}\\s+(.*?)\\s*#*");
  private static final Pattern BAR = Pattern.compile("(?<!\\\\)\\|");
  private static final Pattern EMPHASIS = Pattern.compile("(\\*{1,2}|__?|`)(.+)\\1");

  private MarkdownTables() {}

  static List<Table> in(String text) {
    List<String> lines = text.lines().map(String::strip).toList();
    List<Table> tables = new ArrayList<>();
    String title = "";
    for (int i = 0; i < lines.size(); i++) {
      Matcher heading = HEADING.matcher(lines.get(i));
      if (heading.matches()) {
        title = heading.group(1);
      } else if (startsTable(lines, i)) {
        Table table = table(title, lines, i);
        tables.add(table);
        i += 1 + table.rows().size();
      }
    }
    return tables;
  }

  private static boolean startsTable(List<String> lines, int at) {
    return at + 1 < lines.size()
        && lines.get(at).contains("|")
        && lines.get(at + 1).contains("|")
        && DASHES.matcher(lines.get(at + 1)).matches();
  }

  private static Table table(String title, List<String> lines, int at) {
    List<Table.Row> rows = new ArrayList<>();
    for (int i = at + 2; i < lines.size() && lines.get(i).contains("|"); i++) {
      rows.add(new Table.Row(i + 1, cells(lines.get(i))));
    }
    return new Table(title, at + 1, cells(lines.get(at)), rows);
  }

  private static List<String> cells(String line) {
    String inner = line.startsWith("|") ? line.substring(1) : line;
    String open =
        inner.endsWith("|") && !inner.endsWith("\\|")
            ? inner.substring(0, inner.length() - 1)
            : inner;
    return BAR.splitAsStream(open + " ").map(MarkdownTables::plain).toList();
  }

  private static String plain(String cell) {
    String text = cell.strip().replace("\\|", "|");
    Matcher emphasis = EMPHASIS.matcher(text);
    return emphasis.matches() ? emphasis.group(2).strip() : text;
  }
}

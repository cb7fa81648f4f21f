package dev.parallax.formats.backup;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What a whole backup holds: the last part of its file. Nothing may stand behind it.
///
/// @param rows how many each table has, in the order in which they were written
/// @param sequences where numbers are given on from
/// @param auditHead the signed end of the audit in it, as a line
public record BackupSeal(
    SequencedMap<String, Long> rows, List<Sequence> sequences, String auditHead) {

  /// A sequence of the database.
  ///
  /// @param last the newest number
  /// @param given whether that one was given out
  public record Sequence(String name, long last, boolean given) {}

  public BackupSeal {
    sequences = List.copyOf(sequences);
  }

  /// All rows of all tables.
  public long allRows() {
    return rows.values().stream().mapToLong(Long::longValue).sum();
  }

  String text() {
    Lines lines = new Lines();
    rows.forEach((table, count) -> lines.add("rows", table + " " + count));
    sequences.forEach(
        each -> lines.add("sequence", each.name() + " " + each.last() + " " + each.given()));
    lines.add("audit head", auditHead);
    return lines.text();
  }

  static BackupSeal read(String text) throws BackupRefused {
    Lines lines = Lines.read(text);
    SequencedMap<String, Long> rows = new LinkedHashMap<>();
    for (String each : lines.all("rows")) {
      List<String> words = lines.words(each, 2);
      rows.put(words.getFirst(), lines.number(words.getLast()));
    }
    List<Sequence> sequences = new ArrayList<>();
    for (String each : lines.all("sequence")) {
      List<String> words = lines.words(each, 3);
      sequences.add(
          new Sequence(
              words.getFirst(), lines.number(words.get(1)), words.getLast().equals("true")));
    }
    return new BackupSeal(rows, sequences, lines.one("audit head"));
  }
}

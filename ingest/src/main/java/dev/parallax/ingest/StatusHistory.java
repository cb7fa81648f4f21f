package dev.parallax.ingest;

import dev.parallax.budget.Slice;
import java.io.IOException;
import java.io.Reader;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a monitor saw of one thing: a log of states, each of which holds until the next row.
///
/// **Unit.** Seconds: a slice's total is its observed seconds, good are those spent in a good
/// state. Times are cut to the whole second; a row holds from its second on, up to the next row's
/// second. Rows may come in any order; of several rows in one second the last one of the file
/// holds.
///
/// **Unobserved.** Where the next row is further away than the longest hold, the monitor itself was
/// blind, and nobody knows for how long of that time: all of it, from the earlier row to the later,
/// is unobserved. 36 hours suit monitors that write at least one row a day. The last row holds only
/// up to a given end, and under the same rule.
///
/// **File.** CSV with a header; columns in any order: `timestamp` (or `time`), RFC 3339 with an
/// offset or `Z`; `status` (or `state`). Others, such as `http_code`, `code`, `response_time_ms`,
/// `response time` and `commit`, are let be.
public final class StatusHistory {
  private static final int MAX_PROBLEMS = 100;
  private static final Set<String> TIME_COLUMNS = Set.of("timestamp", "time");
  private static final Set<String> STATE_COLUMNS = Set.of("status", "state");

  private final Settings settings;
  private final List<Row> rows;

  private StatusHistory(Settings settings, List<Row> rows) {
    this.settings = settings;
    this.rows = List.copyOf(rows);
  }

  /// How states are judged.
  ///
  /// @param longestHold how far away the next row may be before the time between is unobserved
  /// @param good states, in lower case, whose seconds are good
  /// @param bad states, in lower case, whose seconds are not; any other is a [Problem]
  public record Settings(Duration longestHold, Set<String> good, Set<String> bad) {
    public static final Settings DEFAULT =
        new Settings(Duration.ofHours(36), Set.of("up", "degraded"), Set.of("down"));

    public Settings {
      good = Set.copyOf(good);
      bad = Set.copyOf(bad);
      if (!longestHold.isPositive()) {
        throw new IllegalArgumentException(
            "longestHold %s: expected a positive duration. Set e.g. PT36H.".formatted(longestHold));
      }
    }

    /// The default, but with these states alone as good ones, and all other known ones as bad.
    public static Settings withGood(Set<String> states) {
      Set<String> bad = new TreeSet<>(DEFAULT.good);
      bad.addAll(DEFAULT.bad);
      bad.removeAll(states);
      return new Settings(DEFAULT.longestHold, states, bad);
    }
  }

  /// One row of the log.
  ///
  /// @param second seconds since 1970-01-01T00:00:00Z
  public record Row(long second, String state) {}

  /// Observed time in one state of goodness, from (inclusive) to (exclusive), in seconds since
  /// 1970-01-01T00:00:00Z.
  public record Stretch(long fromSecond, long toSecond, boolean good) {}

  /// What is wrong in a file, and where.
  ///
  /// @param line 1 is the header
  public record Problem(int line, String message) {}

  /// What reading gives.
  public sealed interface Reading {}

  /// The file was read.
  public record Read(StatusHistory history) implements Reading {}

  /// The file has problems: all of them, up to a hundred.
  public record Unusable(List<Problem> problems) implements Reading {
    public Unusable {
      problems = List.copyOf(problems);
    }
  }

  /// Reads a file; the reader is not closed.
  ///
  /// @throws IOException where the file itself cannot be read
  public static Reading read(Reader csv, Settings settings) throws IOException {
    CsvReader in = new CsvReader(csv);
    List<Row> rows = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    try {
      List<String> header = in.row();
      if (header == null) {
        return new Unusable(
            List.of(new Problem(1, "an empty file: expected a header. " + WRITE_HEADER)));
      }
      Columns columns = Columns.of(header);
      List<String> row = in.row();
      for (; row != null && problems.size() < MAX_PROBLEMS; row = in.row()) {
        try {
          rows.add(columns.row(row, settings));
        } catch (Unreadable e) {
          problems.add(new Problem(in.rowLine(), e.reason()));
        }
      }
    } catch (Unreadable e) {
      problems.add(new Problem(Math.max(1, in.rowLine()), e.reason()));
    }
    return problems.isEmpty()
        ? new Read(new StatusHistory(settings, inOrder(rows)))
        : new Unusable(problems);
  }

  private static final String WRITE_HEADER = "Write e.g. timestamp,status as the first line.";

  private record Columns(int count, int time, int state) {
    static Columns of(List<String> header) throws Unreadable {
      return new Columns(header.size(), find(header, TIME_COLUMNS), find(header, STATE_COLUMNS));
    }

    private static int find(List<String> header, Set<String> names) throws Unreadable {
      for (int i = 0; i < header.size(); i++) {
        if (names.contains(header.get(i).strip().toLowerCase(Locale.ROOT))) {
          return i;
        }
      }
      throw new Unreadable(
          "columns '%s': expected one named %s. %s"
              .formatted(
                  Labels.shortened(String.join(",", header)),
                  String.join(" or ", new TreeSet<>(names).descendingSet()),
                  WRITE_HEADER));
    }

    Row row(List<String> fields, Settings settings) throws Unreadable {
      if (fields.size() != count) {
        throw new Unreadable(
            "%d fields: expected %d as in the header. Add what is missing, or quote what holds a comma."
                .formatted(fields.size(), count));
      }
      String state = fields.get(this.state).strip().toLowerCase(Locale.ROOT);
      if (!settings.good().contains(state) && !settings.bad().contains(state)) {
        Set<String> known = new TreeSet<>(settings.good());
        known.addAll(settings.bad());
        throw new Unreadable(
            "state '%s': expected one of %s. Name it as good or bad in the settings, or correct it."
                .formatted(Labels.shortened(state), String.join(", ", known)));
      }
      return new Row(second(fields.get(time).strip()), state.intern());
    }

    private static long second(String text) throws Unreadable {
      try {
        return OffsetDateTime.parse(text.replace(' ', 'T')).toEpochSecond();
      } catch (DateTimeParseException _) {
        throw new Unreadable(
            "time '%s': expected RFC 3339 with an offset. Write e.g. 2026-11-23T07:30:00Z."
                .formatted(Labels.shortened(text)));
      }
    }
  }

  private static List<Row> inOrder(List<Row> rows) {
    rows.sort(Comparator.comparingLong(Row::second)); // stable: the file's order within a second
    List<Row> kept = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      boolean last = i + 1 == rows.size() || rows.get(i + 1).second() != rows.get(i).second();
      if (last) {
        kept.add(rows.get(i));
      }
    }
    return kept;
  }

  /// The rows by time, one a second.
  public List<Row> rows() {
    return rows;
  }

  /// All observed time, in order; neighbours of the same goodness are joined.
  ///
  /// @param until up to when the last row holds; null: it ends at its own time
  public List<Stretch> stretches(@Nullable Instant until) {
    List<Stretch> all = new ArrayList<>();
    long longest = settings.longestHold().toSeconds();
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      long end = i + 1 < rows.size() ? rows.get(i + 1).second() : endOf(row, until);
      if (end <= row.second() || end - row.second() > longest) {
        continue;
      }
      boolean good = settings.good().contains(row.state());
      Stretch before = all.isEmpty() ? null : all.getLast();
      if (before != null && before.toSecond() == row.second() && before.good() == good) {
        all.set(all.size() - 1, new Stretch(before.fromSecond(), end, good));
      } else {
        all.add(new Stretch(row.second(), end, good));
      }
    }
    return all;
  }

  private static long endOf(Row last, @Nullable Instant until) {
    return until == null ? last.second() : until.getEpochSecond();
  }

  /// Gives all slices in the order of their minutes, each minute once; unobserved minutes have
  /// none.
  ///
  /// @param until as in [#stretches]
  public void forEachSlice(@Nullable Instant until, Consumer<Slice> sink) {
    long minute = Long.MIN_VALUE;
    long good = 0;
    long observed = 0;
    for (Stretch stretch : stretches(until)) {
      long second = stretch.fromSecond();
      while (second < stretch.toSecond()) {
        long its = Math.floorDiv(second, 60L);
        if (its != minute) {
          emit(sink, minute, good, observed);
          minute = its;
          good = 0;
          observed = 0;
        }
        int first = (int) (second - its * 60);
        int seconds = (int) Math.min(60 - first, stretch.toSecond() - second);
        observed |= (Slice.WHOLE_MINUTE >>> (60 - seconds)) << first;
        good += stretch.good() ? seconds : 0;
        second += seconds;
      }
    }
    emit(sink, minute, good, observed);
  }

  private static void emit(Consumer<Slice> sink, long minute, long good, long observed) {
    if (observed != 0) {
      sink.accept(new Slice(minute, good, Long.bitCount(observed), observed));
    }
  }
}

package dev.parallax.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.budget.Slice;
import dev.parallax.ingest.StatusHistory.Problem;
import dev.parallax.ingest.StatusHistory.Read;
import dev.parallax.ingest.StatusHistory.Reading;
import dev.parallax.ingest.StatusHistory.Row;
import dev.parallax.ingest.StatusHistory.Settings;
import dev.parallax.ingest.StatusHistory.Stretch;
import dev.parallax.ingest.StatusHistory.Unusable;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatusHistoryTest {
  private static final long MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();

  @Test
  void aStateHoldsUntilTheNextRow() throws IOException {
    StatusHistory history =
        read(
            """
            timestamp,status,http_code,response_time_ms,commit
            2026-01-01T00:00:00.900Z,up,200,12,a
            2026-01-01T00:00:30.999Z,down,0,0,b
            2026-01-01T00:01:10Z,degraded,200,900,c
            2026-01-01T00:01:20Z,up,200,10,d
            """);

    assertThat(history.stretches(null))
        .containsExactly(
            new Stretch(MIDNIGHT, MIDNIGHT + 30, true),
            new Stretch(MIDNIGHT + 30, MIDNIGHT + 70, false),
            new Stretch(MIDNIGHT + 70, MIDNIGHT + 80, true));
    assertThat(slices(history, null))
        .containsExactly(
            new Slice(MIDNIGHT / 60, 30, 60, Slice.WHOLE_MINUTE),
            new Slice(MIDNIGHT / 60 + 1, 10, 20, (1L << 20) - 1));
  }

  @Test
  void theLastRowHoldsUntilAGivenEnd() throws IOException {
    StatusHistory history = read("time,state\n2026-01-01T00:00:00Z,down\n");

    assertThat(slices(history, null)).isEmpty();
    assertThat(slices(history, Instant.ofEpochSecond(MIDNIGHT + 5)))
        .containsExactly(new Slice(MIDNIGHT / 60, 0, 5, 31));
    assertThat(slices(history, Instant.ofEpochSecond(MIDNIGHT + 37 * 3_600))).isEmpty();
  }

  @Test
  void aHoleOverTheLongestHoldIsUnobservedFromRowToRow() throws IOException {
    StatusHistory history =
        read(
            """
            time,state
            2026-01-01T00:00:00Z,up
            2026-01-02T12:00:00Z,up
            2026-01-04T00:00:01Z,up
            2026-01-04T00:00:02Z,up
            """);

    assertThat(history.stretches(null))
        .containsExactly(
            new Stretch(MIDNIGHT, MIDNIGHT + 36 * 3_600, true),
            new Stretch(MIDNIGHT + 72 * 3_600 + 1, MIDNIGHT + 72 * 3_600 + 2, true));
  }

  @Test
  void rowsAreSortedAndTheLastOfASecondHolds() throws IOException {
    StatusHistory history =
        read(
            """
            time,state
            2026-01-01T00:00:10Z,up
            2026-01-01T01:00:00.5+01:00,down
            2026-01-01T00:00:00.1Z,up
            2026-01-01T00:00:10.9Z,down
            """);

    assertThat(history.rows())
        .containsExactly(new Row(MIDNIGHT, "up"), new Row(MIDNIGHT + 10, "down"));
  }

  @Test
  void readsQuotesCrlfAByteOrderMarkAndOtherNamesInAnyOrder() throws IOException {
    StatusHistory history =
        read(
            String.join(
                "\r\n",
                "\ufeffcode,\"State\",note,Time",
                "",
                "200,\"UP\",\"a \"\"b\"\",",
                "c\",\"2026-01-01 00:00:00Z\"",
                "0,down,,2026-01-01T00:00:01Z"));

    assertThat(history.rows())
        .containsExactly(new Row(MIDNIGHT, "up"), new Row(MIDNIGHT + 1, "down"));
  }

  @Test
  void allProblemsComeAtOnceWithTheirLines() throws IOException {
    assertThat(
            problems(
                """
                time,state,note
                2026-01-01T00:00:00Z,up,"two
                lines"
                2026-01-01T00:00:00,up,
                2026-01-01T00:00:00Z,sideways,
                2026-01-01T00:00:00Z,up
                2026-01-01T00:00:00Z,"up"x,
                """))
        .extracting(Problem::line)
        .containsExactly(4, 5, 6, 7);
    assertThat(problems("time,colour\n")).extracting(Problem::line).containsExactly(1);
    assertThat(problems("")).hasSize(1);
    assertThat(problems("time,state\n2026-01-01T00:00:00Z,\"up\n")).hasSize(1);
  }

  @Test
  void aMessageSaysWhatWasFoundAndWhatToDo() throws IOException {
    assertThat(problems("time,state\nyesterday,up\n"))
        .containsExactly(
            new Problem(
                2,
                "time 'yesterday': expected RFC 3339 with an offset. Write e.g. 2026-11-23T07:30:00Z."));
    assertThat(problems("time,state\n2026-01-01T00:00:00Z,sideways\n").getFirst().message())
        .isEqualTo(
            "state 'sideways': expected one of degraded, down, up."
                + " Name it as good or bad in the settings, or correct it.");
  }

  @Test
  void thousandsOfProblemsAreCutOffAtAHundred() throws IOException {
    assertThat(problems("time,state\n" + "x,y\n".repeat(5_000))).hasSize(100);
  }

  @Test
  void otherStatesCanBeNamedAsGood() throws IOException {
    Reading reading =
        StatusHistory.read(
            new StringReader("time,state\n2026-01-01T00:00:00Z,degraded\n2026-01-01T00:00:09Z,up"),
            Settings.withGood(Set.of("up")));

    assertThat(history(reading).stretches(null))
        .containsExactly(new Stretch(MIDNIGHT, MIDNIGHT + 9, false));
  }

  @Test
  void theBlindStretchesOfTheRealHistoriesAreTheOnesListedWithThem() throws IOException {
    Path folder = SharedData.path("01-availability-upptime");
    Map<String, List<String>> listed = listedGaps(folder.resolve("monitor_gaps_over_36h.csv"));
    int files = 0;
    try (Stream<Path> sites = Files.list(folder.resolve("sites"))) {
      for (Path site : sites.sorted().toList()) {
        StatusHistory history = history(readFile(site));
        String name = site.getFileName().toString();

        assertThat(gaps(history))
            .as(name)
            .isEqualTo(listed.getOrDefault(name.replace(".csv", ""), List.of()));
        assertThat(sums(slices(history, null))).as(name).isEqualTo(bySecondHand(history));
        files++;
      }
    }
    assertThat(files).isEqualTo(70);
  }

  private static Map<String, List<String>> listedGaps(Path csv) throws IOException {
    Map<String, List<String>> gaps = new HashMap<>();
    for (String line : Files.readAllLines(csv).subList(1, Files.readAllLines(csv).size())) {
      String[] cells = line.split(",");
      gaps.computeIfAbsent(cells[0].replace("/", "__") + "__" + cells[1], _ -> new ArrayList<>())
          .add(cells[2] + " " + cells[3]);
    }
    return gaps;
  }

  private static List<String> gaps(StatusHistory history) {
    List<String> gaps = new ArrayList<>();
    long at = history.rows().getFirst().second();
    for (Stretch stretch : history.stretches(null)) {
      addGap(gaps, at, stretch.fromSecond());
      at = stretch.toSecond();
    }
    addGap(gaps, at, history.rows().getLast().second());
    return gaps;
  }

  private static void addGap(List<String> gaps, long from, long to) {
    if (to > from) {
      gaps.add(Instant.ofEpochSecond(from) + " " + Instant.ofEpochSecond(to));
    }
  }

  /// Good and all seconds of the slices.
  private static List<Long> sums(List<Slice> slices) {
    return List.of(
        slices.stream().mapToLong(Slice::good).sum(),
        slices.stream().mapToLong(Slice::total).sum());
  }

  private static List<Long> bySecondHand(StatusHistory history) {
    TreeMap<Long, String> rows = new TreeMap<>();
    history.rows().forEach(row -> rows.put(row.second(), row.state()));
    long good = 0;
    long all = 0;
    for (Map.Entry<Long, String> row : rows.entrySet()) {
      Long next = rows.higherKey(row.getKey());
      if (next != null && next - row.getKey() <= 36 * 3_600) {
        all += next - row.getKey();
        good += row.getValue().equals("down") ? 0 : next - row.getKey();
      }
    }
    return List.of(good, all);
  }

  private static Reading readFile(Path path) throws IOException {
    try (var reader = Files.newBufferedReader(path)) {
      return StatusHistory.read(reader, Settings.DEFAULT);
    }
  }

  private static StatusHistory read(String csv) throws IOException {
    return history(StatusHistory.read(new StringReader(csv), Settings.DEFAULT));
  }

  private static StatusHistory history(Reading reading) {
    assertThat(reading).isInstanceOf(Read.class);
    return ((Read) reading).history();
  }

  private static List<Problem> problems(String csv) throws IOException {
    Reading reading = StatusHistory.read(new StringReader(csv), Settings.DEFAULT);
    assertThat(reading).isInstanceOf(Unusable.class);
    return ((Unusable) reading).problems();
  }

  private static List<Slice> slices(StatusHistory history, @Nullable Instant until) {
    List<Slice> slices = new ArrayList<>();
    history.forEachSlice(until, slices::add);
    return slices;
  }
}

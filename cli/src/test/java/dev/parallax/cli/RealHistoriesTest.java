package dev.parallax.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parallax.cli.files.StatusHistory;
import dev.parallax.cli.files.StatusSlos;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealHistoriesTest {
  private static final String FOLDER = "01-availability-upptime/sites";

  @TempDir private Path folder = Path.of("");

  /// The shared data: named by the environment, or a folder beside one of those above.
  private static Optional<Path> histories() {
    String named = System.getenv("PARALLAX_SHARED_DATA");
    Stream<Path> above =
        Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent).takeWhile(p -> p != null);
    Stream<Path> roots =
        named == null ? above.map(path -> path.resolve("shared/data")) : Stream.of(Path.of(named));
    return roots.map(root -> root.resolve(FOLDER)).filter(Files::isDirectory).findFirst();
  }

  @Test
  void everyRealHistoryIsRecognisedAndItsDefinitionsHaveNoProblems() throws IOException {
    Optional<Path> real = histories();
    assumeTrue(real.isPresent(), "the shared histories are not beside this tree");
    List<StatusHistory> found = StatusHistory.find(List.of(real.orElseThrow().toString()));
    StatusSlos slos =
        new StatusSlos(
            new BigDecimal("99.9"),
            Stream.of("30d-rolling", "calendar-month")
                .flatMap(text -> StatusSlos.Window.parse(text).stream())
                .toList(),
            ZoneId.of("UTC"),
            "up,degraded",
            "");

    List<StatusHistory> strangers = new ArrayList<>();
    for (StatusHistory history : found) {
      if (!history.hasColumns()) {
        strangers.add(history);
      }
      Files.write(folder.resolve(history.monitor() + ".yaml"), slos.definitions(history).bytes());
    }
    Run run = Run.alone("lint", "--strict", "-f", folder.toString());

    assertThat(strangers).isEmpty();
    assertThat(run.out()).contains("%d files: 0 problems, ".formatted(found.size()));
    assertThat(found).hasSizeGreaterThan(1);
  }
}

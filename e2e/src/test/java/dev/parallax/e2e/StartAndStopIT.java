package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartAndStopIT {
  @TempDir Path data;

  @Test
  void aFreshStartServesTheFirstPage() {
    try (RunningParallax parallax = RunningParallax.start(data)) {
      var answer = parallax.get("/", "Accept", "text/html");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("<h1>");
      assertThat(parallax.printed()).containsOnlyOnce("/link/");
    }
  }

  @Test
  void stoppingItStopsItsDatabase() throws IOException {
    ProcessHandle database;
    try (RunningParallax _ = RunningParallax.start(data)) {
      database = database().orElseThrow();
    }

    assertThat(data.resolve("postgres/cluster/postmaster.pid")).doesNotExist();
    Poll.until(
        "the database has ended", Duration.ofSeconds(20), () -> runs(database), runs -> !runs);
  }

  @Test
  void aKilledProgramStartsAgainOverTheDatabaseItLeftBehind() throws IOException {
    RunningParallax first = RunningParallax.start(data);
    ProcessHandle orphan = database().orElseThrow();
    first.kill();
    assertThat(runs(orphan)).isTrue();

    try (RunningParallax second = RunningParallax.start(data)) {
      assertThat(second.get("/health").statusCode()).isEqualTo(200);
      assertThat(runs(orphan)).isFalse();
    }
  }

  @Test
  void aDatabaseThatWasKilledWithTheProgramStartsAgain() throws IOException {
    RunningParallax first = RunningParallax.start(data);
    ProcessHandle orphan = database().orElseThrow();
    first.kill();
    orphan.destroyForcibly();

    try (RunningParallax second = RunningParallax.start(data)) {
      assertThat(second.get("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aPidFileThatNamesAForeignProcessIsNotBelieved() throws IOException {
    try (RunningParallax _ = RunningParallax.start(data)) {
      assertThat(database()).isPresent();
    }
    long ourselves = ProcessHandle.current().pid();
    Files.writeString(data.resolve("postgres/cluster/postmaster.pid"), ourselves + "\n");

    try (RunningParallax again = RunningParallax.start(data)) {
      assertThat(again.get("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aFirstStartThatWasInterruptedIsBegunAgain() throws IOException {
    Files.createDirectories(data.resolve("postgres/cluster.half/base"));
    Files.createDirectories(data.resolve("postgres/programs.half/bin"));

    try (RunningParallax parallax = RunningParallax.start(data)) {
      assertThat(parallax.get("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aSecondProgramOnTheSameFolderIsRefused() {
    try (RunningParallax first = RunningParallax.start(data)) {
      RunningParallax second = RunningParallax.launch(data, Map.of());

      assertThat(second.awaitEnd()).isEqualTo(1);
      assertThat(second.printed())
          .contains("Another Parallax (process", data.toString(), "PARALLAX_DATA=")
          .doesNotContain("\tat ");
      assertThat(first.get("/health").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aBusyPortIsSaidWithAWayOut() throws IOException {
    try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(busy.getLocalPort());
      RunningParallax parallax = RunningParallax.launch(data, Map.of("PARALLAX_PORT", port));

      assertThat(parallax.awaitEnd()).isEqualTo(1);
      assertThat(parallax.printed())
          .contains("Port " + port + " on 127.0.0.1 is in use.", "PARALLAX_PORT=")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void listeningElsewhereIsRefused() {
    RunningParallax parallax = RunningParallax.launch(data, Map.of("QUARKUS_HTTP_HOST", "0.0.0.0"));

    assertThat(parallax.awaitEnd()).isEqualTo(1);
    assertThat(parallax.printed()).contains("QUARKUS_HTTP_HOST is '0.0.0.0'", "sign in");
  }

  @Test
  void aSettingThatDoesNotExistIsRefusedWithThoseThatDo() {
    RunningParallax parallax = RunningParallax.launch(data, Map.of("PARALLAX_PULL_EVRY", "PT5S"));

    assertThat(parallax.awaitEnd()).isEqualTo(1);
    assertThat(parallax.printed())
        .contains("PARALLAX_PULL_EVRY is not a setting.", "PARALLAX_PULL_EVERY", "unset it")
        .doesNotContain("\tat ");
  }

  @Test
  void aDatabaseThatIsNotThereIsSaidWithoutItsPassword() {
    RunningParallax parallax =
        RunningParallax.launch(
            data, Map.of("PARALLAX_DATABASE_URL", "postgres://ana:sesame@127.0.0.1:1/ledger"));

    assertThat(parallax.awaitEnd()).isEqualTo(1);
    assertThat(parallax.printed())
        .contains("127.0.0.1:1/ledger as ana cannot be used")
        .doesNotContain("sesame", "\tat ");
  }

  @Test
  void anOutsideDatabaseIsUsedInsteadOfTheEmbeddedOne(@TempDir Path other) throws IOException {
    try (RunningParallax _ = RunningParallax.start(data)) {
      String password = Files.readString(data.resolve("postgres/password")).strip();
      String port = Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid")).get(3);
      String url = "postgres://parallax:%s@127.0.0.1:%s/parallax".formatted(password, port.strip());

      try (RunningParallax beside =
          RunningParallax.start(other, Map.of("PARALLAX_DATABASE_URL", url))) {
        assertThat(beside.get("/health").statusCode()).isEqualTo(200);
        assertThat(other.resolve("postgres")).doesNotExist();
      }
    }
  }

  private Optional<ProcessHandle> database() throws IOException {
    Path file = data.resolve("postgres/cluster/postmaster.pid");
    return ProcessHandle.of(Long.parseLong(Files.readAllLines(file).getFirst().strip()));
  }

  /// A process that has ended and was not yet collected by its parent has no command any more.
  private static boolean runs(ProcessHandle process) {
    return process.isAlive() && process.info().command().isPresent();
  }
}

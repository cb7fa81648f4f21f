package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program is told to stop while clients write, or is given a database that forgets.
class OutageIT {
  private static final int CLIENTS = 8;
  private static final int PER_SECOND = 100;

  @TempDir private Path data;

  /// What was taken is acknowledged before the end; what was not taken is not counted.
  @Test
  void aProgramThatIsToldToStopAcknowledgesWhatItTook() {
    Map<String, String> settings = Map.of("PARALLAX_SELF_EVERY", "PT1H");
    RunningParallax first = RunningParallax.start(data, settings);
    try (Writers writers = Writers.at(new Api(first), CLIENTS)) {
      writers.begin(CLIENTS, PER_SECOND);
      writers.awaitAcknowledged(200);
      long from = System.nanoTime();
      first.close();
      System.out.printf(
          "stopped under load after %d ms%n",
          Duration.ofNanos(System.nanoTime() - from).toMillis());
      writers.stop();
      long acknowledged = writers.acknowledged();

      try (RunningParallax second = RunningParallax.start(data, settings)) {
        Api api = new Api(second);
        writers.to(second);

        assertThat(writers.counted(api)).as("taken").isEqualTo(acknowledged);
        writers.audit(api);
        say(writers);
        assertRefusalsAskToComeAgain(writers);
      }
    }
  }

  @Test
  void aDatabaseThatWouldForgetIsRefused(@TempDir Path other) throws IOException {
    try (RunningParallax _ = RunningParallax.start(data)) {
      Inside.rows(data, "alter system set full_page_writes = off");
      Inside.rows(data, "select pg_reload_conf()::text");
      String password = Files.readString(data.resolve("postgres/password")).strip();
      String port =
          Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid")).get(3).strip();
      String url =
          "postgres://parallax:%s@127.0.0.1:%s/parallax?options=-c%%20synchronous_commit=off"
              .formatted(password, port);

      RunningParallax beside = RunningParallax.launch(other, Map.of("PARALLAX_DATABASE_URL", url));

      assertThat(beside.awaitEnd()).isEqualTo(1);
      assertThat(beside.printed())
          .contains(
              "full_page_writes=a power cut may damage pages",
              "synchronous_commit=the last acknowledged commits are lost",
              "An acknowledgement means durable",
              "alter system set")
          .doesNotContain(password, "\tat ");
    }
  }

  static void assertRefusalsAskToComeAgain(Writers writers) {
    assertThat(writers.refusals())
        .allSatisfy(
            refusal -> {
              assertThat(refusal.statusCode()).as(refusal.body()).isEqualTo(503);
              assertThat(refusal.headers().firstValue("Retry-After")).isPresent();
            });
  }

  static void say(Writers writers) {
    System.out.printf(
        "%d written, %d acknowledged at once, all counted once; answers %s, the slowest after %d ms%n",
        writers.tried(), writers.acknowledged(), writers.answers(), writers.slowestMillis());
  }
}

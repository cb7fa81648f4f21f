package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The database stalls, or the program is told to stop, while clients write.
class OutageIT {
  private static final int CLIENTS = 8;
  private static final int PER_SECOND = 100;
  private static final int VISITS = Integer.getInteger("parallax.visits", 50);
  private static final List<String> PAGES =
      List.of(
          "/home/sre",
          "/services",
          "/slos/" + Writers.SLO,
          "/api/v1/statements/latest",
          "/metrics");

  @TempDir private Path data;
  @TempDir private Path beside;

  /// Pages are served as of before, writers hear that they shall come again, nobody says that
  /// things are well, and when the database goes on, so does everything, without a hand.
  @Test
  void aStalledDatabaseIsSaidAndNothingAcknowledgedIsLost() throws IOException {
    Path clock = Files.writeString(beside.resolve("clock"), "PT0S");
    Map<String, String> settings =
        Map.of("PARALLAX_SELF_EVERY", "PT1H", "PARALLAX_TEST_CLOCK", clock.toString());
    try (RunningParallax parallax = RunningParallax.start(data, settings);
        Writers writers = Writers.at(new Api(parallax), CLIENTS)) {
      Api api = new Api(parallax);
      Postgres postgres = new Postgres(data);
      writers.begin(CLIENTS, PER_SECOND);
      writers.awaitAcknowledged(100);
      PAGES.forEach(page -> parallax.get(page, "Accept", "text/html,*/*"));
      assertThat(api.json("/api/v1/statements/latest").get("standstill").isNull()).isTrue();

      postgres.stall();
      try {
        for (int visit = 0; visit < VISITS; visit++) {
          for (String page : PAGES) {
            assertThat(parallax.get(page, "Accept", "text/html,*/*").statusCode())
                .as("%s%n%s", page, parallax.printed())
                .isEqualTo(200);
          }
        }
        Poll.until(
            "a refused write", Duration.ofMinutes(1), writers::refusals, some -> !some.isEmpty());
        Files.writeString(clock, "PT10M");
        JsonNode latest = api.json("/api/v1/statements/latest");
        assertThat(latest.get("standstill").asText()).startsWith("The state is unknown:");
        assertThat(parallax.get("/services", "Accept", "text/html").body())
            .contains("<b>Unknown.</b> The state is unknown: nothing new could be stated since");
        assertThat(parallax.get("/health").statusCode()).isEqualTo(503);
        assertThat(metric(parallax, "parallax_statement_age_seconds")).isGreaterThan(600);
        assertThat(metric(parallax, "jvm_threads_live_threads")).isLessThan(150);
      } finally {
        postgres.goOn();
      }
      Files.writeString(clock, "PT0S");

      writers.awaitAcknowledged(50);
      writers.audit(api);
      say(writers);
      assertThat(parallax.get("/health").statusCode()).isEqualTo(200);
      assertThat(writers.answers().keySet()).isSubsetOf("204", "503");
      assertRefusalsAskToComeAgain(writers);
      assertThat(api.json("/api/v1/audit/verdict").get("whole").asBoolean()).isTrue();
    }
  }

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

  private static double metric(RunningParallax parallax, String name) {
    HttpResponse<String> answer = parallax.get("/metrics");
    return answer
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }
}

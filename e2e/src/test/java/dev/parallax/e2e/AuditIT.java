package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The audit of the running program: what the database refuses, what can be checked elsewhere, and
/// what survives a kill.
class AuditIT {
  private static final List<String> TAMPERING =
      List.of(
          "update audit_event set who = 'nobody'",
          "delete from audit_event",
          "truncate audit_event");

  private static final int STRANGERS = 2_000;
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir Path data;
  @TempDir Path elsewhere;

  @Test
  void theDatabaseRefusesEveryChangeToTheApplicationAndToTheOwner()
      throws IOException, SQLException {
    try (RunningParallax parallax = RunningParallax.start(data);
        Connection owner = connect();
        Statement sql = owner.createStatement()) {
      for (String change : TAMPERING) {
        assertThatThrownBy(() -> sql.execute(change))
            .as("the owner: " + change)
            .hasMessageContaining("append-only");
      }
      sql.execute("set role parallax_app_parallax");
      for (String change : TAMPERING) {
        assertThatThrownBy(() -> sql.execute(change))
            .as("the application: " + change)
            .hasMessageContaining("permission denied");
      }
      for (String other :
          List.of(
              "alter table audit_event disable trigger all",
              "drop table audit_event",
              "create table mine (x int)")) {
        assertThatThrownBy(() -> sql.execute(other)).as(other).isInstanceOf(SQLException.class);
      }
      sql.execute("reset role");
      try (ResultSet used =
          sql.executeQuery(
              "select distinct usename from pg_stat_activity where application_name = 'PostgreSQL JDBC Driver' and pid <> pg_backend_pid()")) {
        assertThat(used.next()).isTrue();
        assertThat(used.getString(1)).isEqualTo("parallax_app_parallax");
        assertThat(used.next()).isFalse();
      }
      assertThat(parallax.isRunning()).isTrue();
    }
  }

  @Test
  void whatTheOwnerChangedNeverthelessIsSeen() throws IOException, SQLException {
    try (RunningParallax parallax = RunningParallax.start(data);
        Connection owner = connect();
        Statement sql = owner.createStatement()) {
      Api api = new Api(parallax);
      CommandLine commands = new CommandLine(parallax);
      api.apply(Api.ratio("one", "", "x{code=\"500\"}", "x"));
      Path taken = elsewhere.resolve("audit.jsonl");
      Files.writeString(taken, parallax.get("/api/v1/audit").body());
      assertThat(commands.run("audit", "verify", taken.toString())).contains("is whole");
      assertThat(commands.run("audit", "verify")).contains("is whole");

      sql.execute("alter table audit_event disable trigger all");
      sql.execute("update audit_event set who = 'nobody' where sequence = 2");

      assertThat(api.json("/api/v1/audit/verdict").get("brokenAt").asLong()).isEqualTo(2);
      assertThatThrownBy(() -> commands.run("audit", "verify")).hasMessageContaining("line 3");
    }
  }

  @Test
  void aFloodOfStrangersFillsNothingAndIsTold() throws IOException {
    Path clock = Files.writeString(elsewhere.resolve("clock"), "PT0S");
    try (RunningParallax parallax =
        RunningParallax.start(data, Map.of("PARALLAX_TEST_CLOCK", clock.toString()))) {
      Api api = new Api(parallax);
      long before = api.json("/api/v1/audit/head").get("sequence").asLong();

      for (int i = 0; i < STRANGERS; i++) {
        assertThat(parallax.sendAsNobody(stranger(parallax, i)).statusCode()).isIn(401, 303);
      }
      long written = api.json("/api/v1/audit/head").get("sequence").asLong() - before;
      Files.writeString(clock, "PT2M");

      String told =
          Poll.until(
              "the flood is told",
              Duration.ofSeconds(30),
              () -> parallax.get("/api/v1/audit").body(),
              audit -> audit.contains("more calls of those who did not sign in"));
      System.out.printf("%,d calls of strangers made %d events%n", STRANGERS, written);
      assertThat(written).isBetween(300L, 330L);
      assertThat(told)
          .contains("keep-catalogue/perform refused: ", "keep-installation/open done: ");
      assertThat(api.json("/api/v1/audit/verdict").get("whole").asBoolean()).isTrue();
    }
  }

  /// One who wants to register something, or signs out again and again.
  private static HttpRequest stranger(RunningParallax parallax, int i) {
    return HttpRequest.newBuilder(parallax.at(i % 2 == 0 ? "/api/v1/definitions" : "/sign-out"))
        .header("Content-Type", i % 2 == 0 ? "application/json" : "text/plain")
        .POST(BodyPublishers.ofString("{}"))
        .build();
  }

  @Test
  void aSignedHeadIsKeptAnHourAndShowsWhatIsCutOffInTheDatabase() throws IOException, SQLException {
    Path clock = Files.writeString(elsewhere.resolve("clock"), "PT0S");
    Path heads = data.resolve("audit-heads.jsonl");
    try (RunningParallax parallax =
            RunningParallax.start(data, Map.of("PARALLAX_TEST_CLOCK", clock.toString()));
        Connection owner = connect();
        Statement sql = owner.createStatement()) {
      Api api = new Api(parallax);
      CommandLine commands = new CommandLine(parallax);
      api.apply(Api.ratio("one", "", "x{code=\"500\"}", "x"));
      Poll.until("a first head", SOON, () -> lines(heads), lines -> lines == 1);
      Files.writeString(clock, "PT1H1M");
      Poll.until("one an hour", SOON, () -> lines(heads), lines -> lines == 2);
      assertThat(commands.run("audit", "head")).contains("{\"head\":");
      assertThat(commands.run("audit", "verify", "--heads", heads.toString())).contains("is whole");

      sql.execute("alter table audit_event disable trigger all");
      sql.execute(
          "delete from audit_event where sequence = (select max(sequence) from audit_event)");

      assertThat(api.json("/api/v1/audit/verdict").get("whole").asBoolean()).isFalse();
      assertThat(commands.run("audit", "verify")).contains("is whole");
      assertThatThrownBy(() -> commands.run("audit", "verify", "--heads", heads.toString()))
          .hasMessageContaining("something was cut off");
    }
  }

  private static int lines(Path file) {
    try {
      return Files.readAllLines(file).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theChainGoesOnWithoutAGapAfterAKill() {
    long before;
    RunningParallax first = RunningParallax.start(data);
    Api api = new Api(first);
    for (int i = 0; i < 5; i++) {
      api.apply(Api.ratio("slo-" + i, "", "x{code=\"500\"}", "x"));
    }
    before = api.json("/api/v1/audit/head").get("sequence").asLong();
    first.kill();

    try (RunningParallax second = RunningParallax.start(data)) {
      var verdict = new Api(second).json("/api/v1/audit/verdict");
      assertThat(verdict.get("whole").asBoolean()).isTrue();
      assertThat(verdict.at("/head/sequence").asLong()).isGreaterThanOrEqualTo(before);
    }
  }

  private Connection connect() throws IOException, SQLException {
    String password = Files.readString(data.resolve("postgres/password")).strip();
    String port =
        Files.readAllLines(data.resolve("postgres/cluster/postmaster.pid")).get(3).strip();
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:%s/parallax?ApplicationName=test".formatted(port),
        "parallax",
        password);
  }
}

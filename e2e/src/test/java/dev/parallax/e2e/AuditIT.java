package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
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

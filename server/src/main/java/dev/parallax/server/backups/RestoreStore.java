package dev.parallax.server.backups;

import dev.parallax.formats.backup.BackupManifest.Migration;
import dev.parallax.formats.backup.BackupSeal;
import dev.parallax.server.shell.Errand;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// An empty database that is filled in one transaction.
final class RestoreStore implements AutoCloseable {
  /// As Flyway makes it: what was run is not run again by the next start.
  private static final String HISTORY =
      """
      create table flyway_schema_history (
        installed_rank integer not null constraint flyway_schema_history_pk primary key,
        version varchar(50),
        description varchar(200) not null,
        type varchar(20) not null,
        script varchar(1000) not null,
        checksum integer,
        installed_by varchar(100) not null,
        installed_on timestamp not null default now(),
        execution_time integer not null,
        success boolean not null
      );
      create index flyway_schema_history_s_idx on flyway_schema_history (success)
      """;

  private final Connection connection;
  private final Handle handle;
  private final String name;
  private @Nullable CopyIn copy;

  private RestoreStore(Connection connection, Handle handle, String name) {
    this.connection = connection;
    this.handle = handle;
    this.name = name;
  }

  static RestoreStore open(Errand.Place place) throws SQLException {
    Connection connection = place.connect();
    Handle handle = Jdbi.create(connection).installPlugin(new PostgresPlugin()).open();
    handle.begin();
    return new RestoreStore(connection, handle, place.owner().toString());
  }

  /// Which database it is, without a password.
  String name() {
    return name;
  }

  Handle handle() {
    return handle;
  }

  long tables() {
    return handle
        .createQuery(
            """
            select count(*) from pg_class
            where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'v', 'S')
            """)
        .mapTo(Long.class)
        .one();
  }

  /// Makes the schema by running its scripts again.
  void makeSchema(List<Migration> migrations) throws SQLException {
    run(HISTORY);
    for (Migration each : migrations) {
      run(Scripts.text(each.script()).orElseThrow());
    }
  }

  private void run(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /// Begins to fill a table; a row that its script has put there goes.
  void begin(String table, List<String> columns) {
    String list = String.join(", ", columns.stream().map(RestoreStore::quoted).toList());
    try {
      run("delete from " + quoted(table));
      copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("copy %s (%s) from stdin (format binary)".formatted(quoted(table), list));
    } catch (SQLException e) {
      throw new Untaken(table, e);
    }
  }

  private static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }

  void add(byte[] bytes) {
    try {
      begun().writeToCopy(bytes, 0, bytes.length);
    } catch (SQLException e) {
      throw new Untaken("rows", e);
    }
  }

  /// The table is filled.
  ///
  /// @return how many rows it took
  long end() {
    try {
      return begun().endCopy();
    } catch (SQLException e) {
      throw new Untaken("rows", e);
    }
  }

  private CopyIn begun() {
    if (copy == null) {
      throw new IllegalStateException(
          "rows without a table: expected begin() before. Report this.");
    }
    return copy;
  }

  /// The database does not take what a backup holds.
  static final class Untaken extends JdbiException {
    private static final long serialVersionUID = 1L;

    Untaken(String what, SQLException cause) {
      super("%s: %s".formatted(what, cause.getMessage()), cause);
    }
  }

  void giveOnFrom(List<BackupSeal.Sequence> sequences) {
    for (BackupSeal.Sequence each : sequences) {
      handle
          .createQuery("select setval(:name::regclass, :last, :given)")
          .bind("name", quoted(each.name()))
          .bind("last", each.last())
          .bind("given", each.given())
          .mapTo(Long.class)
          .one();
    }
  }

  void commit() {
    handle.commit();
  }

  /// What was not committed is as if it had not been.
  @Override
  public void close() throws SQLException {
    try (connection;
        handle) {
      if (handle.isInTransaction()) {
        handle.rollback();
      }
    }
  }
}

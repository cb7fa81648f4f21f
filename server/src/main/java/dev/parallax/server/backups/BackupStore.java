package dev.parallax.server.backups;

import dev.parallax.formats.backup.BackupManifest.Migration;
import dev.parallax.formats.backup.BackupSeal;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/// Every table of the database, whatever it is about: as PostgreSQL's binary COPY. Format:
/// PostgreSQL manual, COPY, "Binary Format".
@Singleton
final class BackupStore {
  /// What lets somebody in and is short-lived: who was shown out must not come back by a restore.
  private static final Set<String> LEFT_OUT = Set.of("session", "provider_session", "link");

  private final Jdbi jdbi;

  /// @param after the tables that rows of this one refer to
  record Table(String name, List<String> columns, Set<String> after) {
    String columnList() {
      return String.join(", ", columns.stream().map(each -> '"' + each + '"').toList());
    }
  }

  /// What is done with bytes.
  interface Sink {
    void take(byte[] bytes) throws IOException;
  }

  /// What is done in a snapshot.
  interface Reading {
    void of(Snapshot snapshot) throws IOException, SQLException;
  }

  BackupStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  void inSnapshot(Reading reading) throws IOException {
    jdbi.useTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        handle -> {
          handle.execute("set transaction read only");
          try {
            reading.of(new Snapshot(handle));
          } catch (SQLException e) {
            throw new IOException("The database could not be read for a backup.", e);
          }
        });
  }

  /// The database as of one instant.
  record Snapshot(Handle handle) {
    String installation() {
      return handle.createQuery("select id::text from installation").mapTo(String.class).one();
    }

    /// What made the schema, in the order in which it was run.
    List<Migration> migrations() {
      return handle
          .createQuery(
              """
              select regexp_replace(script, '.*/', '') from flyway_schema_history
              where success and type = 'SQL' order by installed_rank
              """)
          .mapTo(String.class)
          .list()
          .stream()
          .map(script -> new Migration(script, Scripts.sha256(script)))
          .toList();
    }

    /// Every table; one that rows of another refer to comes before it.
    List<Table> tables() {
      List<Table> waiting = new ArrayList<>(unordered());
      List<Table> ordered = new ArrayList<>();
      Set<String> done = new HashSet<>(LEFT_OUT);
      while (!waiting.isEmpty()) {
        List<Table> next =
            waiting.stream().filter(table -> done.containsAll(table.after())).toList();
        if (next.isEmpty()) {
          throw new IllegalStateException(
              "%s: their rows refer to each other in a circle: expected an order in which they can be put back. Break the circle in the schema."
                  .formatted(waiting.stream().map(Table::name).toList()));
        }
        ordered.addAll(next);
        waiting.removeAll(next);
        next.forEach(table -> done.add(table.name()));
      }
      return ordered;
    }

    private List<Table> unordered() {
      return handle
          .createQuery(
              """
              select t.relname as name,
                (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
                 where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
                   and a.attgenerated = '') as columns,
                (select coalesce(array_agg(distinct f.relname::text), '{}') from pg_constraint c
                 join pg_class f on f.oid = c.confrelid
                 where c.conrelid = t.oid and c.contype = 'f' and c.confrelid <> t.oid) as after
              from pg_class t
              where t.relnamespace = current_schema()::regnamespace and t.relkind = 'r'
                and not t.relname = any(:leftOut)
              order by t.relname
              """)
          .bindArray("leftOut", String.class, LEFT_OUT.toArray())
          .map(
              (row, _) ->
                  new Table(
                      row.getString("name"),
                      List.of((String[]) row.getArray("columns").getArray()),
                      Set.of((String[]) row.getArray("after").getArray())))
          .list();
    }

    /// Gives all rows of a table.
    ///
    /// @return how many there were
    long copy(Table table, Sink to) throws IOException, SQLException {
      String sql =
          "copy (select %s from \"%s\") to stdout (format binary)"
              .formatted(table.columnList(), table.name());
      CopyOut copy = handle.getConnection().unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
      try {
        for (byte[] rows = copy.readFromCopy(); rows != null; rows = copy.readFromCopy()) {
          to.take(rows);
        }
        return copy.getHandledRowCount();
      } finally {
        if (copy.isActive()) {
          copy.cancelCopy();
        }
      }
    }

    List<BackupSeal.Sequence> sequences() {
      return handle
          .createQuery(
              """
              select sequencename::text as name, coalesce(last_value, start_value) as last,
                last_value is not null as given
              from pg_sequences where schemaname = current_schema() order by 1
              """)
          .map(
              (row, _) ->
                  new BackupSeal.Sequence(
                      row.getString("name"), row.getLong("last"), row.getBoolean("given")))
          .list();
    }
  }
}

package dev.parallax.server.catalog;

import dev.parallax.server.shell.Revisions;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Registered documents in PostgreSQL: one row a wording, never changed.
@Singleton
final class DefinitionStore {
  private final Jdbi jdbi;
  private final Revisions revisions;

  /// @param document YAML
  record Row(Key key, int version, String document, Instant registeredAt, String registeredBy) {}

  record Key(String kind, String name) {}

  /// @param document YAML with everything that it refers to written into it
  record SloRow(String slo, int number, Instant since, long revision, String document) {}

  DefinitionStore(Jdbi jdbi, Revisions revisions) {
    this.jdbi = jdbi;
    this.revisions = revisions;
  }

  Revisions revisions() {
    return revisions;
  }

  void inTransaction(Consumer<Handle> work) {
    jdbi.useTransaction(work::accept);
  }

  /// The newest wording of each document, by kind and name.
  List<Row> newest() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select distinct on (kind, name) * from definition order by kind, name, version desc")
                .map((row, _) -> read(row))
                .list());
  }

  /// All wordings of a document, the newest first.
  List<Row> wordings(Key key) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from definition where kind = :kind and name = :name order by version desc")
                .bind("kind", key.kind())
                .bind("name", key.name())
                .map((row, _) -> read(row))
                .list());
  }

  void add(Handle transaction, List<Row> rows, long revision) {
    PreparedBatch batch =
        transaction.prepareBatch(
            """
            insert into definition (kind, name, version, document, registered_at, registered_by, revision)
            values (:kind, :name, :version, :document, :at, :by, :revision)
            """);
    for (Row row : rows) {
      batch
          .bind("kind", row.key().kind())
          .bind("name", row.key().name())
          .bind("version", row.version())
          .bind("document", row.document())
          .bind("at", row.registeredAt())
          .bind("by", row.registeredBy())
          .bind("revision", revision)
          .add();
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  List<SloRow> sloVersions() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select slo, number, since, revision, document from slo_version order by slo, number")
                .map(
                    (row, _) ->
                        new SloRow(
                            row.getString("slo"),
                            row.getInt("number"),
                            row.getTimestamp("since").toInstant(),
                            row.getLong("revision"),
                            row.getString("document")))
                .list());
  }

  void addVersions(Handle transaction, List<SloRow> versions) {
    PreparedBatch batch =
        transaction.prepareBatch(
            """
            insert into slo_version (slo, number, since, revision, document)
            values (:slo, :number, :since, :revision, :document)
            """);
    for (SloRow version : versions) {
      batch
          .bind("slo", version.slo())
          .bind("number", version.number())
          .bind("since", version.since())
          .bind("revision", version.revision())
          .bind("document", version.document())
          .add();
    }
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  private static Row read(ResultSet row) throws SQLException {
    return new Row(
        new Key(row.getString("kind"), row.getString("name")),
        row.getInt("version"),
        row.getString("document"),
        row.getTimestamp("registered_at").toInstant(),
        row.getString("registered_by"));
  }
}

package dev.parallax.server.audit;

import dev.parallax.formats.audit.AuditLink;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The chain in PostgreSQL: added to, never changed. The database itself refuses anything else.
@Singleton
final class AuditStore {
  /// Names the lock under which the next number is given; any number that nobody else uses.
  private static final long LOCK = 0x5041_5241_4c4c_4158L;

  private final Jdbi jdbi;

  AuditStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// An event with its place in the chain as it is stored, right or wrong.
  record Row(long sequence, AuditEvent event, String previous, String hash) {
    /// What its fields make of it.
    AuditLink link() {
      return AuditLink.of(sequence, previous, event.fields());
    }
  }

  /// Adds an event at the end. Others wait for its transaction, so that no number is left out.
  void add(Handle transaction, AuditEvent event) {
    transaction
        .createQuery("select pg_advisory_xact_lock(:lock)")
        .bind("lock", LOCK)
        .mapToMap()
        .one();
    Optional<Row> last = last(transaction);
    AuditLink link =
        AuditLink.of(
            last.map(Row::sequence).orElse(0L) + 1,
            last.map(Row::hash).orElse(AuditLink.NOTHING),
            event.fields());
    transaction
        .createUpdate(
            """
            insert into audit_event (sequence, at, who, acting_as, on_behalf_of, what, subject,
              outcome, reason, detail, previous, hash)
            values (:sequence, :at, :who, :actingAs, :onBehalfOf, :what, :subject,
              :outcome, :reason, :detail, :previous, :hash)
            """)
        .bindMap(event.fields())
        .bind("sequence", link.sequence())
        .bind("at", event.at())
        .bind("previous", link.previous())
        .bind("hash", link.hash())
        .execute();
  }

  void add(AuditEvent event) {
    jdbi.useTransaction(transaction -> add(transaction, event));
  }

  Optional<Row> last() {
    return jdbi.withHandle(AuditStore::last);
  }

  private static Optional<Row> last(Handle handle) {
    return handle
        .createQuery("select * from audit_event order by sequence desc limit 1")
        .map((row, _) -> row(row))
        .findOne();
  }

  /// Some events in their order.
  ///
  /// @param after the number that they follow
  /// @param most how many at most
  List<Row> after(long after, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select * from audit_event where sequence > :after order by sequence limit :most
                    """)
                .bind("after", after)
                .bind("most", most)
                .map((row, _) -> row(row))
                .list());
  }

  /// Some events, the newest first.
  ///
  /// @param before the number that they come before
  /// @param who a part of who did it; empty for everybody
  /// @param outcome the word of it; empty for all
  List<Row> newest(long before, String who, String outcome, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select * from audit_event
                    where sequence < :before
                      and (:outcome = '' or outcome = :outcome)
                      and strpos(lower(who), lower(:who)) > 0
                    order by sequence desc limit :most
                    """)
                .bind("before", before)
                .bind("who", who)
                .bind("outcome", outcome)
                .bind("most", most)
                .map((row, _) -> row(row))
                .list());
  }

  /// How many events ended like this since then.
  long count(AuditEvent.Outcome outcome, Instant since) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select count(*) from audit_event where outcome = :outcome and at >= :since")
                .bind("outcome", outcome.word())
                .bind("since", since)
                .mapTo(Long.class)
                .one());
  }

  UUID installation() {
    return jdbi.withHandle(
        handle -> handle.createQuery("select id from installation").mapTo(UUID.class).one());
  }

  private static Row row(ResultSet row) throws SQLException {
    AuditEvent event =
        new AuditEvent(
            row.getObject("at", OffsetDateTime.class).toInstant(),
            row.getString("who"),
            row.getString("acting_as"),
            row.getString("on_behalf_of"),
            row.getString("what"),
            row.getString("subject"),
            AuditEvent.Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
            row.getString("reason"),
            row.getString("detail"));
    return new Row(
        row.getLong("sequence"), event, row.getString("previous"), row.getString("hash"));
  }
}

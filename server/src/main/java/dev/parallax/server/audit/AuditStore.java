package dev.parallax.server.audit;

import dev.parallax.formats.audit.AuditLink;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The chain in PostgreSQL: added to, never changed. The database itself refuses anything else.
@Singleton
final class AuditStore {
  /// Names the lock under which the next number is given; any number that nobody else uses.
  private static final long LOCK = 0x5041_5241_4c4c_4158L;

  private static final int WALKED = 1_000;

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
    append(transaction, event);
  }

  /// As [#add], for whoever has no store.
  static void append(Handle transaction, AuditEvent event) {
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

  /// The newest event that a transaction sees.
  static Optional<Row> last(Handle handle) {
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
    return jdbi.withHandle(handle -> after(handle, after, most));
  }

  private static List<Row> after(Handle handle, long after, int most) {
    return handle
        .createQuery(
            """
            select * from audit_event where sequence > :after order by sequence limit :most
            """)
        .bind("after", after)
        .bind("most", most)
        .map((row, _) -> row(row))
        .list();
  }

  /// Walks along the chain.
  ///
  /// @param until the number of the last event of the walk
  /// @param kept the hash that an event must have, by its number
  /// @return the first event that is not as it was written, or is missing; 0 if none is
  long broken(long until, Map<Long, String> kept) {
    return jdbi.withHandle(handle -> broken(handle, until, kept));
  }

  /// As [#broken(long, Map)], for whoever has no store.
  static long broken(Handle handle, long until, Map<Long, String> kept) {
    long sequence = 0;
    String hash = AuditLink.NOTHING;
    while (sequence < until) {
      List<Row> rows = after(handle, sequence, WALKED);
      for (Row row : rows) {
        boolean follows =
            row.sequence() == sequence + 1
                && row.previous().equals(hash)
                && kept.getOrDefault(row.sequence(), row.hash()).equals(row.hash());
        if (!follows || !row.link().hash().equals(row.hash())) {
          return sequence + 1;
        }
        sequence = row.sequence();
        hash = row.hash();
      }
      if (rows.isEmpty()) {
        return sequence + 1;
      }
    }
    return 0;
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

package dev.parallax.server.identity;

import dev.parallax.governance.PersonRef;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// Sessions in PostgreSQL: one that has ended is gone.
@Singleton
final class SessionStore {
  private final Jdbi jdbi;
  private final InstantSource clock;
  private final KnownSessions known = new KnownSessions();

  SessionStore(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  InstantSource clock() {
    return clock;
  }

  /// @param means how they signed in, in a word: `password`, `link`, `sample`, a provider's name
  record Row(
      String hash,
      PersonRef person,
      String name,
      String means,
      Instant beganAt,
      Instant lastSeenAt) {
    Row seen(Instant at) {
      return new Row(hash, person, name, means, beganAt, at);
    }
  }

  <T> T inTransaction(Function<Handle, T> work) {
    return jdbi.inTransaction(work::apply);
  }

  void add(Handle transaction, Row row) {
    transaction
        .createUpdate(
            """
            insert into session (hash, person, name, means, began_at, last_seen_at)
            values (:hash, :person, :name, :means, :beganAt, :lastSeenAt)
            """)
        .bind("hash", row.hash())
        .bind("person", row.person().value())
        .bind("name", row.name())
        .bind("means", row.means())
        .bind("beganAt", row.beganAt())
        .bind("lastSeenAt", row.lastSeenAt())
        .execute();
  }

  /// The session of a person who was not cut off.
  Optional<Row> find(String hash) {
    Instant now = clock.instant();
    return known
        .find(hash, now)
        .or(
            () -> {
              long ends = known.ends();
              Optional<Row> read = read(hash);
              read.ifPresent(row -> known.keep(row, ends, now));
              return read;
            });
  }

  private Optional<Row> read(String hash) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select s.* from session s
                    left join account a on a.person = s.person
                    where s.hash = :hash and a.ended_at is null
                    """)
                .bind("hash", hash)
                .map((row, _) -> row(row))
                .findOne());
  }

  /// How each session of a person began, the newest first.
  List<Row> of(PersonRef person) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from session where person = :person order by last_seen_at desc")
                .bind("person", person.value())
                .map((row, _) -> row(row))
                .list());
  }

  void seen(String hash, Instant at) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("update session set last_seen_at = :at where hash = :hash")
                .bind("at", at)
                .bind("hash", hash)
                .execute());
    known.seen(hash, at);
  }

  /// Sessions were ended in this transaction by others; which ones is read again.
  void someEnded(Handle transaction) {
    transaction.afterCommit(known::someEnded);
  }

  void end(Handle transaction, String hash) {
    transaction.afterCommit(() -> known.ended(hash));
    transaction.createUpdate("delete from session where hash = :hash").bind("hash", hash).execute();
  }

  /// Ends all of a person's sessions but one.
  ///
  /// @param kept the hash of the one that stays; empty for none
  void endAll(Handle transaction, PersonRef person, String kept) {
    transaction.afterCommit(() -> known.ended(person));
    transaction
        .createUpdate("delete from session where person = :person and hash <> :kept")
        .bind("person", person.value())
        .bind("kept", kept)
        .execute();
  }

  /// Forgets sessions that are over.
  void forget(Instant now, Duration inactive, Duration longest) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    "delete from session where last_seen_at < :idle or began_at < :oldest")
                .bind("idle", now.minus(inactive))
                .bind("oldest", now.minus(longest))
                .execute());
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString("hash"),
        new PersonRef(row.getString("person")),
        row.getString("name"),
        row.getString("means"),
        row.getObject("began_at", OffsetDateTime.class).toInstant(),
        row.getObject("last_seen_at", OffsetDateTime.class).toInstant());
  }
}

package dev.parallax.server.governance;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Scope;
import dev.parallax.governance.seat.Absence;
import dev.parallax.governance.seat.Delegation;
import dev.parallax.governance.seat.Delegation.Power;
import dev.parallax.governance.seat.Delegation.Reach;
import dev.parallax.governance.seat.Span;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;

/// Delegations and absences in PostgreSQL: entered once, ended at most once, never deleted.
@Singleton
final class HandoverStore {
  private final Jdbi jdbi;

  HandoverStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Who did it, and when.
  record Stamp(Instant at, PersonRef by) {}

  <T> T inTransaction(HandleCallback<T, RuntimeException> work) {
    return jdbi.inTransaction(work);
  }

  void enter(Handle transaction, Delegation given, Stamp stamp) {
    transaction
        .createUpdate(
            """
            insert into delegation (id, giver, taker, persona, scope, activity, powers,
              starts_at, ends_at, pending_too, made_at, made_by)
            values (:id, :giver, :taker, :persona, :scope, :activity, :powers,
              :from, :until, :pendingToo, :at, :by)
            """)
        .bind("id", given.id())
        .bind("giver", given.by().value())
        .bind("taker", given.to().value())
        .bind("persona", given.reach().persona() == null ? null : given.reach().persona().value())
        .bind("scope", text(given.reach().scope()))
        .bind("activity", given.reach().activity())
        .bind(
            "powers",
            given.reach().powers().stream().map(Power::name).collect(Collectors.joining(" ")))
        .bind("from", given.span().from())
        .bind("until", given.span().until())
        .bind("pendingToo", given.pendingToo())
        .bind("at", stamp.at())
        .bind("by", stamp.by().value())
        .execute();
  }

  void enter(Handle transaction, Absence absence, Stamp stamp) {
    transaction
        .createUpdate(
            """
            insert into absence (id, person, starts_at, ends_at, note, made_at, made_by)
            values (:id, :person, :from, :until, :note, :at, :by)
            """)
        .bind("id", absence.id())
        .bind("person", absence.person().value())
        .bind("from", absence.span().from())
        .bind("until", absence.span().until())
        .bind("note", absence.note())
        .bind("at", stamp.at())
        .bind("by", stamp.by().value())
        .execute();
  }

  /// @return whether there was one that had not ended
  boolean revoke(Handle transaction, String id, Stamp stamp) {
    return transaction
            .createUpdate(
                """
                update delegation set revoked_at = :at, revoked_by = :by
                where id = :id and revoked_at is null and ends_at > :at
                """)
            .bind("id", id)
            .bind("at", stamp.at())
            .bind("by", stamp.by().value())
            .execute()
        == 1;
  }

  /// @return whether there was one that had not ended
  boolean end(Handle transaction, String id, Stamp stamp) {
    return transaction
            .createUpdate(
                """
                update absence set ended_at = :at, ended_by = :by
                where id = :id and ended_at is null and ends_at > :at
                """)
            .bind("id", id)
            .bind("at", stamp.at())
            .bind("by", stamp.by().value())
            .execute()
        == 1;
  }

  /// All delegations as long as they were in force; those taken back before they began are not
  /// among them.
  List<Delegation> delegations() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select *, least(ends_at, revoked_at) as until from delegation
                    where revoked_at is null or revoked_at > starts_at
                    order by starts_at, id
                    """)
                .map((row, _) -> delegation(row))
                .list());
  }

  /// All absences as long as they lasted.
  List<Absence> absences() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select *, least(ends_at, ended_at) as until from absence
                    where ended_at is null or ended_at > starts_at
                    order by starts_at, id
                    """)
                .map(
                    (row, _) ->
                        new Absence(
                            row.getString("id"),
                            new PersonRef(row.getString("person")),
                            span(row),
                            row.getString("note")))
                .list());
  }

  private static Delegation delegation(ResultSet row) throws SQLException {
    String persona = row.getString("persona");
    return new Delegation(
        row.getString("id"),
        new PersonRef(row.getString("giver")),
        new PersonRef(row.getString("taker")),
        new Reach(
            persona == null ? null : new PersonaId(persona),
            scope(row.getString("scope")),
            row.getString("activity"),
            Arrays.stream(row.getString("powers").split(" "))
                .map(Power::valueOf)
                .collect(Collectors.toSet())),
        span(row),
        row.getBoolean("pending_too"));
  }

  private static Span span(ResultSet row) throws SQLException {
    return new Span(
        row.getTimestamp("starts_at").toInstant(), row.getTimestamp("until").toInstant());
  }

  /// A scope as it is kept and sent: `service:checkout`, `system:shop`, `organisation`.
  static String text(Scope scope) {
    return switch (scope) {
      case Scope.ServiceScope(ServiceId service) -> "service:" + service;
      case Scope.SystemScope(String system) -> "system:" + system;
      case Scope.Organisation() -> "organisation";
    };
  }

  /// @throws IllegalArgumentException if the text is no scope
  static Scope scope(String text) {
    int colon = text.indexOf(':');
    String name = text.substring(colon + 1);
    return switch (colon < 0 ? text : text.substring(0, colon)) {
      case "service" -> new Scope.ServiceScope(new ServiceId(name));
      case "system" -> new Scope.SystemScope(name);
      case "organisation" -> new Scope.Organisation();
      default ->
          throw new IllegalArgumentException(
              "scope '%s': expected service:x, system:x or organisation. Write one of them."
                  .formatted(text));
    };
  }
}

package dev.parallax.server.budgets;

import dev.parallax.budget.Adjustment;
import dev.parallax.budget.SliId;
import dev.parallax.budget.SloId;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// Adjustments in PostgreSQL: written once, never changed, never deleted.
@Singleton
final class AdjustmentStore {
  private final Jdbi jdbi;

  AdjustmentStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// Enters one under an id that is not there yet.
  void enter(Handle transaction, Adjustment adjustment, long revision) {
    Adjustment.Entry entry = adjustment.entry();
    Update insert =
        transaction
            .createUpdate(
                """
                insert into adjustment (id, slo, kind, author, reason, decision, recorded_at, revision,
                  sli, from_minute, until_minute, good, total, reverses)
                values (:id, :slo, :kind, :author, :reason, :decision, :recordedAt, :revision,
                  :sli, :fromMinute, :untilMinute, :good, :total, :reverses)
                """)
            .bind("id", entry.id())
            .bind("slo", entry.slo().value())
            .bind("author", entry.author())
            .bind("reason", entry.reason())
            .bind("decision", entry.decision())
            .bind("recordedAt", entry.recordedAt())
            .bind("revision", revision);
    bound(insert, adjustment).execute();
  }

  private static Update bound(Update insert, Adjustment adjustment) {
    return switch (adjustment) {
      case Adjustment.Exclusion(_, long from, long until) ->
          bound(insert, "exclusion", null)
              .bind("fromMinute", from)
              .bind("untilMinute", until)
              .bind("sli", (String) null)
              .bind("good", (Long) null)
              .bind("total", (Long) null);
      case Adjustment.Correction(_, SliId sli, long minute, long good, long total) ->
          bound(insert, "correction", null)
              .bind("fromMinute", minute)
              .bind("untilMinute", minute + 1)
              .bind("sli", sli.name())
              .bind("good", good)
              .bind("total", total);
      case Adjustment.Reversal(_, String reverses) ->
          bound(insert, "reversal", reverses)
              .bind("fromMinute", (Long) null)
              .bind("untilMinute", (Long) null)
              .bind("sli", (String) null)
              .bind("good", (Long) null)
              .bind("total", (Long) null);
    };
  }

  private static Update bound(Update insert, String kind, @Nullable String reverses) {
    return insert.bind("kind", kind).bind("reverses", reverses);
  }

  /// The entry of that id.
  Optional<Adjustment> named(String id) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select * from adjustment where id = :id")
                .bind("id", id)
                .map((row, _) -> read(row))
                .findOne());
  }

  /// Whether two entries of one id differ in nothing but the instant at which they came.
  static boolean saysTheSame(Adjustment one, Adjustment other) {
    return at(one, Instant.EPOCH).equals(at(other, Instant.EPOCH));
  }

  private static Adjustment at(Adjustment adjustment, Instant instant) {
    Adjustment.Entry its = adjustment.entry();
    Adjustment.Entry entry =
        new Adjustment.Entry(
            its.id(), its.slo(), its.author(), its.reason(), its.decision(), instant);
    return switch (adjustment) {
      case Adjustment.Exclusion(_, long from, long until) ->
          new Adjustment.Exclusion(entry, from, until);
      case Adjustment.Correction(_, SliId sli, long minute, long good, long total) ->
          new Adjustment.Correction(entry, sli, minute, good, total);
      case Adjustment.Reversal(_, String reverses) -> new Adjustment.Reversal(entry, reverses);
    };
  }

  /// All that were entered up to a revision, in that order.
  List<Adjustment> upTo(long revision) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from adjustment where revision <= :revision order by revision, id")
                .bind("revision", revision)
                .map((row, _) -> read(row))
                .list());
  }

  private static Adjustment read(ResultSet row) throws SQLException {
    SloId slo = new SloId(row.getString("slo"));
    Adjustment.Entry entry =
        new Adjustment.Entry(
            row.getString("id"),
            slo,
            row.getString("author"),
            row.getString("reason"),
            row.getString("decision"),
            row.getTimestamp("recorded_at").toInstant());
    return switch (row.getString("kind")) {
      case "exclusion" ->
          new Adjustment.Exclusion(entry, row.getLong("from_minute"), row.getLong("until_minute"));
      case "correction" ->
          new Adjustment.Correction(
              entry,
              new SliId(slo, row.getString("sli")),
              row.getLong("from_minute"),
              row.getLong("good"),
              row.getLong("total"));
      case "reversal" -> new Adjustment.Reversal(entry, row.getString("reverses"));
      case String kind ->
          throw new IllegalStateException(
              "adjustment '%s' of kind '%s': expected exclusion, correction or reversal. A newer Parallax wrote it; run that one."
                  .formatted(entry.id(), kind));
    };
  }
}

package dev.parallax.server.budgets;

import dev.parallax.budget.SliId;
import dev.parallax.budget.SloId;
import dev.parallax.budget.StatementId;
import dev.parallax.server.shell.Unhurried;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Slices, deliveries and statements in PostgreSQL.
@Singleton
final class SliceStore {
  private final Jdbi jdbi;

  /// @param hour hours since 1970-01-01T00:00Z
  /// @param revision from which on it stands; 0 where it only adds minutes that no statement has
  ///   spoken of
  @SuppressWarnings("ArrayRecordComponent") // on its way to the database, never compared
  record HourRow(SliId sli, long hour, long revision, byte[] packed) {}

  @SuppressWarnings("ArrayRecordComponent") // on its way to the database, never compared
  record Logged(long id, byte[] samples) {}

  @SuppressWarnings("ArrayRecordComponent") // on its way to the database, never compared
  record Memory(SliId sli, byte[] state) {}

  SliceStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  void inTransaction(Consumer<Handle> work) {
    jdbi.useTransaction(work::accept);
  }

  /// Commits a delivery: from here on it is not lost.
  ///
  /// @throws Uncommitted if the database does not take it
  long append(Instant receivedAt, byte[] samples) {
    try {
      return jdbi.withHandle(handle -> append(handle, receivedAt, samples));
    } catch (JdbiException e) {
      throw new Uncommitted(
          "The database did not take a delivery; nothing of it was kept. Send it again.", e);
    }
  }

  private static long append(Handle handle, Instant receivedAt, byte[] samples) {
    return handle
        .createQuery(
            """
            insert into delivery (received_at, samples) values (:receivedAt, :samples)
            returning id
            """)
        .bind("receivedAt", receivedAt)
        .bind("samples", samples)
        .mapTo(Long.class)
        .one();
  }

  void eachDelivery(Consumer<Logged> each) {
    jdbi.useTransaction(
        handle ->
            handle
                .createQuery("select id, samples from delivery order by id")
                .setFetchSize(100)
                .map((row, _) -> new Logged(row.getLong("id"), row.getBytes("samples")))
                .forEach(each));
  }

  /// Up to which delivery the packed hours hold everything; later ones are to be merged again.
  long packedUpTo() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select delivery from packed_up_to")
                .mapTo(Long.class)
                .findOne()
                .orElse(0L));
  }

  void markPacked(Handle transaction, long upToId) {
    transaction
        .createUpdate(
            """
            insert into packed_up_to (only_row, delivery) values (true, :id)
            on conflict (only_row) do update set delivery = excluded.delivery
            where packed_up_to.delivery <> excluded.delivery
            """)
        .bind("id", upToId)
        .execute();
  }

  void forgetDeliveries(Handle transaction, long upToId) {
    transaction.createUpdate("delete from delivery where id <= :id").bind("id", upToId).execute();
  }

  /// Keeps what stands in these hours for statements older than the new revision.
  void supersede(Handle transaction, List<HourRow> hours) {
    PreparedBatch batch =
        transaction.prepareBatch(
            """
            insert into slice_hour_superseded (slo, sli, hour, from_revision, until_revision, packed)
            select slo, sli, hour, revision, :revision, packed
            from slice_hour
            where slo = :slo and sli = :sli and hour = :hour and revision < :revision
            on conflict do nothing
            """);
    for (HourRow row : hours) {
      batch
          .bind("slo", row.sli().slo().value())
          .bind("sli", row.sli().name())
          .bind("hour", row.hour())
          .bind("revision", row.revision())
          .add();
    }
    execute(batch);
  }

  void put(Handle transaction, List<HourRow> hours) {
    PreparedBatch batch =
        transaction.prepareBatch(
            """
            insert into slice_hour (slo, sli, hour, revision, packed)
            values (:slo, :sli, :hour, :revision, :packed)
            on conflict (slo, sli, hour) do update
            set packed = excluded.packed, revision = greatest(slice_hour.revision, excluded.revision)
            """);
    for (HourRow row : hours) {
      batch
          .bind("slo", row.sli().slo().value())
          .bind("sli", row.sli().name())
          .bind("hour", row.hour())
          .bind("revision", row.revision())
          .bind("packed", row.packed())
          .add();
    }
    execute(batch);
  }

  void remember(Handle transaction, List<Memory> memories) {
    PreparedBatch batch =
        transaction.prepareBatch(
            """
            insert into sli_memory (slo, sli, state) values (:slo, :sli, :state)
            on conflict (slo, sli) do update set state = excluded.state
            """);
    for (Memory memory : memories) {
      batch
          .bind("slo", memory.sli().slo().value())
          .bind("sli", memory.sli().name())
          .bind("state", memory.state())
          .add();
    }
    execute(batch);
  }

  /// Forgets what these indicators remember of their series.
  void forget(Handle transaction, Set<SliId> slis) {
    PreparedBatch batch =
        transaction.prepareBatch("delete from sli_memory where slo = :slo and sli = :sli");
    for (SliId sli : slis) {
      batch.bind("slo", sli.slo().value()).bind("sli", sli.name()).add();
    }
    execute(batch);
  }

  private static void execute(PreparedBatch batch) {
    if (batch.size() > 0) {
      batch.execute();
    }
  }

  List<Memory> memories() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select slo, sli, state from sli_memory")
                .map(
                    (row, _) ->
                        new Memory(
                            sli(row.getString("slo"), row.getString("sli")), row.getBytes("state")))
                .list());
  }

  /// All hours, in no order.
  void eachHour(Consumer<HourRow> each) {
    jdbi.useHandle(
        handle -> {
          try (HourCopy copy = HourCopy.of(handle.getConnection())) {
            copy.forEach(each);
          } catch (IOException | SQLException e) {
            throw new IllegalStateException(
                "The ledger could not be read from the database. See its log, and start again.", e);
          }
        });
  }

  /// The hours of one SLO or of all as they stood at a revision of the past.
  void eachHourAt(long revision, Optional<SloId> slo, Consumer<HourRow> each) {
    jdbi.useTransaction(
        handle -> {
          try (Unhurried _ = Unhurried.of(handle)) {
            handle
                .createQuery(
                    """
                    select slo, sli, hour, revision, packed from slice_hour
                    where revision <= :revision and (:slo = '' or slo = :slo)
                    union all
                    select slo, sli, hour, from_revision, packed from slice_hour_superseded
                    where from_revision <= :revision and :revision < until_revision
                    and (:slo = '' or slo = :slo)
                    order by 1, 2, 3
                    """)
                .bind("revision", revision)
                .bind("slo", slo.map(SloId::value).orElse(""))
                .setFetchSize(2_000)
                .map(
                    (row, _) ->
                        new HourRow(
                            sli(row.getString(1), row.getString(2)),
                            row.getLong(3),
                            row.getLong(4),
                            row.getBytes(5)))
                .forEach(each);
          }
        });
  }

  /// Up to when the samples of an indicator were pulled.
  Optional<Instant> pulledUntil(SliId sli) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select pulled_until from pull_mark where slo = :slo and sli = :sli")
                .bind("slo", sli.slo().value())
                .bind("sli", sli.name())
                .mapTo(Instant.class)
                .findOne());
  }

  /// Everything up to this instant is pulled and committed.
  void markPulled(SliId sli, Instant until) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into pull_mark (slo, sli, pulled_until) values (:slo, :sli, :until)
                    on conflict (slo, sli) do update set pulled_until = excluded.pulled_until
                    """)
                .bind("slo", sli.slo().value())
                .bind("sli", sli.name())
                .bind("until", until)
                .execute());
  }

  void state(Handle transaction, StatementId id, Instant drawnAt) {
    transaction
        .createUpdate(
            """
            insert into statement (as_of_minute, revision, drawn_at) values (:minute, :revision, :drawnAt)
            on conflict do nothing
            """)
        .bind("minute", id.asOfMinute())
        .bind("revision", id.revision())
        .bind("drawnAt", drawnAt)
        .execute();
  }

  Optional<StatementId> newest() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select as_of_minute, revision from statement
                    order by as_of_minute desc, revision desc limit 1
                    """)
                .map((row, _) -> new StatementId(row.getLong(1), row.getLong(2)))
                .findOne());
  }

  private static SliId sli(String slo, String name) {
    return new SliId(new SloId(slo), name);
  }
}

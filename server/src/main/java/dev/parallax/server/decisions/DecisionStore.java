package dev.parallax.server.decisions;

import dev.parallax.governance.decision.Decision;
import dev.parallax.governance.decision.DecisionId;
import dev.parallax.governance.decision.Ladder.Clock;
import dev.parallax.governance.decision.Move;
import dev.parallax.governance.decision.Request;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/// Decisions, their moves and their clocks in PostgreSQL.
@Singleton
class DecisionStore {
  private final Jdbi jdbi;
  private final AtomicLong revision = new AtomicLong();

  DecisionStore(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  private record Row(
      long number, String process, Request request, Instant openedAt, Instant changedAt) {}

  /// A clock that is due.
  record Due(DecisionId decision, String clock, Instant due) {}

  /// Counts what was asked and moved since the program started: while it is the same, so are all
  /// decisions.
  long revision() {
    return revision.get();
  }

  <T> T inTransaction(Function<Handle, T> work) {
    return jdbi.inTransaction(work::apply);
  }

  /// The next free name.
  DecisionId next(Handle transaction) {
    return new DecisionId(
        transaction
            .createQuery("select nextval(pg_get_serial_sequence('decision', 'number'))")
            .mapTo(Long.class)
            .one());
  }

  void open(Handle transaction, String process, Request request) {
    transaction.afterCommit(revision::incrementAndGet);
    transaction
        .createUpdate(
            """
            insert into decision (number, process, activity, service, subject, request, opened_at, changed_at)
            values (:number, :process, :activity, :service, :subject, cast(:request as jsonb), :at, :at)
            """)
        .bind("number", request.id().number())
        .bind("process", process)
        .bind("activity", request.activity())
        .bind("service", request.service().value())
        .bind("subject", request.subject())
        .bind("request", DecisionJson.write(request))
        .bind("at", request.asked().at())
        .execute();
  }

  /// Whether a command of that key was taken.
  boolean isTaken(Handle transaction, DecisionId id, String key) {
    return transaction
        .createQuery(
            "select exists (select 1 from decision_move where decision = :id and key = :key)")
        .bind("id", id.number())
        .bind("key", key)
        .mapTo(Boolean.class)
        .one();
  }

  void add(Handle transaction, Decision after, String key) {
    transaction.afterCommit(revision::incrementAndGet);
    DecisionId id = after.dossier().request().id();
    Move move = after.dossier().moves().getLast();
    transaction
        .createUpdate(
            """
            insert into decision_move (decision, number, kind, at, who, key, move)
            values (:id, :number, :kind, :at, :who, :key, cast(:move as jsonb))
            """)
        .bind("id", id.number())
        .bind("number", after.dossier().moves().size())
        .bind("kind", DecisionJson.kind(move))
        .bind("at", move.act().at())
        .bind("who", move.act().who().value())
        .bind("key", key)
        .bind("move", DecisionJson.write(move))
        .execute();
    transaction
        .createUpdate(
            "update decision set open = :open, subject = :subject, changed_at = :at where number = :id")
        .bind("open", after.isOpen())
        .bind("subject", after.dossier().request().subject())
        .bind("at", move.act().at())
        .bind("id", id.number())
        .execute();
  }

  /// Makes the clocks that have not fired those that run now.
  void wind(Handle transaction, DecisionId id, List<Clock> clocks) {
    transaction
        .createUpdate(
            """
            delete from decision_clock
            where decision = :id and fired_at is null and not id = any(:running)
            """)
        .bind("id", id.number())
        .bindArray("running", String.class, clocks.stream().map(Clock::id).toList())
        .execute();
    for (Clock clock : clocks) {
      transaction
          .createUpdate(
              """
              insert into decision_clock (decision, id, due) values (:id, :clock, :due)
              on conflict (decision, id) do update set due = excluded.due
              where decision_clock.fired_at is null
              """)
          .bind("id", id.number())
          .bind("clock", clock.id())
          .bind("due", clock.due())
          .execute();
    }
  }

  /// Marks a clock as fired; false where it was, or is gone.
  boolean fire(Handle transaction, Due due, Instant now) {
    return transaction
            .createUpdate(
                """
                update decision_clock set fired_at = :now
                where decision = :id and id = :clock and fired_at is null
                """)
            .bind("now", now)
            .bind("id", due.decision().number())
            .bind("clock", due.clock())
            .execute()
        == 1;
  }

  /// Clocks that should have fired, the oldest first.
  List<Due> due(Instant now, int most) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select decision, id, due from decision_clock
                    where fired_at is null and due <= :now order by due, decision, id limit :most
                    """)
                .bind("now", now)
                .bind("most", most)
                .map(
                    (row, _) ->
                        new Due(
                            new DecisionId(row.getLong("decision")),
                            row.getString("id"),
                            row.getTimestamp("due").toInstant()))
                .list());
  }

  /// When each clock of a decision fired, in that order.
  Map<String, Instant> fired(DecisionId id) {
    Map<String, Instant> fired = new LinkedHashMap<>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id, fired_at from decision_clock
                    where decision = :id and fired_at is not null order by fired_at, due
                    """)
                .bind("id", id.number())
                .map(
                    (row, _) ->
                        Map.entry(row.getString("id"), row.getTimestamp("fired_at").toInstant()))
                .forEach(each -> fired.put(each.getKey(), each.getValue())));
    return fired;
  }

  /// A decision after its last move, locked until the transaction ends.
  ///
  /// @param wait whether to wait for others who have it locked; else nothing is found
  Optional<Kept> locked(Handle transaction, DecisionId id, boolean wait) {
    return read(
            transaction,
            "where number = :number for update" + (wait ? "" : " skip locked"),
            id.number(),
            Instant.MIN)
        .stream()
        .findFirst();
  }

  Optional<Kept> find(DecisionId id, Instant at) {
    return jdbi
        .withHandle(handle -> read(handle, "where number = :number", id.number(), at))
        .stream()
        .findFirst();
  }

  /// Those that are open, the oldest first.
  List<Kept> open(Instant at) {
    return jdbi.withHandle(handle -> read(handle, "where open order by number", null, at));
  }

  /// The newest that are over, the newest first.
  List<Kept> over(Instant at, int most) {
    return jdbi.withHandle(
        handle ->
            read(
                handle,
                "where not open order by changed_at desc, number desc limit :number",
                (long) most,
                at));
  }

  private static List<Kept> read(Handle handle, String which, @Nullable Long number, Instant at) {
    var query =
        handle.createQuery(
            "select number, process, request, opened_at, changed_at from decision " + which);
    if (number != null) {
      query.bind("number", number);
    }
    List<Row> rows =
        query
            .map(
                (row, _) ->
                    new Row(
                        row.getLong("number"),
                        row.getString("process"),
                        DecisionJson.request(row.getString("request")),
                        row.getTimestamp("opened_at").toInstant(),
                        row.getTimestamp("changed_at").toInstant()))
            .list();
    Map<Long, List<Move>> moves = moves(handle, rows.stream().map(Row::number).toList());
    return rows.stream()
        .map(
            row ->
                new Kept(
                    row.process(),
                    Decision.replayed(row.request(), moves.getOrDefault(row.number(), List.of()))
                        .at(at),
                    row.openedAt(),
                    row.changedAt()))
        .toList();
  }

  private static Map<Long, List<Move>> moves(Handle handle, List<Long> decisions) {
    Map<Long, List<Move>> moves = new LinkedHashMap<>();
    handle
        .createQuery(
            """
            select decision, kind, move from decision_move
            where decision = any(:decisions) order by decision, number
            """)
        .bindArray("decisions", Long.class, decisions)
        .map(
            (row, _) ->
                Map.entry(
                    row.getLong("decision"),
                    DecisionJson.move(row.getString("kind"), row.getString("move"))))
        .forEach(
            each ->
                moves.computeIfAbsent(each.getKey(), _ -> new ArrayList<>()).add(each.getValue()));
    return moves;
  }
}

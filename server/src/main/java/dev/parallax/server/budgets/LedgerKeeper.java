package dev.parallax.server.budgets;

import dev.parallax.budget.Adjustment;
import dev.parallax.budget.BudgetLedger;
import dev.parallax.budget.Sli;
import dev.parallax.budget.SliId;
import dev.parallax.budget.Slice;
import dev.parallax.budget.SloId;
import dev.parallax.budget.Statement;
import dev.parallax.budget.StatementId;
import dev.parallax.ingest.SliAccumulator;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.shell.Refused;
import dev.parallax.server.shell.Revisions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/// Keeps the ledger: in memory to be read, in the database to be true.
///
/// Order of a delivery: it is committed, then merged, then acknowledged; those that arrive meanwhile
/// are committed together after it. The log of deliveries is replayed at the next start. Before a
/// statement is given out, everything that it speaks of is packed into hours and committed, so that
/// it can be drawn again. What indicators remember of their series is written less often, and the
/// log is cut then: see [#packedUpTo].
///
/// The past gets a new revision when a statement is drawn after it changed, not with each sample
/// that comes late.
///
/// One writer at a time (`writing`); readers share (`memory`), and wait for a merge, never for the
/// disk.
@Singleton
final class LedgerKeeper {
  private static final int IMPORT_CHUNK = 10_080;

  /// How long what indicators remember may be replayed from the log rather than written.
  private static final Duration CUT_EVERY = Duration.ofMinutes(10);

  /// How long the log becomes before it is cut.
  private static final long LONGEST_LOG_BYTES = 256 << 20;

  private final SliceStore slices;
  private final AdjustmentStore adjustments;
  private final Catalog catalog;
  private final Revisions revisions;
  private final InstantSource clock;

  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantReadWriteLock memory = new ReentrantReadWriteLock();

  private final BudgetLedger ledger = BudgetLedger.inMemory();
  private final Accumulators accumulators = new Accumulators();
  private final Arrivals arrivals = new Arrivals();
  private final DeliveryLog log = new DeliveryLog();
  private final Map<SliId, SortedSet<Long>> unwritten = new TreeMap<>();
  private final Map<SliId, SortedSet<Long>> rewritten = new TreeMap<>();
  private volatile long revision;
  private volatile long statedMinute = Long.MIN_VALUE;
  private volatile boolean pastChanged;
  private long appliedDelivery;
  private long logBytes;
  private Instant lastCut = Instant.EPOCH;

  LedgerKeeper(
      SliceStore slices,
      AdjustmentStore adjustments,
      Catalog catalog,
      Revisions revisions,
      InstantSource clock) {
    this.slices = slices;
    this.adjustments = adjustments;
    this.catalog = catalog;
    this.revisions = revisions;
    this.clock = clock;
  }

  /// Reads everything back. Called once, before the first request.
  ///
  /// @param feeds what is measured
  void open(Feeds feeds) {
    revision = revisions.current();
    accumulators.measure(feeds.slis());
    slices.eachHour(row -> ledger.load(row.sli(), row.hour(), row.packed()));
    adjustments.upTo(revision).forEach(ledger::adjust);
    slices
        .memories()
        .forEach(remembered -> accumulators.restore(remembered.sli(), remembered.state()));
    slices.newest().ifPresent(newest -> statedMinute = newest.asOfMinute());
    replay(feeds);
    cut();
    Thread.ofPlatform().daemon().name("ledger").start(this::commitForEver);
  }

  /// Counts what is in the log again. What is part of the packed hours already is counted for the
  /// memory of its indicators alone.
  private void replay(Feeds feeds) {
    long packedUpTo = slices.packedUpTo();
    DeliveryLog.Reader reader = new DeliveryLog.Reader(feeds);
    slices.eachDelivery(
        logged -> {
          accumulators.add(reader.unpacked(logged.samples()));
          List<Accumulators.Change> changes = accumulators.drain(new HashSet<>());
          if (logged.id() > packedUpTo) {
            merge(changes);
          }
          appliedDelivery = logged.id();
        });
  }

  /// Takes samples in: when this returns they are committed.
  ///
  /// @param matching says which samples go where; asked while the definitions stand still
  /// @return how many were taken
  /// @throws Uncommitted if the database does not take them; nothing is merged then
  /// @throws Overloaded if too many wait already
  int accept(Consumer<Delivery> matching) {
    return arrivals.enter(matching).taken();
  }

  /// Commits what arrived, group by group, as long as the program runs.
  private void commitForEver() {
    try {
      while (true) {
        List<Arrivals.Arrival> group = arrivals.takeAll();
        writing.lock();
        try {
          commit(group);
        } finally {
          writing.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void commit(List<Arrivals.Arrival> group) {
    group.forEach(Arrivals.Arrival::match);
    List<Delivery> deliveries =
        group.stream()
            .filter(arrival -> !arrival.isSettled())
            .map(Arrivals.Arrival::delivery)
            .filter(delivery -> delivery.size() > 0)
            .toList();
    try {
      Set<SliId> beyond = deliveries.isEmpty() ? Set.of() : commitAll(deliveries);
      group.forEach(arrival -> settle(arrival, beyond));
    } catch (RuntimeException | Error e) {
      log.begin();
      group.forEach(arrival -> arrival.fail(e));
    }
  }

  /// @return indicators whose samples were left out, since a minute would hold too many events
  private Set<SliId> commitAll(List<Delivery> deliveries) {
    byte[] packed = log.packed(deliveries);
    appliedDelivery = slices.append(clock.instant(), packed);
    logBytes += packed.length;
    deliveries.forEach(accumulators::add);
    Set<SliId> beyond = new HashSet<>();
    List<Accumulators.Change> changes = accumulators.drain(beyond);
    change(() -> merge(changes));
    if (logBytes > LONGEST_LOG_BYTES) {
      cut();
    }
    return beyond;
  }

  private static void settle(Arrivals.Arrival arrival, Set<SliId> beyond) {
    if (arrival.isSettled()) {
      return;
    }
    List<SliId> its = beyond.stream().filter(sli -> isSentTo(arrival.delivery(), sli)).toList();
    if (its.isEmpty()) {
      arrival.succeed();
    } else {
      arrival.fail(
          Refused.invalid(
              "%s would have more than %,d events in one minute."
                  .formatted(its, Accumulators.MOST_A_MINUTE),
              "Up to there sums of years are exact; these samples were left out, all others taken.",
              "Look at what the exporter counts."));
    }
  }

  private static boolean isSentTo(Delivery delivery, SliId sli) {
    return IntStream.range(0, delivery.size())
        .anyMatch(
            i -> delivery.route(i).stops().stream().anyMatch(stop -> stop.sli().equals(sli)));
  }

  /// Takes finished slices in, such as an imported history. When this returns they are committed.
  /// Counts do not merge idempotently, so minutes that are there already are left as they are.
  ///
  /// @param history gives its slices, ascending by minute, to whom it is given
  /// @return how many minutes were new
  long importMissing(SliId sli, Consumer<Consumer<Slice>> history) {
    writing.lock();
    try {
      long[] added = new long[1];
      List<Slice> chunk = new ArrayList<>(IMPORT_CHUNK);
      history.accept(
          slice -> {
            chunk.add(slice);
            if (chunk.size() == IMPORT_CHUNK) {
              added[0] += mergeMissing(sli, chunk);
            }
          });
      added[0] += mergeMissing(sli, chunk);
      if (added[0] > 0) {
        write(_ -> {});
      }
      return added[0];
    } finally {
      writing.unlock();
    }
  }

  private int mergeMissing(SliId sli, List<Slice> chunk) {
    List<Slice> missing = chunk.isEmpty() ? List.of() : missing(sli, chunk);
    change(() -> merge(List.of(new Accumulators.Change(sli, missing))));
    chunk.clear();
    return missing.size();
  }

  private List<Slice> missing(SliId sli, List<Slice> chunk) {
    Set<Long> present = new HashSet<>();
    ledger
        .slices(sli, chunk.getFirst().minute(), chunk.getLast().minute() + 1)
        .forEach(slice -> present.add(slice.minute()));
    return chunk.stream()
        .filter(slice -> !slice.isEmpty() && !present.contains(slice.minute()))
        .toList();
  }

  /// Enters an adjustment. When this returns it is committed, with what else belongs to it.
  ///
  /// @return whether it is new
  boolean enter(Adjustment adjustment, Consumer<Handle> also) {
    writing.lock();
    try {
      if (isEntered(adjustment)) {
        return false;
      }
      long[] next = new long[1];
      slices.inTransaction(
          transaction -> {
            next[0] = revisions.next(transaction);
            adjustments.enter(transaction, adjustment, next[0]);
            also.accept(transaction);
          });
      change(
          () -> {
            ledger.adjust(adjustment);
            revision = next[0];
          });
      return true;
    } finally {
      writing.unlock();
    }
  }

  private boolean isEntered(Adjustment adjustment) {
    String id = adjustment.entry().id();
    Adjustment known = adjustments.named(id).orElse(null);
    if (adjustment instanceof Adjustment.Reversal(_, String reverses)) {
      SloId slo = adjustment.entry().slo();
      boolean isThere =
          adjustments.named(reverses).filter(of -> of.entry().slo().equals(slo)).isPresent();
      if (!isThere) {
        throw Refused.notFound(
            "SLO '%s' has no adjustment '%s'.".formatted(slo, reverses),
            "A reversal takes back an entry of the same SLO.",
            "The receipt of the SLO lists them with their ids.");
      }
    }
    if (known != null && !AdjustmentStore.saysTheSame(known, adjustment)) {
      throw new Refused(
          Refused.Reason.CONFLICT,
          "Adjustment '%s' is there already and says something else.".formatted(id),
          "An entry is never changed; the same id means the same entry.",
          "Enter a reversal of it, and the new one under another id.");
    }
    return known != null;
  }

  /// The catalogue has a new revision: these are measured and statements are drawn from it from now
  /// on.
  ///
  /// What was counted by a query that changes is packed and committed before, and what was
  /// remembered for it is forgotten: a restart must not count it again by the new query.
  ///
  /// @param then what else changes with it; no delivery is matched meanwhile
  void definitionsChanged(Map<SliId, Sli> slis, Runnable then) {
    writing.lock();
    try {
      Set<SliId> ended = accumulators.endedBy(slis);
      cut(transaction -> slices.forget(transaction, ended));
      then.run();
      change(
          () -> {
            accumulators.measure(slis);
            revision = Math.max(revision, revisions.current());
          });
    } finally {
      writing.unlock();
    }
  }

  private void merge(List<Accumulators.Change> changes) {
    for (Accumulators.Change change : changes) {
      for (Slice slice : change.slices()) {
        if (slice.minute() < statedMinute) {
          rewritten
              .computeIfAbsent(change.sli(), _ -> new TreeSet<>())
              .add(Math.floorDiv(slice.minute(), 60L));
          pastChanged = true;
        }
      }
      ledger.addAll(change.sli(), change.slices());
    }
  }

  /// Writes everything and empties the log.
  private void cut() {
    cut(_ -> {});
  }

  private void cut(Consumer<Handle> also) {
    accumulators.forgetEnded();
    Map<SliId, byte[]> memories = accumulators.unwritten();
    write(
        transaction -> {
          slices.remember(
              transaction,
              memories.entrySet().stream()
                  .map(memory -> new SliceStore.Memory(memory.getKey(), memory.getValue()))
                  .toList());
          slices.forgetDeliveries(transaction, appliedDelivery);
          also.accept(transaction);
        });
    accumulators.written();
    log.begin();
    logBytes = 0;
    lastCut = clock.instant();
  }

  /// Packs and commits the hours that changed. What could not be written stays marked.
  private void write(Consumer<Handle> also) {
    ledger
        .takeChangedHours()
        .forEach(
            (sli, hours) -> unwritten.computeIfAbsent(sli, _ -> new TreeSet<>()).addAll(hours));
    long[] next = {revision};
    slices.inTransaction(
        transaction -> {
          if (!rewritten.isEmpty()) {
            next[0] = revisions.next(transaction);
            slices.supersede(transaction, rows(rewritten, next[0]));
          }
          slices.put(transaction, unwrittenRows(next[0]));
          slices.markPacked(transaction, appliedDelivery);
          also.accept(transaction);
        });
    unwritten.clear();
    rewritten.clear();
    pastChanged = false;
    change(() -> revision = next[0]);
  }

  private List<SliceStore.HourRow> unwrittenRows(long next) {
    List<SliceStore.HourRow> rows = new ArrayList<>();
    unwritten.forEach(
        (sli, hours) -> {
          SortedSet<Long> changedPast = rewritten.getOrDefault(sli, new TreeSet<>());
          for (long hour : hours) {
            rows.add(row(sli, hour, changedPast.contains(hour) ? next : 0));
          }
        });
    return rows;
  }

  private List<SliceStore.HourRow> rows(Map<SliId, SortedSet<Long>> hours, long next) {
    List<SliceStore.HourRow> rows = new ArrayList<>();
    hours.forEach((sli, each) -> each.forEach(hour -> rows.add(row(sli, hour, next))));
    return rows;
  }

  private SliceStore.HourRow row(SliId sli, long hour, long next) {
    byte[] packed = ledger.packed(sli, hour);
    if (packed == null) {
      throw new IllegalStateException(
          "hour %d of %s changed and is empty: expected something in it. Report this, please."
              .formatted(hour, sli));
    }
    return new SliceStore.HourRow(sli, hour, next, packed);
  }

  /// Draws the statement of an instant from the newest revision, after everything in it is
  /// committed.
  Statement state(Instant asOf) {
    writing.lock();
    try {
      long minute = Math.floorDiv(asOf.getEpochSecond(), 60L);
      if (lastCut.plus(CUT_EVERY).isBefore(clock.instant())) {
        cut();
      } else if (!rewritten.isEmpty()) {
        write(_ -> {});
      }
      StatementId id = new StatementId(minute, revision);
      write(transaction -> slices.state(transaction, id, clock.instant()));
      statedMinute = Math.max(statedMinute, minute);
      return read(
          current ->
              Statement.draw(id, catalog.slosAt(id.revision()), current, Statement.Terms.DEFAULT));
    } finally {
      writing.unlock();
    }
  }

  /// Draws a statement of an older revision from what stood in the database then.
  Statement redraw(StatementId id) {
    BudgetLedger then = ledgerAt(id.revision(), Optional.empty());
    return Statement.draw(id, catalog.slosAt(id.revision()), then, Statement.Terms.DEFAULT);
  }

  /// Reads what the ledger held of an SLO at a revision: from memory where that is the newest, else
  /// from the database.
  <T> T readAt(long wanted, SloId slo, Function<BudgetLedger, T> reading) {
    memory.readLock().lock();
    try {
      if (wanted == revision && rewritten.isEmpty()) {
        return reading.apply(ledger);
      }
    } finally {
      memory.readLock().unlock();
    }
    return reading.apply(ledgerAt(wanted, Optional.of(slo)));
  }

  private BudgetLedger ledgerAt(long wanted, Optional<SloId> slo) {
    BudgetLedger then = BudgetLedger.inMemory();
    slices.eachHourAt(wanted, slo, row -> then.load(row.sli(), row.hour(), row.packed()));
    adjustments.upTo(wanted).forEach(then::adjust);
    return then;
  }

  /// What was found in the samples of an indicator since the program started.
  Map<SliAccumulator.Finding, Long> findings(SliId sli) {
    if (memory.getReadHoldCount() > 0) {
      throw new IllegalStateException(
          "findings of %s are asked for while the ledger is read: a writer that waits for the reader would never end. Ask before reading."
              .formatted(sli));
    }
    writing.lock();
    try {
      return accumulators.findings(sli);
    } finally {
      writing.unlock();
    }
  }

  /// The newest revision of the past.
  long revision() {
    return revision;
  }

  /// Whether samples came late for a minute that a statement has spoken of. The next one that is
  /// drawn has a new revision.
  boolean hasPastChanged() {
    return pastChanged;
  }

  /// Reads the ledger while nothing changes it.
  <T> T read(Function<BudgetLedger, T> reading) {
    memory.readLock().lock();
    try {
      return reading.apply(ledger);
    } finally {
      memory.readLock().unlock();
    }
  }

  private void change(Runnable change) {
    memory.writeLock().lock();
    try {
      change.run();
    } finally {
      memory.writeLock().unlock();
    }
  }
}

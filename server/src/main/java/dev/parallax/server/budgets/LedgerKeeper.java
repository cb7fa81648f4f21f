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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/// Keeps the ledger: in memory to be read, in the database to be true.
///
/// Order of a delivery: it is committed, then merged, then acknowledged; those that arrive
/// meanwhile are committed together after it. The log of deliveries is replayed at the next start.
/// Before a statement is given out, everything that it speaks of is packed into hours and
/// committed, so that it can be drawn again. What indicators remember of their series is written
/// less often, and the log is cut then: see [Intake].
///
/// The past gets a new revision when a statement is drawn after it changed, not with each sample
/// that comes late.
///
/// One writer at a time (`writing`); readers share (`memory`), and wait for a merge, never for the
/// disk.
@Singleton
final class LedgerKeeper {
  private static final int IMPORT_CHUNK = 10_080;

  private final SliceStore slices;
  private final AdjustmentStore adjustments;
  private final Plans plans;
  private final Revisions revisions;
  private final InstantSource clock;

  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantReadWriteLock memory = new ReentrantReadWriteLock();

  private final BudgetLedger ledger = BudgetLedger.inMemory();
  private final Intake intake;
  private final Arrivals arrivals = new Arrivals();
  private final Unpacked unpacked = new Unpacked();
  private volatile long revision;
  private volatile long statedMinute = Long.MIN_VALUE;

  LedgerKeeper(
      SliceStore slices,
      AdjustmentStore adjustments,
      Catalog catalog,
      Revisions revisions,
      InstantSource clock) {
    this.slices = slices;
    this.intake = new Intake(slices, clock);
    this.adjustments = adjustments;
    this.plans = new Plans(catalog);
    this.revisions = revisions;
    this.clock = clock;
  }

  /// Reads everything back. Called once, before the first request.
  ///
  /// @param feeds what is measured
  void open(Feeds feeds) {
    revision = revisions.current();
    slices.eachHour(row -> ledger.load(row.sli(), row.hour(), row.packed()));
    adjustments.upTo(revision).forEach(ledger::adjust);
    slices.newest().ifPresent(newest -> statedMinute = newest.asOfMinute());
    intake.open(feeds, this::merge);
    cut(_ -> {});
    Thread.ofPlatform().daemon().name("ledger").start(this::takeForEver);
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

  /// Takes what arrives, group by group, as long as the program runs.
  private void takeForEver() {
    try {
      while (true) {
        List<Arrivals.Arrival> group = arrivals.takeAll();
        writing.lock();
        try {
          intake.take(group, changes -> change(() -> merge(changes)));
          if (intake.isLogLong()) {
            cut(_ -> {});
          }
        } catch (RuntimeException | Error e) {
          group.forEach(arrival -> arrival.fail(e));
        } finally {
          writing.unlock();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
      Set<SliId> ended = intake.endedBy(slis);
      cut(transaction -> slices.forget(transaction, ended));
      then.run();
      change(
          () -> {
            intake.measure(slis);
            revision = Math.max(revision, revisions.current());
          });
    } finally {
      writing.unlock();
    }
  }

  private void merge(List<Accumulators.Change> changes) {
    for (Accumulators.Change change : changes) {
      unpacked.note(change, statedMinute);
      ledger.addAll(change.sli(), change.slices());
    }
  }

  /// Writes everything and empties the log.
  private void cut(Consumer<Handle> also) {
    write(intake.cutting().andThen(also));
    intake.cut();
  }

  /// Packs and commits the hours that changed. What could not be written stays marked.
  private void write(Consumer<Handle> also) {
    unpacked.gather(ledger);
    long[] next = {revision};
    slices.inTransaction(
        transaction -> {
          if (unpacked.isPastRewritten()) {
            next[0] = revisions.next(transaction);
            slices.supersede(transaction, unpacked.rewrittenRows(ledger, next[0]));
          }
          slices.put(transaction, unpacked.rows(ledger, next[0]));
          slices.markPacked(transaction, intake.logged());
          also.accept(transaction);
        });
    unpacked.clear();
    change(() -> revision = next[0]);
  }

  /// Draws the statement of an instant from the newest revision, after everything in it is
  /// committed.
  Statement state(Instant asOf) {
    writing.lock();
    try {
      long minute = Math.floorDiv(asOf.getEpochSecond(), 60L);
      if (intake.isLongSinceCut()) {
        cut(_ -> {});
      } else if (unpacked.isPastRewritten()) {
        write(_ -> {});
      }
      StatementId id = new StatementId(minute, revision);
      write(transaction -> slices.state(transaction, id, clock.instant()));
      statedMinute = Math.max(statedMinute, minute);
      return read(current -> plans.at(id.revision()).draw(id, current));
    } finally {
      writing.unlock();
    }
  }

  /// Draws a statement of an older revision from what stood in the database then.
  Statement redraw(StatementId id) {
    BudgetLedger then = ledgerAt(id.revision(), Optional.empty());
    return plans.at(id.revision()).draw(id, then);
  }

  /// Reads what the ledger held of an SLO at a revision: from memory where that is the newest, else
  /// from the database.
  <T> T readAt(long wanted, SloId slo, Function<BudgetLedger, T> reading) {
    memory.readLock().lock();
    try {
      if (wanted == revision && !unpacked.isPastRewritten()) {
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

  /// What was found in the samples of an indicator since the program started. It does not wait for
  /// samples that are on their way.
  Map<SliAccumulator.Finding, Long> findings(SliId sli) {
    return intake.findings(sli);
  }

  /// The newest revision of the past.
  long revision() {
    return revision;
  }

  /// Whether samples came late for a minute that a statement has spoken of. The next one that is
  /// drawn has a new revision.
  boolean hasPastChanged() {
    return unpacked.isPastRewritten();
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

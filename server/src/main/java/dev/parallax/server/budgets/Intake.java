package dev.parallax.server.budgets;

import dev.parallax.budget.Sli;
import dev.parallax.budget.SliId;
import dev.parallax.ingest.SliAccumulator;
import dev.parallax.server.shell.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/// From deliveries to what they change: each is logged, then counted. What indicators remember of
/// their series is written from time to time, and the log cut then; a start reads that and counts
/// the log again. Guarded by its owner.
final class Intake {
  /// How long what indicators remember may be replayed from the log rather than written.
  private static final Duration CUT_EVERY = Duration.ofMinutes(10);

  /// How long the log becomes before it is cut.
  private static final long LONGEST_LOG_BYTES = 256 << 20;

  private final SliceStore store;
  private final InstantSource clock;
  private final Accumulators accumulators = new Accumulators();
  private final DeliveryLog log = new DeliveryLog();
  private long logged;
  private long bytes;
  private Instant lastCut = Instant.EPOCH;

  Intake(SliceStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Reads what indicators remember, and counts the log again: what is part of the packed hours
  /// already for the memory alone.
  ///
  /// @param merging hears what is in no packed hour
  void open(Feeds feeds, Consumer<List<Accumulators.Change>> merging) {
    accumulators.measure(feeds.slis());
    store
        .memories()
        .forEach(remembered -> accumulators.restore(remembered.sli(), remembered.state()));
    long packedUpTo = store.packedUpTo();
    DeliveryLog.Reader reader = new DeliveryLog.Reader(feeds);
    store.eachDelivery(
        entry -> {
          accumulators.add(reader.unpacked(entry.samples()));
          List<Accumulators.Change> changes = accumulators.drain(new HashSet<>());
          if (entry.id() > packedUpTo) {
            merging.accept(changes);
          }
          logged = entry.id();
        });
  }

  /// Commits deliveries to the log and counts them.
  ///
  /// @param merging hears what has to be merged into the ledger; called once they are committed
  /// @throws Uncommitted if the database does not take them; nothing is counted then
  void take(List<Arrivals.Arrival> group, Consumer<List<Accumulators.Change>> merging) {
    group.forEach(Arrivals.Arrival::match);
    List<Delivery> deliveries =
        group.stream()
            .filter(arrival -> !arrival.isSettled())
            .map(Arrivals.Arrival::delivery)
            .filter(delivery -> delivery.size() > 0)
            .toList();
    Set<SliId> beyond = new HashSet<>();
    if (!deliveries.isEmpty()) {
      commit(log.packed(deliveries));
      deliveries.forEach(accumulators::add);
      merging.accept(accumulators.drain(beyond));
    }
    group.forEach(arrival -> settle(arrival, beyond));
  }

  private void commit(byte[] packed) {
    try {
      logged = store.append(clock.instant(), packed);
      bytes += packed.length;
    } catch (RuntimeException e) {
      log.begin();
      throw e;
    }
  }

  /// @param beyond indicators whose samples were left out
  private static void settle(Arrivals.Arrival arrival, Set<SliId> beyond) {
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
        .anyMatch(i -> delivery.route(i).stops().stream().anyMatch(stop -> stop.sli().equals(sli)));
  }

  /// Up to which delivery everything is counted.
  long logged() {
    return logged;
  }

  boolean isLongSinceCut() {
    return bytes > LONGEST_LOG_BYTES || lastCut.plus(CUT_EVERY).isBefore(clock.instant());
  }

  boolean isLogLong() {
    return bytes > LONGEST_LOG_BYTES;
  }

  /// What to write so that the log is not needed any more, together with the hours.
  Consumer<Handle> cutting() {
    accumulators.forgetEnded();
    Map<SliId, byte[]> memories = accumulators.unwritten();
    return transaction -> {
      store.remember(
          transaction,
          memories.entrySet().stream()
              .map(memory -> new SliceStore.Memory(memory.getKey(), memory.getValue()))
              .toList());
      store.forgetDeliveries(transaction, logged);
    };
  }

  /// What [#cutting] said is committed.
  void cut() {
    accumulators.written();
    log.begin();
    bytes = 0;
    lastCut = clock.instant();
  }

  Set<SliId> endedBy(Map<SliId, Sli> slis) {
    return accumulators.endedBy(slis);
  }

  void measure(Map<SliId, Sli> slis) {
    accumulators.measure(slis);
  }

  Map<SliAccumulator.Finding, Long> findings(SliId sli) {
    return accumulators.findings(sli);
  }
}

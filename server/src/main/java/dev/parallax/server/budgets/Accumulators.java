package dev.parallax.server.budgets;

import dev.parallax.budget.Sli;
import dev.parallax.budget.SliId;
import dev.parallax.budget.Slice;
import dev.parallax.ingest.Sample;
import dev.parallax.ingest.SliAccumulator;
import dev.parallax.server.shell.Refused;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/// One accumulator an SLI: what it remembers of its series, and what has to be merged into the
/// ledger. Guarded by its owner.
final class Accumulators {
  private static final Logger LOG = Logger.getLogger(Accumulators.class);

  private final Map<SliId, SliAccumulator> bySli = new HashMap<>();

  /// Sums of this in every minute of 17 years stay within 64 bits.
  private static final long MOST_A_MINUTE = 1_000_000_000_000L;

  private final Set<SliId> beyond = new HashSet<>();
  private final Set<SliId> changed = new HashSet<>();
  private Map<SliId, Sli> wanted = Map.of();

  /// These indicators are measured from now on. One whose query changed begins anew: its series are
  /// others.
  void measure(Map<SliId, Sli> slis) {
    wanted = Map.copyOf(slis);
    bySli.entrySet().removeIf(entry -> !entry.getValue().sli().equals(wanted.get(entry.getKey())));
  }

  /// Indicators that would begin anew.
  Set<SliId> endedBy(Map<SliId, Sli> slis) {
    Set<SliId> ended = new HashSet<>();
    bySli.forEach(
        (id, accumulator) -> {
          if (!accumulator.sli().equals(slis.get(id))) {
            ended.add(id);
          }
        });
    return ended;
  }

  /// Counts samples of known indicators.
  ///
  /// @return what has to be merged into the ledger; samples of indicators that are no more are left
  ///   out
  Map<SliId, List<Slice>> accept(Collection<Deliveries.Matched> all) {
    Map<SliId, SliAccumulator> touched = new TreeMap<>();
    for (Deliveries.Matched matched : all) {
      open(matched.sli())
          .ifPresent(
              accumulator -> {
                for (Sample sample : matched.samples()) {
                  accumulator.add(matched.role(), matched.series(), matched.target(), sample);
                }
                touched.put(matched.sli(), accumulator);
              });
    }
    Map<SliId, List<Slice>> changes = new TreeMap<>();
    touched.forEach((sli, accumulator) -> changes.put(sli, accumulator.drain()));
    changed.addAll(touched.keySet());
    beyond.clear();
    changes.forEach(
        (sli, slices) -> {
          if (wanted.get(sli) instanceof Sli.Ratio
              && !slices.stream().allMatch(Accumulators::isCountable)) {
            beyond.add(sli);
          }
        });
    changes.keySet().removeAll(beyond);
    return changes;
  }

  private static boolean isCountable(Slice slice) {
    return Math.abs(slice.good()) <= MOST_A_MINUTE && Math.abs(slice.total()) <= MOST_A_MINUTE;
  }

  /// Says so where the last samples of an indicator were left out, because a minute would hold more
  /// than any service has.
  ///
  /// @throws Refused with the indicators
  void sayWhatWasLeftOut() {
    if (!beyond.isEmpty()) {
      throw Refused.invalid(
          "%s would have more than %,d events in one minute.".formatted(beyond, MOST_A_MINUTE),
          "Up to there sums of years are exact; these samples were left out, all others taken.",
          "Look at what the exporter counts.");
    }
  }

  private Optional<SliAccumulator> open(SliId id) {
    Sli sli = wanted.get(id);
    return sli == null
        ? Optional.empty()
        : Optional.of(
            bySli.computeIfAbsent(
                id, _ -> new SliAccumulator(sli, SliAccumulator.Settings.DEFAULT)));
  }

  void restore(SliId id, byte[] state) {
    Sli sli = wanted.get(id);
    if (sli == null) {
      return;
    }
    try {
      bySli.put(id, SliAccumulator.fromBytes(sli, state));
    } catch (IllegalArgumentException e) {
      LOG.warnf(
          e,
          "What %s remembered of its series cannot be used: it begins anew, and counts from the next sample on.",
          id);
    }
  }

  /// The states that changed since they were last written.
  Map<SliId, byte[]> changed() {
    Map<SliId, byte[]> states = new TreeMap<>();
    for (SliId sli : changed) {
      SliAccumulator accumulator = bySli.get(sli);
      if (accumulator != null) {
        states.put(sli, accumulator.toBytes());
      }
    }
    return states;
  }

  void written() {
    changed.clear();
  }

  /// What was found in the samples of an indicator so far, since the program started.
  Map<SliAccumulator.Finding, Long> findings(SliId sli) {
    SliAccumulator accumulator = bySli.get(sli);
    return accumulator == null ? Map.of() : accumulator.findings();
  }
}

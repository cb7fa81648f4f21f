package dev.parallax.server.budgets;

import dev.parallax.budget.Sli;
import dev.parallax.budget.SliId;
import dev.parallax.budget.Slice;
import dev.parallax.ingest.SliAccumulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One accumulator an SLI: what it remembers of its series, and what has to be merged into the
/// ledger. Guarded by its owner.
final class Accumulators {
  private static final Logger LOG = Logger.getLogger(Accumulators.class);

  /// Sums of this in every minute of 17 years stay within 64 bits.
  static final long MOST_A_MINUTE = 1_000_000_000_000L;

  private static final int MANY_SERIES = 10_000;
  private static final Duration ENDED = Duration.ofDays(1);

  private final Map<SliId, SliAccumulator> bySli = new ConcurrentHashMap<>();
  private final IdentityHashMap<SliAccumulator, SliId> ids = new IdentityHashMap<>();
  private final Set<SliAccumulator> touched = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<SliId> unwritten = new TreeSet<>();
  private Map<SliId, Sli> wanted = Map.of();

  /// What has to be merged into the ledger.
  record Change(SliId sli, List<Slice> slices) {}

  /// These indicators are measured from now on. One whose query changed begins anew: its series are
  /// others.
  void measure(Map<SliId, Sli> slis) {
    endedBy(slis).forEach(id -> ids.remove(bySli.remove(id)));
    unwritten.retainAll(bySli.keySet());
    wanted = Map.copyOf(slis);
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

  /// Counts samples; [#drain] says what that changes. Samples of indicators that are no more are
  /// left out.
  void add(Delivery delivery) {
    for (int i = 0; i < delivery.size(); i++) {
      Route route = delivery.route(i);
      long millis = delivery.epochMillis(i);
      double value = delivery.value(i);
      if (!route.isKept()) {
        route.keptAt(places(route));
      }
      add(route.first(), route.firstPlace(), millis, value);
      add(route.second(), route.secondPlace(), millis, value);
      for (Route.Place other : route.others()) {
        add(other.accumulator(), other.place(), millis, value);
      }
    }
  }

  private void add(@Nullable SliAccumulator accumulator, int place, long millis, double value) {
    if (accumulator != null) {
      if (accumulator.isDrained()) {
        touched.add(accumulator);
      }
      accumulator.add(place, millis, value);
    }
  }

  private List<Route.Place> places(Route route) {
    List<Route.Place> found = new ArrayList<>(route.stops().size());
    for (Route.Stop stop : route.stops()) {
      SliAccumulator accumulator = open(stop.sli());
      if (accumulator != null) {
        found.add(
            new Route.Place(
                accumulator, accumulator.place(stop.role(), route.series(), route.target())));
      }
    }
    return found;
  }

  private @Nullable SliAccumulator open(SliId id) {
    Sli sli = wanted.get(id);
    if (sli == null) {
      return null;
    }
    SliAccumulator known = bySli.get(id);
    return known == null
        ? put(id, new SliAccumulator(sli, SliAccumulator.Settings.DEFAULT))
        : known;
  }

  private SliAccumulator put(SliId id, SliAccumulator accumulator) {
    bySli.put(id, accumulator);
    ids.put(accumulator, id);
    return accumulator;
  }

  /// What has to be merged into the ledger since this was last asked. An indicator of which one
  /// minute would hold more than any service has is left out, and among `beyond`.
  List<Change> drain(Set<SliId> beyond) {
    List<Change> changes = new ArrayList<>(touched.size());
    for (SliAccumulator accumulator : touched) {
      SliId id = ids.get(accumulator);
      List<Slice> slices = accumulator.drain();
      if (id == null) {
        continue;
      }
      unwritten.add(id);
      if (accumulator.sli() instanceof Sli.Ratio
          && !slices.stream().allMatch(Accumulators::isCountable)) {
        beyond.add(id);
      } else if (!slices.isEmpty()) {
        changes.add(new Change(id, slices));
      }
    }
    touched.clear();
    return changes;
  }

  private static boolean isCountable(Slice slice) {
    return Math.abs(slice.good()) <= MOST_A_MINUTE && Math.abs(slice.total()) <= MOST_A_MINUTE;
  }

  /// Lets go of the series that ended a day before the newest sample of their indicator, where
  /// there are many: programs come and go.
  void forgetEnded() {
    for (SliId id : unwritten) {
      SliAccumulator accumulator = bySli.get(id);
      if (accumulator != null && accumulator.seriesCount() > MANY_SERIES) {
        accumulator.forgetEnded(ENDED);
      }
    }
  }

  void restore(SliId id, byte[] state) {
    Sli sli = wanted.get(id);
    if (sli == null) {
      return;
    }
    try {
      put(id, SliAccumulator.fromBytes(sli, state));
    } catch (IllegalArgumentException e) {
      LOG.warnf(
          e,
          "What %s remembered of its series cannot be used: it begins anew, and counts from the next sample on.",
          id);
    }
  }

  /// The states that changed since they were last written.
  Map<SliId, byte[]> unwritten() {
    Map<SliId, byte[]> states = new TreeMap<>();
    for (SliId id : unwritten) {
      SliAccumulator accumulator = bySli.get(id);
      if (accumulator != null) {
        states.put(id, accumulator.toBytes());
      }
    }
    return states;
  }

  void written() {
    unwritten.clear();
  }

  /// What was found in the samples of an indicator so far, since the program started. Any thread
  /// may ask; what is being counted meanwhile may be missing.
  Map<SliAccumulator.Finding, Long> findings(SliId sli) {
    SliAccumulator accumulator = bySli.get(sli);
    return accumulator == null ? Map.of() : accumulator.findings();
  }
}

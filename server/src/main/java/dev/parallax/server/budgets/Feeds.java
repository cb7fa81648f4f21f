package dev.parallax.server.budgets;

import dev.parallax.budget.Sli;
import dev.parallax.budget.SliId;
import dev.parallax.budget.Slo;
import dev.parallax.budget.SloHistory;
import dev.parallax.ingest.Fingerprint;
import dev.parallax.ingest.Labels;
import dev.parallax.ingest.SelectorIndex;
import dev.parallax.ingest.SeriesRef;
import dev.parallax.ingest.SliAccumulator.Role;
import dev.parallax.server.catalog.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Which indicator is fed from where, as of one registry. A series that was heard before keeps its
/// route and is not matched again.
final class Feeds {
  private final SortedMap<SliId, Sli> slis = new TreeMap<>();
  private final SortedMap<SliId, Feed> feeds = new TreeMap<>();
  private final SelectorIndex<Route.Stop> pushed;
  private final Fingerprint nothing = Fingerprint.of("");
  private final Route nowhere = new Route(this, nothing, nothing, List.of(), false);

  Feeds(Registry registry) {
    for (SloHistory history : registry.slos().values()) {
      Slo slo = history.versions().getLast().slo();
      slo.slis()
          .forEach(
              (id, sli) -> {
                slis.put(id, sli);
                feeds.put(id, Feed.of(sli, registry));
              });
    }
    List<SelectorIndex.Entry<Route.Stop>> entries = new ArrayList<>();
    feeds.forEach(
        (sli, feed) -> {
          if (feed instanceof Feed.Pushed(var selectors)) {
            selectors.forEach(
                (role, selector) ->
                    entries.add(new SelectorIndex.Entry<>(selector, new Route.Stop(sli, role))));
          }
        });
    pushed = new SelectorIndex<>(entries);
  }

  SortedMap<SliId, Sli> slis() {
    return slis;
  }

  Feed of(SliId sli) {
    return feeds.getOrDefault(sli, new Feed.Nothing("its SLO is not registered"));
  }

  SortedMap<SliId, Feed> all() {
    return feeds;
  }

  /// Where the samples of a series go.
  Route route(SeriesRef series) {
    if (series.note() instanceof Route known && known.isOf(this)) {
      return known;
    }
    Route found = route(series.labels());
    series.note(found);
    return found;
  }

  private Route route(Labels labels) {
    List<Route.Stop> stops = pushed.find(labels);
    return stops.isEmpty()
        ? nowhere
        : new Route(
            this,
            labels.fingerprint(),
            labels.target(),
            stops,
            stops.stream().anyMatch(stop -> counts(stop.sli())));
  }

  /// The way to one query of one indicator, whatever its selector says.
  Route to(SliId sli, Role role, Labels labels) {
    return new Route(
        this,
        labels.fingerprint(),
        labels.target(),
        List.of(new Route.Stop(sli, role)),
        counts(sli));
  }

  private boolean counts(SliId sli) {
    return slis.get(sli) instanceof Sli.Ratio(_, _, _, boolean counter) && counter;
  }
}

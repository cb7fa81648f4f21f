package dev.parallax.server.budgets;

import dev.parallax.budget.Sli;
import dev.parallax.budget.SliId;
import dev.parallax.budget.Slo;
import dev.parallax.budget.SloHistory;
import dev.parallax.ingest.Fingerprint;
import dev.parallax.ingest.Labels;
import dev.parallax.ingest.Selector;
import dev.parallax.ingest.Series;
import dev.parallax.ingest.SliAccumulator.Role;
import dev.parallax.server.catalog.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Which indicator is fed from where, as of one registry. A series that was seen before is not
/// matched again.
final class Feeds {
  private static final int REMEMBERED_SERIES = 1_000_000;

  private final SortedMap<SliId, Sli> slis = new TreeMap<>();
  private final SortedMap<SliId, Feed> feeds = new TreeMap<>();
  private final Map<Fingerprint, List<Route>> routes = new ConcurrentHashMap<>();

  /// Where samples of a series go.
  record Route(SliId sli, Role role) {}

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

  /// The samples that some indicator wants, one entry an indicator, role and series.
  List<Deliveries.Matched> match(List<Series> delivered) {
    List<Deliveries.Matched> matched = new ArrayList<>();
    for (Series series : delivered) {
      Labels labels = series.labels();
      for (Route route : routes(labels)) {
        matched.add(
            new Deliveries.Matched(
                route.sli(),
                route.role(),
                labels.fingerprint(),
                labels.target(),
                series.samples()));
      }
    }
    return matched;
  }

  /// Whether some indicator counts this series: its values are those of a counter.
  boolean isCounted(Labels labels) {
    return routes(labels).stream()
        .anyMatch(
            route ->
                slis.get(route.sli()) instanceof Sli.Ratio(_, _, _, boolean counter) && counter);
  }

  private List<Route> routes(Labels labels) {
    if (routes.size() > REMEMBERED_SERIES) {
      routes.clear();
    }
    return routes.computeIfAbsent(labels.fingerprint(), _ -> find(labels));
  }

  private List<Route> find(Labels labels) {
    List<Route> found = new ArrayList<>();
    feeds.forEach(
        (sli, feed) -> {
          if (feed instanceof Feed.Pushed(Map<Role, Selector> selectors)) {
            selectors.forEach(
                (role, selector) -> {
                  if (selector.matches(labels)) {
                    found.add(new Route(sli, role));
                  }
                });
          }
        });
    return List.copyOf(found);
  }
}

package dev.parallax.server.budgets;

import dev.parallax.budget.Query;
import dev.parallax.budget.Sli;
import dev.parallax.ingest.Selector;
import dev.parallax.ingest.SliAccumulator.Role;
import dev.parallax.server.catalog.Registry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How an indicator gets its samples.
sealed interface Feed {
  /// Series that are sent here and that a selector finds.
  record Pushed(Map<Role, Selector> selectors) implements Feed {}

  /// Queries that a data source answers: raw samples where the query is a selector, values a minute
  /// where it is not.
  ///
  /// @param whyPulled why pushed series cannot serve it
  record Pulled(Registry.DataSource source, Map<Role, Query> queries, String whyPulled)
      implements Feed {}

  /// The states of a monitor, brought as a history.
  record Histories(String monitor) implements Feed {}

  /// Nothing measures it.
  record Nothing(String why) implements Feed {}

  /// How it is measured, in a sentence.
  default String sentence() {
    return switch (this) {
      case Pushed _ -> "Counted from series that are sent here by remote write.";
      case Pulled(Registry.DataSource source, _, String why) ->
          "Pulled from %s once a minute: %s.".formatted(source.name(), why);
      case Histories(String monitor) ->
          "Counted from the status history of monitor %s.".formatted(monitor);
      case Nothing(String why) -> "Not measured: %s.".formatted(why);
    };
  }

  static Feed of(Sli sli, Registry registry) {
    Map<Role, Query> queries = queries(sli);
    for (Query query : queries.values()) {
      if (query.type().equals("status-history")) {
        return new Histories(query.spec().getOrDefault("monitor", ""));
      }
    }
    Map<Role, Selector> selectors = new TreeMap<>();
    List<String> obstacles = new ArrayList<>();
    queries.forEach((role, query) -> read(query, selectors, role, obstacles));
    @Nullable String named = queries.values().iterator().next().dataSource();
    if (named == null) {
      return obstacles.isEmpty()
          ? new Pushed(selectors)
          : new Nothing(
              obstacles.getFirst() + "; name a data source that answers it, and it is pulled");
    }
    Registry.DataSource source = registry.dataSources().get(named);
    if (source == null || source.url() == null) {
      return new Nothing(
          "data source '%s' %s"
              .formatted(
                  named,
                  source == null ? "is not registered" : "has no url among its connectionDetails"));
    }
    return new Pulled(
        source,
        queries,
        obstacles.isEmpty()
            ? "its definition names that source"
            : "it cannot be served by push, for " + obstacles.getFirst());
  }

  private static void read(
      Query query, Map<Role, Selector> selectors, Role role, List<String> obstacles) {
    String expression = query.spec().getOrDefault("query", "");
    switch (Selector.fromExpression(expression)) {
      case Selector.Selected(Selector selector, _) -> selectors.put(role, selector);
      case Selector.NotASelector(String reason) -> obstacles.add(reason);
    }
  }

  private static Map<Role, Query> queries(Sli sli) {
    return switch (sli) {
      case Sli.Ratio(_, Query part, Query total, _) -> Map.of(Role.PART, part, Role.TOTAL, total);
      case Sli.Threshold(Query query, _, _) -> Map.of(Role.TOTAL, query);
      case Sli.RawRatio(Query query, _) -> Map.of(Role.TOTAL, query);
    };
  }
}

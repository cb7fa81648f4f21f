package dev.parallax.budget;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where a count comes from: a kind of source and what it is asked.
///
/// @param type the kind of source in lower case, such as `prometheus` or `status-history`
/// @param dataSource the name of a registered data source, or nothing where the type says enough
/// @param spec what the source is asked, by the source's own keys, such as `query`
public record Query(String type, @Nullable String dataSource, Map<String, String> spec) {
  public Query {
    spec = Collections.unmodifiableMap(new TreeMap<>(spec));
  }

  /// A PromQL expression, answered by whoever sends or serves those series.
  public static Query promQl(String expression) {
    return new Query("prometheus", null, Map.of("query", expression));
  }

  /// The seconds that a monitor's history spent in some states; all of its observed seconds where
  /// no states are named.
  public static Query statusHistory(String monitor, @Nullable String states) {
    return new Query(
        "status-history",
        null,
        states == null ? Map.of("monitor", monitor) : Map.of("monitor", monitor, "states", states));
  }
}

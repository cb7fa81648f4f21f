package dev.parallax.server.budgets;

import dev.parallax.ingest.Labels;
import dev.parallax.ingest.Selector;
import dev.parallax.ingest.Selector.Matcher;
import dev.parallax.ingest.Selector.Operator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Which bounds of a histogram's buckets the indicators ask for: the texts that stand behind `le=`
/// in their selectors, by metric.
final class AskedBounds implements Function<String, Set<String>> {
  private final Supplier<Feeds> feeds;
  private volatile @Nullable Known known;

  /// What one registry asks for.
  private record Known(Feeds of, Map<String, Set<String>> byMetric) {}

  AskedBounds(Supplier<Feeds> feeds) {
    this.feeds = feeds;
  }

  /// @param metric as it stands in a selector: `…_bucket`
  @Override
  public Set<String> apply(String metric) {
    Feeds current = feeds.get();
    Known last = known;
    if (last == null || last.of() != current) {
      last = new Known(current, found(current));
      known = last;
    }
    return last.byMetric().getOrDefault(metric, Set.of());
  }

  private static Map<String, Set<String>> found(Feeds feeds) {
    Map<String, Set<String>> found = new HashMap<>();
    for (Feed feed : feeds.all().values()) {
      if (feed instanceof Feed.Pushed(var selectors)) {
        for (Selector selector : selectors.values()) {
          String metric = equal(selector, Labels.NAME);
          String bound = equal(selector, "le");
          if (metric != null && bound != null) {
            found.computeIfAbsent(metric, _ -> new HashSet<>()).add(bound);
          }
        }
      }
    }
    return found;
  }

  private static @Nullable String equal(Selector selector, String label) {
    for (Matcher matcher : selector.matchers()) {
      if (matcher.label().equals(label) && matcher.operator() == Operator.EQUAL) {
        return matcher.text();
      }
    }
    return null;
  }
}

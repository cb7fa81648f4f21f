package dev.parallax.ingest;

import dev.parallax.ingest.Selector.Matcher;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Many selectors, each with what is to be found by it, so that a series is not tried against all
/// of them: a selector stands under one label that it wants to be equal to a text, and a series
/// looks under its own labels alone. Of several such labels the one is taken under which the fewest
/// selectors would stand.
///
/// @param <T> what is found
public final class SelectorIndex<T> {
  private final Map<Anchor, List<Entry<T>>> anchored = new HashMap<>();
  private final List<Entry<T>> loose = new ArrayList<>();

  /// A selector and what is found by it.
  public record Entry<T>(Selector selector, T found) {}

  private record Anchor(String label, String value) {}

  public SelectorIndex(List<Entry<T>> entries) {
    Map<Anchor, Integer> wanted = new HashMap<>();
    entries.forEach(
        entry -> anchors(entry.selector()).forEach(each -> wanted.merge(each, 1, Integer::sum)));
    for (Entry<T> entry : entries) {
      anchors(entry.selector())
          .min((a, b) -> Integer.compare(wanted.getOrDefault(a, 0), wanted.getOrDefault(b, 0)))
          .ifPresentOrElse(
              anchor -> anchored.computeIfAbsent(anchor, _ -> new ArrayList<>()).add(entry),
              () -> loose.add(entry));
    }
  }

  private static Stream<Anchor> anchors(Selector selector) {
    return selector.matchers().stream()
        .filter(each -> each.operator() == Selector.Operator.EQUAL && !each.text().isEmpty())
        .map((Matcher each) -> new Anchor(each.label(), each.text()));
  }

  /// What all selectors find that a series belongs to, in no order.
  public List<T> find(Labels labels) {
    List<T> found = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      add(
          anchored.getOrDefault(new Anchor(labels.name(i), labels.value(i)), List.of()),
          labels,
          found);
    }
    add(loose, labels, found);
    return found;
  }

  private static <T> void add(List<Entry<T>> entries, Labels labels, List<T> into) {
    for (Entry<T> entry : entries) {
      if (entry.selector().matches(labels)) {
        into.add(entry.found());
      }
    }
  }
}

package dev.parallax.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What an index finds is what asking each selector finds.
class SelectorIndexTest {
  private static final String[] CONDITIONS = {
    "job=\"a\"",
    "job=\"b\"",
    "job!=\"a\"",
    "job=~\"a|b\"",
    "code=~\"5..\"",
    "code=\"200\"",
    "pod=\"\""
  };

  @Test
  void itFindsWhatEachSelectorWouldFind() {
    Random random = new Random(7);
    List<SelectorIndex.Entry<Integer>> entries = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      String text =
          "{__name__%s\"%s\",%s,%s}"
              .formatted(
                  random.nextInt(5) == 0 ? "=~" : "=",
                  random.nextBoolean() ? "up" : "requests_total",
                  CONDITIONS[random.nextInt(CONDITIONS.length)],
                  CONDITIONS[random.nextInt(CONDITIONS.length)]);
      if (Selector.parse(text) instanceof Selector.Selected(Selector selector, _)) {
        entries.add(new SelectorIndex.Entry<>(selector, i));
      }
    }
    SelectorIndex<Integer> index = new SelectorIndex<>(entries);
    for (String metric : List.of("up", "requests_total", "other")) {
      for (String job : List.of("", "a", "b", "c")) {
        for (String code : List.of("", "200", "503")) {
          Labels labels = Labels.of("__name__", metric, "job", job, "code", code);
          assertThat(index.find(labels))
              .containsExactlyInAnyOrderElementsOf(
                  entries.stream()
                      .filter(entry -> entry.selector().matches(labels))
                      .map(SelectorIndex.Entry::found)
                      .toList());
        }
      }
    }
    assertThat(entries).hasSizeGreaterThan(200);
  }
}

package dev.parallax.server.home;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The lines behind an answer while they are gathered. All are counted; only those that are shown
/// are put into words, since an organisation has tens of thousands.
final class Details {
  /// How many lines an answer shows; the rest is counted.
  static final int MOST = 8;

  private final List<Answer.Detail> worded = new ArrayList<>();
  private int size;

  /// Lines from things, in their order.
  static <T> Details of(Iterable<T> things, Function<T, Answer.Detail> line) {
    Details details = new Details();
    things.forEach(each -> details.add(() -> line.apply(each)));
    return details;
  }

  void add(Supplier<Answer.Detail> line) {
    if (size++ < MOST) {
      worded.add(line.get());
    }
  }

  /// @param href where it opens, or nothing
  void add(@Nullable String href, Supplier<String> text) {
    add(() -> new Answer.Detail(text.get(), href));
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// The first lines, and how many more there are.
  List<Answer.Detail> shown() {
    if (size <= MOST) {
      return List.copyOf(worded);
    }
    List<Answer.Detail> shown = new ArrayList<>(worded.subList(0, MOST - 1));
    shown.add(new Answer.Detail("and %,d more".formatted(size - MOST + 1), null));
    return List.copyOf(shown);
  }
}

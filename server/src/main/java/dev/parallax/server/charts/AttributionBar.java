package dev.parallax.server.charts;

import dev.parallax.budget.Figures;
import dev.parallax.budget.Fraction;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// What burned a budget, as one stacked bar. The parts add up to the whole, exactly.
///
/// @param subject whose budget, such as `Checkout availability`
/// @param whole what was burned, in whatever unit the parts have; 0 or more
/// @param parts at most one for each cause; causes that burned nothing may be left out
public record AttributionBar(String subject, Fraction whole, List<Part> parts) implements Chart {
  private static final double WIDTH = 170;
  private static final double HEIGHT = 8;
  private static final double GAP = 1.5;
  private static final double LEAST = 2;

  public AttributionBar {
    parts = parts.stream().sorted(Comparator.comparing(Part::cause)).toList();
    Fraction sum = parts.stream().map(Part::amount).reduce(Fraction.ZERO, Fraction::plus);
    if (!sum.equals(whole)) {
      throw new IllegalArgumentException(
          "%s: parts add up to %s, expected the whole, %s. Count what no cause explains as unattributed."
              .formatted(subject, sum, whole));
    }
    if (parts.stream().map(Part::cause).distinct().count() < parts.size()) {
      throw new IllegalArgumentException(
          "%s: a cause stands twice in %s, expected once. Add its amounts up first."
              .formatted(subject, parts.stream().map(Part::cause).toList()));
    }
  }

  @Override
  public String svg() {
    Svg svg = Svg.small(WIDTH, HEIGHT, words());
    List<Part> shown = shown();
    if (shown.isEmpty()) {
      return svg.rect("fl", new Box(0, 0, WIDTH, HEIGHT), 1.5).end();
    }
    double spare = WIDTH - GAP * (shown.size() - 1) - LEAST * shown.size();
    double x = 0;
    for (Part part : shown) {
      double width = LEAST + spare * share(part).approximate();
      String hint = part.cause.words + " " + Figures.share(share(part));
      svg.rect(part.cause.look, new Box(x, 0, width, HEIGHT), 1.5, hint);
      x += width + GAP;
    }
    return svg.end();
  }

  @Override
  public String key() {
    Key key = new Key();
    for (Cause cause : Cause.values()) {
      key.filled(cause.look, cause.words);
    }
    return key.html();
  }

  @Override
  public String words() {
    List<Part> shown = shown();
    if (shown.isEmpty()) {
      return subject + ": no budget was burned.";
    }
    return subject
        + ", burned by: "
        + shown.stream()
            .map(part -> part.cause.words + " " + Figures.share(share(part)))
            .collect(Collectors.joining(", "))
        + ".";
  }

  @Override
  public List<String> columns() {
    return List.of("Cause", "Burned", "Share");
  }

  @Override
  public List<List<String>> rows() {
    return parts.stream()
        .map(part -> List.of(part.cause.words, part.text, Figures.share(share(part))))
        .toList();
  }

  private List<Part> shown() {
    return parts.stream().filter(part -> part.amount.signum() > 0).toList();
  }

  private Fraction share(Part part) {
    return whole.signum() == 0 ? Fraction.ZERO : part.amount.dividedBy(whole);
  }

  /// What one cause burned.
  ///
  /// @param amount 0 or more, in the unit of the whole
  /// @param text the amount as it is shown, such as `14 min`
  public record Part(Cause cause, Fraction amount, String text) {
    public Part {
      if (amount.signum() < 0) {
        throw new IllegalArgumentException(
            "%s: %s: expected 0 or more, for nothing gives budget back. Correct the ledger instead."
                .formatted(cause, amount));
      }
    }
  }

  /// What a minute of burned budget belongs to, in the order of the bar.
  public enum Cause {
    INCIDENT("incidents", "f1"),
    RELEASE("releases", "f2"),
    DEPENDENCY("dependencies", "f3"),
    PLANNED("planned work", "f4"),
    UNATTRIBUTED("unattributed", "f5");

    private final String words;
    private final String look;

    Cause(String words, String look) {
      this.words = words;
      this.look = look;
    }
  }
}

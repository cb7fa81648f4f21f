package dev.parallax.server.charts;

import java.util.List;

/// The small bar of tables: how much of a budget is left, or by how much it is overspent. An
/// overspent budget is the grey part, what was spent beyond it the red one, to one scale.
///
/// @param subject what has the budget, such as `Checkout availability`
/// @param leftRatio share of the budget, 1 for all of it, below 0 when overspent, NaN when unknown
/// @param text the share as the statement prints it
/// @param atRisk whether it will be gone before its window ends
public record BudgetBar(String subject, double leftRatio, String text, boolean atRisk)
    implements Chart {
  private static final double WIDTH = 150;
  private static final double HEIGHT = 8;
  private static final double ROUND = 3;
  private static final double LEAST = 3;
  private static final double GAP = 1.5;

  @Override
  public String svg() {
    Svg svg = Svg.small(WIDTH, HEIGHT, words());
    Box whole = new Box(0, 0, WIDTH, HEIGHT);
    switch (state()) {
      case UNKNOWN -> svg.hatched(new Box(0.5, 0.5, WIDTH - 1, HEIGHT - 1), ROUND);
      case OUT -> drawOver(svg);
      case AT_RISK -> drawLeft(svg.rect("fl", whole, ROUND), "fw");
      case ON_PACE -> drawLeft(svg.rect("fl", whole, ROUND), "fg");
    }
    return svg.end();
  }

  private void drawLeft(Svg svg, String look) {
    double width = Math.clamp(leftRatio * WIDTH, LEAST, WIDTH);
    svg.rect(look, new Box(0, 0, width, HEIGHT), ROUND);
  }

  private void drawOver(Svg svg) {
    double over = Math.clamp(WIDTH * -leftRatio / (1 - leftRatio), LEAST, WIDTH - 2 * LEAST);
    svg.rect("fl", new Box(0, 0, WIDTH - over - GAP, HEIGHT), ROUND);
    svg.rect("fb", new Box(WIDTH - over, 0, over, HEIGHT), 1.5);
  }

  @Override
  public String key() {
    return new Key()
        .filled("fg", "left, on pace")
        .filled("fw", "left, at risk")
        .filled("fl", "spent")
        .filled("fb", "overspent")
        .hatched("not known")
        .html();
  }

  @Override
  public String words() {
    return subject
        + switch (state()) {
          case UNKNOWN -> ": budget left is not known.";
          case OUT -> ": " + text + " of the budget left, which is none.";
          case AT_RISK -> ": " + text + " of the budget left, at risk.";
          case ON_PACE -> ": " + text + " of the budget left, on pace.";
        };
  }

  @Override
  public List<String> columns() {
    return List.of("What", "Budget left");
  }

  @Override
  public List<List<String>> rows() {
    return List.of(List.of(subject, text));
  }

  private State state() {
    if (Double.isNaN(leftRatio)) {
      return State.UNKNOWN;
    }
    if (leftRatio <= 0) {
      return State.OUT;
    }
    return atRisk ? State.AT_RISK : State.ON_PACE;
  }

  private enum State {
    ON_PACE,
    AT_RISK,
    OUT,
    UNKNOWN
  }
}

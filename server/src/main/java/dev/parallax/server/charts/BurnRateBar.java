package dev.parallax.server.charts;

import java.util.List;

/// A burn rate against the threshold of its alert: a bar and a tick.
///
/// @param subject which window, such as `last 6 h`
/// @param rate multiple of the even pace, NaN when unknown
/// @param threshold multiple above which the alert fires, more than 0
/// @param scale multiple at the right end, the same for all bars that are compared
public record BurnRateBar(String subject, Multiple rate, Multiple threshold, double scale)
    implements Chart {
  private static final double WIDTH = 110;
  private static final double ROOM = 120;
  private static final double HEIGHT = 10;
  private static final double ROUND = 2;

  public BurnRateBar {
    if (!(scale > 0) || !(threshold.value > 0)) {
      throw new IllegalArgumentException(
          "scale %s, threshold %s: expected more than 0, for a bar needs a length to be measured by. Give the largest threshold as the scale."
              .formatted(scale, threshold.value));
    }
  }

  @Override
  public String svg() {
    Svg svg = Svg.small(ROOM, HEIGHT, words());
    if (unknown()) {
      svg.hatched(new Box(0.5, 1.5, WIDTH - 1, HEIGHT - 3), ROUND);
    } else {
      svg.rect("fl", new Box(0, 1, WIDTH, HEIGHT - 2), ROUND);
      double width = Math.clamp(rate.value / scale * WIDTH, 0, WIDTH);
      svg.rect(over() ? "fb" : "f1", new Box(0, 1, width, HEIGHT - 2), ROUND);
      if (rate.value > scale) {
        svg.path("fb", "M112,1L118,5L112,9Z");
      }
    }
    double tick = Math.min(threshold.value / scale * WIDTH, WIDTH);
    return svg.line("th", tick, 0, tick, HEIGHT).end();
  }

  @Override
  public String key() {
    return new Key()
        .filled("f1", "burn rate")
        .filled("fb", "above the threshold")
        .add(Svg.swatch().line("th", 8, 0, 8, 12), "threshold")
        .html();
  }

  @Override
  public String words() {
    if (unknown()) {
      return "%s: burn rate is not known, threshold %s.".formatted(subject, threshold.text);
    }
    return "%s: burns at %s, %s the threshold of %s."
        .formatted(subject, rate.text, over() ? "above" : "not above", threshold.text);
  }

  @Override
  public List<String> columns() {
    return List.of("Window", "Burn rate", "Threshold");
  }

  @Override
  public List<List<String>> rows() {
    return List.of(List.of(subject, rate.text, threshold.text));
  }

  private boolean unknown() {
    return Double.isNaN(rate.value);
  }

  private boolean over() {
    return rate.value > threshold.value;
  }

  /// A multiple of the even pace.
  ///
  /// @param value to draw; NaN when unknown
  /// @param text as the statement prints it, such as `2.8×`
  public record Multiple(double value, String text) {}
}

package dev.parallax.server.charts;

import dev.parallax.budget.Figures;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/// Shares of a budget along the side of a picture, from the whole budget at the top down to the
/// lowest share there is, or to where the picture is cut off.
///
/// A budget can be overspent fifty times. Drawn to scale, everything that led there would be one
/// flat line; so from a point on the picture is cut, and says so.
record ShareAxis(double top, double bottom, boolean cut, Box plot) {
  private static final double CUT_BELOW = -3;
  private static final double CUT_AT = -1;
  private static final double ROOM_PER_TICK = 30;
  private static final double[] STEPS = {0.25, 0.5, 1, 2, 5};

  static ShareAxis of(List<Double> ratios, Box plot) {
    double top = 1;
    double bottom = 0;
    for (double ratio : ratios) {
      top = Math.max(top, ratio);
      bottom = Math.min(bottom, ratio);
    }
    boolean cut = bottom < CUT_BELOW;
    double low = cut ? CUT_AT : bottom * 1.12;
    return new ShareAxis(Math.min(top, 2), low, cut, plot);
  }

  double y(double ratio) {
    double shown = Math.clamp(ratio, bottom, top);
    return plot.y() + plot.height() * (top - shown) / (top - bottom);
  }

  List<Double> ticks() {
    double step = STEPS[STEPS.length - 1];
    for (int i = STEPS.length - 1; i >= 0; i--) {
      boolean fits = (top - bottom) / STEPS[i] <= plot.height() / ROOM_PER_TICK;
      step = fits ? STEPS[i] : step;
    }
    List<Double> ticks = new ArrayList<>();
    for (double tick = Math.floor(top / step) * step; tick >= bottom; tick -= step) {
      ticks.add(tick);
    }
    return ticks;
  }

  static String words(double tick) {
    return (tick < 0 ? "−" : "") + Figures.target(BigDecimal.valueOf(Math.abs(tick)));
  }
}

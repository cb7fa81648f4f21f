package dev.parallax.server.charts;

import dev.parallax.budget.Figures;
import dev.parallax.server.charts.Box.Spot;
import dev.parallax.server.charts.BurnDown.Mark;
import dev.parallax.server.charts.BurnDown.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One drawing of a [BurnDown] of a given size. The wide one names what happened at the curve; the
/// narrow one numbers it there and names it below.
final class BurnDownDrawing {
  private static final double WIDE = 760;
  private static final double NARROW = 360;
  private static final double LEFT = 54;
  private static final double RIGHT = 10;
  private static final double TOP = 16;
  private static final double LINE = 19;
  private static final double FOOT = 30;
  private static final int LONGEST_CAUSE = 34;

  private final BurnDown chart;
  private final boolean narrow;
  private final Box plot;
  private final ShareAxis shares;
  private final TimeAxis times;
  private final Curve curve;
  private final @Nullable Curve forecast;
  private final List<Mark> named;
  private final List<Labels.Place> places = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private BurnDownDrawing(BurnDown chart, boolean narrow) {
    this.chart = chart;
    this.narrow = narrow;
    this.plot = new Box(LEFT, TOP, width() - LEFT - RIGHT, narrow ? 180 : 200);
    this.times = new TimeAxis(chart.window(), chart.zone(), plot);
    Point then = chart.forecastPoint();
    List<Double> ratios = new ArrayList<>(chart.known().stream().map(Point::leftRatio).toList());
    if (then != null) {
      double lowest = ratios.stream().min(Comparator.naturalOrder()).orElse(0.0);
      Point end = atEnd(chart.known().getLast(), then);
      ratios.add(Math.max(end.leftRatio(), Math.min(-0.4, lowest * 1.5)));
    }
    this.shares = ShareAxis.of(ratios, plot);
    this.curve = new Curve(chart.points(), times, shares);
    this.forecast =
        then == null
            ? null
            : new Curve(
                List.of(chart.known().getLast(), atEnd(chart.known().getLast(), then)),
                times,
                shares);
    this.named = chart.largest();
    placeLabels();
    noteCut();
  }

  static String wide(BurnDown chart) {
    return new BurnDownDrawing(chart, false).draw("wide");
  }

  static String narrow(BurnDown chart) {
    return new BurnDownDrawing(chart, true).draw("narrow");
  }

  private double width() {
    return narrow ? NARROW : WIDE;
  }

  /// The forecast where it leaves the window, which is where the picture ends.
  private Point atEnd(Point last, Point then) {
    if (!then.at().isAfter(chart.window().to())) {
      return then;
    }
    double part =
        (double) Duration.between(last.at(), chart.window().to()).toMillis()
            / Duration.between(last.at(), then.at()).toMillis();
    double ratio = last.leftRatio() + part * (then.leftRatio() - last.leftRatio());
    return new Point(chart.window().to(), ratio, then.text());
  }

  private void placeLabels() {
    List<Spot> spots = new ArrayList<>(curve.spots());
    if (forecast != null) {
      spots.addAll(forecast.spots());
    }
    Labels labels = new Labels(room(), spots, List.of(shares.y(0)));
    if (!chart.known().isEmpty()) {
      Point last = chart.known().getLast();
      String words = (beneath(last) ? "↓ " : "") + last.text();
      add(labels.place(new Spot(times.x(last.at()), shares.y(last.leftRatio())), words, true));
    }
    int without = chart.marks().size() - named.size();
    for (Mark mark :
        named.stream().sorted(Comparator.comparingDouble(Mark::spentRatio).reversed()).toList()) {
      String words = narrow ? number(mark) : label(mark);
      boolean placed = add(labels.place(curve.at(times.x(mark.at())), words, false));
      without += placed || narrow ? 0 : 1;
    }
    if (narrow) {
      named.forEach(mark -> notes.add(number(mark) + "  " + label(mark)));
    }
    if (without > 0) {
      notes.add(without == 1 ? "One more is in the table." : without + " more are in the table.");
    }
  }

  /// Labels may stand above the plot, but not below it.
  private Box room() {
    return new Box(plot.x(), 0, plot.width() + RIGHT, plot.bottom());
  }

  private boolean add(Labels.@Nullable Place place) {
    return place != null && places.add(place);
  }

  /// Its place in time among those that are named.
  private String number(Mark mark) {
    return Integer.toString(named.indexOf(mark) + 1);
  }

  private static String label(Mark mark) {
    String cause = mark.cause();
    int length = cause.codePointCount(0, cause.length());
    if (length > LONGEST_CAUSE) {
      cause = cause.substring(0, cause.offsetByCodePoints(0, LONGEST_CAUSE - 1)).strip() + "…";
    }
    return cause + " " + mark.text();
  }

  private void noteCut() {
    chart.known().stream()
        .min(Comparator.comparingDouble(Point::leftRatio))
        .filter(this::beneath)
        .ifPresent(
            lowest -> {
              String day = Figures.day(lowest.at(), chart.zone());
              notes.add("Cut off at %s.".formatted(ShareAxis.words(shares.bottom())));
              notes.add("The lowest was %s, %s.".formatted(lowest.text(), day));
            });
  }

  private boolean beneath(Point point) {
    return shares.cut() && point.leftRatio() < shares.bottom();
  }

  private String draw(String form) {
    double height = plot.bottom() + FOOT + notes.size() * LINE;
    Svg svg = Svg.chart(form, width(), height, chart.words());
    drawUnobserved(svg);
    drawAxes(svg);
    drawCurve(svg);
    for (Labels.Place place : places) {
      place.draw(svg);
    }
    double y = plot.bottom() + FOOT;
    for (String note : notes) {
      y += LINE;
      svg.text("mt", narrow ? 0 : plot.x(), y - 6, Svg.Anchor.START, note);
    }
    return svg.end();
  }

  private void drawUnobserved(Svg svg) {
    for (Box gap : times.columns(chart.unobserved())) {
      svg.hatched(gap, 0);
    }
  }

  private void drawAxes(Svg svg) {
    for (double tick : shares.ticks()) {
      double y = shares.y(tick);
      svg.line(tick == 0 ? "zero" : "gl", plot.x(), y, plot.right(), y);
      svg.text("", plot.x() - 8, y + 4, Svg.Anchor.END, ShareAxis.words(tick));
    }
    for (TimeAxis.Tick tick : times.ticks()) {
      double x = times.x(tick.at());
      svg.line("gl", x, plot.bottom(), x, plot.bottom() + 5);
      svg.text("", x, plot.bottom() + 21, times.anchor(tick), tick.words());
    }
    if (chart.evenPace()) {
      svg.line("ideal", plot.x(), shares.y(1), plot.right(), shares.y(0));
    }
  }

  private void drawCurve(Svg svg) {
    drawPath(svg, "ar", curve.area(true));
    drawPath(svg, "ar out", curve.area(false));
    drawPath(svg, "ln", curve.line());
    drawPath(svg, "beneath", curve.beneath());
    if (forecast != null) {
      drawPath(svg, "fc", forecast.line());
    }
    if (chart.known().isEmpty()) {
      double middle = plot.x() + plot.width() / 2;
      double y = plot.y() + plot.height() / 2;
      svg.text("mt", middle, y, Svg.Anchor.MIDDLE, "Nothing is known of this time.");
    } else {
      Point last = chart.known().getLast();
      svg.dot("now", times.x(last.at()), shares.y(last.leftRatio()), 4);
    }
  }

  private static void drawPath(Svg svg, String look, String data) {
    if (!data.isEmpty()) {
      svg.path(look, data);
    }
  }
}

package dev.parallax.server.budgets;

import dev.parallax.budget.BudgetCourse;
import dev.parallax.budget.BurnRate;
import dev.parallax.budget.BurnRateAlert;
import dev.parallax.budget.Figures;
import dev.parallax.budget.Forecast;
import dev.parallax.budget.Fraction;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.Statement;
import dev.parallax.budget.Statement.ObjectiveFigures;
import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.budget.TimeWindow;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.charts.BurnDown;
import dev.parallax.server.charts.BurnRateBar;
import dev.parallax.server.charts.CoverageStrip;
import dev.parallax.server.charts.Stretch;
import dev.parallax.server.charts.YearHeatMap;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Draws an objective: its budget over the window, its burn rates, a year of days, and what was
/// measured.
@Singleton
final class SloPictures {
  private static final int POINTS = 120;
  private static final int DAYS = 365;
  private static final double BURN_SCALE = 20;

  private final Budgets budgets;
  private final Catalog catalog;
  private final Wording wording;

  SloPictures(Budgets budgets, Catalog catalog, Wording wording) {
    this.budgets = budgets;
    this.catalog = catalog;
    this.wording = wording;
  }

  /// The pictures as HTML with their tables behind them.
  ///
  /// @param burns one row a condition, with its two bars
  /// @param sinceText from when on it counts
  record Drawn(
      String burnDown, List<BurnRow> burns, String year, String coverage, String sinceText) {}

  /// A condition with its bars as SVG.
  record BurnRow(SloView.BurnView view, String longBar, String shortBar) {}

  Drawn of(Statement statement, SloFigures slo, ObjectiveFigures figures) {
    SloHistory history =
        catalog.slosAt(statement.id().revision()).stream()
            .filter(each -> each.id().equals(slo.slo().id()))
            .findFirst()
            .orElseThrow();
    List<SloView.BurnView> views = wording.burns(figures);
    return budgets.read(
        statement,
        slo.slo().id(),
        ledger -> {
          BudgetCourse course =
              new BudgetCourse(history, figures.objective(), ledger, Statement.Terms.DEFAULT);
          return new Drawn(
              burnDown(slo, figures, course, statement.asOf()),
              burns(figures, views),
              year(slo, course, statement.asOf()),
              coverage(slo, figures, course, statement.asOf()),
              wording.minute(figures.countedFrom()));
        });
  }

  private ZoneId zone(SloFigures slo) {
    return slo.slo().window() instanceof TimeWindow.Calendar calendar
        ? calendar.zone()
        : wording.zone();
  }

  private String burnDown(
      SloFigures slo, ObjectiveFigures figures, BudgetCourse course, Instant asOf) {
    TimeWindow.Span window = figures.window();
    List<Instant> instants = new ArrayList<>();
    Duration step = window.length().dividedBy(POINTS);
    for (Instant at = window.from().plus(step); at.isBefore(asOf); at = at.plus(step)) {
      instants.add(at.truncatedTo(ChronoUnit.MINUTES));
    }
    List<BurnDown.Point> points =
        new ArrayList<>(course.left(instants).stream().map(SloPictures::point).toList());
    points.add(point(new BudgetCourse.Point(asOf, last(figures))));
    BurnDown drawing =
        BurnDown.of(slo.slo().displayName(), stretch(window), zone(slo))
            .with(points)
            .withUnobserved(holes(course, new TimeWindow.Span(window.from(), asOf)));
    if (slo.slo().window() instanceof TimeWindow.Calendar) {
      drawing = drawing.withEvenPace();
      if (figures.forecast() instanceof Forecast.Exhausting(Instant at)
          && at.isBefore(window.until())) {
        drawing = drawing.withForecast(point(new BudgetCourse.Point(at, Fraction.ZERO)));
      }
    }
    return drawing.figure();
  }

  private static @Nullable Fraction last(ObjectiveFigures figures) {
    return figures.state() == Statement.State.UNKNOWN ? null : figures.budget().remainingRatio();
  }

  private static BurnDown.Point point(BudgetCourse.Point point) {
    Fraction left = point.leftRatio();
    return new BurnDown.Point(
        point.at(), left == null ? Double.NaN : left.approximate(), Figures.share(left));
  }

  private static List<Stretch> holes(BudgetCourse course, TimeWindow.Span span) {
    Duration visible = span.length().dividedBy(400);
    return course.unobserved(span, visible).stream().map(SloPictures::stretch).toList();
  }

  private static Stretch stretch(TimeWindow.Span span) {
    return new Stretch(span.from(), span.until());
  }

  private static List<BurnRow> burns(ObjectiveFigures figures, List<SloView.BurnView> views) {
    List<BurnRow> rows = new ArrayList<>();
    for (int i = 0; i < views.size(); i++) {
      BurnRateAlert.Reading reading = figures.burnRates().get(i);
      rows.add(
          new BurnRow(
              views.get(i),
              bar(reading.alert().longWindow(), reading.longRate(), reading.threshold()),
              bar(reading.alert().shortWindow(), reading.shortRate(), reading.threshold())));
    }
    return rows;
  }

  private static String bar(Duration window, @Nullable BurnRate rate, BurnRate threshold) {
    return new BurnRateBar(
            "last " + Figures.duration(window), multiple(rate), multiple(threshold), BURN_SCALE)
        .svg();
  }

  private static BurnRateBar.Multiple multiple(@Nullable BurnRate rate) {
    return new BurnRateBar.Multiple(
        rate == null ? Double.NaN : rate.multiple().approximate(), Figures.rate(rate));
  }

  private String year(SloFigures slo, BudgetCourse course, Instant asOf) {
    LocalDate today = LocalDate.ofInstant(asOf, zone(slo));
    List<YearHeatMap.Day> days =
        course.days(today.minusDays(DAYS), today.plusDays(1), zone(slo), asOf).stream()
            .filter(day -> day.burnedRatio() != null)
            .map(SloPictures::day)
            .toList();
    return new YearHeatMap(slo.slo().displayName(), today, days).figure();
  }

  private static YearHeatMap.Day day(BudgetCourse.Day day) {
    Fraction burned = day.burnedRatio();
    return new YearHeatMap.Day(
        day.date(),
        burned == null ? Double.NaN : burned.approximate(),
        Figures.share(burned) + " of the budget");
  }

  private String coverage(
      SloFigures slo, ObjectiveFigures figures, BudgetCourse course, Instant asOf) {
    TimeWindow.Span soFar = new TimeWindow.Span(figures.window().from(), asOf);
    return new CoverageStrip(
            slo.slo().displayName(),
            stretch(soFar),
            zone(slo),
            holes(course, soFar),
            Figures.coverage(figures.coverage()))
        .figure();
  }
}

package dev.parallax.server.charts;

import dev.parallax.budget.Fraction;
import dev.parallax.server.charts.AttributionBar.Cause;
import dev.parallax.server.charts.AttributionBar.Part;
import dev.parallax.server.charts.BurnDown.Mark;
import dev.parallax.server.charts.BurnDown.Point;
import dev.parallax.server.charts.BurnRateBar.Multiple;
import dev.parallax.server.charts.YearHeatMap.Day;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Every picture on one page, on sample data, to be looked at: light, dark, wide, narrow, printed.
final class Gallery {
  static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  static final Instant START = Instant.parse("2026-10-31T23:00:00Z");
  static final Stretch NOVEMBER = new Stretch(START, Instant.parse("2026-11-30T23:00:00Z"));

  private Gallery() {}

  static void main(String[] folder) throws IOException {
    Path target = Path.of(folder.length == 0 ? "target" : folder[0]);
    Files.createDirectories(target);
    Files.writeString(target.resolve("gallery.html"), page());
  }

  static String page() throws IOException {
    StringBuilder body = new StringBuilder();
    section(body, "Budget left this month, and what spent it", november());
    section(body, "Nearly none left, many causes", crowded());
    section(body, "Far below zero", farBelow());
    section(body, "Nothing known", BurnDown.of("Exports", NOVEMBER, BERLIN));
    section(body, "Rolling, partly measured", rolling());
    section(body, "A year, budget burned per day", year());
    section(body, "Coverage", coverage());
    bars(body);
    return """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>Sample data: pictures</title>
        <meta name="viewport" content="width=device-width,initial-scale=1"><style>%s</style>
        <main><h1>Pictures, on sample data</h1><div class="two"><div>%s</div>
        <aside class="side"><h2>This figure</h2><p class="empty">The column beside.</p></aside></div></main></html>
        """
        .formatted(style(), body);
  }

  static List<Chart> all() {
    List<Chart> all = new ArrayList<>(budgetBars());
    all.addAll(rateBars());
    all.addAll(attributions());
    all.addAll(List.of(november(), crowded(), farBelow(), rolling(), year(), coverage()));
    return all;
  }

  private static String style() throws IOException {
    try (InputStream css = Gallery.class.getResourceAsStream("/assets/parallax.css")) {
      return css == null ? "" : new String(css.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void section(StringBuilder body, String title, Chart chart) {
    body.append("<h2 class=\"sp\">").append(title).append("</h2>");
    body.append(chart.figure());
  }

  private static void bars(StringBuilder body) {
    for (List<? extends Chart> charts : List.of(budgetBars(), rateBars(), attributions())) {
      body.append("<table class=\"sp\"><tbody>");
      for (Chart chart : charts) {
        List<String> row = chart.rows().isEmpty() ? List.of("–", "–") : chart.rows().getFirst();
        body.append("<tr><td>").append(row.get(0)).append("</td><td><span class=\"left\">");
        body.append(row.get(1)).append("</span>").append(chart.svg()).append("</td></tr>");
      }
      body.append("</tbody></table>").append(charts.getFirst().key());
    }
  }

  static BurnDown november() {
    List<Mark> marks =
        List.of(
            mark(144, "Search timeout", 0.14),
            mark(276, "Release 4.9", 0.22),
            mark(413, "Payment provider down", 0.48),
            mark(552, "Load test", 0.06));
    return BurnDown.of("Checkout availability", NOVEMBER, BERLIN)
        .withEvenPace()
        .with(points(600, marks, 0.0008))
        .withUnobserved(List.of(hours(200, 209)))
        .withMarks(marks)
        .withForecast(point(720, -0.5));
  }

  static BurnDown crowded() {
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      marks.add(mark(100 + i * 9, "Deployment of the search index " + i, 0.05 + i * 0.003));
    }
    return BurnDown.of("Search latency", NOVEMBER, BERLIN)
        .withEvenPace()
        .with(points(420, marks, 0.0002))
        .withMarks(marks)
        .withForecast(point(700, -0.2));
  }

  static BurnDown farBelow() {
    List<Mark> marks =
        List.of(mark(90, "Region lost", 12.0), mark(300, "Certificate expired", 8.0));
    return BurnDown.of("Payments availability", NOVEMBER, BERLIN)
        .withEvenPace()
        .with(points(500, marks, 0.0008))
        .withMarks(marks);
  }

  static BurnDown rolling() {
    Stretch days = new Stretch(START.plus(Duration.ofHours(9)), START.plus(Duration.ofDays(28)));
    return BurnDown.of("Identity availability", days, BERLIN)
        .with(points(672, List.of(mark(300, "Login outage", 0.3)), 0.0004))
        .withUnobserved(List.of(hours(20, 120), hours(400, 401), hours(500, 520)))
        .withMarks(List.of(mark(300, "Login outage", 0.3)));
  }

  static YearHeatMap year() {
    Random random = new Random(11);
    List<Day> days = new ArrayList<>();
    LocalDate last = LocalDate.of(2026, 11, 25);
    for (LocalDate date = last.minusDays(364); !date.isAfter(last); date = date.plusDays(1)) {
      boolean gap = date.getMonthValue() == 4 && date.getDayOfMonth() > 22;
      double burned = Math.pow(random.nextDouble(), 5) * 0.16;
      days.add(gap ? Day.unobserved(date) : new Day(date, burned, percent(burned)));
    }
    return new YearHeatMap("Checkout availability", last, days);
  }

  static CoverageStrip coverage() {
    List<Stretch> gaps = List.of(hours(20, 60), hours(300, 301), hours(402, 420), hours(700, 720));
    return new CoverageStrip("Checkout availability", NOVEMBER, BERLIN, gaps, "89.0 %");
  }

  private static List<BudgetBar> budgetBars() {
    return List.of(
        new BudgetBar("Checkout", -0.31, "−31.0 %", false),
        new BudgetBar("Search", -0.04, "−4.0 %", false),
        new BudgetBar("Mail", 0, "0.0 %", false),
        new BudgetBar("Maps", -50, "−5,000.0 %", false),
        new BudgetBar("Payments", 0.18, "18.0 %", true),
        new BudgetBar("Identity", 0.57, "57.0 %", false),
        new BudgetBar("Catalogue", 1, "100.0 %", false),
        new BudgetBar("Exports", Double.NaN, "–", false));
  }

  private static List<BurnRateBar> rateBars() {
    return List.of(
        new BurnRateBar("1 h", new Multiple(2.3, "2.3×"), new Multiple(14.4, "14.4×"), 16),
        new BurnRateBar("1 d", new Multiple(4.2, "4.2×"), new Multiple(3, "3.0×"), 16),
        new BurnRateBar("5 min", new Multiple(980, "980.0×"), new Multiple(14.4, "14.4×"), 16),
        new BurnRateBar("3 d", new Multiple(Double.NaN, "–"), new Multiple(1, "1.0×"), 16));
  }

  private static List<AttributionBar> attributions() {
    return List.of(
        new AttributionBar("Checkout", Fraction.of(100, 1), parts(62, 21, 12, 0, 5)),
        new AttributionBar("Search", Fraction.of(1000, 1), parts(1, 0, 990, 8, 1)),
        new AttributionBar("Invoicing", Fraction.of(7, 1), parts(0, 0, 0, 0, 7)),
        new AttributionBar("Exports", Fraction.ZERO, List.of()));
  }

  private static List<Part> parts(long... minutes) {
    List<Part> parts = new ArrayList<>();
    for (Cause cause : Cause.values()) {
      long amount = minutes[cause.ordinal()];
      parts.add(new Part(cause, Fraction.of(amount, 1), amount + " min"));
    }
    return parts;
  }

  private static List<Point> points(int hours, List<Mark> marks, double pace) {
    Random random = new Random(7);
    List<Point> points = new ArrayList<>();
    double left = 1;
    for (int hour = 0; hour <= hours; hour++) {
      left -= pace * 2 * random.nextDouble();
      for (Mark mark : marks) {
        left -= mark.at().equals(at(hour)) ? mark.spentRatio() : 0;
      }
      points.add(point(hour, left));
    }
    return points;
  }

  private static Mark mark(int hour, String cause, double spent) {
    return new Mark(at(hour), cause, spent, percent(-spent));
  }

  private static Point point(int hour, double left) {
    return new Point(at(hour), left, percent(left));
  }

  private static Stretch hours(int from, int to) {
    return new Stretch(at(from), at(to));
  }

  static Instant at(int hour) {
    return START.plus(Duration.ofHours(hour));
  }

  private static String percent(double ratio) {
    String digits = String.format(Locale.ROOT, "%,.1f %%", Math.abs(ratio) * 100);
    return ratio < 0 ? "−" + digits : digits;
  }
}

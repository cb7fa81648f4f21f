package dev.parallax.server.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ChartsTest {
  private static final String NASTY = "<b style='x'>\"&amp;\" \u0000\uD800 ]]> é 漢 💥";

  @Test
  void everyPictureStandsInTheGallery() throws IOException {
    Path page = Path.of("target", "gallery.html");

    Gallery.main(new String[] {"target"});

    String written = Files.readString(page);
    for (Chart chart : Gallery.all()) {
      assertTrue(written.contains(chart.svg()), chart::words);
      check(chart, chart.words());
    }
  }

  @Test
  void picturesOfRandomBudgetsAreWellFormed() {
    long seed = 20261123;
    Random random = new Random(seed);
    for (int i = 0; i < 40; i++) {
      for (Chart chart : randomCharts(random)) {
        check(chart, "seed " + seed + ", round " + i);
      }
    }
  }

  @Test
  void picturesOfTheExtremesAreWellFormed() {
    BurnDown empty = BurnDown.of("Empty", Gallery.NOVEMBER, Gallery.BERLIN);
    Point unknown = new Point(Gallery.at(5), Double.NaN, "–");
    Point deep = new Point(Gallery.at(7), -50, "−5,000.0 %");

    check(empty, "no points");
    check(empty.with(List.of(deep)).withEvenPace().withForecast(unknown), "one point");
    check(empty.with(List.of(unknown, unknown)).withForecast(deep), "all unknown");
    check(empty.with(List.of(unknown, deep, unknown)), "one point between unknown ones");
    check(empty.withUnobserved(List.of(Gallery.NOVEMBER)), "never measured");
    check(new YearHeatMap("Empty", LocalDate.of(2024, 2, 29), List.of()), "no days");
    check(new AttributionBar("Empty", Fraction.ZERO, List.of()), "nothing burned");
  }

  @Test
  void everyTextIsEscaped() {
    Mark mark = new Mark(Gallery.at(9), NASTY, 0.5, NASTY);
    Point point = new Point(Gallery.at(9), 0.5, NASTY);
    BurnDown chart =
        BurnDown.of(NASTY, Gallery.NOVEMBER, Gallery.BERLIN)
            .with(List.of(point))
            .withMarks(List.of(mark))
            .withForecast(new Point(Gallery.at(20), 0, NASTY));

    check(chart, "nasty burn-down");
    check(new BudgetBar(NASTY, 0.4, NASTY, false), "nasty budget");
    check(rate(NASTY, 2), "nasty rate");
    check(new YearHeatMap(NASTY, day(1), List.of(new Day(day(1), 1, NASTY))), "nasty year");
    check(
        new CoverageStrip(NASTY, Gallery.NOVEMBER, Gallery.BERLIN, List.of(), NASTY),
        "nasty strip");
    assertFalse(chart.svg().contains("<b"));
    String shown = NASTY.replace('\u0000', '\uFFFD').replace('\uD800', '\uFFFD');
    assertTrue(Markup.of(chart, "wide").texts().contains(shown));
  }

  @Test
  void everyClassIsInTheStyleSheet() throws IOException {
    String sheet = styleSheet();
    Set<String> missing = new TreeSet<>();

    for (Chart chart : Gallery.all()) {
      for (Element element : Markup.of(chart.figure()).elements()) {
        for (String look : element.getAttribute("class").split(" ")) {
          if (!look.isEmpty() && !sheet.contains("." + look + " ")) {
            missing.add(look);
          }
        }
      }
    }

    assertEquals(Set.of(), missing);
  }

  private static String styleSheet() throws IOException {
    try (InputStream css = ChartsTest.class.getResourceAsStream("/assets/parallax.css")) {
      return css == null ? "" : new String(css.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// What holds for every picture, whatever it shows.
  private static void check(Chart chart, String which) {
    Markup markup = Markup.of(chart.svg());
    for (Element drawing : markup.named("svg")) {
      assertEquals("img", drawing.getAttribute("role"), which);
      assertFalse(drawing.getAttribute("aria-label").isBlank(), which);
    }
    for (Element element : markup.elements()) {
      for (String banned : List.of("style", "id", "fill", "stroke", "onload", "href")) {
        assertFalse(element.hasAttribute(banned), which + ": " + banned);
      }
    }
    assertEquals(List.of(), markup.named("script"), which);
    assertEquals(List.of(), markup.named("style"), which);
    assertFalse(chart.svg().contains("NaN"), which);
    Markup figure = Markup.of(chart.figure());
    int cells = chart.rows().size() * chart.columns().size();
    assertEquals(cells, figure.named("td").size(), which);
    for (List<String> row : chart.rows()) {
      assertEquals(chart.columns().size(), row.size(), which);
    }
  }

  private static List<Chart> randomCharts(Random random) {
    Stretch window = stretch(random, 60 * 24 * 400);
    List<Stretch> gaps = new ArrayList<>();
    List<Point> points = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    for (int i = random.nextInt(300); i > 0; i--) {
      double left = random.nextInt(9) == 0 ? Double.NaN : 1 - random.nextExponential() * 2;
      points.add(new Point(stretch(random, 60 * 24 * 40).from(), left, left + " left"));
      gaps.add(stretch(random, 600));
      marks.add(new Mark(gaps.getLast().from(), "cause " + i, random.nextDouble(), "-" + i));
    }
    double last = -random.nextExponential();
    BurnDown down =
        BurnDown.of("Random", window, Gallery.BERLIN)
            .with(points)
            .withUnobserved(gaps)
            .withMarks(marks)
            .withForecast(new Point(window.to().plusSeconds(random.nextInt(1_000)), last, "end"));
    Fraction burned = Fraction.of(random.nextInt(1_000), 7);
    Part part = new Part(List.of(Cause.values()).get(random.nextInt(5)), burned, "some");
    return List.of(
        down,
        down.withEvenPace(),
        new CoverageStrip("Random", window, Gallery.BERLIN, gaps, "some"),
        new BudgetBar("Random", 1 - random.nextExponential(), "some", random.nextBoolean()),
        rate("Random", random.nextExponential() * 10),
        new AttributionBar("Random", burned, List.of(part)));
  }

  private static Stretch stretch(Random random, int minutes) {
    Duration start = Duration.ofMinutes(random.nextInt(60 * 24 * 40));
    Duration length = Duration.ofMinutes(1 + random.nextInt(minutes));
    return new Stretch(Gallery.START.plus(start), Gallery.START.plus(start).plus(length));
  }

  private static BurnRateBar rate(String subject, double rate) {
    Multiple threshold = new Multiple(3, "3.0×");
    return new BurnRateBar(subject, new Multiple(rate, rate + "×"), threshold, 16);
  }

  private static LocalDate day(int day) {
    return LocalDate.of(2026, 11, day);
  }
}

package dev.parallax.server.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parallax.server.charts.BurnDown.Mark;
import dev.parallax.server.charts.BurnDown.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class BurnDownTest {
  private static final BurnDown EMPTY =
      BurnDown.of("Checkout availability", Gallery.NOVEMBER, Gallery.BERLIN);

  @Test
  void theTableHoldsEveryPointMarkGapAndForecastInOrder() {
    BurnDown chart =
        EMPTY
            .with(List.of(point(30, -0.1, "−10.0 %"), point(10, 0.9, "90.0 %")))
            .withMarks(List.of(new Mark(Gallery.at(20), "Release 4.9", 1, "−100.0 %")))
            .withUnobserved(List.of(new Stretch(Gallery.at(12), Gallery.at(14))))
            .withForecast(point(40, -0.2, "−20.0 %"));

    assertEquals(
        List.of(
            List.of("Sun 1 Nov 2026 10:00 CET", "90.0 %", ""),
            List.of("Sun 1 Nov 2026 12:00 CET", "–", "not measured for 2\u00a0h"),
            List.of("Sun 1 Nov 2026 20:00 CET", "", "Release 4.9 −100.0 %"),
            List.of("Mon 2 Nov 2026 06:00 CET", "−10.0 %", ""),
            List.of("Mon 2 Nov 2026 16:00 CET", "−20.0 %", "forecast, at this rate")),
        chart.rows());
  }

  @Test
  void theWordsSayWhatThePictureSays() {
    BurnDown chart =
        EMPTY
            .with(List.of(point(10, 0.9, "90.0 %"), point(20, 0, "0.0 %"), point(30, -1, "−100 %")))
            .withMarks(List.of(new Mark(Gallery.at(20), "Release 4.9", 1, "−100.0 %")));

    assertEquals(
        "Checkout availability, budget left: 90.0 % on Sun 1 Nov 2026 10:00 CET, −100 % on Mon 2 Nov 2026 06:00 CET."
            + " None has been left since Sun 1 Nov 2026 20:00 CET."
            + " Spent by: Release 4.9 −100.0 % on Sun 1 Nov 2026 20:00 CET.",
        chart.words());
  }

  @Test
  void labelsOverlapNeitherEachOtherNorLeaveTheDrawing() {
    Random random = new Random(5);
    for (int round = 0; round < 60; round++) {
      BurnDown chart = crowded(random);

      for (String form : List.of("wide", "narrow")) {
        Markup drawing = Markup.of(chart, form);
        List<Box> labels = new ArrayList<>();
        for (Element label : drawing.looking("mt")) {
          Box box = box(label);
          assertTrue(labels.stream().noneMatch(box::meets), form + " round " + round);
          labels.add(box);
        }
      }
    }
  }

  @Test
  void whatFoundNoRoomIsSaidToBeInTheTable() {
    BurnDown chart = crowded(new Random(5));

    Markup drawing = Markup.of(chart, "narrow");

    assertTrue(drawing.texts().contains("14 more are in the table."), drawing.texts()::toString);
  }

  @Test
  void aBudgetOverspentFiftyTimesIsCutOffAndSaysSo() {
    BurnDown chart = EMPTY.with(List.of(point(0, 1, "100.0 %"), point(48, -50, "−5,000.0 %")));

    Markup drawing = Markup.of(chart, "wide");

    assertEquals(1, drawing.looking("beneath").size());
    assertTrue(drawing.texts().contains("Cut off at −100\u00a0%."));
    assertTrue(drawing.texts().contains("The lowest was −5,000.0 %, Tue 3 Nov."));
    assertTrue(drawing.texts().contains("100\u00a0%"));
  }

  @Test
  void theLineBreaksWhereNothingIsKnown() {
    BurnDown chart =
        EMPTY.with(
            List.of(
                point(0, 1, "100 %"),
                point(24, 0.9, "90 %"),
                point(48, Double.NaN, "–"),
                point(72, 0.8, "80 %"),
                point(96, 0.7, "70 %")));

    String line = Markup.of(chart, "wide").looking("ln").getFirst().getAttribute("d");

    assertEquals(2, line.chars().filter(c -> c == 'M').count());
  }

  @Test
  void theForecastStopsWhereTheWindowEnds() {
    BurnDown chart =
        EMPTY.with(List.of(point(360, 0.5, "50 %"))).withForecast(point(1440, 0, "0 % on 30 Dec"));

    String line = Markup.of(chart, "wide").looking("fc").getFirst().getAttribute("d");

    assertTrue(line.contains("L750,"), line);
    assertTrue(chart.words().contains("0 % on 30 Dec"));
  }

  @Test
  void onlyCalendarWindowsHaveAnEvenPace() {
    assertEquals(0, Markup.of(EMPTY, "wide").looking("ideal").size());
    assertEquals(1, Markup.of(EMPTY.withEvenPace(), "wide").looking("ideal").size());
    assertFalse(EMPTY.key().contains("even pace"));
  }

  @Test
  void daysBeginWhenTheyBeginInTheZone() {
    Stretch october =
        new Stretch(Instant.parse("2026-10-20T22:00:00Z"), Instant.parse("2026-10-30T23:00:00Z"));
    TimeAxis axis = new TimeAxis(october, Gallery.BERLIN, new Box(0, 0, 760, 10));

    List<TimeAxis.Tick> ticks = axis.ticks();

    assertEquals(List.of("21 Oct", "23 Oct", "25 Oct", "27 Oct", "29 Oct", "31 Oct"), words(ticks));
    assertEquals(Instant.parse("2026-10-24T22:00:00Z"), ticks.get(2).at());
    assertEquals(Instant.parse("2026-10-26T23:00:00Z"), ticks.get(3).at());
  }

  @Test
  void refusesAShareWithoutEnd() {
    assertThrows(
        IllegalArgumentException.class, () -> point(0, Double.NEGATIVE_INFINITY, "endless"));
  }

  private static List<String> words(List<TimeAxis.Tick> ticks) {
    return ticks.stream().map(TimeAxis.Tick::words).toList();
  }

  private static BurnDown crowded(Random random) {
    List<Point> points = new ArrayList<>();
    List<Mark> marks = new ArrayList<>();
    double left = 1;
    for (int hour = 0; hour < 600; hour += 6) {
      left -= random.nextDouble() * 0.05;
      points.add(point(hour, left, "x %"));
    }
    for (int i = 0; i < 20; i++) {
      int hour = random.nextInt(600);
      marks.add(new Mark(Gallery.at(hour), "Something long number " + i, 0.1, "−10.0 %"));
    }
    return EMPTY.with(points).withMarks(marks);
  }

  private static Box box(Element label) {
    double width = Svg.width(label.getTextContent());
    double x = Markup.number(label, "x");
    double left = label.getAttribute("text-anchor").equals("end") ? x - width : x;
    return new Box(left, Markup.number(label, "y") - 11, width, 14.8);
  }

  private static Point point(int hour, double left, String text) {
    return new Point(Gallery.at(hour), left, text);
  }
}

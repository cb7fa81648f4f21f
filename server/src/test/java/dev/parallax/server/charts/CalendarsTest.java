package dev.parallax.server.charts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parallax.server.charts.YearHeatMap.Day;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class CalendarsTest {
  private static final LocalDate WEDNESDAY = LocalDate.of(2026, 11, 25);

  @Test
  void aYearHasACellAndARowForEachDay() {
    YearHeatMap year = new YearHeatMap("Checkout", WEDNESDAY, List.of());

    assertEquals(365, Markup.of(year, "wide").named("rect").size());
    assertEquals(365, year.rows().size());
    assertEquals(List.of("26 Nov 2025", "not measured"), year.rows().getFirst());
    assertEquals(List.of("25 Nov 2026", "not measured"), year.rows().getLast());
  }

  @Test
  void aLeapYearHasACellForItsExtraDay() {
    YearHeatMap year = new YearHeatMap("Checkout", LocalDate.of(2024, 12, 31), List.of());

    assertEquals(366, year.rows().size());
    assertEquals(366, Markup.of(year, "wide").named("rect").size());
  }

  @Test
  void theNarrowYearShowsSixteenWeeksToTheLastDay() {
    YearHeatMap year = new YearHeatMap("Checkout", WEDNESDAY, List.of());

    assertEquals(15 * 7 + 3, Markup.of(year, "narrow").named("rect").size());
  }

  @Test
  void weeksBeginOnMonday() {
    Markup drawing = Markup.of(new YearHeatMap("Checkout", WEDNESDAY, List.of()), "wide");
    Element monday = cell(drawing, "23 Nov 2026");
    Element sunday = cell(drawing, "22 Nov 2026");

    assertTrue(Markup.number(monday, "x") > Markup.number(sunday, "x"));
    assertEquals(4.5, Markup.number(monday, "y"));
  }

  @Test
  void aDayIsDrawnByItsShareOfTheBudget() {
    List<Day> days =
        List.of(
            new Day(WEDNESDAY, 0.1, "10.0 %"),
            new Day(WEDNESDAY.minusDays(1), 0.0999, "10.0 %"),
            new Day(WEDNESDAY.minusDays(2), 0.02, "2.0 %"),
            new Day(WEDNESDAY.minusDays(3), -0.01, "−1.0 %"),
            new Day(WEDNESDAY.minusDays(4), Double.NaN, "half of it not measured"));

    YearHeatMap year = new YearHeatMap("Checkout", WEDNESDAY, days);
    Markup drawing = Markup.of(year, "wide");

    assertEquals("h3", cell(drawing, "25 Nov 2026: 10.0 %").getAttribute("class"));
    assertEquals("h2", cell(drawing, "24 Nov 2026: 10.0 %").getAttribute("class"));
    assertEquals("h1", cell(drawing, "23 Nov 2026: 2.0 %").getAttribute("class"));
    assertEquals("h0", cell(drawing, "22 Nov 2026: −1.0 %").getAttribute("class"));
    assertEquals("hu", cell(drawing, "21 Nov 2026: half").getAttribute("class"));
    assertEquals(1, drawing.looking("hd").size());
    assertEquals(
        "Checkout, budget burned each day from 26 Nov 2025 to 25 Nov 2026: one day burned a tenth of the budget or more,"
            + " 361 days were not measured. The most was 10.0 % on 25 Nov 2026.",
        year.words());
  }

  @Test
  void refusesADayThatStandsTwice() {
    Day day = new Day(WEDNESDAY, 0, "0.0 %");

    assertThrows(
        IllegalArgumentException.class,
        () -> new YearHeatMap("Checkout", WEDNESDAY, List.of(day, day)));
  }

  @Test
  void theRowsOfAStripCoverItsWindowWithoutAGap() {
    Stretch before = new Stretch(Gallery.START.minusSeconds(60), Gallery.at(1));
    List<Stretch> gaps =
        List.of(new Stretch(Gallery.at(8), Gallery.at(10)), before, hours(9, 12), hours(700, 720));
    CoverageStrip strip =
        new CoverageStrip("Checkout", Gallery.NOVEMBER, Gallery.BERLIN, gaps, "96.5 %");

    List<List<String>> rows = strip.rows();

    assertEquals(5, rows.size());
    for (int i = 1; i < rows.size(); i++) {
      assertEquals(rows.get(i - 1).get(1), rows.get(i).get(0));
    }
    assertEquals("Sun 1 Nov 2026 00:00 CET", rows.getFirst().get(0));
    assertEquals("Tue 1 Dec 2026 00:00 CET", rows.getLast().get(1));
    assertEquals(
        List.of("Sun 1 Nov 2026 08:00 CET", "Sun 1 Nov 2026 12:00 CET", "4\u00a0h", "not measured"),
        rows.get(2));
  }

  @Test
  void aMinuteThatWasNotMeasuredCanBeSeenInAMonth() {
    Stretch minute = new Stretch(Gallery.at(300), Gallery.at(300).plusSeconds(60));
    CoverageStrip strip =
        new CoverageStrip("Checkout", Gallery.NOVEMBER, Gallery.BERLIN, List.of(minute), "99.9 %");

    Element gap = Markup.of(strip, "wide").looking("gap").getFirst();

    assertEquals(2, Markup.number(gap, "width"));
  }

  @Test
  void refusesAStretchThatEndsBeforeItBegins() {
    assertThrows(IllegalArgumentException.class, () -> hours(2, 1));
  }

  private static Stretch hours(int from, int to) {
    return new Stretch(Gallery.at(from), Gallery.at(to));
  }

  private static Element cell(Markup drawing, String hint) {
    return drawing.named("rect").stream()
        .filter(rect -> rect.getTextContent().startsWith(hint))
        .findFirst()
        .orElseThrow();
  }
}

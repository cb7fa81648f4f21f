package dev.parallax.server.charts;

import dev.parallax.budget.Figures;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A year as a calendar: how much of the budget each day burned. A column is a week and begins on
/// Monday. A day that is not among the days given counts as not measured.
///
/// @param subject whose budget, such as `Checkout availability`
/// @param last the last day shown; the map goes back a year from it
/// @param days at most one for each date
public record YearHeatMap(String subject, LocalDate last, List<Day> days) implements Chart {
  private static final int WEEKS = 53;
  private static final int NARROW_WEEKS = 16;
  private static final int DAYS = 7;
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMM", Locale.ENGLISH);
  private static final String NOT_MEASURED = "not measured";

  public YearHeatMap {
    TreeMap<LocalDate, Day> byDate = new TreeMap<>();
    for (Day day : days) {
      if (byDate.put(day.date, day) != null) {
        throw new IllegalArgumentException(
            "%s: stands twice among the days, expected once. Add up what it burned first."
                .formatted(day.date));
      }
    }
    days = List.copyOf(byDate.subMap(firstOf(last), true, last, true).values());
  }

  @Override
  public String svg() {
    return "<div class=\"picture\">"
        + draw("wide", new Layout(WEEKS, 36, 13.6))
        + draw("narrow", new Layout(NARROW_WEEKS, 40, 20))
        + "</div>";
  }

  private String draw(String form, Layout layout) {
    double width = layout.left + layout.weeks * layout.step + 2;
    Svg svg = Svg.chart(form, width, 4 + DAYS * layout.step + 18, words());
    Map<LocalDate, Day> byDate = byDate();
    LocalDate first = monday(last).minusWeeks(layout.weeks - 1L);
    LocalDate start = first.isBefore(first()) ? first() : first;
    for (LocalDate date = start; !date.isAfter(last); date = date.plusDays(1)) {
      drawDay(svg, layout.cell(first, date), byDate.getOrDefault(date, Day.unobserved(date)));
    }
    drawMonths(svg, layout, first);
    for (DayOfWeek day : List.of(DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY, DayOfWeek.FRIDAY)) {
      double y = 4 + (day.getValue() - 0.5) * layout.step + 4;
      String name = day.name().charAt(0) + day.name().substring(1, 3).toLowerCase(Locale.ROOT);
      svg.text("", 0, y, Svg.Anchor.START, name);
    }
    return svg.end();
  }

  private static void drawDay(Svg svg, Box cell, Day day) {
    Level level = Level.of(day.burnedRatio);
    svg.rect(level.look, level.inset(cell), 2, words(day.date) + ": " + day.text);
    if (level == Level.MOST) {
      mark(svg, cell);
    }
  }

  /// The worst days are told by a mark as well, for those who do not tell the colours.
  private static void mark(Svg svg, Box cell) {
    svg.dot("hd", cell.x() + cell.width() / 2, cell.y() + cell.height() / 2, cell.width() / 5);
  }

  private void drawMonths(Svg svg, Layout layout, LocalDate first) {
    double y = 4 + DAYS * layout.step + 13;
    double free = layout.left;
    for (LocalDate week = first; !week.isAfter(last); week = week.plusWeeks(1)) {
      LocalDate sunday = week.plusDays(DAYS - 1L);
      double x = layout.cell(first, week).x();
      String month = MONTH.format(sunday);
      boolean begins = sunday.getDayOfMonth() <= DAYS && !sunday.isAfter(last.plusDays(DAYS));
      if (begins && x >= free && x + Svg.width(month) <= layout.left + layout.weeks * layout.step) {
        svg.text("", x, y, Svg.Anchor.START, month);
        free = x + Svg.width(month) + 6;
      }
    }
  }

  @Override
  public String key() {
    Key key = new Key();
    Box cell = new Box(2, 1, 11, 11);
    for (Level level : Level.values()) {
      Svg swatch = Svg.swatch().rect(level.look, level.inset(cell), 2);
      if (level == Level.MOST) {
        mark(swatch, cell);
      }
      key.add(swatch, level.words);
    }
    return key.html();
  }

  @Override
  public String words() {
    long worst = days.stream().filter(day -> Level.of(day.burnedRatio) == Level.MOST).count();
    long all = ChronoUnit.DAYS.between(first(), last) + 1;
    long unknown = all - days.stream().filter(day -> !Double.isNaN(day.burnedRatio)).count();
    StringBuilder words = new StringBuilder();
    words.append(
        "%s, budget burned each day from %s to %s: %s burned a tenth of the budget or more, %s not measured."
            .formatted(subject, words(first()), words(last), countOfDays(worst), were(unknown)));
    days.stream()
        .filter(day -> day.burnedRatio > 0)
        .max((a, b) -> Double.compare(a.burnedRatio, b.burnedRatio))
        .ifPresent(
            day -> words.append(" The most was %s on %s.".formatted(day.text, words(day.date))));
    return words.toString();
  }

  private static String countOfDays(long count) {
    return count == 1 ? "one day" : (count == 0 ? "no" : Figures.count(count)) + " days";
  }

  private static String were(long count) {
    return countOfDays(count) + (count == 1 ? " was" : " were");
  }

  @Override
  public List<String> columns() {
    return List.of("Day", "Budget burned");
  }

  @Override
  public List<List<String>> rows() {
    Map<LocalDate, Day> byDate = byDate();
    return first()
        .datesUntil(last.plusDays(1))
        .map(date -> byDate.getOrDefault(date, Day.unobserved(date)))
        .map(day -> List.of(words(day.date), day.text))
        .toList();
  }

  private Map<LocalDate, Day> byDate() {
    Map<LocalDate, Day> byDate = new TreeMap<>();
    days.forEach(day -> byDate.put(day.date, day));
    return byDate;
  }

  private LocalDate first() {
    return firstOf(last);
  }

  private static LocalDate firstOf(LocalDate last) {
    return last.minusYears(1).plusDays(1);
  }

  private static LocalDate monday(LocalDate date) {
    return date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
  }

  private static String words(LocalDate date) {
    return Figures.date(date.atStartOfDay(ZoneOffset.UTC).toInstant(), ZoneOffset.UTC);
  }

  /// One day.
  ///
  /// @param burnedRatio share of the window's budget, NaN when nothing was measured
  /// @param text as it is shown, such as `4.2 % of the budget`
  public record Day(LocalDate date, double burnedRatio, String text) {
    /// A day on which nothing was measured.
    public static Day unobserved(LocalDate date) {
      return new Day(date, Double.NaN, NOT_MEASURED);
    }
  }

  private record Layout(int weeks, double left, double step) {
    Box cell(LocalDate first, LocalDate date) {
      long days = ChronoUnit.DAYS.between(first, date);
      double size = step - 2;
      return new Box(left + Math.floorDiv(days, DAYS) * step, 4 + days % DAYS * step, size, size);
    }
  }

  private enum Level {
    LEAST("h0", Double.NEGATIVE_INFINITY, "under 2 % of the budget"),
    SOME("h1", 0.02, "2 % to 5 %"),
    MUCH("h2", 0.05, "5 % to 10 %"),
    MOST("h3", 0.1, "10 % or more"),
    UNOBSERVED("hu", Double.NaN, NOT_MEASURED);

    private final String look;
    private final double from;
    private final String words;

    Level(String look, double from, String words) {
      this.look = look;
      this.from = from;
      this.words = words;
    }

    static Level of(double ratio) {
      Level level = Double.isNaN(ratio) ? UNOBSERVED : LEAST;
      for (Level next : values()) {
        level = ratio >= next.from ? next : level;
      }
      return level;
    }

    /// The outline of what was not measured lies within its cell.
    Box inset(Box cell) {
      return this == UNOBSERVED
          ? new Box(cell.x() + 0.5, cell.y() + 0.5, cell.width() - 1, cell.height() - 1)
          : cell;
    }
  }
}

package dev.parallax.server.charts;

import dev.parallax.budget.Figures;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is left of a budget over its window, what spent it, and where it goes at this rate.
///
/// @param subject whose budget, such as `Checkout availability`
/// @param window from its start to its end; the part after the last point is the future
/// @param zone whose days the picture shows
/// @param evenPace whether to draw the line that spends the budget evenly: in calendar windows, not
///   in rolling ones, which never end
/// @param points what was left when, in any order; one for each hour or day is plenty
/// @param unobserved when nothing was measured
/// @param marks what spent a visible share
/// @param forecast where the budget arrives at this rate, or nothing where none can be told
public record BurnDown(
    String subject,
    Stretch window,
    ZoneId zone,
    boolean evenPace,
    List<Point> points,
    List<Stretch> unobserved,
    List<Mark> marks,
    @Nullable Point forecast)
    implements Chart {
  private static final int MOST_NAMED = 6;

  public BurnDown {
    Stretch all = window;
    points =
        points.stream()
            .filter(point -> all.covers(point.at))
            .sorted(Comparator.comparing(Point::at))
            .toList();
    unobserved = window.clip(unobserved);
    marks =
        marks.stream()
            .filter(mark -> all.covers(mark.at))
            .sorted(Comparator.comparing(Mark::at))
            .toList();
  }

  /// A picture without points yet; add what there is.
  public static BurnDown of(String subject, Stretch window, ZoneId zone) {
    return new BurnDown(subject, window, zone, false, List.of(), List.of(), List.of(), null);
  }

  public BurnDown withEvenPace() {
    return new BurnDown(subject, window, zone, true, points, unobserved, marks, forecast);
  }

  public BurnDown with(List<Point> points) {
    return new BurnDown(subject, window, zone, evenPace, points, unobserved, marks, forecast);
  }

  public BurnDown withUnobserved(List<Stretch> unobserved) {
    return new BurnDown(subject, window, zone, evenPace, points, unobserved, marks, forecast);
  }

  public BurnDown withMarks(List<Mark> marks) {
    return new BurnDown(subject, window, zone, evenPace, points, unobserved, marks, forecast);
  }

  public BurnDown withForecast(Point forecast) {
    return new BurnDown(subject, window, zone, evenPace, points, unobserved, marks, forecast);
  }

  @Override
  public String svg() {
    return "<div class=\"picture\">"
        + BurnDownDrawing.wide(this)
        + BurnDownDrawing.narrow(this)
        + "</div>";
  }

  @Override
  public String key() {
    Key key = new Key().line("ln", "budget left").line("zero", "none left");
    if (evenPace) {
      key.line("ideal", "even pace");
    }
    if (forecastPoint() != null) {
      key.line("fc", "at this rate");
    }
    if (!unobserved.isEmpty()) {
      key.hatched("not measured");
    }
    return key.html();
  }

  @Override
  public String words() {
    StringBuilder words = new StringBuilder(subject).append(", budget left: ");
    List<Point> known = known();
    if (known.isEmpty()) {
      words.append("nothing is known from %s to %s.".formatted(from(), to()));
    } else {
      Point first = known.getFirst();
      Point last = known.getLast();
      words.append(said(first)).append(last.equals(first) ? "." : ", " + said(last) + ".");
      Instant gone = goneSince(known);
      words.append(gone == null ? "" : " None has been left since " + minute(gone) + ".");
    }
    if (!marks.isEmpty()) {
      List<Mark> named = largest();
      String causes = String.join(", ", named.stream().map(this::said).toList());
      int more = marks.size() - named.size();
      words.append(" Spent by: ").append(causes);
      words.append(more == 0 ? "." : ", and %s more.".formatted(Figures.count(more)));
    }
    if (!unobserved.isEmpty()) {
      words.append(" Not measured for %s.".formatted(Figures.duration(unobservedTime())));
    }
    Point then = forecastPoint();
    if (then != null) {
      words.append(" At this rate: ").append(said(then)).append('.');
    }
    return words.toString();
  }

  @Override
  public List<String> columns() {
    return List.of("When", "Budget left", "What happened");
  }

  @Override
  public List<List<String>> rows() {
    List<Row> rows = new ArrayList<>();
    points.forEach(point -> rows.add(new Row(point.at, point.text, "")));
    marks.forEach(mark -> rows.add(new Row(mark.at, "", mark.label())));
    for (Stretch gap : unobserved) {
      String what = "not measured for " + Figures.duration(gap.length());
      rows.add(new Row(gap.from(), Figures.UNKNOWN, what));
    }
    if (forecast != null) {
      rows.add(new Row(forecast.at, forecast.text, "forecast, at this rate"));
    }
    return rows.stream()
        .sorted(Comparator.comparing(Row::at))
        .map(row -> List.of(minute(row.at), row.left, row.what))
        .toList();
  }

  List<Point> known() {
    return points.stream().filter(point -> !Double.isNaN(point.leftRatio)).toList();
  }

  /// The marks that spent most, in the order of time.
  List<Mark> largest() {
    return marks.stream()
        .sorted(Comparator.comparingDouble(Mark::spentRatio).reversed())
        .limit(MOST_NAMED)
        .sorted(Comparator.comparing(Mark::at))
        .toList();
  }

  /// The forecast, if it starts from somewhere and goes on from there.
  @Nullable Point forecastPoint() {
    List<Point> known = known();
    boolean goesOn =
        forecast != null
            && !Double.isNaN(forecast.leftRatio)
            && !known.isEmpty()
            && known.getLast().at.isBefore(forecast.at);
    return goesOn ? forecast : null;
  }

  /// Since when there has been nothing left, exactly nothing included.
  private static @Nullable Instant goneSince(List<Point> known) {
    Instant since = null;
    for (Point point : known.reversed()) {
      if (point.leftRatio > 0) {
        return since;
      }
      since = point.at;
    }
    return since;
  }

  private Duration unobservedTime() {
    return unobserved.stream().map(Stretch::length).reduce(Duration.ZERO, Duration::plus);
  }

  private String said(Point point) {
    return point.text + " on " + minute(point.at);
  }

  private String said(Mark mark) {
    return mark.label() + " on " + minute(mark.at);
  }

  private String from() {
    return minute(window.from());
  }

  private String to() {
    return minute(window.to());
  }

  private String minute(Instant instant) {
    return Figures.minute(instant, zone);
  }

  /// What was left at an instant.
  ///
  /// @param leftRatio share of the budget, 1 for all of it, below 0 when overspent, NaN when
  ///   unknown
  /// @param text the share as the statement prints it, such as `−28.6 %`
  public record Point(Instant at, double leftRatio, String text) {
    public Point {
      if (Double.isInfinite(leftRatio)) {
        throw new IllegalArgumentException(
            "%s: %s of the budget left: expected a finite share, or NaN when it is not known."
                .formatted(at, leftRatio));
      }
    }
  }

  /// Something that spent a visible share.
  ///
  /// @param cause what it was, such as `Search timeout`
  /// @param spentRatio share of the budget, 0 or more; the largest are labelled first
  /// @param text the share as it is shown, such as `−14.0 %`
  public record Mark(Instant at, String cause, double spentRatio, String text) {
    String label() {
      return cause + " " + text;
    }
  }

  private record Row(Instant at, String left, String what) {}
}

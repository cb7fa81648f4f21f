package dev.parallax.server.charts;

import dev.parallax.budget.Figures;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// A window as a strip: when it was measured and when it was not. What was not measured is neither
/// good nor bad.
///
/// @param subject what was measured, such as `Checkout availability`
/// @param window from its start to its end, or to now while it still runs
/// @param zone whose days the strip shows
/// @param unobserved when nothing was measured; in any order, what lies outside is left out
/// @param text share of the window that was measured, as the statement prints it
public record CoverageStrip(
    String subject, Stretch window, ZoneId zone, List<Stretch> unobserved, String text)
    implements Chart {
  private static final double HEIGHT = 14;

  public CoverageStrip {
    unobserved = window.clip(unobserved);
  }

  @Override
  public String svg() {
    return "<div class=\"picture\">" + draw("wide", 760) + draw("narrow", 360) + "</div>";
  }

  private String draw(String form, double width) {
    Box strip = new Box(1, 2, width - 2, HEIGHT);
    Svg svg = Svg.chart(form, width, HEIGHT + 24, words()).rect("seen", strip, 2);
    TimeAxis axis = new TimeAxis(window, zone, strip);
    for (Box gap : axis.columns(unobserved)) {
      svg.rect("paper", gap).hatched(gap, 0);
    }
    for (TimeAxis.Tick tick : axis.ticks()) {
      double x = axis.x(tick.at());
      svg.line("gl", x, strip.bottom() + 1, x, strip.bottom() + 5);
      svg.text("", x, HEIGHT + 21, axis.anchor(tick), tick.words());
    }
    return svg.end();
  }

  @Override
  public String key() {
    return new Key().filled("seen", "measured").hatched("not measured").html();
  }

  @Override
  public String words() {
    String during = "from %s to %s".formatted(minute(window.from()), minute(window.to()));
    if (unobserved.isEmpty()) {
      return "%s was measured all the time %s.".formatted(subject, during);
    }
    Stretch longest = unobserved.getFirst();
    for (Stretch stretch : unobserved) {
      longest = stretch.length().compareTo(longest.length()) > 0 ? stretch : longest;
    }
    return "%s was measured %s of the time %s. It was not measured in %s; the longest began %s and lasted %s."
        .formatted(
            subject,
            text,
            during,
            unobserved.size() == 1
                ? "one stretch"
                : Figures.count(unobserved.size()) + " stretches",
            minute(longest.from()),
            Figures.duration(longest.length()));
  }

  @Override
  public List<String> columns() {
    return List.of("From", "To", "For", "State");
  }

  @Override
  public List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    Instant seen = window.from();
    for (Stretch gap : unobserved) {
      if (seen.isBefore(gap.from())) {
        rows.add(row(new Stretch(seen, gap.from()), "measured"));
      }
      rows.add(row(gap, "not measured"));
      seen = gap.to();
    }
    if (seen.isBefore(window.to())) {
      rows.add(row(new Stretch(seen, window.to()), "measured"));
    }
    return List.copyOf(rows);
  }

  private List<String> row(Stretch stretch, String state) {
    return List.of(
        minute(stretch.from()), minute(stretch.to()), Figures.duration(stretch.length()), state);
  }

  private String minute(Instant instant) {
    return Figures.minute(instant, zone);
  }
}

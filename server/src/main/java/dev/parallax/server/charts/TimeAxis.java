package dev.parallax.server.charts;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Dates along the bottom of a picture: round hours, days or months of a zone, as many as fit.
record TimeAxis(Stretch window, ZoneId zone, Box plot) {
  private static final double ROOM_PER_TICK = 76;
  private static final double LEAST = 2;
  private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH:mm");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMM uuuu", Locale.ENGLISH);
  private static final List<Step> STEPS =
      List.of(
          new Step(Duration.ofMinutes(5), Duration.ofMinutes(5)),
          new Step(Duration.ofMinutes(15), Duration.ofMinutes(15)),
          new Step(Duration.ofHours(1), Duration.ofHours(1)),
          new Step(Duration.ofHours(3), Duration.ofHours(3)),
          new Step(Duration.ofHours(6), Duration.ofHours(6)),
          new Step(Duration.ofHours(12), Duration.ofHours(12)),
          new Step(Period.ofDays(1), Duration.ofDays(1)),
          new Step(Period.ofDays(2), Duration.ofDays(2)),
          new Step(Period.ofDays(7), Duration.ofDays(7)),
          new Step(Period.ofDays(14), Duration.ofDays(14)),
          new Step(Period.ofMonths(1), Duration.ofDays(30)),
          new Step(Period.ofMonths(3), Duration.ofDays(91)),
          new Step(Period.ofMonths(6), Duration.ofDays(182)),
          new Step(Period.ofYears(1), Duration.ofDays(365)));

  double x(Instant instant) {
    return plot.x() + plot.width() * Math.clamp(window.position(instant), 0, 1);
  }

  /// The round instants that get a label, in order.
  List<Tick> ticks() {
    Step step = step();
    List<Tick> ticks = new ArrayList<>();
    LocalDateTime next = step.before(window.from().atZone(zone).toLocalDateTime());
    while (true) {
      Instant at = next.atZone(zone).toInstant();
      if (at.isAfter(window.to())) {
        return List.copyOf(ticks);
      }
      if (!at.isBefore(window.from())) {
        ticks.add(new Tick(at, step.words(next)));
      }
      next = next.plus(step.amount);
    }
  }

  /// Stretches as columns of the plot; those too short to see are drawn so that they are seen, and
  /// those too close to tell apart are drawn as one.
  List<Box> columns(List<Stretch> stretches) {
    List<Box> columns = new ArrayList<>();
    for (Stretch stretch : stretches) {
      double from = x(stretch.from());
      double to = Math.max(x(stretch.to()), from + LEAST);
      if (!columns.isEmpty() && from < columns.getLast().right() + 1) {
        Box last = columns.removeLast();
        from = last.x();
        to = Math.max(to, last.right());
      }
      columns.add(new Box(from, plot.y(), to - from, plot.height()));
    }
    return columns;
  }

  private Step step() {
    double most = Math.max(2, plot.width() / ROOM_PER_TICK);
    for (Step step : STEPS) {
      if ((double) window.length().toSeconds() / step.length.toSeconds() <= most - 1) {
        return step;
      }
    }
    return STEPS.getLast();
  }

  /// Labels at the ends of the axis lean inwards.
  Svg.Anchor anchor(Tick tick) {
    double half = Svg.width(tick.words) / 2;
    double x = x(tick.at);
    if (x + half > plot.right() + 8) {
      return Svg.Anchor.END;
    }
    return x - half < 0 ? Svg.Anchor.START : Svg.Anchor.MIDDLE;
  }

  record Tick(Instant at, String words) {}

  private record Step(TemporalAmount amount, Duration length) {
    /// The last round time at or before that one, or a whole day earlier.
    LocalDateTime before(LocalDateTime start) {
      LocalDateTime midnight = start.truncatedTo(ChronoUnit.DAYS);
      if (length.compareTo(Duration.ofDays(1)) < 0) {
        return midnight;
      }
      if (length.compareTo(Duration.ofDays(30)) < 0) {
        return midnight.equals(start) ? midnight : midnight.plusDays(1);
      }
      return length.compareTo(Duration.ofDays(365)) < 0
          ? midnight.withDayOfMonth(1)
          : midnight.withDayOfYear(1);
    }

    String words(LocalDateTime at) {
      if (length.compareTo(Duration.ofDays(30)) >= 0) {
        return MONTH.format(at);
      }
      boolean midnight = at.getHour() == 0 && at.getMinute() == 0;
      return midnight ? DAY.format(at) : HOUR.format(at);
    }
  }
}

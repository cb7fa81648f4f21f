package dev.parallax.budget;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/// The stretch of time that an objective is judged over.
public sealed interface TimeWindow {
  /// The last so much time, moving with every minute. Months are not a length: OpenSLO's `1M`
  /// rolling is 30 days.
  record Rolling(Duration length) implements TimeWindow {
    public Rolling {
      if (length.compareTo(Duration.ofMinutes(1)) < 0
          || length.toSecondsPart() != 0
          || length.toNanosPart() != 0) {
        throw new IllegalArgumentException(
            "rolling window %s: expected whole minutes, at least one. Write e.g. 30d."
                .formatted(length));
      }
    }

    @Override
    public Span at(Instant asOf) {
      Instant until = asOf.truncatedTo(ChronoUnit.MINUTES);
      return new Span(until.minus(length), until);
    }
  }

  /// Days, weeks, months, quarters or years of a calendar, as long as they really are in that zone.
  ///
  /// @param anchor where one of the windows starts, in the zone's local time; the others follow
  ///   before and after
  record Calendar(Period period, ZoneId zone, LocalDateTime anchor) implements TimeWindow {
    public Calendar {
      boolean months = period.toTotalMonths() > 0 && period.getDays() == 0;
      boolean days = period.getDays() > 0 && period.toTotalMonths() == 0;
      if (!months && !days) {
        throw new IllegalArgumentException(
            "calendar window %s: expected days, weeks, months, quarters or years, and no mixture. Write e.g. 1M."
                .formatted(period));
      }
    }

    @Override
    public Span at(Instant asOf) {
      LocalDateTime local = LocalDateTime.ofInstant(asOf, zone);
      long step =
          period.getDays() > 0
              ? Math.floorDiv(ChronoUnit.DAYS.between(anchor, local), period.getDays())
              : Math.floorDiv(ChronoUnit.MONTHS.between(anchor, local), period.toTotalMonths());
      while (start(step).isAfter(asOf)) {
        step--;
      }
      while (!start(step + 1).isAfter(asOf)) {
        step++;
      }
      return new Span(start(step), start(step + 1));
    }

    /// The start of the window so many periods after the anchor, in whole minutes. A local time
    /// that a clock change skips moves later by the length of the gap; one that happens twice is
    /// its first occurrence.
    private Instant start(long step) {
      LocalDateTime local =
          period.getDays() > 0
              ? anchor.plusDays(step * period.getDays())
              : anchor.plusMonths(step * period.toTotalMonths());
      return local.atZone(zone).toInstant().truncatedTo(ChronoUnit.MINUTES);
    }
  }

  /// A half-open stretch of whole minutes.
  ///
  /// @param from first instant inside
  /// @param until first instant after
  record Span(Instant from, Instant until) {
    public Duration length() {
      return Duration.between(from, until);
    }

    public boolean contains(Instant instant) {
      return !instant.isBefore(from) && instant.isBefore(until);
    }
  }

  /// The window that is open at an instant. A rolling one ends there; a calendar one usually ends
  /// later.
  Span at(Instant asOf);
}

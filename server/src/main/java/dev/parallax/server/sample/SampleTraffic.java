package dev.parallax.server.sample;

import dev.parallax.budget.SliId;
import dev.parallax.budget.Slice;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the sample organisation measures: a pure function of SLI and minute, past and future alike.
///
/// Traffic follows the day, the week and the growth of the year; errors are rare and even, until
/// something of the [SampleEvents] happens. Counts are thinned with integers alone: what is
/// expected is rounded up or down by chance, so that sums come out right.
public final class SampleTraffic {
  private static final int DAY = 1440;
  private static final long MILLION = 1_000_000;

  private SampleTraffic() {}

  /// The SLIs that are measured, by id.
  public static Set<SliId> slis() {
    return SampleSeries.measured().keySet();
  }

  /// One minute of an SLI; empty where nothing was observed.
  ///
  /// @param minute minutes since 1970-01-01T00:00Z
  /// @throws IllegalArgumentException if the SLI is not one of [#slis]
  public static Slice slice(SliId sli, long minute) {
    return new Day(series(sli), Math.floorDiv(minute, (long) DAY)).slice(minute);
  }

  /// The minutes of an SLI, ascending, those without any observation left out.
  ///
  /// @param fromMinute first minute inside
  /// @param untilMinute first minute after
  public static Iterator<Slice> history(SliId sli, long fromMinute, long untilMinute) {
    return new History(series(sli), fromMinute, untilMinute);
  }

  private static SampleSeries series(SliId sli) {
    SampleSeries series = SampleSeries.measured().get(sli);
    if (series == null) {
      throw new IllegalArgumentException(
          "SLI '%s': expected one of the sample organisation's: %s. Pass one of them."
              .formatted(sli, slis()));
    }
    return series;
  }

  /// One day of a series with what happens on it.
  private static final class Day {
    private final SampleSeries series;
    private final SampleShape.Offsets offsets;
    private final long trafficSeed;
    private final long badSeed;
    private final List<Happening> happenings = new ArrayList<>();

    private record Happening(SampleRule.Span span, SampleRule.Effect effect) {}

    Day(SampleSeries series, long epochDay) {
      this.series = series;
      this.offsets = SampleShape.Offsets.of(epochDay);
      this.trafficSeed = Noise.seed(series.service());
      this.badSeed = Noise.seed(series.name());
      long from = epochDay * DAY;
      for (SampleCalendar.Touch touch : SampleCalendar.touching(series.name())) {
        SampleRule rule = touch.rule();
        long last = rule.rhythm().number(from + DAY - 1);
        for (long number = rule.rhythm().number(from); number <= last; number++) {
          SampleRule.Span span = rule.span(number);
          if (span.from() < from + DAY && span.until() > from) {
            happenings.add(new Happening(span, touch.effect()));
          }
        }
      }
    }

    Slice slice(long minute) {
      long badMillionths =
          series.badMillionths()
              * (500 + Noise.below(1001, Noise.of(badSeed, Math.floorDiv(minute, 15L))))
              / 1000;
      long traffic = 100;
      long observed = Slice.WHOLE_MINUTE;
      for (int i = 0; i < happenings.size(); i++) {
        Happening happening = happenings.get(i);
        if (happening.span().contains(minute)) {
          SampleRule.Effect effect = happening.effect();
          badMillionths += effect.badMillionths();
          traffic = traffic * effect.trafficPercent() / 100;
          observed &= effect.observed();
        }
      }
      if (observed == 0) {
        return new Slice(minute, 0, 0, 0);
      }
      long total = total(minute, traffic) * Long.bitCount(observed) / 60;
      long bad = thinned(total, Math.min(badMillionths, MILLION), Noise.of(badSeed, ~minute));
      return new Slice(minute, total - bad, total, observed);
    }

    private long total(long minute, long trafficPercent) {
      if (series.shape() == SampleShape.STEADY) {
        return series.perMinute();
      }
      long wobble = 950 + Noise.below(101, Noise.of(trafficSeed, minute));
      long busy = series.shape().millionths(minute, offsets);
      return Math.max(1, series.perMinute() * busy / MILLION * wobble * trafficPercent / 100_000);
    }

    /// So many of the total, rounded up or down by chance.
    private static long thinned(long total, long millionths, long noise) {
      long expected = total * millionths;
      long certain = expected / MILLION;
      return certain + (Noise.below(MILLION, noise) < expected % MILLION ? 1 : 0);
    }
  }

  private static final class History implements Iterator<Slice> {
    private final SampleSeries series;
    private final long until;
    private long minute;
    private Day day;
    private @Nullable Slice next;

    History(SampleSeries series, long from, long until) {
      this.series = series;
      this.until = until;
      this.minute = from;
      this.day = new Day(series, Math.floorDiv(from, (long) DAY));
      this.next = advance();
    }

    private @Nullable Slice advance() {
      while (minute < until) {
        Slice slice = day.slice(minute++);
        if (Math.floorMod(minute, (long) DAY) == 0) {
          day = new Day(series, Math.floorDiv(minute, (long) DAY));
        }
        if (!slice.isEmpty()) {
          return slice;
        }
      }
      return null;
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Slice next() {
      Slice slice = next;
      if (slice == null) {
        throw new NoSuchElementException(
            "the history ends before minute %d: expected hasNext() to be asked first. Ask it."
                .formatted(until));
      }
      next = advance();
      return slice;
    }
  }
}

package dev.parallax.server.sample;

import dev.parallax.server.sample.SampleEvents.Kind;
import java.time.DayOfWeek;
import java.util.List;

/// Something that happens at the sample organisation again and again, at absolute instants that do
/// not depend on when one looks.
///
/// @param what what it is, in words
/// @param rhythm when
/// @param effects what is to be seen of it in the measurements
record SampleRule(What what, Rhythm rhythm, List<Effect> effects) {
  private static final int DAY = 1440;
  private static final int WEEK = 7 * DAY;

  /// Monday 1970-01-05, from which weeks are counted.
  private static final int FIRST_MONDAY = 4 * DAY;

  /// What happens, in words.
  ///
  /// @param id unique; rules whose ids agree before a slash happen at the same time
  /// @param title what people call it; `%s` stands for a release's number
  /// @param cause why it happened, in a few words
  record What(String id, Kind kind, String title, String service, String cause) {}

  /// A return at regular intervals, each with a little play.
  ///
  /// @param first minute since 1970-01-01T00:00Z at which the zeroth may begin
  /// @param every minutes from one to the next
  /// @param minutes how long it lasts
  /// @param play minutes by which it may begin later; where there is play, its length varies by a
  ///   tenth, too
  record Rhythm(long first, int every, int minutes, int play) {
    Rhythm {
      if (minutes + minutes / 10 + play >= every) {
        throw new IllegalArgumentException(
            "%d min with %d min of play, every %d min: expected one to end before the next begins. Shorten it."
                .formatted(minutes, play, every));
      }
    }

    /// Each so many weeks.
    ///
    /// @param phase which of those weeks, from 0
    /// @param at minute of the day, UTC
    static Rhythm weekly(int weeks, int phase, DayOfWeek day, int at) {
      int first = FIRST_MONDAY + phase * WEEK + (day.getValue() - 1) * DAY + at;
      return new Rhythm(first, weeks * WEEK, 1, 0);
    }

    Rhythm lasting(int length, int mayDelay) {
      return new Rhythm(first, every, length, mayDelay);
    }

    /// The number of the occurrence whose interval holds a minute.
    long number(long minute) {
      return Math.floorDiv(minute - first, (long) every);
    }
  }

  /// What an occurrence does to a series.
  ///
  /// @param badMillionths share of bad that is added
  /// @param trafficPercent how much of the ordinary traffic comes
  /// @param observed which seconds of each minute are still observed, as in a slice
  record Effect(String series, int badMillionths, int trafficPercent, long observed) {}

  /// One occurrence, half open, in minutes since 1970-01-01T00:00Z.
  record Span(long number, long from, long until) {
    boolean contains(long minute) {
      return from <= minute && minute < until;
    }
  }

  SampleRule {
    effects = List.copyOf(effects);
  }

  Span span(long number) {
    long begin = rhythm.first() + number * rhythm.every();
    if (rhythm.play() == 0) {
      return new Span(number, begin, begin + rhythm.minutes());
    }
    long noise = Noise.of(Noise.seed(shared(what.id())), number);
    long from = begin + Noise.below(rhythm.play(), noise);
    int tenth = rhythm.minutes() / 10;
    long length = rhythm.minutes() - tenth + Noise.below(2L * tenth + 1, noise << 31);
    return new Span(number, from, from + length);
  }

  private static String shared(String id) {
    int slash = id.indexOf('/');
    return slash < 0 ? id : id.substring(0, slash);
  }
}

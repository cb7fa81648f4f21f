package dev.parallax.server.sample;

import java.util.ArrayList;
import java.util.List;

/// Which stretches of an SLI's history are still to be brought.
final class SamplePlan {
  private static final long DAY = 1440;

  /// Rolling windows are at most thirty days long: with these, a first page is right.
  static final long RECENT_MINUTES = 35 * DAY;

  private static final long YEAR_MINUTES = 365 * DAY;
  private static final long CHUNK_MINUTES = 60 * DAY;

  private SamplePlan() {}

  /// Minutes since 1970-01-01T00:00Z, half open; empty where `from` is not before `until`.
  record Stretch(long from, long until) {
    boolean isEmpty() {
      return from >= until;
    }
  }

  /// What is missing up to now: everything since the last start, or the last weeks at the very
  /// first.
  ///
  /// @param endMinute first minute after the newest that is there, or [Long#MIN_VALUE]
  static Stretch newest(long endMinute, long now) {
    return new Stretch(endMinute == Long.MIN_VALUE ? now - RECENT_MINUTES : endMinute, now);
  }

  /// The rest of the year before what is there, the newest stretch first, each reaching to the one
  /// before it: an interrupted import goes on where it ended.
  ///
  /// @param firstMinute first minute that is there
  static List<Stretch> older(long firstMinute, long now) {
    long yearAgo = now - YEAR_MINUTES;
    List<Stretch> stretches = new ArrayList<>();
    long until = firstMinute;
    while (until > yearAgo) {
      long from = Math.max(yearAgo, until - CHUNK_MINUTES);
      stretches.add(new Stretch(from, until));
      until = from;
    }
    return stretches;
  }
}

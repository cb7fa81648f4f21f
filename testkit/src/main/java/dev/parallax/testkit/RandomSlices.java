package dev.parallax.testkit;

import dev.parallax.budget.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Slices as sources send them on good and on bad days.
public final class RandomSlices {
  private static final long HUGE = 1L << 40;

  /// What a stretch of minutes looks like.
  private enum Mood {
    ALL_GOOD,
    FEW_BAD,
    HALF_BAD,
    DOWN,
    HOLE,
    NO_TRAFFIC,
    PARTLY_OBSERVED,
    MORE_GOOD_THAN_TOTAL,
    HUGE_COUNTS,
    COUNTED_BUT_NOT_OBSERVED
  }

  private RandomSlices() {}

  /// At most one slice a minute, in order; holes, minutes without traffic, partly observed ones,
  /// more good than total, and huge counts among them.
  public static List<Slice> between(RandomGenerator random, long from, long until) {
    List<Slice> slices = new ArrayList<>();
    long minute = from;
    boolean calm = random.nextInt(3) > 0;
    while (minute < until) {
      Mood mood = RandomCase.pick(random, List.of(Mood.values()));
      if (calm && random.nextInt(3) > 0) {
        mood = random.nextInt(4) == 0 ? Mood.FEW_BAD : Mood.ALL_GOOD;
      }
      long end = Math.min(until, minute + 1 + random.nextInt(calm ? 600 : 100));
      for (; minute < end; minute++) {
        if (mood != Mood.HOLE) {
          slices.add(slice(random, mood, minute));
        }
      }
    }
    return slices;
  }

  private static Slice slice(RandomGenerator random, Mood mood, long minute) {
    long total = 1 + random.nextLong(50);
    long whole = Slice.WHOLE_MINUTE;
    return switch (mood) {
      case ALL_GOOD -> new Slice(minute, total, total, whole);
      case FEW_BAD -> new Slice(minute, total - (random.nextInt(40) == 0 ? 1 : 0), total, whole);
      case HALF_BAD -> new Slice(minute, total / 2, total, whole);
      case DOWN -> new Slice(minute, 0, total, whole);
      case HOLE -> new Slice(minute, 0, 0, 0);
      case NO_TRAFFIC -> new Slice(minute, 0, 0, whole);
      case PARTLY_OBSERVED ->
          new Slice(minute, random.nextLong(total + 1), total, random.nextLong() & whole);
      case MORE_GOOD_THAN_TOTAL -> new Slice(minute, total + random.nextInt(9), total, whole);
      case HUGE_COUNTS -> new Slice(minute, HUGE - random.nextInt(9), HUGE, whole);
      case COUNTED_BUT_NOT_OBSERVED -> new Slice(minute, total - 1, total, 0);
    };
  }

  /// Slices that merge to the same minutes: each cut into one to three parts, all in any order.
  public static List<Slice> splitAndShuffled(RandomGenerator random, List<Slice> slices) {
    List<Slice> parts = new ArrayList<>();
    for (Slice slice : slices) {
      Slice rest = slice;
      for (int cut = random.nextInt(3); cut > 0; cut--) {
        long mask = random.nextLong();
        Slice part =
            new Slice(
                rest.minute(),
                random.nextInt(30) - 10,
                random.nextInt(30) - 10,
                rest.observed() & mask);
        parts.add(part);
        rest =
            new Slice(
                rest.minute(),
                rest.good() - part.good(),
                rest.total() - part.total(),
                rest.observed() & (~mask | random.nextLong()));
      }
      parts.add(rest);
    }
    for (int i = parts.size() - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      Slice moved = parts.get(i);
      parts.set(i, parts.get(other));
      parts.set(other, moved);
    }
    return parts;
  }
}

package dev.parallax.budget;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Running sums of what one SLI counts for once it is judged: cut into timeslices, with exclusions
/// and corrections applied. One for each measure, in steps of an hour, or of a timeslice where that
/// is longer.
final class JudgedSums {
  private final SliLedger of;
  private final Map<Measure, Steps> byMeasure = new HashMap<>();
  private List<Adjustment.Exclusion> exclusions = List.of();
  private final TreeMap<Long, Slice> corrections = new TreeMap<>();

  /// Running sums of one measure. They begin at the earliest step that anybody asked for; who goes
  /// further back is given one window's length to spare. Steps from `begin` up to `valid` are
  /// summed up.
  private static final class Steps {
    final long hours;
    long[] good = new long[1];
    long[] total = new long[1];
    long[] observedSeconds = new long[1];
    boolean hasBegun;
    long begin;
    long valid;

    Steps(Measure measure) {
      hours = Math.ceilDiv(measure.grainMinutes(), Hour.MINUTES);
    }

    void invalidateFrom(long hour) {
      valid = Math.max(begin, Math.min(valid, Math.floorDiv(hour, hours)));
    }

    void makeRoomFor(long from, long until) {
      if (!hasBegun || from < begin) {
        begin = hasBegun ? from - (until - from) : from;
        valid = begin;
        hasBegun = true;
      }
      int steps = Math.toIntExact(until - begin);
      if (good.length <= steps) {
        int length = steps + Day.HOURS;
        good = Arrays.copyOf(good, length);
        total = Arrays.copyOf(total, length);
        observedSeconds = Arrays.copyOf(observedSeconds, length);
      }
    }

    void append(Tally step) {
      int at = (int) (valid - begin);
      good[at + 1] = Math.addExact(good[at], step.good());
      total[at + 1] = Math.addExact(total[at], step.total());
      observedSeconds[at + 1] = observedSeconds[at] + step.observedSeconds();
      valid++;
    }

    Tally between(long fromStep, long untilStep) {
      int from = (int) (fromStep - begin);
      int until = (int) (untilStep - begin);
      return new Tally(
          good[until] - good[from],
          total[until] - total[from],
          observedSeconds[until] - observedSeconds[from]);
    }
  }

  JudgedSums(SliLedger of) {
    this.of = of;
  }

  void adjust(List<Adjustment.Exclusion> nowExcluded, List<Adjustment.Correction> nowCorrected) {
    exclusions = List.copyOf(nowExcluded);
    corrections.clear();
    for (Adjustment.Correction correction : nowCorrected) {
      Slice slice = new Slice(correction.minute(), correction.good(), correction.total(), 0);
      corrections.merge(correction.minute(), slice, Slice::merge);
    }
    forget();
  }

  boolean isUnadjusted() {
    return exclusions.isEmpty() && corrections.isEmpty();
  }

  /// Whether a correction may have taken something away.
  boolean isCorrected() {
    return !corrections.isEmpty();
  }

  void invalidateFrom(long hour) {
    byMeasure.values().forEach(steps -> steps.invalidateFrom(hour));
  }

  void forget() {
    byMeasure.clear();
  }

  /// @param from start of a grain
  /// @param until start of a later one
  Tally between(Measure measure, long from, long until) {
    return measure.grainMinutes() <= Hour.MINUTES
        ? withinHours(measure, from, until)
        : acrossHours(measure, from, until);
  }

  private Tally acrossHours(Measure measure, long from, long until) {
    long grain = measure.grainMinutes();
    long hours = steps(measure).hours;
    long first = Math.max(from / grain, Math.floorDiv(of.firstHour(), hours));
    long end = Math.min(until / grain, Math.ceilDiv(of.endHour(), hours));
    return first >= end ? Tally.NOTHING : wholeSteps(measure, first, end);
  }

  private Tally withinHours(Measure measure, long fromMinute, long untilMinute) {
    long from = Math.max(fromMinute, of.firstHour() * Hour.MINUTES);
    long until = Math.min(untilMinute, of.endHour() * Hour.MINUTES);
    if (from >= until) {
      return Tally.NOTHING;
    }
    long firstWhole = Math.ceilDiv(from, Hour.MINUTES);
    long endWhole = Math.floorDiv(until, Hour.MINUTES);
    int fromInHour = Math.floorMod(from, Hour.MINUTES);
    int untilInHour = Math.floorMod(until, Hour.MINUTES);
    if (firstWhole > endWhole) {
      return partOfHour(measure, endWhole, fromInHour, untilInHour);
    }
    Tally sum = wholeSteps(measure, firstWhole, endWhole);
    if (fromInHour != 0) {
      sum = sum.plus(partOfHour(measure, firstWhole - 1, fromInHour, Hour.MINUTES));
    }
    return untilInHour == 0 ? sum : sum.plus(partOfHour(measure, endWhole, 0, untilInHour));
  }

  private Steps steps(Measure measure) {
    return byMeasure.computeIfAbsent(measure, Steps::new);
  }

  private Tally wholeSteps(Measure measure, long from, long until) {
    Steps steps = steps(measure);
    steps.makeRoomFor(from, until);
    while (steps.valid < until) {
      steps.append(step(measure, steps));
    }
    return steps.between(from, until);
  }

  private Tally step(Measure measure, Steps steps) {
    if (steps.hours == 1) {
      return partOfHour(measure, steps.valid, 0, Hour.MINUTES);
    }
    long start = steps.valid * measure.grainMinutes();
    Tally events = of.tally(SliLedger.OCCURRENCES, start, start + measure.grainMinutes());
    return measure.judge(events.good(), events.total(), events.observedSeconds());
  }

  private Tally partOfHour(Measure measure, long at, int fromMinute, int untilMinute) {
    if (!of.has(at) && corrections.isEmpty()) {
      return Tally.NOTHING;
    }
    Hour hour = adjusted(at);
    int grain = measure.grainMinutes();
    Sum sum = new Sum();
    for (int start = fromMinute; start < untilMinute; start += grain) {
      Sum events = new Sum();
      hour.addBetween(start, start + grain, events);
      Tally counted = events.tally();
      sum.add(measure.judge(counted.good(), counted.total(), counted.observedSeconds()));
    }
    return sum.tally();
  }

  private Hour adjusted(long at) {
    if (isUnadjusted()) {
      return of.hour(at);
    }
    Hour hour = of.hour(at).copy();
    long start = at * Hour.MINUTES;
    corrections
        .subMap(start, start + Hour.MINUTES)
        .values()
        .forEach(
            slice -> hour.merge((int) (slice.minute() - start), slice.good(), slice.total(), 0));
    for (Adjustment.Exclusion exclusion : exclusions) {
      long from = Math.max(start, exclusion.fromMinute());
      long until = Math.min(start + Hour.MINUTES, exclusion.untilMinute());
      for (long minute = from; minute < until; minute++) {
        hour.clear((int) (minute - start));
      }
    }
    return hour;
  }
}

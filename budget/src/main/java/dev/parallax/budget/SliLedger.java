package dev.parallax.budget;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The slices of one SLI, hour by hour, with running sums.
///
/// A window's figure is the difference of two running sums plus the minutes at its edges, so its
/// cost does not grow with its length [1]. Running sums are rebuilt from the first hour that
/// changed; changes are nearly always in the newest.
///
/// [1] G. E. Blelloch, *Prefix Sums and Their Applications*, CMU-CS-90-190, 1990.
final class SliLedger {
  private static final Measure OCCURRENCES = new Measure.Occurrences();
  private static final long MOST_HOURS = 200L * 366 * 24;

  private long firstHour;
  private byte[] @Nullable [] hours = new byte[0][];
  private int size;
  private final Map<Measure, Sums> sums = new HashMap<>();
  private final TreeSet<Long> changed = new TreeSet<>();
  private List<Adjustment.Exclusion> exclusions = List.of();
  private final TreeMap<Long, Slice> corrections = new TreeMap<>();

  /// Running sums of one measure in steps of an hour, or of a timeslice where that is longer. They
  /// begin at the earliest step that anybody asked for, with one window's length to spare for those
  /// who go back in time, so that a statement of the last month does not read the last year. Steps
  /// from `begin` up to `valid` are summed up.
  private static final class Sums {
    final long hoursPerStep;
    final long firstStep;
    long[] good = new long[1];
    long[] total = new long[1];
    long[] observedSeconds = new long[1];
    int begin = -1;
    int valid;

    Sums(Measure measure, long firstHour) {
      hoursPerStep = Math.ceilDiv(measure.grainMinutes(), Hour.MINUTES);
      firstStep = Math.floorDiv(firstHour, hoursPerStep);
    }

    void invalidateFrom(long hour) {
      int step = Math.toIntExact(Math.floorDiv(hour, hoursPerStep) - firstStep);
      valid = Math.max(begin, Math.min(valid, step));
    }

    void makeRoomFor(int fromStep, int untilStep) {
      if (begin < 0 || fromStep < begin) {
        begin = Math.max(0, fromStep - (untilStep - fromStep));
        valid = begin;
      }
      int steps = untilStep - begin;
      if (good.length <= steps) {
        int length = steps + 1 + steps / 8;
        good = Arrays.copyOf(good, length);
        total = Arrays.copyOf(total, length);
        observedSeconds = Arrays.copyOf(observedSeconds, length);
      }
    }

    void append(Tally step) {
      int at = valid - begin;
      good[at + 1] = Math.addExact(good[at], step.good());
      total[at + 1] = Math.addExact(total[at], step.total());
      observedSeconds[at + 1] = observedSeconds[at] + step.observedSeconds();
      valid++;
    }

    Tally between(int fromStep, int untilStep) {
      int from = fromStep - begin;
      int until = untilStep - begin;
      return new Tally(
          good[until] - good[from],
          total[until] - total[from],
          observedSeconds[until] - observedSeconds[from]);
    }
  }

  /// Refuses hours that would stretch the ledger over more than it is made for, such as
  /// milliseconds taken for seconds.
  void checkSpan(long earliest, long latest) {
    long from = size == 0 ? earliest : Math.min(earliest, firstHour);
    long until = size == 0 ? latest : Math.max(latest, firstHour + size - 1);
    if (until - from >= MOST_HOURS) {
      throw new IllegalArgumentException(
          "hours %d to %d since 1970: expected slices within 200 years of each other. Check the unit of the timestamps."
              .formatted(from, until));
    }
  }

  /// Merges hours, all of them or, where one does not fit, none.
  void add(SortedMap<Long, Hour> more) {
    checkSpan(more.firstKey(), more.lastKey());
    Map<Long, byte[]> merged = new HashMap<>();
    more.forEach((hour, added) -> merged.put(hour, merged(hour, added)));
    merged.forEach(
        (hour, packed) -> {
          put(hour, packed);
          changed.add(hour);
        });
  }

  private byte[] merged(long hour, Hour added) {
    byte[] packed = packed(hour);
    Hour open = packed == null ? new Hour() : Hour.unpacked(packed);
    for (int minute = 0; minute < Hour.MINUTES; minute++) {
      open.merge(minute, added.good[minute], added.total[minute], added.observed[minute]);
    }
    return open.packed();
  }

  void load(long hour, byte[] packed) {
    checkSpan(hour, hour);
    Hour.check(packed);
    put(hour, packed.clone());
  }

  private void put(long hour, byte[] packed) {
    int index = indexFor(hour);
    hours[index] = packed;
    sums.values().forEach(running -> running.invalidateFrom(hour));
  }

  byte @Nullable [] packed(long hour) {
    long index = hour - firstHour;
    return index < 0 || index >= size ? null : hours[(int) index];
  }

  SortedSet<Long> takeChanged() {
    SortedSet<Long> taken = new TreeSet<>(changed);
    changed.clear();
    return taken;
  }

  void adjust(List<Adjustment.Exclusion> nowExcluded, List<Adjustment.Correction> nowCorrected) {
    exclusions = List.copyOf(nowExcluded);
    corrections.clear();
    for (Adjustment.Correction correction : nowCorrected) {
      Slice slice = new Slice(correction.minute(), correction.good(), correction.total(), 0);
      corrections.merge(correction.minute(), slice, Slice::merge);
      indexFor(Math.floorDiv(correction.minute(), Hour.MINUTES));
    }
    sums.clear();
  }

  /// First minute with anything in it, or [Long#MAX_VALUE].
  long firstMinute() {
    for (int index = 0; index < size; index++) {
      if (hours[index] == null) {
        continue;
      }
      Hour hour = raw(index);
      for (int minute = 0; minute < Hour.MINUTES; minute++) {
        if (!hour.isEmpty(minute)) {
          return (firstHour + index) * Hour.MINUTES + minute;
        }
      }
    }
    return Long.MAX_VALUE;
  }

  /// First minute after everything, or [Long#MIN_VALUE].
  long endMinute() {
    for (int index = size - 1; index >= 0; index--) {
      if (hours[index] == null) {
        continue;
      }
      Hour hour = raw(index);
      for (int minute = Hour.MINUTES - 1; minute >= 0; minute--) {
        if (!hour.isEmpty(minute)) {
          return (firstHour + index) * Hour.MINUTES + minute + 1;
        }
      }
    }
    return Long.MIN_VALUE;
  }

  /// The slices as measured, without adjustments, empty minutes left out.
  List<Slice> slices(long fromMinute, long untilMinute) {
    List<Slice> found = new ArrayList<>();
    long from = Math.max(fromMinute, firstHour * Hour.MINUTES);
    long until = Math.min(untilMinute, (firstHour + size) * Hour.MINUTES);
    @Nullable Hour hour = null;
    for (long minute = from; minute < until; minute++) {
      int inHour = Math.floorMod(minute, Hour.MINUTES);
      if (hour == null || inHour == 0) {
        hour = raw((int) (Math.floorDiv(minute, Hour.MINUTES) - firstHour));
      }
      if (!hour.isEmpty(inHour)) {
        found.add(new Slice(minute, hour.good[inHour], hour.total[inHour], hour.observed[inHour]));
      }
    }
    return found;
  }

  /// What the whole grains inside the minutes count for, adjustments applied.
  Tally tally(Measure measure, long fromMinute, long untilMinute) {
    long grain = measure.grainMinutes();
    long from = Math.ceilDiv(fromMinute, grain) * grain;
    long until = Math.floorDiv(untilMinute, grain) * grain;
    if (size == 0 || from >= until) {
      return Tally.NOTHING;
    }
    return grain <= Hour.MINUTES
        ? withinHours(measure, from, until)
        : acrossHours(measure, from, until);
  }

  private Tally acrossHours(Measure measure, long from, long until) {
    long grain = measure.grainMinutes();
    Sums running = sums.computeIfAbsent(measure, _ -> new Sums(measure, firstHour));
    long lastStep = Math.ceilDiv(firstHour + size, running.hoursPerStep);
    long firstWhole = Math.max(from / grain, running.firstStep);
    long endWhole = Math.min(until / grain, lastStep);
    return firstWhole >= endWhole
        ? Tally.NOTHING
        : between(
            measure,
            Math.toIntExact(firstWhole - running.firstStep),
            Math.toIntExact(endWhole - running.firstStep));
  }

  private Tally withinHours(Measure measure, long fromMinute, long untilMinute) {
    long from = Math.max(fromMinute, firstHour * Hour.MINUTES);
    long until = Math.min(untilMinute, (firstHour + size) * Hour.MINUTES);
    if (from >= until) {
      return Tally.NOTHING;
    }
    int firstWhole = (int) (Math.ceilDiv(from, Hour.MINUTES) - firstHour);
    int endWhole = (int) (Math.floorDiv(until, Hour.MINUTES) - firstHour);
    int fromInHour = Math.floorMod(from, Hour.MINUTES);
    int untilInHour = Math.floorMod(until, Hour.MINUTES);
    if (firstWhole > endWhole) {
      return partOfHour(measure, endWhole, fromInHour, untilInHour);
    }
    Tally sum = between(measure, firstWhole, endWhole);
    if (fromInHour != 0) {
      sum = sum.plus(partOfHour(measure, firstWhole - 1, fromInHour, Hour.MINUTES));
    }
    return untilInHour == 0 ? sum : sum.plus(partOfHour(measure, endWhole, 0, untilInHour));
  }

  private Tally between(Measure measure, int fromStep, int untilStep) {
    Sums running = sums.computeIfAbsent(measure, _ -> new Sums(measure, firstHour));
    running.makeRoomFor(fromStep, untilStep);
    while (running.valid < untilStep) {
      running.append(step(measure, running));
    }
    return running.between(fromStep, untilStep);
  }

  private Tally step(Measure measure, Sums running) {
    if (running.hoursPerStep == 1) {
      return partOfHour(measure, running.valid, 0, Hour.MINUTES);
    }
    long start = (running.firstStep + running.valid) * measure.grainMinutes();
    Tally events = withinHours(OCCURRENCES, start, start + measure.grainMinutes());
    return measure.judge(events.good(), events.total(), events.observedSeconds());
  }

  private Tally partOfHour(Measure measure, int index, int fromMinute, int untilMinute) {
    if (hours[index] == null && corrections.isEmpty()) {
      return Tally.NOTHING;
    }
    Hour hour = adjusted(index);
    int grain = measure.grainMinutes();
    long goodSum = 0;
    long totalSum = 0;
    long observedSum = 0;
    for (int start = fromMinute; start < untilMinute; start += grain) {
      long good = 0;
      long total = 0;
      long observed = 0;
      for (int minute = start; minute < start + grain; minute++) {
        good += hour.good[minute];
        total += hour.total[minute];
        observed += Long.bitCount(hour.observed[minute]);
      }
      Tally judged = measure.judge(good, total, observed);
      goodSum += judged.good();
      totalSum += judged.total();
      observedSum += judged.observedSeconds();
    }
    return new Tally(goodSum, totalSum, observedSum);
  }

  private Hour adjusted(int index) {
    Hour hour = raw(index);
    if (exclusions.isEmpty() && corrections.isEmpty()) {
      return hour;
    }
    long start = (firstHour + index) * Hour.MINUTES;
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

  private Hour raw(int index) {
    byte[] packed = hours[index];
    return packed == null ? new Hour() : Hour.unpacked(packed);
  }

  private int indexFor(long hour) {
    if (size == 0) {
      firstHour = hour;
    }
    if (hour < firstHour) {
      makeRoomBefore(hour);
    }
    int index = Math.toIntExact(hour - firstHour);
    if (index >= hours.length) {
      hours = Arrays.copyOf(hours, Math.max(index + 24, hours.length + hours.length / 2));
    }
    size = Math.max(size, index + 1);
    return index;
  }

  private void makeRoomBefore(long hour) {
    long newFirst = Math.min(hour, firstHour - Math.min(size / 2, 24 * 30));
    int shift = Math.toIntExact(firstHour - newFirst);
    byte[] @Nullable [] moved = new byte[hours.length + shift][];
    System.arraycopy(hours, 0, moved, shift, size);
    hours = moved;
    size += shift;
    firstHour = newFirst;
    sums.clear();
  }
}

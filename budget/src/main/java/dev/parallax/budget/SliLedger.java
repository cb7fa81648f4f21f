package dev.parallax.budget;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The slices of one SLI: the newest hours open, for there the next minutes arrive; older ones
/// packed, day by day. Exact to the minute everywhere.
///
/// A window's figure is the difference of two running sums [1], so its cost does not grow with its
/// length: running sums from [EventSums], the heads of a few hours, and the minutes of one. Where
/// time is judged in timeslices, or adjusted, [JudgedSums] serve.
///
/// [1] G. E. Blelloch, *Prefix Sums and Their Applications*, CMU-CS-90-190, 1990.
final class SliLedger {
  /// Events as they were counted.
  static final Measure OCCURRENCES = new Measure.Occurrences();

  private static final long MOST_HOURS = 200L * 366 * 24;
  private static final int OPEN_HOURS = 2;

  private long firstDay;
  private @Nullable Day[] days = new Day[0];
  private int size;
  private final TreeMap<Long, Hour> open = new TreeMap<>();
  private long firstOpen = Long.MAX_VALUE;
  private final TreeSet<Long> changed = new TreeSet<>();
  private boolean ordinary = true;
  private long firstMinute = Long.MAX_VALUE;
  private boolean firstMinuteIsKnown = true;

  private final EventSums eventSums = new EventSums(this);
  private final JudgedSums judgedSums = new JudgedSums(this);

  /// Refuses hours that would stretch the ledger over more than it is made for, such as
  /// milliseconds taken for seconds.
  void checkSpan(long earliest, long latest) {
    long from = size == 0 ? earliest : Math.min(earliest, firstDay * Day.HOURS);
    long until = size == 0 ? latest : Math.max(latest, endDay() * Day.HOURS - 1);
    if (until - from >= MOST_HOURS) {
      throw new IllegalArgumentException(
          "hours %d to %d since 1970: expected slices within 200 years of each other. Check the unit of the timestamps."
              .formatted(from, until));
    }
  }

  /// Merges slices, all of them or, where one does not fit, none.
  void add(Iterable<Slice> slices) {
    TreeMap<Long, Hour> merged = new TreeMap<>();
    for (Slice slice : slices) {
      merged
          .computeIfAbsent(Math.floorDiv(slice.minute(), Hour.MINUTES), this::copy)
          .merge(
              Math.floorMod(slice.minute(), Hour.MINUTES),
              slice.good(),
              slice.total(),
              slice.observed());
    }
    if (merged.isEmpty()) {
      return;
    }
    checkSpan(merged.firstKey(), merged.lastKey());
    merged.forEach(this::put);
  }

  private Hour copy(long hour) {
    Hour opened = opened(hour);
    return opened == null ? unpacked(hour) : opened.copy();
  }

  private Hour unpacked(long hour) {
    PackedHour packed = packedHour(hour);
    return packed == null ? new Hour() : packed.open();
  }

  private void put(long hour, Hour now) {
    ordinary &= now.isOrdinary();
    makeRoomFor(hour);
    if (open.size() < OPEN_HOURS || hour >= open.firstKey()) {
      open.put(hour, now);
      if (open.size() > OPEN_HOURS) {
        Map.Entry<Long, Hour> oldest = open.pollFirstEntry();
        pack(oldest.getKey(), PackedHour.pack(oldest.getValue()));
      }
      firstOpen = open.firstKey();
    } else {
      pack(hour, PackedHour.pack(now));
    }
    changed.add(hour);
    forget(hour);
  }

  private void pack(long hour, byte[] packed) {
    int at = (int) (Math.floorDiv(hour, Day.HOURS) - firstDay);
    Day day = days[at];
    days[at] = (day == null ? Day.EMPTY : day).with(Math.floorMod(hour, Day.HOURS), packed);
  }

  /// What was said of an hour no longer holds.
  private void forget(long hour) {
    eventSums.invalidateFrom(hour);
    judgedSums.invalidateFrom(hour);
    if (firstMinuteIsKnown && hour <= Math.floorDiv(firstMinute, Hour.MINUTES)) {
      firstMinuteIsKnown = false;
    }
  }

  void load(long hour, byte[] packed) {
    checkSpan(hour, hour);
    ordinary &= PackedHour.of(packed).open().isOrdinary();
    makeRoomFor(hour);
    if (open.remove(hour) != null) {
      firstOpen = open.isEmpty() ? Long.MAX_VALUE : open.firstKey();
    }
    pack(hour, packed);
    forget(hour);
  }

  byte @Nullable [] packed(long hour) {
    Hour opened = opened(hour);
    if (opened != null) {
      return PackedHour.pack(opened);
    }
    Day day = day(Math.floorDiv(hour, Day.HOURS));
    return day == null ? null : day.packed(Math.floorMod(hour, Day.HOURS));
  }

  SortedSet<Long> takeChanged() {
    SortedSet<Long> taken = new TreeSet<>(changed);
    changed.clear();
    return taken;
  }

  void adjust(List<Adjustment.Exclusion> exclusions, List<Adjustment.Correction> corrections) {
    for (Adjustment.Correction correction : corrections) {
      makeRoomFor(Math.floorDiv(correction.minute(), Hour.MINUTES));
    }
    judgedSums.adjust(exclusions, corrections);
  }

  /// Whether every minute certainly counts 0 or more and no more good than total.
  boolean isOrdinary() {
    return ordinary && !judgedSums.isCorrected();
  }

  /// First minute with anything in it, or [Long#MAX_VALUE].
  long firstMinute() {
    if (!firstMinuteIsKnown) {
      firstMinute = findFirstMinute();
      firstMinuteIsKnown = true;
    }
    return firstMinute;
  }

  private long findFirstMinute() {
    for (long hour = firstHour(); hour < endHour(); hour++) {
      if (has(hour)) {
        Hour found = hour(hour);
        for (int minute = 0; minute < Hour.MINUTES; minute++) {
          if (!found.isEmpty(minute)) {
            return hour * Hour.MINUTES + minute;
          }
        }
      }
    }
    return Long.MAX_VALUE;
  }

  /// First minute after everything, or [Long#MIN_VALUE].
  long endMinute() {
    for (long hour = endHour() - 1; hour >= firstHour(); hour--) {
      if (has(hour)) {
        Hour found = hour(hour);
        for (int minute = Hour.MINUTES - 1; minute >= 0; minute--) {
          if (!found.isEmpty(minute)) {
            return hour * Hour.MINUTES + minute + 1;
          }
        }
      }
    }
    return Long.MIN_VALUE;
  }

  /// The slices as measured, without adjustments, empty minutes left out.
  List<Slice> slices(long fromMinute, long untilMinute) {
    List<Slice> found = new ArrayList<>();
    long from = Math.max(fromMinute, firstHour() * Hour.MINUTES);
    long until = Math.min(untilMinute, endHour() * Hour.MINUTES);
    @Nullable Hour hour = null;
    for (long minute = from; minute < until; minute++) {
      int inHour = Math.floorMod(minute, Hour.MINUTES);
      if (hour == null || inHour == 0) {
        hour = hour(Math.floorDiv(minute, Hour.MINUTES));
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
    return measure instanceof Measure.Occurrences && judgedSums.isUnadjusted()
        ? eventSums.between(from, until)
        : judgedSums.between(measure, from, until);
  }

  private long endDay() {
    return firstDay + size;
  }

  long firstHour() {
    return firstDay * Day.HOURS;
  }

  long endHour() {
    return endDay() * Day.HOURS;
  }

  /// Adds what was counted in this hour before a minute of it.
  ///
  /// @param end 0 to 60
  void addHourUpTo(long hour, int end, Sum sum) {
    Hour opened = opened(hour);
    if (opened != null) {
      opened.addUpTo(end, sum);
      return;
    }
    Day day = day(Math.floorDiv(hour, Day.HOURS));
    if (day != null) {
      day.addHourUpTo(Math.floorMod(hour, Day.HOURS), end, sum);
    }
  }

  private @Nullable Hour opened(long hour) {
    return hour < firstOpen ? null : open.get(hour);
  }

  boolean has(long hour) {
    return opened(hour) != null || packedHour(hour) != null;
  }

  /// The minutes of an hour, to look at: an open one is not copied.
  Hour hour(long hour) {
    Hour opened = opened(hour);
    return opened == null ? unpacked(hour) : opened;
  }

  private @Nullable PackedHour packedHour(long hour) {
    Day day = day(Math.floorDiv(hour, Day.HOURS));
    return day == null ? null : day.hour(Math.floorMod(hour, Day.HOURS));
  }

  private @Nullable Day day(long day) {
    long index = day - firstDay;
    return index < 0 || index >= size ? null : days[(int) index];
  }

  private void makeRoomFor(long hour) {
    long day = Math.floorDiv(hour, Day.HOURS);
    if (size == 0) {
      firstDay = day;
    }
    if (day < firstDay) {
      makeRoomBefore(day);
    }
    int index = Math.toIntExact(day - firstDay);
    if (index >= days.length) {
      days = Arrays.copyOf(days, Math.max(index + 2, days.length + days.length / 8));
    }
    size = Math.max(size, index + 1);
  }

  private void makeRoomBefore(long day) {
    int shift = Math.toIntExact(firstDay - day);
    @Nullable Day[] moved = new Day[size + shift];
    System.arraycopy(days, 0, moved, shift, size);
    days = moved;
    size += shift;
    firstDay = day;
    judgedSums.forget();
  }
}

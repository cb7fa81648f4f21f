package dev.parallax.testkit;

import dev.parallax.budget.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The slices of one SLI as they were measured, merged minute by minute, in order.
final class RawMinutes {
  private final List<Slice> slices = new ArrayList<>();

  RawMinutes(List<Slice> measured) {
    List<Slice> sorted = new ArrayList<>(measured);
    sorted.sort(Comparator.comparingLong(Slice::minute));
    int at = 0;
    while (at < sorted.size()) {
      long minute = sorted.get(at).minute();
      long good = 0;
      long total = 0;
      long observed = 0;
      while (at < sorted.size() && sorted.get(at).minute() == minute) {
        good += sorted.get(at).good();
        total += sorted.get(at).total();
        observed |= sorted.get(at).observed();
        at++;
      }
      if (good != 0 || total != 0 || observed != 0) {
        slices.add(new Slice(minute, good, total, observed));
      }
    }
  }

  long firstMinute() {
    return slices.isEmpty() ? Long.MAX_VALUE : slices.getFirst().minute();
  }

  List<Slice> between(long from, long until) {
    return slices.subList(indexOf(from), Math.max(indexOf(from), indexOf(until)));
  }

  /// How many slices lie before a minute.
  private int indexOf(long minute) {
    int low = 0;
    int high = slices.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (slices.get(middle).minute() < minute) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}

package dev.parallax.testkit;

import dev.parallax.budget.BudgetingMethod;
import dev.parallax.budget.Objective;
import dev.parallax.budget.Slo;
import dev.parallax.budget.SloHistory;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One objective of one version, judged timeslice by timeslice over a stretch of minutes. An event
/// count is judged in timeslices of one minute.
final class BruteView {
  private static final long WHOLE = 1_000_000_000L;

  final Slo slo;
  final Objective objective;
  final long grain;
  private final List<SloHistory.Version> versions;
  private final boolean[] countsLike;
  private final BruteMinutes minutes;
  private final long firstMeasured;
  private final long firstGrain;
  private final long[] good;
  private final long[] total;
  private final long[] seconds;
  private final int[] owner;

  /// @param good in the unit of the budgeting method
  record Sum(long from, long good, long total, long seconds, Exact allowed) {
    long bad() {
      return total - good;
    }
  }

  BruteView(
      SloHistory history,
      SloHistory.Version version,
      Objective objective,
      BruteMinutes minutes,
      long firstMeasured) {
    this.slo = version.slo();
    this.objective = objective;
    this.minutes = minutes;
    this.firstMeasured = firstMeasured;
    versions = history.versions();
    grain = objective.timeslice() == null ? 1 : objective.timeslice().window().toMinutes();
    countsLike = new boolean[versions.size()];
    for (int i = 0; i < versions.size(); i++) {
      countsLike[i] = countsLike(versions.get(i).slo());
    }
    firstGrain = Math.floorDiv(minutes.first, grain);
    int length = (int) (Math.floorDiv(minutes.end, grain) - firstGrain);
    good = new long[length];
    total = new long[length];
    seconds = new long[length];
    owner = new int[length];
    for (int i = 0; i < length; i++) {
      judge(i);
      owner[i] = inForce((firstGrain + i) * grain);
    }
  }

  private boolean countsLike(Slo other) {
    for (Objective then : other.objectives()) {
      if (then.name().equals(objective.name())) {
        return then.sli().equals(objective.sli())
            && other.method() == slo.method()
            && sameTimeslice(then.timeslice())
            && Objects.requireNonNull(other.slis().get(then.sli())).unit()
                == Objects.requireNonNull(slo.slis().get(objective.sli())).unit();
      }
    }
    return false;
  }

  private boolean sameTimeslice(Objective.@Nullable Timeslice other) {
    Objective.Timeslice own = objective.timeslice();
    if (own == null || other == null) {
      return own == null && other == null;
    }
    return own.window().equals(other.window())
        && (slo.method() == BudgetingMethod.RATIO_TIMESLICES
            || own.target().compareTo(other.target()) == 0);
  }

  private int inForce(long minute) {
    int found = 0;
    for (int i = 1; i < versions.size(); i++) {
      if (versions.get(i).since().getEpochSecond() / 60 <= minute) {
        found = i;
      }
    }
    return found;
  }

  private void judge(int index) {
    long goodEvents = 0;
    long events = 0;
    long observed = 0;
    int start = (int) ((firstGrain + index) * grain - minutes.first);
    for (int at = start; at < start + grain; at++) {
      goodEvents += minutes.good[at];
      events += minutes.total[at];
      observed += minutes.seconds[at];
    }
    seconds[index] = observed;
    if (slo.method() == BudgetingMethod.OCCURRENCES) {
      good[index] = goodEvents;
      total[index] = events;
    } else if (events != 0 || observed != 0) {
      boolean ratio = slo.method() == BudgetingMethod.RATIO_TIMESLICES;
      total[index] = ratio ? WHOLE : 1;
      good[index] = ratio ? share(goodEvents, events) : reaches(goodEvents, events) ? 1 : 0;
    }
  }

  private static long share(long good, long total) {
    return total == 0
        ? WHOLE
        : Exact.of(good).times(WHOLE).dividedBy(total).rounded().longValueExact();
  }

  private boolean reaches(long goodEvents, long events) {
    if (goodEvents == events && events >= 0) {
      return true;
    }
    BigDecimal target = Objects.requireNonNull(objective.timeslice()).target();
    BigDecimal missing =
        target.multiply(new BigDecimal(events)).subtract(new BigDecimal(goodEvents));
    return missing.signum() <= 0;
  }

  Sum sum(long from, long until) {
    long begin = Math.max(Math.ceilDiv(from, grain), firstGrain);
    long end = Math.min(Math.floorDiv(until, grain), firstGrain + good.length);
    long goodSum = 0;
    long secondsSum = 0;
    long[] byVersion = new long[versions.size()];
    for (long number = begin; number < end; number++) {
      int i = (int) (number - firstGrain);
      if (countsLike[owner[i]]) {
        goodSum += good[i];
        byVersion[owner[i]] += total[i];
        secondsSum += seconds[i];
      }
    }
    long totalSum = 0;
    Exact allowed = Exact.ZERO;
    for (int i = 0; i < byVersion.length; i++) {
      if (byVersion[i] != 0) {
        totalSum += byVersion[i];
        allowed = allowed.plus(mayFail(versions.get(i).slo()).times(byVersion[i]));
      }
    }
    return new Sum(from, goodSum, totalSum, secondsSum, allowed);
  }

  /// What was counted in so many minutes until the last whole timeslice.
  Sum lately(long length, long now) {
    long end = lastWhole(now);
    return sum(end - length, end);
  }

  long lastWhole(long now) {
    return Math.floorDiv(now, grain) * grain;
  }

  private Exact mayFail(Slo then) {
    for (Objective candidate : then.objectives()) {
      if (candidate.name().equals(objective.name())) {
        return Exact.ONE.minus(Exact.of(candidate.target()));
      }
    }
    return Exact.ZERO;
  }

  Exact mayFail() {
    return mayFail(slo);
  }

  long countedFrom(BruteCalendar.Stretch window, long now) {
    long from = window.from();
    for (int i = 0; i + 1 < versions.size(); i++) {
      long ended = Math.floorDiv(versions.get(i + 1).since().getEpochSecond(), 60L);
      if (!countsLike[i] && ended <= now && ended > from) {
        from = ended;
      }
    }
    from = Math.max(from, firstMeasured);
    return Math.min(from, now);
  }

  /// All that may fail in a window, timeslices to come included where they are known.
  Exact budget(BruteCalendar.Stretch window, long now, Sum known) {
    if (slo.method() == BudgetingMethod.OCCURRENCES) {
      return known.allowed();
    }
    long perSlice = slo.method() == BudgetingMethod.TIMESLICES ? 1 : WHOLE;
    long toCome = 0;
    long next = Math.floorDiv(now, grain);
    while (next * grain < known.from()) {
      next++;
    }
    while ((next + toCome + 1) * grain <= window.until()) {
      toCome++;
    }
    return known.allowed().plus(mayFail().times(perSlice).times(toCome));
  }

  boolean isExhausted(long then) {
    BruteCalendar.Stretch window = BruteCalendar.window(slo.window(), then);
    Sum known = sum(countedFrom(window, then), then);
    Exact budget = budget(window, then, known);
    return budget.signum() > 0 && budget.compareTo(Exact.of(known.bad())) <= 0;
  }
}

package dev.parallax.testkit;

import dev.parallax.budget.Adjustment;
import dev.parallax.budget.BudgetingMethod;
import dev.parallax.budget.BurnRateAlert;
import dev.parallax.budget.Coverage;
import dev.parallax.budget.Forecast;
import dev.parallax.budget.Objective;
import dev.parallax.budget.SliId;
import dev.parallax.budget.Slice;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.Statement;
import dev.parallax.budget.Tally;
import dev.parallax.budget.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The slow oracle: every figure of an objective, added up minute by minute from the raw slices
/// with exact quotients, without running sums, packing or anything else that the ledger does to be
/// quick.
public final class BruteForce {
  private static final long DAY = 24 * 60;

  private final SloHistory history;
  private final Map<SliId, RawMinutes> raw = new HashMap<>();
  private final List<Adjustment> inForce;
  private final Statement.Terms terms;

  /// @param slices as they were sent: any order, any split
  /// @param adjustments of that SLO, in any order
  public BruteForce(
      SloHistory history,
      Map<SliId, List<Slice>> slices,
      List<Adjustment> adjustments,
      Statement.Terms terms) {
    this.history = history;
    this.terms = terms;
    slices.forEach((sli, measured) -> raw.put(sli, new RawMinutes(measured)));
    inForce = new ArrayList<>();
    for (Adjustment adjustment : adjustments) {
      if (!isTakenBack(adjustment, adjustments)) {
        inForce.add(adjustment);
      }
    }
  }

  private static boolean isTakenBack(Adjustment adjustment, List<Adjustment> all) {
    for (Adjustment other : all) {
      if (other instanceof Adjustment.Reversal reversal
          && reversal.reverses().equals(adjustment.entry().id())
          && !isTakenBack(reversal, all)) {
        return true;
      }
    }
    return false;
  }

  /// What a reading of one condition says.
  record Reading(
      Exact threshold, @Nullable Exact longRate, @Nullable Exact shortRate, Verdict verdict) {
    /// The book's verdicts, by name.
    enum Verdict {
      FIRING,
      QUIET,
      FROZEN,
      CANNOT_FIRE,
      NOT_APPLICABLE
    }
  }

  /// All figures of one objective. Times are minutes since 1970-01-01T00:00Z.
  record Figures(
      Objective objective,
      BruteCalendar.Stretch window,
      @Nullable Long countedFrom,
      BruteView.Sum sum,
      Tally events,
      Exact budget,
      long inTimeSeconds,
      Coverage coverage,
      Statement.State state,
      Forecast forecast,
      List<Reading> readings) {}

  /// Compares the figures that a statement gives with the oracle's, figure by figure.
  public Comparison compare(Statement.SloFigures said, Instant asOf) {
    Comparison comparison = new Comparison(history.id() + " at " + asOf);
    List<Figures> expected = at(asOf);
    comparison.same("objectives", expected.size(), said.objectives().size());
    for (int i = 0; i < expected.size(); i++) {
      comparison.compare(expected.get(i), said.objectives().get(i));
    }
    return comparison;
  }

  List<Figures> at(Instant asOf) {
    long now = Math.floorDiv(asOf.getEpochSecond(), 60L);
    List<Figures> figures = new ArrayList<>();
    for (Objective objective : version(now).slo().objectives()) {
      figures.add(new OneObjective(objective, now).figures());
    }
    return figures;
  }

  private SloHistory.Version version(long minute) {
    SloHistory.Version found = history.versions().getFirst();
    for (SloHistory.Version version : history.versions().subList(1, history.versions().size())) {
      if (version.since().getEpochSecond() <= minute * 60) {
        found = version;
      }
    }
    return found;
  }

  /// One objective at one instant.
  private final class OneObjective {
    private final Objective objective;
    private final long now;
    private final long firstMeasured;
    private final BruteMinutes minutes;
    private final Map<Integer, BruteView> views = new HashMap<>();
    private final BruteView view;
    private final BruteCalendar.Stretch window;

    OneObjective(Objective objective, long now) {
      this.objective = objective;
      this.now = now;
      RawMinutes measured = raw.getOrDefault(objective.sli(), new RawMinutes(List.of()));
      firstMeasured = measured.firstMinute();
      minutes =
          new BruteMinutes(measured, objective.sli(), inForce, Math.max(reach(), earliest()), now);
      view = view(version(now), objective);
      window = BruteCalendar.window(view.slo.window(), now);
    }

    /// Two windows of the longest kind and what the conditions look back.
    private long reach() {
      long longest = 0;
      for (SloHistory.Version version : history.versions()) {
        longest = Math.max(longest, BruteCalendar.window(version.slo().window(), now).minutes());
      }
      long lookback = 3 * DAY;
      for (BurnRateAlert alert : terms.alerts()) {
        lookback = Math.max(lookback, alert.longWindow().toMinutes());
      }
      return now - 2 * longest - lookback - 3 * DAY;
    }

    private long earliest() {
      long earliest = Math.min(now, firstMeasured);
      for (Adjustment adjustment : inForce) {
        if (adjustment instanceof Adjustment.Correction correction) {
          earliest = Math.min(earliest, correction.minute());
        }
      }
      return earliest;
    }

    private BruteView view(SloHistory.Version version, Objective its) {
      return views.computeIfAbsent(
          version.number(), _ -> new BruteView(history, version, its, minutes, firstMeasured));
    }

    Figures figures() {
      long from = view.countedFrom(window, now);
      BruteView.Sum sum = view.sum(from, now);
      Exact budget = view.budget(window, now, sum);
      Coverage coverage = coverage(from, now);
      boolean known = sum.total() > 0 && suffices(coverage);
      Forecast forecast = known ? forecast(budget, sum) : new Forecast.Unknown();
      return new Figures(
          objective,
          window,
          firstMeasured < now ? from : null,
          sum,
          minutes.events(from, now),
          budget,
          view.mayFail().times(window.minutes() * 60).rounded().longValueExact(),
          coverage,
          state(known, forecast),
          forecast,
          readings());
    }

    private Coverage coverage(long from, long until) {
      return new Coverage(
          minutes.events(from, until).observedSeconds(),
          minutes.expected(from, until) * 60
              - (from == firstMeasured ? minutes.unobservedStart(from, until) : 0));
    }

    private boolean suffices(Coverage coverage) {
      Exact share =
          coverage.expectedSeconds() <= 0
              ? Exact.ZERO
              : Exact.of(coverage.observedSeconds()).dividedBy(coverage.expectedSeconds());
      return share.compareTo(Exact.of(terms.minimumCoverage())) >= 0;
    }

    private static Statement.State state(boolean known, Forecast forecast) {
      if (!known) {
        return Statement.State.UNKNOWN;
      }
      return switch (forecast) {
        case Forecast.Exhausted _ -> Statement.State.EXHAUSTED;
        case Forecast.Exhausting _ -> Statement.State.AT_RISK;
        case Forecast.Lasting _, Forecast.Unknown _ -> Statement.State.ON_PACE;
      };
    }

    private List<Reading> readings() {
      List<Reading> readings = new ArrayList<>();
      for (BurnRateAlert alert : terms.alerts()) {
        Exact threshold =
            Exact.of(alert.budgetShare())
                .times(window.minutes())
                .dividedBy(alert.longWindow().toMinutes());
        Exact longRate = rate(alert.longWindow());
        Exact shortRate = rate(alert.shortWindow());
        readings.add(
            new Reading(
                threshold, longRate, shortRate, verdict(alert, threshold, longRate, shortRate)));
      }
      return readings;
    }

    private @Nullable Exact rate(Duration length) {
      BruteView.Sum sum = view.lately(length.toMinutes(), now);
      return sum.allowed().signum() > 0 ? Exact.of(sum.bad()).dividedBy(sum.allowed()) : null;
    }

    private Reading.Verdict verdict(
        BurnRateAlert alert, Exact threshold, @Nullable Exact longRate, @Nullable Exact shortRate) {
      if (alert.longWindow().toMinutes() > window.minutes()) {
        return Reading.Verdict.NOT_APPLICABLE;
      }
      Exact everythingFails = Exact.ONE.dividedBy(view.mayFail());
      if (everythingFails.compareTo(threshold) <= 0
          || view.grain > alert.shortWindow().toMinutes()) {
        return Reading.Verdict.CANNOT_FIRE;
      }
      long end = view.lastWhole(now);
      if (!suffices(coverage(end - alert.longWindow().toMinutes(), end))
          || !suffices(coverage(end - alert.shortWindow().toMinutes(), end))) {
        return Reading.Verdict.FROZEN;
      }
      boolean both =
          longRate != null
              && shortRate != null
              && longRate.compareTo(threshold) > 0
              && shortRate.compareTo(threshold) > 0;
      return both ? Reading.Verdict.FIRING : Reading.Verdict.QUIET;
    }

    private Forecast forecast(Exact budget, BruteView.Sum sum) {
      if (budget.signum() > 0 && budget.compareTo(Exact.of(sum.bad())) <= 0) {
        return new Forecast.Exhausted(instant(exhaustedSince()));
      }
      boolean rolling = view.slo.window() instanceof TimeWindow.Rolling;
      long length = window.minutes();
      long horizon = rolling ? now + length : window.until();
      long lookback = Math.min(3 * DAY, length / 10);
      lookback = Math.max(lookback, Math.max(60, view.grain));
      BruteView.Sum recent = view.lately(lookback, now);
      if (recent.bad() <= 0 && (sum.bad() <= 0 || !rolling)) {
        return new Forecast.Lasting(instant(horizon));
      }
      if (recent.seconds() == 0) {
        return new Forecast.Unknown();
      }
      long step = Math.max(60, length / 240 / 60 * 60);
      long then = now - Math.floorMod(now, 60L) + step;
      while (then < horizon) {
        if (isGone(then, recent)) {
          return new Forecast.Exhausting(instant(then));
        }
        then += step;
      }
      return new Forecast.Lasting(instant(horizon));
    }

    private boolean isGone(long then, BruteView.Sum recent) {
      BruteCalendar.Stretch open = BruteCalendar.window(view.slo.window(), then);
      BruteView.Sum known = view.sum(view.countedFrom(open, now), now);
      Exact share = Exact.of((then - now) * 60).dividedBy(recent.seconds());
      Exact bad = Exact.of(known.bad()).plus(share.times(recent.bad()));
      boolean counted =
          view.slo.window() instanceof TimeWindow.Calendar
              && view.slo.method() != BudgetingMethod.OCCURRENCES;
      Exact allowed =
          counted
              ? view.budget(open, now, known)
              : known.allowed().plus(share.times(recent.allowed()));
      return bad.compareTo(allowed) >= 0;
    }

    private long exhaustedSince() {
      long earliest =
          view.slo.window() instanceof TimeWindow.Rolling ? now - window.minutes() : window.from();
      long since = now;
      long hour = now - Math.floorMod(now, 60L);
      while (hour > earliest && wasExhausted(hour)) {
        since = hour;
        hour -= 60;
      }
      while (since - 1 > hour && since - 1 > earliest && wasExhausted(since - 1)) {
        since--;
      }
      return since;
    }

    private boolean wasExhausted(long then) {
      SloHistory.Version version = version(then);
      for (Objective its : version.slo().objectives()) {
        if (its.name().equals(objective.name())) {
          // An objective that judged another indicator then is seen through that indicator.
          return its.sli().equals(objective.sli())
              ? view(version, its).isExhausted(then)
              : new OneObjective(its, then).view.isExhausted(then);
        }
      }
      return false;
    }
  }

  private static Instant instant(long minute) {
    return Instant.ofEpochSecond(minute * 60);
  }
}

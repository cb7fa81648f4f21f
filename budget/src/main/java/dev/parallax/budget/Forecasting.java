package dev.parallax.budget;

import java.util.function.IntPredicate;

/// When the budget will be gone, or since when it has been.
///
/// Both are the first of many instants at which something holds. They are not tried one after the
/// other: of a range of instants, bounds often prove at once that none of them is it [1]. A range
/// that they do not prove is halved. So the answer is that of trying all, at the cost of few.
///
/// The bounds rest on this: bad and allowed of a longer stretch are no less than those of a shorter
/// one inside it. Where the ledger cannot promise that ([SloView#isOrdinary]), all are tried.
///
/// [1] A. H. Land, A. G. Doig, *An Automatic Method of Solving Discrete Programming Problems*,
/// Econometrica 28(3), 1960: branch and bound.
final class Forecasting {
  private static final long HOUR = 60;
  private static final long LONGEST_LOOKBACK = 3 * 24 * HOUR;
  private static final int FORECAST_STEPS = 240;

  private final Evaluation evaluation;
  private final Judgement by;
  private final TimeWindow.Span window;
  private final long now;
  private final boolean rolling;
  private final boolean bounded;

  /// Whether all of a range of indices can be proved to fail the test.
  @FunctionalInterface
  private interface None {
    boolean isIn(int first, int last);
  }

  Forecasting(Evaluation evaluation) {
    this.evaluation = evaluation;
    this.by = evaluation.by();
    this.window = evaluation.window();
    this.now = evaluation.now();
    this.rolling = by.slo.window() instanceof TimeWindow.Rolling;
    this.bounded = evaluation.view().isOrdinary(by.objective.sli());
  }

  Forecast forecast(ErrorBudget budget) {
    if (budget.isExhausted()) {
      return new Forecast.Exhausted(Judgement.instant(exhaustedSince()));
    }
    long length = window.length().toMinutes();
    long horizon = rolling ? now + length : Judgement.minute(window.until());
    Evaluation.Spent recent = evaluation.lately(lookback(length));
    // Without failures a rolling budget can still shrink, when traffic leaves the window.
    if (recent.tally().bad() <= 0 && (!rolling || budget.consumed() <= 0)) {
      return new Forecast.Lasting(Judgement.instant(horizon));
    }
    if (recent.tally().observedSeconds() == 0) {
      return new Forecast.Unknown();
    }
    return new Course(recent, length).until(horizon);
  }

  private long lookback(long length) {
    return Math.max(Math.max(HOUR, by.grain), Math.min(LONGEST_LOOKBACK, length / 10));
  }

  /// How it goes on from now: what is known stays in the window or leaves it; what is to come goes
  /// on as it was while it was measured.
  private final class Course {
    private final Whole measuredSeconds;
    private final long firstStep;
    private final long step;
    private final long length;
    private final boolean allTimeslicesKnown;

    /// What is put by each second, times `measuredSeconds`: allowed less bad, in parts.
    private final Whole slack;

    Course(Evaluation.Spent recent, long length) {
      this.length = length;
      this.step = Math.max(1, length / FORECAST_STEPS / HOUR) * HOUR;
      this.firstStep = Math.floorDiv(now, HOUR) * HOUR + step;
      this.measuredSeconds = Whole.of(recent.tally().observedSeconds());
      this.allTimeslicesKnown = !rolling && by.measure.perGrain() > 0;
      Whole bad = evaluation.badParts(recent);
      this.slack = allTimeslicesKnown ? bad.negated() : recent.allowedParts().minus(bad);
    }

    Forecast until(long horizon) {
      int steps = (int) Math.max(0, Math.ceilDiv(horizon - firstStep, step));
      int gone = first(0, steps, this::isGone, bounded ? this::lasts : (_, _) -> false);
      return gone < steps
          ? new Forecast.Exhausting(Judgement.instant(instant(gone)))
          : new Forecast.Lasting(Judgement.instant(horizon));
    }

    private long instant(int index) {
      return firstStep + index * step;
    }

    /// What of the known will still be in the window.
    private Evaluation.Spent known(int index) {
      if (!rolling) {
        return evaluation.spent();
      }
      return evaluation.spent(evaluation.countedFrom(instant(index) - length, now), now);
    }

    private Whole allowed(Evaluation.Spent known) {
      return allTimeslicesKnown ? evaluation.budgetParts(window, now, known) : known.allowedParts();
    }

    private boolean isGone(int index) {
      Evaluation.Spent known = known(index);
      return isGone(known, known, index);
    }

    /// At no instant of the range is more bad in the window than at the first, or less allowed than
    /// at the last; what is put by until then lies between that of both.
    private boolean lasts(int first, int last) {
      Evaluation.Spent most = known(first);
      Evaluation.Spent least = known(last);
      return !isGone(most, least, slack.signum() < 0 ? last : first);
    }

    private boolean isGone(Evaluation.Spent bad, Evaluation.Spent allowed, int index) {
      Whole over = evaluation.badParts(bad).minus(allowed(allowed));
      Whole ahead = Whole.of((instant(index) - now) * 60);
      return Whole.compareProducts(over, measuredSeconds, ahead, slack) >= 0;
    }
  }

  /// Goes back by whole hours while the budget is gone, then by minutes to the one when it went.
  private long exhaustedSince() {
    long earliest = rolling ? now - window.length().toMinutes() : Judgement.minute(window.from());
    long hour = Math.floorDiv(now, HOUR) * HOUR;
    int hours = (int) Math.max(0, Math.ceilDiv(hour - earliest, HOUR));
    int left = first(0, hours, index -> !wasExhausted(hour - index * HOUR), gone(hour, HOUR));
    long gone = left == 0 ? now : hour - (left - 1) * HOUR;
    long last = Math.max(hour - left * HOUR, earliest);
    int minutes = (int) Math.max(0, gone - 1 - last);
    long before = gone - 1;
    return gone - first(0, minutes, index -> !wasExhausted(before - index), gone(before, 1));
  }

  /// As the version in force then saw it.
  private boolean wasExhausted(long then) {
    return by.plan
        .judgement(by.objective.name(), Judgement.instant(then))
        .map(judgement -> new Evaluation(judgement, evaluation.view(), then).isExhausted())
        .orElse(false);
  }

  /// Whether it was gone all through a range that is counted back from an instant: what is bad in
  /// each of its windows exceeds what is allowed in all of them together.
  private None gone(long start, long step) {
    return (first, last) -> {
      long newest = start - first * step;
      long oldest = start - last * step;
      return bounded && isOneReign(oldest, newest) && wasExhaustedAllAlong(oldest, newest);
    };
  }

  private boolean isOneReign(long oldest, long newest) {
    SloHistory history = by.plan.history();
    return history.at(Judgement.instant(oldest)).number() == by.inForce.number()
        && history.at(Judgement.instant(newest)).number() == by.inForce.number();
  }

  private boolean wasExhaustedAllAlong(long oldest, long newest) {
    TimeWindow.Span first = by.slo.window().at(Judgement.instant(oldest));
    TimeWindow.Span last = by.slo.window().at(Judgement.instant(newest));
    long firstFrom = evaluation.countedFrom(Judgement.minute(first.from()), oldest);
    long lastFrom = evaluation.countedFrom(Judgement.minute(last.from()), newest);
    Evaluation.Spent inEach = evaluation.spent(lastFrom, oldest);
    Whole mostAllowed = evaluation.budgetParts(first, oldest, evaluation.spent(firstFrom, newest));
    return inEach.allowedParts().signum() > 0
        && evaluation.badParts(inEach).compareTo(mostAllowed) >= 0;
  }

  /// The first index that passes, or `until` where none does.
  private static int first(int from, int until, IntPredicate test, None none) {
    if (from >= until) {
      return until;
    }
    if (until - from == 1) {
      return test.test(from) ? from : until;
    }
    if (none.isIn(from, until - 1)) {
      return until;
    }
    int middle = (from + until) >>> 1;
    int found = first(from, middle, test, none);
    return found < middle ? found : first(middle, until, test, none);
  }
}

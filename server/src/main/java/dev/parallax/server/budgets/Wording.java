package dev.parallax.server.budgets;

import dev.parallax.budget.BudgetingMethod;
import dev.parallax.budget.BurnRateAlert;
import dev.parallax.budget.BurnRateAlert.Reading;
import dev.parallax.budget.ErrorBudget;
import dev.parallax.budget.Figures;
import dev.parallax.budget.Forecast;
import dev.parallax.budget.Fraction;
import dev.parallax.budget.Objective;
import dev.parallax.budget.Slo;
import dev.parallax.budget.Statement;
import dev.parallax.budget.Statement.ObjectiveFigures;
import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.budget.Tally;
import dev.parallax.budget.TimeWindow;
import dev.parallax.server.shell.Installation;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Puts a statement into words, once for everybody.
@Singleton
public final class Wording {
  private static final int RATIO_PLACES = 9;

  private final ZoneId zone;
  private final boolean sample;

  Wording(Installation installation) {
    this.zone = installation.zone();
    this.sample = installation.isSample();
  }

  /// The whole statement.
  public StatementView view(Statement statement, @Nullable String standstill) {
    return new StatementView(
        statement.id().toString(),
        statement.asOf(),
        Figures.minute(statement.asOf(), zone),
        statement.id().revision(),
        sample,
        standstill,
        statement.slos().stream().map(this::view).toList());
  }

  /// One SLO of it; the worst objective first.
  public SloView view(SloFigures figures) {
    Slo slo = figures.slo();
    List<SloView.ObjectiveView> objectives =
        figures.objectives().stream()
            .sorted(Comparator.comparing((ObjectiveFigures each) -> !each.equals(figures.worst())))
            .map(each -> view(slo, each))
            .toList();
    return new SloView(
        slo.id().value(),
        slo.service().value(),
        slo.displayName(),
        slo.description(),
        figures.version(),
        code(figures.state()),
        stateText(figures.state()),
        windowText(slo.window()),
        methodText(slo.method()),
        objectives);
  }

  private SloView.ObjectiveView view(Slo slo, ObjectiveFigures figures) {
    Objective objective = figures.objective();
    Tally tally = figures.tally();
    return new SloView.ObjectiveView(
        objective.name(),
        objective.displayName(),
        objective.target(),
        Figures.target(objective.target()),
        sentence(figures),
        code(figures.state()),
        stateText(figures.state()),
        new SloView.WindowView(
            figures.window().from(),
            figures.window().until(),
            figures.countedFrom(),
            spanText(slo.window(), figures.window())),
        new SloView.CountView(
            tally.good(),
            tally.total(),
            tally.bad(),
            unit(slo, objective),
            Figures.count(tally.good()),
            Figures.count(tally.total()),
            Figures.count(tally.bad())),
        Figures.goodness(tally.goodRatio()),
        budget(figures.budget(), figures.state() == Statement.State.UNKNOWN),
        new SloView.CoverageView(
            figures.coverage().observedSeconds(),
            figures.coverage().expectedSeconds(),
            Figures.coverage(figures.coverage())),
        forecast(figures.forecast()),
        burns(figures));
  }

  /// What is left is not said where too little was measured: a share of little looks like a figure
  /// and is none.
  private static SloView.BudgetView budget(ErrorBudget budget, boolean unknown) {
    Fraction ratio = unknown ? null : budget.remainingRatio();
    return new SloView.BudgetView(
        budget.total().rounded(RATIO_PLACES),
        budget.consumed(),
        ratio == null ? null : budget.remaining().rounded(RATIO_PLACES),
        ratio == null ? null : ratio.rounded(RATIO_PLACES),
        Figures.count(budget.total()),
        Figures.count(budget.consumed()),
        ratio == null ? Figures.UNKNOWN : Figures.count(budget.remaining()),
        Figures.share(ratio),
        ratio == null ? Figures.UNKNOWN : Figures.duration(budget.remainingSeconds()),
        Figures.duration(budget.inTime()));
  }

  private SloView.ForecastView forecast(Forecast forecast) {
    return switch (forecast) {
      case Forecast.Exhausted(Instant since) ->
          new SloView.ForecastView("exhausted", since, "gone since " + Figures.minute(since, zone));
      case Forecast.Exhausting(Instant at) ->
          new SloView.ForecastView(
              "exhausting", at, "gone by " + Figures.day(at, zone) + " at this rate");
      case Forecast.Lasting(Instant until) ->
          new SloView.ForecastView(
              "lasting", until, "lasts beyond " + Figures.day(until, zone) + " at this rate");
      case Forecast.Unknown() ->
          new SloView.ForecastView("unknown", null, "too little was measured to say");
    };
  }

  /// SLOs by how they stand: by state, then by what is left, what is not known last, then by id.
  /// Everybody who names the worst SLO of a service names the same one.
  public static final Comparator<SloFigures> WORST_FIRST =
      Comparator.comparing(SloFigures::state)
          .thenComparing(Wording::known, Comparator.nullsLast(Comparator.<Fraction>naturalOrder()))
          .thenComparing(figures -> figures.slo().id());

  private static @Nullable Fraction known(SloFigures figures) {
    return figures.state() == Statement.State.UNKNOWN
        ? null
        : figures.worst().budget().remainingRatio();
  }

  /// What is left of the budget that stands worst, `−28.6 %`, or a dash where it is unknown.
  public static String left(SloFigures figures) {
    return figures.state() == Statement.State.UNKNOWN
        ? Figures.UNKNOWN
        : Figures.share(figures.worst().budget().remainingRatio());
  }

  /// How an objective stands, after its name: `ran out of budget on …`.
  public String sentence(ObjectiveFigures figures) {
    String left = Figures.share(figures.budget().remainingRatio());
    return switch (figures.forecast()) {
      case Forecast.Exhausted(Instant since) ->
          "is out of budget since %s: %s left.".formatted(Figures.minute(since, zone), left);
      case Forecast.Exhausting(Instant at) ->
          "has %s of its budget left, gone by %s at this rate."
              .formatted(left, Figures.day(at, zone));
      case Forecast.Lasting _ -> "has %s of its budget left and is on pace.".formatted(left);
      case Forecast.Unknown() ->
          figures.tally().total() == 0
              ? "is unknown: nothing was measured in its window."
              : "is unknown: only %s of the time was measured."
                  .formatted(Figures.coverage(figures.coverage()));
    };
  }

  /// The conditions of an objective with their readings, in the order of the statement.
  List<SloView.BurnView> burns(ObjectiveFigures figures) {
    return figures.burnRates().stream().map(Wording::burn).toList();
  }

  private static SloView.BurnView burn(Reading reading) {
    BurnRateAlert alert = reading.alert();
    return new SloView.BurnView(
        alert.severity().name().toLowerCase(Locale.ROOT),
        Figures.duration(alert.longWindow()) + " and " + Figures.duration(alert.shortWindow()),
        Figures.rate(reading.longRate()),
        Figures.rate(reading.shortRate()),
        Figures.rate(reading.threshold()),
        reading.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        verdictText(reading),
        why(reading));
  }

  private static String verdictText(Reading reading) {
    return switch (reading.verdict()) {
      case FIRING -> reading.alert().severity() == BurnRateAlert.Severity.PAGE ? "page" : "ticket";
      case QUIET -> "quiet";
      case FROZEN -> "frozen";
      case CANNOT_FIRE -> "cannot fire";
      case NOT_APPLICABLE -> "not applicable";
    };
  }

  private static String why(Reading reading) {
    String share = Figures.target(reading.alert().budgetShare());
    String window = Figures.duration(reading.alert().longWindow());
    return switch (reading.verdict()) {
      case FIRING ->
          "More than %s of the budget went in %s, and it goes on.".formatted(share, window);
      case QUIET -> "Fires when %s of the budget goes in %s.".formatted(share, window);
      case FROZEN ->
          "Too little of %s was measured: the alert keeps what it was.".formatted(window);
      case CANNOT_FIRE ->
          "Even if everything failed, %s of the budget could not go in %s."
              .formatted(share, window);
      case NOT_APPLICABLE -> "%s is longer than the SLO's own window.".formatted(window);
    };
  }

  private static String code(Statement.State state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The words for a state, such as `Out of budget`.
  public static String stateText(Statement.State state) {
    return switch (state) {
      case EXHAUSTED -> "Out of budget";
      case AT_RISK -> "At risk";
      case UNKNOWN -> "Unknown";
      case ON_PACE -> "On pace";
    };
  }

  private static String methodText(BudgetingMethod method) {
    return switch (method) {
      case OCCURRENCES -> "events";
      case TIMESLICES -> "timeslices";
      case RATIO_TIMESLICES -> "share of good in each timeslice";
    };
  }

  private static String unit(Slo slo, Objective objective) {
    Objective.Timeslice timeslice = objective.timeslice();
    if (timeslice != null) {
      String one = "timeslice of " + Figures.duration(timeslice.window());
      return slo.method() == BudgetingMethod.RATIO_TIMESLICES ? "billionth of a " + one : one;
    }
    return switch (slo.sli(objective).unit()) {
      case EVENT -> "event";
      case SAMPLE -> "sample";
      case SECOND -> "second";
      case BILLIONTH_OF_A_SAMPLE -> "billionth of a sample";
    };
  }

  /// The length of a window in words: `30 d, rolling`, `calendar month, Europe/Berlin`.
  public static String windowText(TimeWindow window) {
    return switch (window) {
      case TimeWindow.Rolling(Duration length) -> "last " + Figures.duration(length);
      case TimeWindow.Calendar(Period period, ZoneId zone, _) ->
          "calendar " + periodText(period) + ", " + zone.getId();
    };
  }

  private static String periodText(Period period) {
    long months = period.toTotalMonths();
    if (months == 0) {
      int days = period.getDays();
      return days == 1 ? "day" : days == 7 ? "week" : days + " days";
    }
    return months == 1
        ? "month"
        : months == 3 ? "quarter" : months == 12 ? "year" : months + " months";
  }

  private String spanText(TimeWindow window, TimeWindow.Span span) {
    ZoneId shown = window instanceof TimeWindow.Calendar calendar ? calendar.zone() : zone;
    return "%s – %s".formatted(Figures.date(span.from(), shown), Figures.date(span.until(), shown));
  }

  /// The instant in the organisation's zone, or a dash.
  public String minute(@Nullable Instant instant) {
    return instant == null ? Figures.UNKNOWN : Figures.minute(instant, zone);
  }

  /// The organisation's zone.
  public ZoneId zone() {
    return zone;
  }
}

package dev.parallax.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Every figure of every SLO at one instant, drawn from one revision of the ledger and of the
/// definitions. All views render a statement; none computes a figure of its own.
///
/// @param slos by id, ascending
public record Statement(StatementId id, Instant asOf, List<SloFigures> slos) {
  /// What a statement takes for granted.
  ///
  /// @param minimumCoverage share of time that must have been measured before a figure is believed,
  ///   in [0, 1]
  /// @param alerts the burn-rate conditions that are read
  public record Terms(BigDecimal minimumCoverage, List<BurnRateAlert> alerts) {
    /// Nine tenths measured; the recommended conditions.
    public static final Terms DEFAULT = new Terms(new BigDecimal("0.9"), BurnRateAlert.RECOMMENDED);

    public Terms {
      if (minimumCoverage.signum() < 0 || minimumCoverage.compareTo(BigDecimal.ONE) > 0) {
        throw new IllegalArgumentException(
            "minimum coverage %s: expected a share of time from 0 to 1. Write e.g. 0.9."
                .formatted(minimumCoverage.toPlainString()));
      }
      alerts = List.copyOf(alerts);
    }
  }

  /// How an objective stands, worst first.
  public enum State {
    EXHAUSTED,
    AT_RISK,
    UNKNOWN,
    ON_PACE
  }

  /// The figures of one SLO.
  ///
  /// @param version number of the definition in force
  public record SloFigures(Slo slo, int version, List<ObjectiveFigures> objectives) {
    public SloFigures {
      objectives = List.copyOf(objectives);
    }

    /// The objective that stands worst: by state, then by what is left.
    public ObjectiveFigures worst() {
      return objectives.stream().min(ObjectiveFigures.WORST_FIRST).orElseThrow();
    }

    public State state() {
      return worst().state();
    }
  }

  /// The figures of one objective.
  ///
  /// @param window the window that is open at the statement's instant
  /// @param countedFrom from when on it counts: the window's start; later where measuring began
  ///   later, or where the budgeting method changed; nothing where nothing was measured before the
  ///   statement's instant
  /// @param tally good and total in the unit of the budgeting method
  /// @param events good and total as counted
  /// @param coverage how much of the time since `countedFrom` was measured
  /// @param burnRates one reading a condition
  public record ObjectiveFigures(
      Objective objective,
      TimeWindow.Span window,
      @Nullable Instant countedFrom,
      Tally tally,
      Tally events,
      ErrorBudget budget,
      Coverage coverage,
      State state,
      Forecast forecast,
      List<BurnRateAlert.Reading> burnRates) {
    static final Comparator<ObjectiveFigures> WORST_FIRST =
        Comparator.comparing(ObjectiveFigures::state)
            .thenComparing(ObjectiveFigures::remaining)
            .thenComparing(figures -> figures.objective().name());

    public ObjectiveFigures {
      burnRates = List.copyOf(burnRates);
    }

    private Fraction remaining() {
      Fraction ratio = budget.remainingRatio();
      return ratio == null ? Fraction.ONE : ratio;
    }
  }

  public Statement {
    slos = List.copyOf(slos);
  }

  /// Draws the statement of an instant. The same ledger, definitions and instant give the same
  /// statement, bit for bit.
  ///
  /// @param id names the instant; figures speak of whole minutes before it
  public static Statement draw(
      StatementId id, Collection<SloHistory> definitions, BudgetLedger ledger, Terms terms) {
    List<SloFigures> slos = new ArrayList<>();
    for (SloHistory history : definitions) {
      slos.add(figures(history, ledger, id.asOf(), terms));
    }
    slos.sort(Comparator.comparing(figures -> figures.slo().id()));
    return new Statement(id, id.asOf(), slos);
  }

  /// The figures of one SLO at an instant; what [#draw] gathers.
  public static SloFigures figures(
      SloHistory history, BudgetLedger ledger, Instant asOf, Terms terms) {
    SloHistory.Version version = history.at(asOf);
    List<ObjectiveFigures> objectives = new ArrayList<>();
    for (Objective objective : version.slo().objectives()) {
      objectives.add(new Judgement(history, version, objective, ledger, terms).at(asOf));
    }
    return new SloFigures(version.slo(), version.number(), objectives);
  }

  public Optional<SloFigures> slo(SloId id) {
    return slos.stream().filter(figures -> figures.slo().id().equals(id)).findFirst();
  }

  /// The figures of a service's SLOs, by id.
  public List<SloFigures> of(ServiceId service) {
    return slos.stream().filter(figures -> figures.slo().service().equals(service)).toList();
  }
}

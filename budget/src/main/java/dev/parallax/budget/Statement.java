package dev.parallax.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Every figure of every SLO at one instant, drawn from one revision of the ledger and of the
/// definitions. All views render a statement; none computes a figure of its own.
public final class Statement {
  private final StatementId id;
  private final List<SloFigures> slos;
  private volatile @Nullable Map<ServiceId, List<SloFigures>> byService;

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

  public Statement(StatementId id, Collection<SloFigures> slos) {
    this.id = id;
    this.slos = slos.stream().sorted(Comparator.comparing(figures -> figures.slo().id())).toList();
  }

  /// Draws the statement of an instant. The same ledger, definitions and instant give the same
  /// statement, bit for bit. Who draws minute after minute keeps a [StatementPlan].
  ///
  /// @param id names the instant; figures speak of whole minutes before it
  public static Statement draw(
      StatementId id, Collection<SloHistory> definitions, BudgetLedger ledger, Terms terms) {
    return new StatementPlan(definitions, terms).draw(id, ledger);
  }

  /// The figures of one SLO at an instant; what [#draw] gathers.
  public static SloFigures figures(
      SloHistory history, BudgetLedger ledger, Instant asOf, Terms terms) {
    return new SloPlan(history, terms).figures(ledger, asOf);
  }

  public StatementId id() {
    return id;
  }

  public Instant asOf() {
    return id.asOf();
  }

  /// The figures of all SLOs, by id, ascending.
  public List<SloFigures> slos() {
    return slos;
  }

  public Optional<SloFigures> slo(SloId wanted) {
    int at = indexOf(wanted);
    return at < 0 ? Optional.empty() : Optional.of(slos.get(at));
  }

  private int indexOf(SloId wanted) {
    int low = 0;
    int high = slos.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = slos.get(middle).slo().id().compareTo(wanted);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /// The figures of a service's SLOs, by id.
  public List<SloFigures> of(ServiceId service) {
    Map<ServiceId, List<SloFigures>> known = byService;
    if (known == null) {
      known = slos.stream().collect(Collectors.groupingBy(figures -> figures.slo().service()));
      byService = known;
    }
    return List.copyOf(known.getOrDefault(service, List.of()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Statement statement
        && id.equals(statement.id)
        && slos.equals(statement.slos);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public String toString() {
    return id.toString();
  }
}

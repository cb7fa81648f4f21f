package dev.parallax.governance.policy;

import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.budget.Statement.State;
import java.util.List;
import java.util.Optional;

/// What a service may do while its error budgets stand as they do. Evaluated over all its SLOs; the
/// first rule that applies gives the verdict.
///
/// Source: ADR-00007 of SIG-SRE, short-term rules ST-1 and ST-3. ST-2 (risky work) and the
/// exceptions ST-3a and ST-3b need planned work and granted exceptions, which are not registered
/// yet, so they never apply here. Unknown figures allow nothing and forbid nothing: the verdict is
/// unknown.
public final class ErrorBudgetPolicy {
  /// Work that goes on while releases are stopped.
  public static final List<String> EXEMPT = List.of("security fixes", "reliability work");

  private static final List<Rule> SHORT_TERM =
      List.of(
          ErrorBudgetPolicy::stopWhenExhausted,
          ErrorBudgetPolicy::silentWhenUnknown,
          ErrorBudgetPolicy::proceed);

  private ErrorBudgetPolicy() {}

  /// What follows.
  public sealed interface Verdict {
    /// Features may be released. ST-1.
    record ReleasesProceed() implements Verdict {}

    /// Features stop until the budget is back; [#EXEMPT] work goes on. ST-3.
    ///
    /// @param because the SLOs without budget, at least one
    record StopReleases(List<SloFigures> because) implements Verdict {
      public StopReleases {
        because = List.copyOf(because);
      }
    }

    /// Too little is measured to say.
    ///
    /// @param because the SLOs that are unknown; none where the service has no SLO
    record Unknown(List<SloFigures> because) implements Verdict {
      public Unknown {
        because = List.copyOf(because);
      }
    }
  }

  private interface Rule {
    Optional<Verdict> apply(List<SloFigures> slos);
  }

  /// The short-term verdict for one service.
  ///
  /// @param slos all SLOs of that service
  public static Verdict shortTerm(List<SloFigures> slos) {
    return SHORT_TERM.stream()
        .flatMap(rule -> rule.apply(slos).stream())
        .findFirst()
        .orElseGet(() -> new Verdict.Unknown(slos));
  }

  private static Optional<Verdict> stopWhenExhausted(List<SloFigures> slos) {
    List<SloFigures> exhausted = in(State.EXHAUSTED, slos);
    return exhausted.isEmpty()
        ? Optional.empty()
        : Optional.of(new Verdict.StopReleases(exhausted));
  }

  private static Optional<Verdict> silentWhenUnknown(List<SloFigures> slos) {
    List<SloFigures> unknown = in(State.UNKNOWN, slos);
    return unknown.isEmpty() && !slos.isEmpty()
        ? Optional.empty()
        : Optional.of(new Verdict.Unknown(unknown));
  }

  private static Optional<Verdict> proceed(List<SloFigures> slos) {
    return Optional.of(new Verdict.ReleasesProceed());
  }

  private static List<SloFigures> in(State state, List<SloFigures> slos) {
    return slos.stream().filter(figures -> figures.state() == state).toList();
  }
}

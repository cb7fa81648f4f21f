package dev.parallax.budget;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The judgements of all objectives of all versions of one SLO, ready to be asked minute after
/// minute. Immutable to whoever looks.
final class SloPlan {
  private final SloHistory history;
  private final Statement.Terms terms;
  private final List<List<Judgement>> byVersion = new ArrayList<>();

  SloPlan(SloHistory history, Statement.Terms terms) {
    this.history = history;
    this.terms = terms;
    for (SloHistory.Version version : history.versions()) {
      List<Judgement> judgements = new ArrayList<>();
      for (Objective objective : version.slo().objectives()) {
        judgements.add(new Judgement(this, version, objective));
      }
      byVersion.add(List.copyOf(judgements));
    }
  }

  SloHistory history() {
    return history;
  }

  Statement.Terms terms() {
    return terms;
  }

  /// The judgement of an objective at an instant, by the version in force then; nothing where that
  /// version has no such objective.
  Optional<Judgement> judgement(String objective, Instant at) {
    return byVersion.get(history.indexAt(at)).stream()
        .filter(judgement -> judgement.objective.name().equals(objective))
        .findFirst();
  }

  /// The figures of the SLO at an instant.
  Statement.SloFigures figures(BudgetLedger ledger, Instant asOf) {
    int inForce = history.indexAt(asOf);
    SloHistory.Version version = history.versions().get(inForce);
    return ledger.read(
        history.id(),
        view -> {
          List<Statement.ObjectiveFigures> objectives = new ArrayList<>();
          for (Judgement judgement : byVersion.get(inForce)) {
            objectives.add(judgement.at(view, asOf));
          }
          return new Statement.SloFigures(version.slo(), version.number(), objectives);
        });
  }
}

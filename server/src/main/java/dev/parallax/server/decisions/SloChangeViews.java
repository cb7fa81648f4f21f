package dev.parallax.server.decisions;

import dev.parallax.budget.Slo;
import dev.parallax.budget.Statement;
import dev.parallax.governance.decision.Evidence;
import dev.parallax.server.budgets.Budgets;
import dev.parallax.server.budgets.SloView;
import dev.parallax.server.budgets.Wording;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.decisions.DecisionView.Change;
import dev.parallax.server.decisions.DecisionView.Change.DocumentBody;
import dev.parallax.server.decisions.DecisionView.Change.EffectBody;
import dev.parallax.server.decisions.DecisionView.Change.LineBody;
import dev.parallax.server.decisions.ProposalStore.Proposed;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Shows what a proposed change of SLOs would mean. Figures come from one statement: the newest
/// while it is open, then the one on which it was decided.
@Singleton
class SloChangeViews {
  private final Proposals proposals;
  private final SloChanges changes;
  private final Budgets budgets;
  private final Catalog catalog;
  private final Wording wording;

  SloChangeViews(
      Proposals proposals, SloChanges changes, Budgets budgets, Catalog catalog, Wording wording) {
    this.proposals = proposals;
    this.changes = changes;
    this.budgets = budgets;
    this.catalog = catalog;
    this.wording = wording;
  }

  /// What a decision would change; nothing where it is about something else.
  Optional<Change> view(Kept kept, Statement statement) {
    return proposals.of(kept).map(proposed -> view(kept, proposed, statement));
  }

  private Change view(Kept kept, Proposed proposed, Statement statement) {
    return new Change(
        statement.id().toString(),
        changes.diffs(proposed).stream().map(diff -> effect(diff, statement)).toList(),
        proposed.documents().stream()
            .map(
                document ->
                    document(
                        document.path(),
                        proposed.base().getOrDefault(document.path(), ""),
                        document.content()))
            .toList(),
        proposed.registeredAt(),
        kept.decision().isOpen() && proposals.isStale(proposed));
  }

  /// The statement from which a decision is shown.
  Statement statement(Kept kept) {
    Evidence evidence = kept.lastEvidence();
    return kept.decision().isOpen() || evidence.statement() == null
        ? budgets.latest()
        : budgets.named(evidence.statement().toString());
  }

  private EffectBody effect(SloDiff diff, Statement statement) {
    Slo after = diff.after();
    SloView now = statement.slo(diff.before().id()).map(wording::view).orElse(null);
    boolean judged = after != null && diff.judgesThePast();
    SloView then = judged ? then(statement, after) : null;
    return new EffectBody(
        diff.before().id().value(),
        catalog.registry().titleOf(diff.before().service()) + ", " + diff.before().displayName(),
        diff.lines(),
        now,
        then,
        judged
            ? ""
            : after == null
                ? "It would no longer be measured, so there is nothing to compare."
                : "It would be measured otherwise, and nothing was measured that way yet: the effect on the budget is unknown.");
  }

  private @Nullable SloView then(Statement statement, @Nullable Slo after) {
    return after == null ? null : wording.view(budgets.under(statement, after));
  }

  private static DocumentBody document(String path, String before, String after) {
    String[] named = path.split(" ", 3);
    return new DocumentBody(
        named.length > 1 ? named[1] : "",
        named.length > 2 ? named[2] : path,
        lines(before.lines().toList(), after.lines().toList()));
  }

  /// The longest common lines stay, the others go or come. Documents are short: the table of all
  /// pairs is small.
  static List<LineBody> lines(List<String> before, List<String> after) {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    List<LineBody> lines = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        lines.add(new LineBody(" ", before.get(i++)));
        j++;
      } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add(new LineBody("-", before.get(i++)));
      } else {
        lines.add(new LineBody("+", after.get(j++)));
      }
    }
    return List.copyOf(lines);
  }
}

package dev.parallax.server.governance;

import dev.parallax.server.budgets.SloView;
import dev.parallax.server.charts.BudgetBar;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A service as a line of the list shows it.
///
/// @param look class of the style sheet for the state
/// @param worst the objective that stands worst, with its SLO; nothing where none is measured
/// @param accountable who holds the persona that is accountable for the service
record ServiceRow(
    String id,
    String title,
    String href,
    @Nullable String tier,
    @Nullable String system,
    String state,
    String look,
    String stateText,
    @Nullable Worst worst,
    Accountable accountable) {
  /// @param key the name of its figures
  /// @param bar SVG
  record Worst(String key, String slo, String href, SloView.ObjectiveView figures, String bar) {
    static Worst of(SloView slo, String href) {
      return new Worst(
          slo.worst().key(slo.id()),
          slo.displayName(),
          href,
          slo.worst(),
          ServiceRow.bar(slo, slo.worst()));
    }
  }

  /// @param people none if it is vacant
  /// @param vacancy why it is vacant, as a clause; empty if it is not
  record Accountable(List<Link> people, String vacancy) {
    String text() {
      return people.isEmpty()
          ? "nobody"
          : String.join(", ", people.stream().map(Link::text).toList());
    }
  }

  /// A name that leads somewhere.
  record Link(String text, String href) {}

  /// The small picture of a budget.
  static String bar(SloView slo, SloView.ObjectiveView objective) {
    BigDecimal ratio = objective.budget().remainingRatio();
    boolean known = ratio != null && !objective.state().equals("unknown");
    double left = known && ratio != null ? ratio.doubleValue() : Double.NaN;
    return new BudgetBar(
            slo.displayName() + " " + objective.displayName(),
            left,
            objective.budget().leftText(),
            objective.state().equals("at-risk"))
        .svg();
  }
}

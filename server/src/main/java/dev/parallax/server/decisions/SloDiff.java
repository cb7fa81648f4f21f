package dev.parallax.server.decisions;

import dev.parallax.budget.BudgetingMethod;
import dev.parallax.budget.Objective;
import dev.parallax.budget.Slo;
import dev.parallax.server.budgets.Wording;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What differs between two wordings of an SLO, in plain words.
///
/// @param after null where it would no longer be measured
record SloDiff(Slo before, @Nullable Slo after) {
  /// A difference.
  ///
  /// @param what it concerns, e.g. `target of availability`
  record Line(String what, String was, String becomes) {
    @Override
    public String toString() {
      return "%s %s instead of %s".formatted(what, becomes, was);
    }
  }

  /// Every difference, what is promised first.
  List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    if (after == null) {
      lines.add(new Line("measuring", "measured", "no longer measured"));
      return lines;
    }
    for (Objective objective : before.objectives()) {
      lines.addAll(objective(objective, after.objective(objective.name()).orElse(null)));
    }
    for (Objective objective : after.objectives()) {
      if (before.objective(objective.name()).isEmpty()) {
        lines.add(new Line(named("objective", objective), "none", percent(objective.target())));
      }
    }
    add(lines, "window", Wording.windowText(before.window()), Wording.windowText(after.window()));
    add(lines, "budget counted by", method(before.method()), method(after.method()));
    add(lines, "service", before.service().value(), after.service().value());
    add(lines, "name", before.displayName(), after.displayName());
    add(lines, "description", before.description(), after.description());
    if (!before.slis().equals(after.slis())) {
      lines.add(new Line("indicator", "as measured so far", "measured otherwise"));
    }
    return List.copyOf(lines);
  }

  private List<Line> objective(Objective was, @Nullable Objective becomes) {
    List<Line> lines = new ArrayList<>();
    if (becomes == null) {
      lines.add(new Line(named("objective", was), percent(was.target()), "none"));
      return lines;
    }
    if (was.target().compareTo(becomes.target()) != 0) {
      lines.add(new Line(named("target", was), percent(was.target()), percent(becomes.target())));
    }
    add(lines, named("timeslice", was), slice(was), slice(becomes));
    add(lines, named("indicator", was), was.sli().name(), becomes.sli().name());
    add(lines, named("name", was), was.displayName(), becomes.displayName());
    return lines;
  }

  private String named(String what, Objective objective) {
    return before.objectives().size() == 1 ? what : what + " of " + objective.name();
  }

  private static void add(List<Line> lines, String what, String was, String becomes) {
    if (!was.equals(becomes)) {
      lines.add(
          new Line(what, was.isEmpty() ? "nothing" : was, becomes.isEmpty() ? "nothing" : becomes));
    }
  }

  private static String percent(BigDecimal target) {
    return target.movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }

  private static String method(BudgetingMethod method) {
    return method.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String slice(Objective objective) {
    Objective.Timeslice slice = objective.timeslice();
    return slice == null
        ? "none"
        : "%d min, good from %s".formatted(slice.minutes(), percent(slice.target()));
  }

  /// Whether less is promised: a lower target, or one objective less.
  boolean loosens() {
    return after == null
        || before.objectives().stream()
            .anyMatch(
                was ->
                    after
                        .objective(was.name())
                        .filter(becomes -> becomes.target().compareTo(was.target()) >= 0)
                        .isEmpty());
  }

  /// Whether the same is measured and counted, so that the past can be judged by the new wording.
  boolean judgesThePast() {
    return after != null && before.slis().equals(after.slis());
  }
}

package dev.parallax.budget;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A service level objective as it was agreed: what is measured, over which time, and what is
/// promised.
///
/// @param slis the indicators by name; `default` is shared by all objectives that have none of
///   their own
/// @param objectives at least one, with unique names
public record Slo(
    SloId id,
    ServiceId service,
    String displayName,
    String description,
    TimeWindow window,
    BudgetingMethod method,
    Map<SliId, Sli> slis,
    List<Objective> objectives) {
  public Slo {
    slis = Collections.unmodifiableMap(new TreeMap<>(slis));
    objectives = List.copyOf(objectives);
    for (SliId sli : slis.keySet()) {
      if (!sli.slo().equals(id)) {
        throw new IllegalArgumentException(
            "slo '%s': indicator '%s' of another SLO: expected its own, for adjustments are entered by SLO. Name it '%s/%s'."
                .formatted(id, sli, id, sli.name()));
      }
    }
    checkObjectives(id, method, slis, objectives);
  }

  private static void checkObjectives(
      SloId id, BudgetingMethod method, Map<SliId, Sli> slis, List<Objective> objectives) {
    if (objectives.isEmpty()) {
      throw new IllegalArgumentException(
          "slo '%s': no objective: expected at least one, for without a target there is no budget. Add an objective."
              .formatted(id));
    }
    Set<String> seen = new HashSet<>();
    for (Objective objective : objectives) {
      if (!seen.add(objective.name())) {
        throw new IllegalArgumentException(
            "slo '%s': objective '%s' stands twice: expected unique names. Rename one."
                .formatted(id, objective.name()));
      }
      if (!slis.containsKey(objective.sli())) {
        throw new IllegalArgumentException(
            "slo '%s': objective '%s' judges '%s': expected one of its indicators %s. Name one of them."
                .formatted(id, objective.name(), objective.sli(), slis.keySet()));
      }
      if ((method == BudgetingMethod.OCCURRENCES) != (objective.timeslice() == null)) {
        throw new IllegalArgumentException(
            "slo '%s': objective '%s': method %s: expected a timeslice with the timeslice methods and none with occurrences. Add or remove it."
                .formatted(id, objective.name(), method));
      }
    }
  }

  /// The objective of that name, or nothing.
  public Optional<Objective> objective(String name) {
    return objectives.stream().filter(objective -> objective.name().equals(name)).findFirst();
  }

  /// The indicator that an objective of this SLO judges.
  public Sli sli(Objective objective) {
    Sli sli = slis.get(objective.sli());
    if (sli == null) {
      throw new IllegalArgumentException(
          "objective '%s': expected one of the objectives of slo '%s'. Pass one of its own."
              .formatted(objective.name(), id));
    }
    return sli;
  }
}

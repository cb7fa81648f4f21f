package dev.parallax.formats.openslo;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts what an SLO refers to into the SLO itself, so that one document tells all.
///
/// A name that is not among the given objects stays a reference. Data sources stay references
/// always: OpenSLO v1 has no way to write one in place.
public final class Inliner {
  private final Map<References.Name, OpenSlo> objects;

  public Inliner(List<? extends OpenSlo> objects) {
    this.objects =
        objects.stream()
            .collect(Collectors.toMap(References.Name::of, Function.identity(), (a, _) -> a));
  }

  public OpenSlo.Slo inline(OpenSlo.Slo slo) {
    return new OpenSlo.Slo(
        slo.metadata(),
        slo.description(),
        slo.service(),
        sli(slo.indicator()),
        slo.timeWindow(),
        slo.budgetingMethod(),
        slo.objectives().stream().map(this::objective).toList(),
        slo.alertPolicies().stream().map(this::policy).toList());
  }

  public OpenSlo.AlertPolicy inline(OpenSlo.AlertPolicy policy) {
    return new OpenSlo.AlertPolicy(
        policy.metadata(),
        policy.description(),
        policy.when(),
        policy.conditions().stream()
            .map(c -> resolved(c, OpenSlo.Kind.ALERT_CONDITION, OpenSlo.AlertCondition.class))
            .toList(),
        policy.notificationTargets().stream()
            .map(
                t ->
                    resolved(
                        t,
                        OpenSlo.Kind.ALERT_NOTIFICATION_TARGET,
                        OpenSlo.NotificationTarget.class))
            .toList());
  }

  private RefOr<OpenSlo.AlertPolicy> policy(RefOr<OpenSlo.AlertPolicy> policy) {
    return switch (resolved(policy, OpenSlo.Kind.ALERT_POLICY, OpenSlo.AlertPolicy.class)) {
      case RefOr.Ref<OpenSlo.AlertPolicy> ref -> ref;
      case RefOr.Inline<OpenSlo.AlertPolicy>(var object) -> new RefOr.Inline<>(inline(object));
    };
  }

  private OpenSlo.Objective objective(OpenSlo.Objective objective) {
    return new OpenSlo.Objective(
        objective.displayName(),
        objective.op(),
        objective.value(),
        objective.target(),
        objective.timeSliceTarget(),
        objective.timeSliceWindow(),
        sli(objective.indicator()),
        objective.compositeWeight());
  }

  private @Nullable RefOr<OpenSlo.Sli> sli(@Nullable RefOr<OpenSlo.Sli> indicator) {
    return indicator == null ? null : resolved(indicator, OpenSlo.Kind.SLI, OpenSlo.Sli.class);
  }

  private <T> RefOr<T> resolved(RefOr<T> part, OpenSlo.Kind kind, Class<T> type) {
    if (part instanceof RefOr.Ref<T>(var name)) {
      OpenSlo object = objects.get(new References.Name(kind, name));
      return type.isInstance(object) ? new RefOr.Inline<>(type.cast(object)) : part;
    }
    return part;
  }
}

package dev.parallax.formats.openslo;

import dev.parallax.formats.Nearest;
import dev.parallax.formats.Place;
import dev.parallax.formats.Problems;
import dev.parallax.formats.yaml.Located;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks that every name that an object refers to is defined: in the same set of files, or before.
///
/// OpenSLO refers by kind and name alone. Objects written in place cannot be referred to.
public final class References {
  /// What a reference names.
  public record Name(OpenSlo.Kind kind, String name) {
    public static Name of(OpenSlo object) {
      return new Name(object.kind(), object.name());
    }
  }

  /// @param optional a missing target leaves the object usable
  private record Reference(Name to, Place place, boolean optional) {}

  private final Located<OpenSlo> object;
  private final List<Reference> found = new ArrayList<>();

  private References(Located<OpenSlo> object) {
    this.object = object;
  }

  /// Tells of each reference to something that is neither among `objects` nor among `registered`.
  public static void check(
      List<Located<OpenSlo>> objects, Set<Name> registered, Problems problems) {
    Set<Name> known = new LinkedHashSet<>(registered);
    objects.forEach(object -> known.add(Name.of(object.value())));
    for (Located<OpenSlo> object : objects) {
      References references = new References(object);
      references.collect();
      references.found.stream()
          .filter(reference -> !known.contains(reference.to()))
          .forEach(reference -> tell(object.value(), reference, known, problems));
    }
  }

  private static void tell(OpenSlo from, Reference reference, Set<Name> known, Problems problems) {
    Name to = reference.to();
    List<String> names =
        known.stream().filter(name -> name.kind() == to.kind()).map(Name::name).toList();
    String found =
        "%s '%s': reference to %s '%s'"
            .formatted(from.kind().word(), from.name(), to.kind().word(), to.name());
    String expected =
        "the name of a %s in these files or registered before".formatted(to.kind().word());
    String remedy =
        Nearest.hint(
            to.name(), names, "Add the %s, or correct the name.".formatted(to.kind().word()));
    if (reference.optional()) {
      problems.warning(reference.place(), found, expected, remedy);
    } else {
      problems.error(reference.place(), found, expected, remedy);
    }
  }

  private void collect() {
    switch (object.value()) {
      case OpenSlo.Sli sli -> measure(sli.measure(), "spec");
      case OpenSlo.Slo slo -> slo(slo);
      case OpenSlo.AlertPolicy policy -> policy(policy, "spec");
      case OpenSlo.Service _,
          OpenSlo.DataSource _,
          OpenSlo.AlertCondition _,
          OpenSlo.NotificationTarget _ -> {}
    }
  }

  private void slo(OpenSlo.Slo slo) {
    indicator(slo.indicator(), "spec");
    for (int i = 0; i < slo.objectives().size(); i++) {
      indicator(slo.objectives().get(i).indicator(), "spec", "objectives", i);
    }
    for (int i = 0; i < slo.alertPolicies().size(); i++) {
      switch (slo.alertPolicies().get(i)) {
        case RefOr.Ref<OpenSlo.AlertPolicy>(var name) ->
            add(OpenSlo.Kind.ALERT_POLICY, name, "spec", "alertPolicies", i, "alertPolicyRef");
        case RefOr.Inline<OpenSlo.AlertPolicy>(var policy) ->
            policy(policy, "spec", "alertPolicies", i, "spec");
      }
    }
  }

  private void indicator(@Nullable RefOr<OpenSlo.Sli> indicator, Object... path) {
    switch (indicator) {
      case null -> {}
      case RefOr.Ref<OpenSlo.Sli>(var name) ->
          add(OpenSlo.Kind.SLI, name, longer(path, "indicatorRef"));
      case RefOr.Inline<OpenSlo.Sli>(var sli) ->
          measure(sli.measure(), longer(path, "indicator", "spec"));
    }
  }

  private void measure(Measure measure, Object... path) {
    switch (measure) {
      case Measure.Threshold(var source) -> source(source, longer(path, "thresholdMetric"));
      case Measure.Ratio(_, var part, var partSource, var total) -> {
        String key = part == Measure.Part.GOOD ? "good" : "bad";
        source(partSource, longer(path, "ratioMetric", key));
        source(total, longer(path, "ratioMetric", "total"));
      }
      case Measure.Raw(_, _, var source) -> source(source, longer(path, "ratioMetric", "raw"));
    }
  }

  private void source(Measure.MetricSource source, Object... path) {
    if (source.ref() != null) {
      Place place = object.place(longer(path, "metricSource", "metricSourceRef"));
      Name name = new Name(OpenSlo.Kind.DATA_SOURCE, source.ref());
      found.add(new Reference(name, place, source.type() != null));
    }
  }

  private void policy(OpenSlo.AlertPolicy policy, Object... path) {
    for (int i = 0; i < policy.conditions().size(); i++) {
      if (policy.conditions().get(i) instanceof RefOr.Ref<OpenSlo.AlertCondition>(var name)) {
        add(OpenSlo.Kind.ALERT_CONDITION, name, longer(path, "conditions", i, "conditionRef"));
      }
    }
    for (int i = 0; i < policy.notificationTargets().size(); i++) {
      if (policy.notificationTargets().get(i)
          instanceof RefOr.Ref<OpenSlo.NotificationTarget>(var name)) {
        add(
            OpenSlo.Kind.ALERT_NOTIFICATION_TARGET,
            name,
            longer(path, "notificationTargets", i, "targetRef"));
      }
    }
  }

  private void add(OpenSlo.Kind kind, String name, Object... path) {
    found.add(new Reference(new Name(kind, name), object.place(path), false));
  }

  private static Object[] longer(Object[] path, Object... more) {
    List<Object> all = new ArrayList<>(List.of(path));
    all.addAll(List.of(more));
    return all.toArray();
  }
}

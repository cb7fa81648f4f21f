package dev.parallax.formats.openslo;

import dev.parallax.formats.yaml.Fields;
import dev.parallax.formats.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the `spec` of an SLO.
final class SloReader {
  private SloReader() {}

  static Optional<OpenSlo.Slo> read(Metadata metadata, Fields spec) {
    int before = spec.problems().errors();
    Optional<String> description = Words.description(spec);
    Optional<String> service =
        spec.required("service", "the name of the service that this is about");
    Optional<RefOr<OpenSlo.Sli>> indicator = indicator(spec);
    Optional<OpenSlo.TimeWindow> window = TimeWindowReader.read(spec);
    Optional<OpenSlo.BudgetingMethod> method =
        Words.oneOf(
            spec, "budgetingMethod", OpenSlo.BudgetingMethod.class, OpenSlo.BudgetingMethod::word);
    if (!spec.has("budgetingMethod")) {
      spec.missing("budgetingMethod", "Occurrences, Timeslices or RatioTimeslices");
    }
    List<OpenSlo.Objective> objectives = objectives(spec, method, indicator);
    List<RefOr<OpenSlo.AlertPolicy>> policies =
        AlertReader.parts(spec, "alertPolicies", AlertReader.POLICY);
    MetadataReader.unknown(spec);
    checkIndicators(spec, objectives);
    if (spec.problems().errors() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new OpenSlo.Slo(
            metadata,
            description.orElse(null),
            service.orElseThrow(),
            indicator.orElse(null),
            window.orElse(null),
            method.orElseThrow(),
            objectives,
            policies));
  }

  /// `indicator` or `indicatorRef` of an SLO or of an objective.
  static Optional<RefOr<OpenSlo.Sli>> indicator(Fields fields) {
    boolean inline = fields.has("indicator");
    boolean ref = fields.has("indicatorRef");
    if (inline && ref) {
      fields.error(
          "indicatorRef", "both indicator and indicatorRef", "one of them", "Remove one of them.");
      return Optional.empty();
    }
    if (ref) {
      return MetadataReader.name(fields, "indicatorRef").map(RefOr.Ref::new);
    }
    return fields.object("indicator").flatMap(SloReader::inline).map(RefOr.Inline::new);
  }

  private static Optional<OpenSlo.Sli> inline(Fields indicator) {
    Optional<Metadata> metadata = MetadataReader.read(indicator);
    Optional<Fields> spec = indicator.object("spec");
    MetadataReader.unknown(indicator);
    if (!indicator.has("spec")) {
      indicator.missing("spec", "thresholdMetric or ratioMetric");
    }
    return metadata.flatMap(m -> spec.flatMap(s -> SliReader.read(m, s)));
  }

  private static List<OpenSlo.Objective> objectives(
      Fields spec,
      Optional<OpenSlo.BudgetingMethod> method,
      Optional<RefOr<OpenSlo.Sli>> indicator) {
    if (!spec.has("objectives")) {
      spec.missing("objectives", "a list of at least one objective");
    }
    List<OpenSlo.Objective> objectives = new ArrayList<>();
    List<Node> items = spec.list("objectives");
    for (int i = 0; i < items.size(); i++) {
      spec.object("objectives[%d]".formatted(i), items.get(i))
          .flatMap(fields -> ObjectiveReader.read(fields, method, indicator))
          .ifPresent(objectives::add);
    }
    if (spec.has("objectives") && items.isEmpty()) {
      spec.warning(
          "objectives",
          "objectives: an empty list",
          "at least one objective, because without one nothing is measured",
          "Add an objective with a target.");
    }
    return objectives;
  }

  private static void checkIndicators(Fields spec, List<OpenSlo.Objective> objectives) {
    boolean own = spec.has("indicator") || spec.has("indicatorRef");
    boolean composite =
        spec.list("objectives").stream()
            .anyMatch(
                item ->
                    item instanceof Node.Mapping mapping
                        && (present(mapping, "indicator") || present(mapping, "indicatorRef")));
    if (own == composite) {
      spec.error(
          own ? "objectives" : "indicator",
          own ? "an indicator on the SLO and on an objective" : "no indicator",
          "indicator or indicatorRef either on the SLO or on its objectives (a composite)",
          own ? "Remove one of them." : "Add an indicator or an indicatorRef.");
    }
    if (composite && objectives.stream().anyMatch(objective -> objective.indicator() == null)) {
      spec.warning(
          "objectives",
          "a composite of which an objective has no indicator",
          "an indicator on each objective of a composite",
          "Add the indicator: without it the objective cannot be measured.");
    }
  }

  private static boolean present(Node.Mapping mapping, String key) {
    return mapping.get(key).filter(value -> !value.isNull()).isPresent();
  }
}

package dev.parallax.formats.openslo;

import dev.parallax.formats.yaml.Fields;
import java.math.BigDecimal;
import java.util.Optional;

/// Reads one objective of an SLO.
final class ObjectiveReader {
  private static final BigDecimal HUNDRED = new BigDecimal(100);

  private ObjectiveReader() {}

  static Optional<OpenSlo.Objective> read(
      Fields fields,
      Optional<OpenSlo.BudgetingMethod> method,
      Optional<RefOr<OpenSlo.Sli>> inherited) {
    int before = fields.problems().errors();
    Optional<String> displayName = fields.text("displayName");
    Optional<OpenSlo.Operator> op = AlertReader.operator(fields);
    Optional<BigDecimal> value = fields.number("value");
    Optional<OpenSlo.Target> target = target(fields);
    Optional<BigDecimal> sliceTarget = sliceTarget(fields, method);
    Optional<Shorthand> sliceWindow = sliceWindow(fields, method);
    Optional<RefOr<OpenSlo.Sli>> indicator = SloReader.indicator(fields);
    Optional<BigDecimal> weight = weight(fields);
    MetadataReader.unknown(fields);
    indicator.or(() -> inherited).ifPresent(measured -> checkComparison(fields, measured));
    if (fields.problems().errors() > before) {
      return Optional.empty();
    }
    return target.map(
        t ->
            new OpenSlo.Objective(
                displayName.orElse(null),
                op.orElse(null),
                value.orElse(null),
                t,
                sliceTarget.orElse(null),
                sliceWindow.orElse(null),
                indicator.orElse(null),
                weight.orElse(null)));
  }

  private static Optional<OpenSlo.Target> target(Fields fields) {
    boolean ratio = fields.has("target");
    boolean percent = fields.has("targetPercent");
    if (ratio == percent) {
      fields.error(
          ratio ? "targetPercent" : "target",
          ratio ? "both target and targetPercent" : "neither target nor targetPercent",
          "exactly one of them",
          ratio ? "Remove one of them." : "Add e.g. target: 0.999 or targetPercent: 99.9.");
      return Optional.empty();
    }
    if (ratio) {
      return bounded(fields, "target", BigDecimal.ONE, "99.9 % is target: 0.999")
          .map(OpenSlo.Target.Ratio::new);
    }
    return bounded(fields, "targetPercent", HUNDRED, "Write e.g. 99.9 (or target: 0.999)")
        .map(OpenSlo.Target.Percent::new);
  }

  private static Optional<BigDecimal> bounded(
      Fields fields, String key, BigDecimal below, String example) {
    Optional<BigDecimal> number = fields.number(key);
    if (number.isPresent() && (number.get().signum() < 0 || number.get().compareTo(below) >= 0)) {
      fields.error(
          key,
          "%s: %s".formatted(key, number.get().toPlainString()),
          "0 ≤ %s < %s".formatted(key, below),
          "An objective of 100 %% or more leaves no error budget. %s.".formatted(example));
      return Optional.empty();
    }
    return number;
  }

  private static Optional<BigDecimal> sliceTarget(
      Fields fields, Optional<OpenSlo.BudgetingMethod> method) {
    Optional<BigDecimal> number = fields.number("timeSliceTarget");
    boolean needed = method.filter(m -> m == OpenSlo.BudgetingMethod.TIMESLICES).isPresent();
    if (needed && !fields.has("timeSliceTarget")) {
      fields.missing("timeSliceTarget", "the ratio at which a slice counts as good, such as 0.95");
    } else if (!needed && number.isPresent() && method.isPresent()) {
      fields.warning(
          "timeSliceTarget",
          "timeSliceTarget with " + method.get().word(),
          "timeSliceTarget with Timeslices only, where it decides on a slice",
          "Remove it, or write budgetingMethod: Timeslices.");
    }
    if (number.isPresent()
        && (number.get().signum() <= 0 || number.get().compareTo(BigDecimal.ONE) > 0)) {
      fields.error(
          "timeSliceTarget",
          "timeSliceTarget: " + number.get().toPlainString(),
          "0 < timeSliceTarget ≤ 1",
          "It is a ratio: write 0.95 for 95 %.");
    }
    return number;
  }

  private static Optional<Shorthand> sliceWindow(
      Fields fields, Optional<OpenSlo.BudgetingMethod> method) {
    Optional<Shorthand> window = Words.shorthand(fields, "timeSliceWindow", 1);
    boolean needed = method.filter(m -> m != OpenSlo.BudgetingMethod.OCCURRENCES).isPresent();
    if (needed && !fields.has("timeSliceWindow")) {
      fields.missing("timeSliceWindow", "the length of a slice, such as 1m");
    }
    return window;
  }

  private static Optional<BigDecimal> weight(Fields fields) {
    Optional<BigDecimal> weight = fields.number("compositeWeight");
    if (weight.isPresent() && weight.get().signum() <= 0) {
      fields.error(
          "compositeWeight",
          "compositeWeight: " + weight.get().toPlainString(),
          "a weight above 0",
          "Remove the objective if it should not count.");
    }
    return weight;
  }

  private static void checkComparison(Fields fields, RefOr<OpenSlo.Sli> indicator) {
    if (!(indicator instanceof RefOr.Inline<OpenSlo.Sli>(var sli))) {
      return;
    }
    switch (sli.measure()) {
      case Measure.Threshold _ -> {
        if (!fields.has("op")) {
          fields.missing("op", "lte, gte, lt or gt: when a value of the thresholdMetric is good");
        }
        if (!fields.has("value")) {
          fields.missing("value", "the number that the thresholdMetric is compared with");
        }
      }
      case Measure.Ratio _, Measure.Raw _ -> {
        for (String key : new String[] {"op", "value"}) {
          if (fields.has(key)) {
            fields.deviation(
                key,
                key + " on a ratioMetric",
                key + " with a thresholdMetric only; it says nothing here and is ignored",
                "Remove it.");
          }
        }
      }
    }
  }
}

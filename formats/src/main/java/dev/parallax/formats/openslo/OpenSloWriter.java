package dev.parallax.formats.openslo;

import dev.parallax.formats.yaml.Value;
import dev.parallax.formats.yaml.YamlWriter;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Writes objects as OpenSLO v1 YAML, one document each; reading it gives equal objects.
public final class OpenSloWriter {
  static final DateTimeFormatter LOCAL_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private OpenSloWriter() {}

  public static String write(List<? extends OpenSlo> objects) {
    return YamlWriter.write(objects.stream().map(OpenSloWriter::document).toList());
  }

  private static Value document(OpenSlo object) {
    return new Keys()
        .put("apiVersion", Value.text(OpenSlo.API_VERSION))
        .put("kind", Value.text(object.kind().word()))
        .put("metadata", metadata(object.metadata()))
        .put("spec", spec(object))
        .build();
  }

  private static Value metadata(Metadata metadata) {
    Value.Mapping.Builder labels = new Value.Mapping.Builder();
    metadata
        .labels()
        .forEach(
            (key, label) ->
                labels.put(
                    key,
                    label.single()
                        ? Value.text(label.values().getFirst())
                        : list(label.values(), Value::text)));
    Value.Mapping.Builder annotations = new Value.Mapping.Builder();
    metadata.annotations().forEach((key, text) -> annotations.put(key, Value.text(text)));
    return new Keys()
        .put("name", Value.text(metadata.name()))
        .text("displayName", metadata.displayName())
        .unlessEmpty("labels", labels.build())
        .unlessEmpty("annotations", annotations.build())
        .build();
  }

  private static Value spec(OpenSlo object) {
    return switch (object) {
      case OpenSlo.Service(_, var description) ->
          new Keys().text("description", description).build();
      case OpenSlo.DataSource(_, var description, var type, var details) ->
          new Keys()
              .text("description", description)
              .put("type", Value.text(type))
              .put("connectionDetails", details)
              .build();
      case OpenSlo.Sli sli -> sli(sli);
      case OpenSlo.Slo slo -> slo(slo);
      case OpenSlo.AlertPolicy policy -> policy(policy);
      case OpenSlo.AlertCondition(_, var description, var severity, var condition) ->
          new Keys()
              .text("description", description)
              .put("severity", Value.text(severity))
              .put("condition", condition(condition))
              .build();
      case OpenSlo.NotificationTarget(_, var description, var target) ->
          new Keys().text("description", description).put("target", Value.text(target)).build();
    };
  }

  private static Value sli(OpenSlo.Sli sli) {
    Keys keys = new Keys().text("description", sli.description());
    return switch (sli.measure()) {
      case Measure.Threshold(var source) -> keys.put("thresholdMetric", metric(source)).build();
      case Measure.Ratio(var counter, var part, var partSource, var total) ->
          keys.put(
                  "ratioMetric",
                  new Keys()
                      .flag("counter", counter)
                      .put(word(part), metric(partSource))
                      .put("total", metric(total))
                      .build())
              .build();
      case Measure.Raw(var counter, var rawType, var source) ->
          keys.put(
                  "ratioMetric",
                  new Keys()
                      .flag("counter", counter)
                      .put("rawType", Value.text(word(rawType)))
                      .put("raw", metric(source))
                      .build())
              .build();
    };
  }

  private static Value metric(Measure.MetricSource source) {
    Value inner =
        new Keys()
            .text("metricSourceRef", source.ref())
            .text("type", source.type())
            .put("spec", source.spec())
            .build();
    return new Keys().put("metricSource", inner).build();
  }

  private static Value slo(OpenSlo.Slo slo) {
    Keys keys =
        new Keys().text("description", slo.description()).put("service", Value.text(slo.service()));
    indicator(keys, slo.indicator());
    if (slo.timeWindow() != null) {
      keys.put("timeWindow", new Value.Sequence(List.of(timeWindow(slo.timeWindow()))));
    }
    keys.put("budgetingMethod", Value.text(slo.budgetingMethod().word()))
        .put("objectives", list(slo.objectives(), OpenSloWriter::objective));
    if (!slo.alertPolicies().isEmpty()) {
      keys.put(
          "alertPolicies", list(slo.alertPolicies(), policy -> part(policy, "alertPolicyRef")));
    }
    return keys.build();
  }

  private static void indicator(Keys keys, @Nullable RefOr<OpenSlo.Sli> indicator) {
    switch (indicator) {
      case null -> {}
      case RefOr.Ref<OpenSlo.Sli>(var name) -> keys.put("indicatorRef", Value.text(name));
      case RefOr.Inline<OpenSlo.Sli>(var sli) ->
          keys.put(
              "indicator",
              new Keys().put("metadata", metadata(sli.metadata())).put("spec", sli(sli)).build());
    }
  }

  private static Value timeWindow(OpenSlo.TimeWindow window) {
    Keys keys =
        new Keys()
            .put("duration", Value.text(window.duration().toString()))
            .put("isRolling", Value.flag(window.rolling()));
    if (window.calendar() != null) {
      keys.put(
          "calendar",
          new Keys()
              .put("startTime", Value.text(LOCAL_TIME.format(window.calendar().start())))
              .put("timeZone", Value.text(window.calendar().zone().getId()))
              .build());
    }
    return keys.build();
  }

  private static Value objective(OpenSlo.Objective objective) {
    Keys keys =
        new Keys()
            .text("displayName", objective.displayName())
            .text("op", objective.op() == null ? null : word(objective.op()))
            .number("value", objective.value());
    switch (objective.target()) {
      case OpenSlo.Target.Ratio(var ratio) -> keys.number("target", ratio);
      case OpenSlo.Target.Percent(var percent) -> keys.number("targetPercent", percent);
    }
    keys.number("timeSliceTarget", objective.timeSliceTarget())
        .text(
            "timeSliceWindow",
            objective.timeSliceWindow() == null ? null : objective.timeSliceWindow().toString());
    indicator(keys, objective.indicator());
    return keys.number("compositeWeight", objective.compositeWeight()).build();
  }

  private static Value policy(OpenSlo.AlertPolicy policy) {
    return new Keys()
        .text("description", policy.description())
        .flag("alertWhenNoData", policy.when().noData())
        .flag("alertWhenResolved", policy.when().resolved())
        .flag("alertWhenBreaching", policy.when().breaching())
        .put("conditions", list(policy.conditions(), part -> part(part, "conditionRef")))
        .put(
            "notificationTargets",
            list(policy.notificationTargets(), part -> part(part, "targetRef")))
        .build();
  }

  private static Value part(RefOr<? extends OpenSlo> part, String refKey) {
    return switch (part) {
      case RefOr.Ref<? extends OpenSlo>(var name) ->
          new Keys().put(refKey, Value.text(name)).build();
      case RefOr.Inline<? extends OpenSlo>(var object) ->
          new Keys()
              .put("kind", Value.text(object.kind().word()))
              .put("metadata", metadata(object.metadata()))
              .put("spec", spec(object))
              .build();
    };
  }

  private static Value condition(OpenSlo.BurnCondition condition) {
    return new Keys()
        .put("kind", Value.text("burnrate"))
        .put("op", Value.text(word(condition.op())))
        .number("threshold", condition.threshold())
        .put("lookbackWindow", Value.text(condition.lookback().toString()))
        .text(
            "alertAfter", condition.alertAfter() == null ? null : condition.alertAfter().toString())
        .build();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static <T> Value list(List<T> items, Function<T, Value> each) {
    return new Value.Sequence(items.stream().map(each).toList());
  }

  /// Keys in order, absent ones left out.
  private static final class Keys {
    private final Value.Mapping.Builder builder = new Value.Mapping.Builder();

    Keys put(String key, Value value) {
      builder.put(key, value);
      return this;
    }

    Keys text(String key, @Nullable String text) {
      return text == null ? this : put(key, Value.text(text));
    }

    Keys flag(String key, @Nullable Boolean flag) {
      return flag == null ? this : put(key, Value.flag(flag));
    }

    Keys number(String key, @Nullable BigDecimal number) {
      return number == null
          ? this
          : put(key, new Value.Scalar(Value.Kind.DECIMAL, number.toPlainString()));
    }

    Keys unlessEmpty(String key, Value.Mapping mapping) {
      return mapping.entries().isEmpty() ? this : put(key, mapping);
    }

    Value build() {
      return builder.build();
    }
  }
}

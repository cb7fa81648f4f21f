package dev.parallax.formats.openslo;

import dev.parallax.formats.yaml.Fields;
import dev.parallax.formats.yaml.Node;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads alert policies, conditions and notification targets, and the parts that are either named
/// or written in place.
final class AlertReader {
  /// How one kind of part is written: the key of a reference, the kind of an inline object, its
  /// reader.
  record Part<T>(String refKey, OpenSlo.Kind kind, SpecReader<T> reader) {}

  /// Reads the `spec` of an object whose metadata is known.
  interface SpecReader<T> {
    Optional<T> read(Metadata metadata, Fields spec);
  }

  static final Part<OpenSlo.AlertPolicy> POLICY =
      new Part<>("alertPolicyRef", OpenSlo.Kind.ALERT_POLICY, AlertReader::policy);
  private static final Part<OpenSlo.AlertCondition> CONDITION =
      new Part<>("conditionRef", OpenSlo.Kind.ALERT_CONDITION, AlertReader::condition);
  private static final Part<OpenSlo.NotificationTarget> TARGET =
      new Part<>("targetRef", OpenSlo.Kind.ALERT_NOTIFICATION_TARGET, AlertReader::target);

  private AlertReader() {}

  static Optional<OpenSlo.AlertPolicy> policy(Metadata metadata, Fields spec) {
    int before = spec.problems().errors();
    Optional<String> description = Words.description(spec);
    OpenSlo.AlertWhen when =
        new OpenSlo.AlertWhen(
            spec.flag("alertWhenNoData").orElse(null),
            spec.flag("alertWhenResolved").orElse(null),
            spec.flag("alertWhenBreaching").orElse(null));
    List<RefOr<OpenSlo.AlertCondition>> conditions = parts(spec, "conditions", CONDITION);
    List<RefOr<OpenSlo.NotificationTarget>> targets = parts(spec, "notificationTargets", TARGET);
    MetadataReader.unknown(spec);
    int count = spec.list("conditions").size();
    if (count != 1) {
      spec.error(
          "conditions",
          "%d conditions".formatted(count),
          "exactly one condition a policy",
          count == 0 ? "Add one." : "Make a policy of each condition.");
    }
    if (spec.list("notificationTargets").isEmpty()) {
      spec.deviation(
          "notificationTargets",
          "no notificationTargets",
          "at least one, or the alert reaches nobody",
          "Add a target or a targetRef.");
    }
    if (spec.problems().errors() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new OpenSlo.AlertPolicy(metadata, description.orElse(null), when, conditions, targets));
  }

  static Optional<OpenSlo.AlertCondition> condition(Metadata metadata, Fields spec) {
    Optional<String> description = Words.description(spec);
    Optional<String> severity =
        spec.required("severity", "how grave it is, such as page or ticket");
    if (!spec.has("condition")) {
      spec.missing("condition", "a mapping with kind, op, threshold and lookbackWindow");
    }
    Optional<OpenSlo.BurnCondition> burn = spec.object("condition").flatMap(AlertReader::burn);
    MetadataReader.unknown(spec);
    if (severity.isEmpty() || burn.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new OpenSlo.AlertCondition(metadata, description.orElse(null), severity.get(), burn.get()));
  }

  private static Optional<OpenSlo.BurnCondition> burn(Fields fields) {
    int before = fields.problems().errors();
    Optional<String> kind = fields.required("kind", "burnrate, the one kind there is");
    if (kind.isPresent() && !kind.get().equals("burnrate")) {
      fields.error(
          "kind",
          "kind: '%s'".formatted(kind.get()),
          "burnrate, the one kind of condition in OpenSLO v1",
          "Express the alert as a burn rate, or leave it to the tool that knows this kind.");
    }
    Optional<OpenSlo.Operator> op = operator(fields);
    if (!fields.has("op")) {
      fields.missing("op", "one of lte, gte, lt, gt");
    }
    Optional<BigDecimal> threshold = fields.number("threshold");
    if (!fields.has("threshold")) {
      fields.missing("threshold", "a burn rate, such as 14.4");
    }
    Optional<Shorthand> lookback = Words.shorthand(fields, "lookbackWindow", 1);
    if (!fields.has("lookbackWindow")) {
      fields.missing("lookbackWindow", "a duration, such as 1h");
    }
    Optional<Shorthand> alertAfter = Words.shorthand(fields, "alertAfter", 0);
    MetadataReader.unknown(fields);
    if (fields.problems().errors() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new OpenSlo.BurnCondition(
            op.orElseThrow(),
            threshold.orElseThrow(),
            lookback.orElseThrow(),
            alertAfter.orElse(null)));
  }

  static Optional<OpenSlo.Operator> operator(Fields fields) {
    return Words.oneOf(
        fields, "op", OpenSlo.Operator.class, op -> op.name().toLowerCase(Locale.ROOT));
  }

  static Optional<OpenSlo.NotificationTarget> target(Metadata metadata, Fields spec) {
    Optional<String> description = Words.description(spec);
    Optional<String> target = spec.required("target", "where it goes, such as slack");
    MetadataReader.unknown(spec);
    return target.map(t -> new OpenSlo.NotificationTarget(metadata, description.orElse(null), t));
  }

  /// The parts of a list that could be read.
  static <T> List<RefOr<T>> parts(Fields fields, String key, Part<T> part) {
    return fields.list(key).stream()
        .map(item -> part(fields, key, item, part))
        .flatMap(Optional::stream)
        .toList();
  }

  private static <T> Optional<RefOr<T>> part(Fields fields, String key, Node item, Part<T> part) {
    if (item instanceof Node.Scalar(String name, _, _) && !item.isNull()) {
      fields.deviation(
          key,
          "%s: '%s'".formatted(key, name),
          "a mapping; a bare name is taken as a reference, as older files wrote it",
          "Write %s: %s.".formatted(part.refKey(), name));
      return MetadataReader.isName(fields, key, name)
          ? Optional.of(new RefOr.Ref<>(name))
          : Optional.empty();
    }
    return fields.object(key, item).flatMap(object -> partObject(object, part));
  }

  private static <T> Optional<RefOr<T>> partObject(Fields object, Part<T> part) {
    if (object.has(part.refKey())) {
      if (object.has("spec") || object.has("metadata")) {
        object.error(
            part.refKey(),
            part.refKey() + " beside metadata or spec",
            "either a reference or an inline object",
            "Remove one of them.");
      }
      MetadataReader.unknown(object);
      return MetadataReader.name(object, part.refKey()).map(RefOr.Ref::new);
    }
    checkKind(object, part);
    Optional<Metadata> metadata = MetadataReader.read(object);
    Optional<Fields> spec = object.object("spec");
    MetadataReader.unknown(object);
    if (!object.has("spec")) {
      object.missing(
          "spec", "the %s, or a %s instead".formatted(part.kind().word(), part.refKey()));
    }
    return metadata
        .flatMap(m -> spec.flatMap(s -> part.reader().read(m, s)))
        .map(RefOr.Inline::new);
  }

  private static void checkKind(Fields object, Part<?> part) {
    Optional<String> kind = object.text("kind");
    if (kind.isEmpty() || !kind.get().equals(part.kind().word())) {
      object.error(
          "kind",
          kind.map(word -> "kind: '" + word + "'").orElse("no kind"),
          "kind: %s, or a %s".formatted(part.kind().word(), part.refKey()),
          "Write kind: %s.".formatted(part.kind().word()));
    }
  }
}

package dev.parallax.formats.openslo;

import dev.parallax.formats.Nearest;
import dev.parallax.formats.Problems;
import dev.parallax.formats.Profile;
import dev.parallax.formats.yaml.Fields;
import dev.parallax.formats.yaml.Located;
import dev.parallax.formats.yaml.Node;
import dev.parallax.formats.yaml.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads one OpenSLO object. References are not followed here: see [References].
public final class OpenSloReader {
  private static final List<String> KINDS =
      Arrays.stream(OpenSlo.Kind.values()).map(OpenSlo.Kind::word).toList();

  private OpenSloReader() {}

  /// Whether an `apiVersion` is one of OpenSLO's, readable or not.
  public static boolean claims(String apiVersion) {
    return apiVersion.startsWith("openslo");
  }

  /// The object, or nothing where an error was told to `problems`.
  public static Optional<Located<OpenSlo>> read(
      Node.Mapping document, Problems problems, Profile profile) {
    String subject =
        "%s '%s'"
            .formatted(
                document.text("kind").orElse("object"),
                document
                    .get("metadata")
                    .flatMap(
                        m ->
                            m instanceof Node.Mapping mapping
                                ? mapping.text("name")
                                : Optional.empty())
                    .orElse("without a name"));
    Fields fields = new Fields(document, subject, problems, profile);
    if (!readableVersion(fields)) {
      return Optional.empty();
    }
    int before = problems.errors();
    Optional<OpenSlo.Kind> kind = kind(fields);
    Optional<Metadata> metadata = MetadataReader.read(fields);
    Optional<Fields> spec = kind.flatMap(k -> spec(fields, k));
    MetadataReader.unknown(fields);
    Metadata known = metadata.orElse(Metadata.named("unnamed"));
    Optional<OpenSlo> object = kind.flatMap(k -> spec.flatMap(s -> object(k, known, s)));
    return problems.errors() > before
        ? Optional.empty()
        : object.map(value -> new Located<>(value, document));
  }

  private static boolean readableVersion(Fields fields) {
    String version = fields.text("apiVersion").orElse("");
    if (version.equals(OpenSlo.API_VERSION)) {
      return true;
    }
    String found = "apiVersion: '%s'".formatted(version);
    String expected = "openslo/v1, the stable version";
    switch (version) {
      case "openslo/v1alpha" ->
          fields.error(
              "apiVersion",
              found,
              expected,
              "Rewrite it as v1: timeWindows becomes timeWindow with a duration such as 28d,"
                  + " ratioMetrics moves from the objective to indicator.spec.ratioMetric.");
      case "openslo.com/v2alpha" ->
          fields.error(
              "apiVersion",
              found,
              expected + "; v2alpha is not settled by its authors",
              "Rewrite it as v1: sli and sliRef become indicator and indicatorRef,"
                  + " and each query lies under metricSource.");
      default -> fields.error("apiVersion", found, expected, "Write apiVersion: openslo/v1.");
    }
    return false;
  }

  private static Optional<OpenSlo.Kind> kind(Fields fields) {
    if (!fields.has("kind")) {
      fields.missing("kind", "one of " + String.join(", ", KINDS));
      return Optional.empty();
    }
    Optional<String> word = fields.text("kind");
    Optional<OpenSlo.Kind> kind =
        word.flatMap(
            w -> Arrays.stream(OpenSlo.Kind.values()).filter(k -> k.word().equals(w)).findFirst());
    if (word.isPresent() && kind.isEmpty()) {
      fields.error(
          "kind",
          "kind: '%s'".formatted(word.get()),
          "one of " + String.join(", ", KINDS),
          Nearest.hint(word.get(), KINDS, "Upper and lower case differ."));
    }
    return kind;
  }

  private static Optional<Fields> spec(Fields fields, OpenSlo.Kind kind) {
    if (fields.has("spec")) {
      return fields.object("spec");
    }
    if (kind != OpenSlo.Kind.SERVICE) {
      fields.missing("spec", "what the %s is".formatted(kind.word()));
      return Optional.empty();
    }
    // A Service has nothing that it must say, and is often written without a spec.
    Node.Mapping nothing = new Node.Mapping(Map.of(), fields.place());
    return Optional.of(new Fields(nothing, fields.subject(), fields.problems(), fields.profile()));
  }

  private static Optional<? extends OpenSlo> read(
      OpenSlo.Kind kind, Metadata metadata, Fields spec) {
    return switch (kind) {
      case SERVICE -> service(metadata, spec);
      case DATA_SOURCE -> dataSource(metadata, spec);
      case SLI -> SliReader.read(metadata, spec);
      case SLO -> SloReader.read(metadata, spec);
      case ALERT_POLICY -> AlertReader.policy(metadata, spec);
      case ALERT_CONDITION -> AlertReader.condition(metadata, spec);
      case ALERT_NOTIFICATION_TARGET -> AlertReader.target(metadata, spec);
    };
  }

  private static Optional<OpenSlo> object(OpenSlo.Kind kind, Metadata metadata, Fields spec) {
    return read(kind, metadata, spec).map(object -> object);
  }

  private static Optional<OpenSlo.Service> service(Metadata metadata, Fields spec) {
    Optional<String> description = Words.description(spec);
    MetadataReader.unknown(spec);
    return Optional.of(new OpenSlo.Service(metadata, description.orElse(null)));
  }

  private static Optional<OpenSlo.DataSource> dataSource(Metadata metadata, Fields spec) {
    Optional<String> description = Words.description(spec);
    Optional<String> type = spec.required("type", "the kind of source, such as Prometheus");
    Optional<Value> details = spec.node("connectionDetails").map(Node::value);
    if (details.isEmpty()) {
      spec.missing("connectionDetails", "how to reach the source, in its own terms");
    }
    MetadataReader.unknown(spec);
    return type.flatMap(
        t -> details.map(d -> new OpenSlo.DataSource(metadata, description.orElse(null), t, d)));
  }
}

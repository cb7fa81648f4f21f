package dev.parallax.formats.raci;

import static java.util.Map.entry;

import dev.parallax.formats.Place;
import dev.parallax.formats.yaml.JsonWriter;
import dev.parallax.formats.yaml.Value;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.raci.Finding.Severity;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.Waiver;
import dev.parallax.governance.raci.Waiver.Judged;
import dev.parallax.governance.raci.lint.Rules;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Findings about matrices as a log of static analysis, which code hosts show beside the lines.
/// Source: SARIF 2.1.0 (OASIS, 2020), sections 3.13 to 3.35.
public final class RaciSarif {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private RaciSarif() {}

  /// A matrix and what was found in it.
  ///
  /// @param lines on which it stands in a file; null where it is in none
  public record Linted(RaciMatrix matrix, @Nullable Lines lines, List<Judged> findings) {
    public Linted {
      findings = List.copyOf(findings);
    }
  }

  /// One run over all of them.
  ///
  /// @param version of the program
  public static String log(List<Linted> matrices, String version) {
    Value driver =
        object(
            entry("name", Value.text("Parallax RACI lint")),
            entry("version", Value.text(version)),
            entry("rules", list(Rules.all().stream().map(RaciSarif::rule))));
    Value run =
        object(
            entry("tool", object("driver", driver)),
            entry("columnKind", Value.text("unicodeCodePoints")),
            entry(
                "results",
                list(
                    matrices.stream()
                        .flatMap(each -> each.findings().stream().map(f -> result(each, f))))));
    return JsonWriter.write(
        object(
            entry("$schema", Value.text(SCHEMA)),
            entry("version", Value.text("2.1.0")),
            entry("runs", list(Stream.of(run)))));
  }

  private static Value rule(Rules.Rule rule) {
    return object(
        entry("id", Value.text(rule.id())),
        entry("shortDescription", object("text", Value.text(rule.says()))),
        entry("defaultConfiguration", object("level", level(rule.severity()))));
  }

  private static Value level(Severity severity) {
    return Value.text(
        switch (severity) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case NOTE -> "note";
        });
  }

  private static Value result(Linted linted, Judged judged) {
    Finding finding = judged.finding();
    Map<String, Value> result = new LinkedHashMap<>();
    result.put("ruleId", Value.text(finding.rule()));
    result.put("level", level(finding.severity()));
    result.put("message", object("text", Value.text(finding.reason() + " " + finding.remedy())));
    result.put("locations", list(Stream.of(location(linted, finding))));
    result.put(
        "partialFingerprints",
        object("finding/v1", Value.text(name(linted.matrix(), finding) + "#" + finding.rule())));
    Waiver waiver = judged.waiver();
    if (waiver != null && judged.waived()) {
      result.put("suppressions", list(Stream.of(suppression(waiver))));
    }
    if (finding.anomaly() != null) {
      result.put("properties", object("anomaly", Value.text(finding.anomaly())));
    }
    return new Value.Mapping(result);
  }

  private static Value suppression(Waiver waiver) {
    return object(
        entry("kind", Value.text("external")),
        entry("status", Value.text("accepted")),
        entry(
            "justification",
            Value.text(
                "%s (%s, until %s)".formatted(waiver.reason(), waiver.owner(), waiver.until()))));
  }

  private static Value location(Linted linted, Finding finding) {
    Map<String, Value> location = new LinkedHashMap<>();
    if (linted.lines() != null) {
      Place place = linted.lines().of(finding.place());
      Map<String, Value> physical = new LinkedHashMap<>();
      physical.put("artifactLocation", object("uri", Value.text(uri(place.file()))));
      if (place.line() > 0) {
        physical.put(
            "region",
            object(
                "startLine", new Value.Scalar(Value.Kind.INTEGER, Integer.toString(place.line()))));
      }
      location.put("physicalLocation", new Value.Mapping(physical));
    }
    location.put(
        "logicalLocations",
        list(
            Stream.of(
                object(
                    entry("fullyQualifiedName", Value.text(name(linted.matrix(), finding))),
                    entry("kind", Value.text("member"))))));
    return new Value.Mapping(location);
  }

  /// `sig-sre/existence/SRE IC`.
  private static String name(RaciMatrix matrix, Finding finding) {
    return Stream.of(matrix.id(), finding.place().activity(), finding.place().column())
        .filter(Objects::nonNull)
        .collect(Collectors.joining("/"));
  }

  /// A path as the reference that a code host resolves from the folder of the run.
  private static String uri(String file) {
    String path = file.replace('\\', '/');
    try {
      return path.startsWith("/")
          ? new URI("file", "", path, null).toASCIIString()
          : new URI(null, null, "/" + path, null).toASCIIString().substring(1);
    } catch (URISyntaxException broken) {
      throw new IllegalStateException("'%s' could not be written as a URI".formatted(file), broken);
    }
  }

  private static Value list(Stream<Value> items) {
    return new Value.Sequence(new ArrayList<>(items.toList()));
  }

  private static Value object(String key, Value value) {
    return new Value.Mapping(Map.of(key, value));
  }

  /// The entries in their order.
  @SafeVarargs
  private static Value object(Map.Entry<String, Value>... entries) {
    Value.Mapping.Builder builder = new Value.Mapping.Builder();
    for (Map.Entry<String, Value> entry : entries) {
      builder.put(entry.getKey(), entry.getValue());
    }
    return builder.build();
  }
}

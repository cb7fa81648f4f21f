package dev.parallax.formats.openslo;

import dev.parallax.budget.Query;
import dev.parallax.formats.yaml.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Turns metric sources into queries that some way of measuring here can answer.
final class Queries {
  private static final List<String> PROMQL_KEYS = List.of("query", "promql", "expr", "expression");

  private final Map<References.Name, OpenSlo> objects;

  Queries(Map<References.Name, OpenSlo> objects) {
    this.objects = objects;
  }

  Query query(Measure.MetricSource source) throws Unmeasurable {
    String type = type(source).toLowerCase(Locale.ROOT);
    return switch (type) {
      case "prometheus" -> promQl(source);
      case "status-history" -> statusHistory(source);
      default ->
          throw new Unmeasurable(
              "sources of type '%s' cannot be queried; prometheus and status-history can"
                  .formatted(type));
    };
  }

  private String type(Measure.MetricSource source) throws Unmeasurable {
    if (source.type() != null) {
      return source.type();
    }
    if (source.ref() == null) {
      throw new Unmeasurable("a metricSource has neither type nor metricSourceRef");
    }
    if (objects.get(new References.Name(OpenSlo.Kind.DATA_SOURCE, source.ref()))
        instanceof OpenSlo.DataSource dataSource) {
      return dataSource.type();
    }
    throw new Unmeasurable(
        "the type of DataSource '%s' is not known in these files".formatted(source.ref()));
  }

  private static Query promQl(Measure.MetricSource source) throws Unmeasurable {
    Map<String, String> spec = new HashMap<>();
    source
        .spec()
        .entries()
        .forEach((key, value) -> text(value).ifPresent(text -> spec.put(key, text)));
    String expression =
        PROMQL_KEYS.stream()
            .map(spec::remove)
            .filter(text -> text != null && !text.isBlank())
            .findFirst()
            .orElse("");
    if (expression.isBlank()) {
      throw new Unmeasurable(
          "a prometheus source has no query under any of " + String.join(", ", PROMQL_KEYS));
    }
    if (expression.contains("{{")) {
      throw new Unmeasurable(
          "the query holds a template variable ({{ … }}) that another tool must fill in");
    }
    spec.put("query", expression.strip());
    return new Query("prometheus", source.ref(), spec);
  }

  private static Query statusHistory(Measure.MetricSource source) throws Unmeasurable {
    Map<String, Value> spec = source.spec().entries();
    Optional<String> monitor = Optional.ofNullable(spec.get("monitor")).flatMap(Queries::text);
    if (monitor.isEmpty()) {
      throw new Unmeasurable("a status-history source has no monitor");
    }
    String states = Optional.ofNullable(spec.get("states")).flatMap(Queries::text).orElse(null);
    Query query = Query.statusHistory(monitor.get(), states);
    return new Query(query.type(), source.ref(), query.spec());
  }

  /// A scalar's text, or a list's texts joined by commas.
  private static Optional<String> text(Value value) {
    return switch (value) {
      case Value.Scalar(Value.Kind kind, String text) ->
          kind == Value.Kind.NULL ? Optional.empty() : Optional.of(text);
      case Value.Sequence(List<Value> items) ->
          Optional.of(
              items.stream().flatMap(item -> text(item).stream()).collect(Collectors.joining(",")));
      case Value.Mapping _ -> Optional.empty();
    };
  }
}

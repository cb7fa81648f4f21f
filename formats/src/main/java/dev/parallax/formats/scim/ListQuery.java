package dev.parallax.formats.scim;

import dev.parallax.formats.yaml.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a list is asked for: which resources, in what order, from where on, with which attributes.
///
/// Source: RFC 7644, section 3.4.2.
///
/// @param startIndex 1 or more
/// @param count how many at most; 0 asks for the total alone
public record ListQuery(
    Optional<Filter> filter,
    Optional<Target> sortBy,
    boolean descending,
    int startIndex,
    int count,
    Projection projection) {
  /// How many resources are answered at once.
  public static final int MOST = 1_000;

  /// The schema of the answer.
  public static final String URN = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

  /// As the parameters of an address, or the body of a search, say it.
  public static Outcome<ListQuery> read(ResourceType type, Map<String, String> parameters) {
    return Outcome.of(
        () -> {
          String filter = parameters.getOrDefault("filter", "");
          Optional<Filter> condition =
              filter.isBlank()
                  ? Optional.empty()
                  : Optional.of(new FilterReader(filter, type::target, type.paths()).whole());
          return new ListQuery(
              condition,
              sortBy(type, parameters.getOrDefault("sortBy", "")),
              parameters.getOrDefault("sortOrder", "").equalsIgnoreCase("descending"),
              Math.max(1, number(parameters, "startIndex", 1)),
              Math.clamp(number(parameters, "count", MOST), 0, MOST),
              Projection.of(
                  type,
                  parameters.getOrDefault("attributes", ""),
                  parameters.getOrDefault("excludedAttributes", "")));
        });
  }

  private static Optional<Target> sortBy(ResourceType type, String path) {
    if (path.isBlank()) {
      return Optional.empty();
    }
    Optional<Target> target = type.target(path.strip()).map(Target::comparable);
    if (target.isEmpty() || target.get().attribute().complex()) {
      throw new Unfit(
          ScimError.Type.INVALID_PATH,
          "sortBy " + Unfit.quoted(path),
          "an attribute whose values have an order",
          "GET /Schemas lists the attributes.");
    }
    return target;
  }

  private static int number(Map<String, String> parameters, String name, int otherwise) {
    String text = parameters.getOrDefault(name, "").strip();
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.matches("[+-]?[0-9]{1,9}")) {
      throw new Unfit(
          ScimError.Type.INVALID_VALUE,
          "%s %s".formatted(name, Unfit.quoted(text)),
          "a whole number",
          "Write e.g. %s=1.".formatted(name));
    }
    return Integer.parseInt(text);
  }

  /// The answer: the page that was asked for of the resources that meet the filter.
  public Value.Mapping answer(List<Resource> resources) {
    List<Resource> matching =
        resources.stream()
            .filter(each -> filter.isEmpty() || filter.get().matches(each.attributes()))
            .toList();
    List<Value> page =
        sortBy.map(target -> sorted(matching, target)).orElse(matching).stream()
            .skip(startIndex - 1L)
            .limit(count)
            .<Value>map(projection::of)
            .toList();
    return new Value.Mapping.Builder()
        .put("schemas", new Value.Sequence(List.of(Value.text(URN))))
        .put("totalResults", number(matching.size()))
        .put("startIndex", number(startIndex))
        .put("itemsPerPage", number(page.size()))
        .put("Resources", new Value.Sequence(page))
        .build();
  }

  /// What has no value stands last, or first when descending.
  private List<Resource> sorted(List<Resource> resources, Target target) {
    Comparator<Resource> order =
        Comparator.comparing(
            (Resource each) -> key(each, target),
            Comparator.nullsLast((a, b) -> Filter.order(target.attribute(), a, b)));
    return resources.stream().sorted(descending ? order.reversed() : order).toList();
  }

  private static @Nullable String key(Resource resource, Target target) {
    List<Value> values = target.in(resource.attributes());
    return values.isEmpty() || !(values.getFirst() instanceof Value.Scalar(_, String text))
        ? null
        : text;
  }

  static Value number(int number) {
    return new Value.Scalar(Value.Kind.INTEGER, Integer.toString(number));
  }
}

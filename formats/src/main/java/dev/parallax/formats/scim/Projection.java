package dev.parallax.formats.scim;

import dev.parallax.formats.scim.Attribute.Trait;
import dev.parallax.formats.yaml.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Which attributes are answered: those that were asked for, or all but those that were excluded.
/// The id and the schemas always are. Paths that no schema has are passed over.
///
/// Source: RFC 7644, section 3.9.
///
/// @param wanted empty for all
public record Projection(ResourceType type, List<Target> wanted, List<Target> excluded) {
  private static final int MOST = 200;

  public Projection {
    wanted = List.copyOf(wanted);
    excluded = List.copyOf(excluded);
  }

  /// Everything.
  public static Projection all(ResourceType type) {
    return new Projection(type, List.of(), List.of());
  }

  /// As two parameters say it, each a list of paths with commas; empty where there is none.
  public static Projection of(ResourceType type, String attributes, String excludedAttributes) {
    return new Projection(type, targets(type, attributes), targets(type, excludedAttributes));
  }

  private static List<Target> targets(ResourceType type, String paths) {
    return Stream.of(paths.split(",", MOST))
        .map(String::strip)
        .flatMap(path -> type.target(path).stream())
        .toList();
  }

  /// The resource as it is answered.
  public Value.Mapping of(Resource resource) {
    Map<String, Value> all = resource.rendered();
    Map<String, Value> shown = wanted.isEmpty() ? all : chosen(all);
    for (Target target : excluded) {
      if (!target.attribute().is(Trait.ALWAYS)) {
        remove(shown, target.keys());
      }
    }
    return new Value.Mapping(shown);
  }

  private Map<String, Value> chosen(Map<String, Value> all) {
    Set<String> tops = new HashSet<>(Set.of("schemas", "id"));
    wanted.forEach(target -> tops.add(target.keys().getFirst()));
    Map<String, Value> chosen = new LinkedHashMap<>(all);
    chosen.keySet().retainAll(tops);
    for (String top : tops) {
      List<List<String>> below =
          wanted.stream().map(Target::keys).filter(keys -> keys.getFirst().equals(top)).toList();
      if (chosen.containsKey(top) && !below.isEmpty()) {
        chosen.put(top, narrowed(chosen.get(top), below, 1));
      }
    }
    return chosen;
  }

  /// What the ways lead to, from `depth` on.
  private static Value narrowed(Value value, List<List<String>> ways, int depth) {
    if (ways.stream().anyMatch(way -> way.size() == depth)) {
      return value;
    }
    return switch (value) {
      case Value.Scalar scalar -> scalar;
      case Value.Sequence(List<Value> items) ->
          new Value.Sequence(items.stream().map(each -> narrowed(each, ways, depth)).toList());
      case Value.Mapping(Map<String, Value> entries) -> {
        Map<String, Value> kept = new LinkedHashMap<>();
        entries.forEach(
            (key, each) -> {
              List<List<String>> on =
                  ways.stream().filter(way -> way.get(depth).equals(key)).toList();
              if (!on.isEmpty()) {
                kept.put(key, narrowed(each, on, depth + 1));
              }
            });
        yield new Value.Mapping(kept);
      }
    };
  }

  private static void remove(Map<String, Value> from, List<String> keys) {
    String key = keys.getFirst();
    if (keys.size() == 1) {
      from.remove(key);
    } else if (from.containsKey(key)) {
      from.put(key, without(from.get(key), keys.subList(1, keys.size())));
    }
  }

  private static Value without(Value value, List<String> keys) {
    return switch (value) {
      case Value.Scalar scalar -> scalar;
      case Value.Sequence(List<Value> items) -> {
        List<Value> left = new ArrayList<>();
        items.forEach(each -> left.add(without(each, keys)));
        yield new Value.Sequence(left);
      }
      case Value.Mapping(Map<String, Value> entries) -> {
        Map<String, Value> left = new LinkedHashMap<>(entries);
        remove(left, keys);
        yield new Value.Mapping(left);
      }
    };
  }
}

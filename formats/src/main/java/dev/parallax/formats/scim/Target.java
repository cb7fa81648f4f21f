package dev.parallax.formats.scim;

import dev.parallax.formats.yaml.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// An attribute and the way to it from the top of a resource, or from a value of a complex
/// attribute.
///
/// @param keys the canonical keys on the way; an extension's URN is one
/// @param attributes the attributes of the way, without the extension; the last is meant
public record Target(List<String> keys, List<Attribute> attributes) {
  public Target {
    keys = List.copyOf(keys);
    attributes = List.copyOf(attributes);
  }

  Target then(Attribute next) {
    return new Target(
        Stream.concat(keys.stream(), Stream.of(next.name())).toList(),
        Stream.concat(attributes.stream(), Stream.of(next)).toList());
  }

  /// The attribute that is meant.
  Attribute attribute() {
    return attributes.getLast();
  }

  /// The same, or its `value` where a complex attribute is compared as a whole: `emails co "@"`.
  Target comparable() {
    return attribute().part("value").map(this::then).orElse(this);
  }

  /// Its values in a resource, each on its own; none where it is unassigned.
  List<Value> in(Value from) {
    List<Value> found = List.of(from);
    for (String key : keys) {
      List<Value> next = new ArrayList<>();
      for (Value each : found) {
        if (each instanceof Value.Mapping(Map<String, Value> entries) && entries.containsKey(key)) {
          next.addAll(Fitting.items(entries.get(key)));
        }
      }
      found = next;
    }
    return found;
  }

  /// As the protocol writes it.
  @Override
  public String toString() {
    boolean extended = !keys.isEmpty() && keys.getFirst().startsWith("urn:");
    String names = String.join(".", keys.subList(extended ? 1 : 0, keys.size()));
    return extended ? keys.getFirst() + ":" + names : names;
  }
}

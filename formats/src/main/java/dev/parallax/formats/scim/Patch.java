package dev.parallax.formats.scim;

import static dev.parallax.formats.scim.ScimError.Type.INVALID_VALUE;
import static dev.parallax.formats.scim.ScimError.Type.MUTABILITY;
import static dev.parallax.formats.scim.ScimError.Type.NO_TARGET;

import dev.parallax.formats.scim.Attribute.Trait;
import dev.parallax.formats.scim.PatchOp.Kind;
import dev.parallax.formats.yaml.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Applies operations to a resource, one after the other; the first that cannot be done ends it,
/// and the resource stays what it was.
///
/// Without a path, what the schema does not know and what only the server may say are passed over:
/// clients send whole resources so, with their id.
final class Patch {
  private final ResourceType type;
  private final Map<String, Value> top;

  Patch(Resource resource) {
    this.type = resource.type();
    this.top = new LinkedHashMap<>(resource.attributes().entries());
  }

  Resource apply(List<PatchOp> operations) {
    operations.forEach(this::apply);
    return new Resource(type, new Value.Mapping(top)).checked();
  }

  private void apply(PatchOp operation) {
    if (operation.path().isEmpty()) {
      if (operation.kind() == Kind.REMOVE) {
        throw new Unfit(NO_TARGET, "remove without a path", "the path of what is to go", "Add it.");
      }
      spread("", operation.kind(), operation.value());
      return;
    }
    String path = operation.path().get();
    Optional<Schema> extension = type.extension(path);
    if (extension.isPresent() && operation.kind() == Kind.REMOVE) {
      top.remove(extension.get().urn());
    } else if (extension.isPresent()) {
      spread(extension.get().urn() + ":", operation.kind(), operation.value());
    } else {
      change(PatchPath.read(type, path), operation);
    }
  }

  /// Each key of an object as an operation of its own; a key may be a path.
  private void spread(String prefix, Kind kind, Optional<Value> value) {
    if (!(value.orElse(null) instanceof Value.Mapping(Map<String, Value> entries))) {
      throw new Unfit(
          INVALID_VALUE,
          "an operation without path and without an object",
          "an object with the attributes to be changed",
          "Send a path, or an object as the value.");
    }
    entries.forEach(
        (key, each) -> {
          Optional<Schema> extension = type.extension(key);
          if (extension.isPresent()) {
            spread(extension.get().urn() + ":", kind, Optional.of(each));
          } else if (known(prefix + key)) {
            PatchPath path = PatchPath.read(type, prefix + key);
            if (!path.attribute().is(Trait.READ_ONLY)) {
              change(path, new PatchOp(kind, Optional.empty(), Optional.of(each)));
            }
          }
        });
  }

  private boolean known(String key) {
    int bracket = key.indexOf('[');
    return type.target(bracket < 0 ? key : key.substring(0, bracket)).isPresent();
  }

  private void change(PatchPath path, PatchOp operation) {
    Attribute attribute = path.attribute();
    Attribute touched = path.part().orElse(attribute);
    if (attribute.is(Trait.READ_ONLY)
        || touched.is(Trait.READ_ONLY)
        || (touched.is(Trait.IMMUTABLE) && operation.kind() != Kind.ADD)) {
      throw new Unfit(
          MUTABILITY,
          "a change of '%s'".formatted(touched.name()),
          "an attribute that may be changed here",
          attribute.name().equals("groups") ? "Change the members of the group." : "Leave it out.");
    }
    if (operation.kind() != Kind.REMOVE && operation.value().isEmpty()) {
      throw new Unfit(
          INVALID_VALUE,
          "%s of '%s' without a value".formatted(operation.kind(), attribute.name()),
          "a value",
          "Send one, or remove the attribute.");
    }
    Map<String, Value> holder =
        path.extension()
            .map(urn -> new LinkedHashMap<>(Fitting.partsOf(Optional.ofNullable(top.get(urn)))))
            .map(map -> (Map<String, Value>) map)
            .orElse(top);
    Optional<Value> after =
        changed(Optional.ofNullable(holder.get(attribute.name())), path, operation);
    after.ifPresentOrElse(
        value -> holder.put(attribute.name(), value), () -> holder.remove(attribute.name()));
    path.extension()
        .ifPresent(
            urn ->
                Fitting.mapping(holder)
                    .ifPresentOrElse(value -> top.put(urn, value), () -> top.remove(urn)));
    if (attribute.is(Trait.REQUIRED) && after.isEmpty()) {
      throw new Unfit(
          MUTABILITY,
          "the removal of '%s'".formatted(attribute.name()),
          "it to stay, since it is required",
          "Replace it.");
    }
  }

  private static Optional<Value> changed(
      Optional<Value> before, PatchPath path, PatchOp operation) {
    Attribute attribute = path.attribute();
    if (attribute.many()) {
      List<Value> items = before.map(Fitting::items).orElse(List.of());
      return Fitting.sequence(
          path.filter().isEmpty() && path.part().isEmpty()
              ? whole(items, attribute, operation)
              : within(items, path, operation));
    }
    if (path.part().isPresent()) {
      return part(before, path.part().get(), operation);
    }
    if (operation.kind() == Kind.REMOVE) {
      return Optional.empty();
    }
    Value value = operation.value().orElseThrow();
    return attribute.complex()
        ? Fitting.merge(attribute, before, value)
        : Fitting.fit(attribute, value);
  }

  private static List<Value> whole(List<Value> items, Attribute attribute, PatchOp operation) {
    List<Value> named =
        operation
            .value()
            .flatMap(value -> Fitting.fit(attribute, value))
            .map(Fitting::items)
            .orElse(List.of());
    return switch (operation.kind()) {
      case ADD -> Fitting.together(attribute, items, named);
      case REPLACE -> Fitting.together(attribute, List.of(), named);
      case REMOVE -> operation.value().isEmpty() ? List.of() : without(items, attribute, named);
    };
  }

  /// Clients name the members to be removed in the value instead of the path.
  private static List<Value> without(List<Value> items, Attribute attribute, List<Value> named) {
    Set<Object> gone =
        named.stream().map(each -> Fitting.identity(attribute, each)).collect(Collectors.toSet());
    return items.stream()
        .filter(item -> !gone.contains(Fitting.identity(attribute, item)))
        .toList();
  }

  private static List<Value> within(List<Value> items, PatchPath path, PatchOp operation) {
    Predicate<Value> meant = item -> path.filter().map(filter -> filter.matches(item)).orElse(true);
    if (operation.kind() != Kind.REMOVE && items.stream().noneMatch(meant)) {
      return Fitting.together(path.attribute(), items, List.of(made(path, operation)));
    }
    boolean primary =
        path.part().filter(part -> part.name().equals("primary")).isPresent()
            && operation.kind() != Kind.REMOVE;
    List<Value> after = new ArrayList<>();
    for (Value item : items) {
      if (meant.test(item)) {
        touched(item, path, operation).ifPresent(after::add);
      } else {
        after.add(primary && Fitting.primary(item) ? Fitting.without(item, "primary") : item);
      }
    }
    return after;
  }

  private static Optional<Value> touched(Value item, PatchPath path, PatchOp operation) {
    if (path.part().isPresent()) {
      return part(Optional.of(item), path.part().get(), operation);
    }
    return switch (operation.kind()) {
      case REMOVE -> Optional.empty();
      case ADD ->
          Fitting.merge(path.attribute(), Optional.of(item), operation.value().orElseThrow());
      case REPLACE ->
          Fitting.fit(path.attribute(), operation.value().orElseThrow())
              .map(fit -> Fitting.items(fit).getFirst());
    };
  }

  private static Optional<Value> part(Optional<Value> whole, Attribute part, PatchOp operation) {
    Map<String, Value> parts = new LinkedHashMap<>(Fitting.partsOf(whole));
    parts.remove(part.name());
    if (operation.kind() != Kind.REMOVE) {
      operation
          .value()
          .flatMap(value -> Fitting.fit(part, value))
          .ifPresent(value -> parts.put(part.name(), value));
    }
    return Fitting.mapping(parts);
  }

  /// Nothing was meant by the filter: adding makes the value that it describes.
  private static Value made(PatchPath path, PatchOp operation) {
    Map<String, Value> parts = new LinkedHashMap<>();
    boolean described =
        path.filter().map(filter -> describes(filter, parts)).orElse(true)
            && (operation.kind() == Kind.ADD || path.filter().isEmpty());
    if (!described) {
      throw new Unfit(
          NO_TARGET,
          "no value of '%s' that meets the filter".formatted(path.attribute().name()),
          "one, to replace it",
          "Add the value, or correct the filter.");
    }
    Value start = new Value.Mapping(parts);
    return touched(start, path, new PatchOp(Kind.ADD, Optional.empty(), operation.value()))
        .orElse(start);
  }

  private static boolean describes(Filter filter, Map<String, Value> parts) {
    return switch (filter) {
      case Filter.Compare(Target target, Filter.Operator operator, Value.Scalar value)
          when operator == Filter.Operator.EQ ->
          parts.put(target.attribute().name(), value) == null;
      case Filter.And(List<Filter> all) -> all.stream().allMatch(each -> describes(each, parts));
      case Filter.Compare _, Filter.Or _, Filter.Not _, Filter.Present _, Filter.Each _ -> false;
    };
  }
}

package dev.parallax.formats.scim;

import static dev.parallax.formats.scim.ScimError.Type.INVALID_SYNTAX;
import static dev.parallax.formats.scim.ScimError.Type.INVALID_VALUE;

import dev.parallax.formats.scim.Attribute.Trait;
import dev.parallax.formats.yaml.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A person or a group with canonical names and types.
///
/// @param attributes what is assigned; extensions stand under their URN
public record Resource(ResourceType type, Value.Mapping attributes) {
  /// What a client sends to make or replace one. What only the server may say is left out.
  public static Outcome<Resource> read(ResourceType type, Value body) {
    return Outcome.of(
        () -> {
          if (!(body instanceof Value.Mapping(Map<String, Value> entries))) {
            throw new Unfit(
                INVALID_SYNTAX,
                "a body that is no object",
                "a JSON object with the attributes of a " + type.word(),
                "Send e.g. {\"schemas\": [\"%s\"], …}.".formatted(type.schema().urn()));
          }
          checkSchemas(type, entries);
          return fitted(type, entries).checked();
        });
  }

  private static void checkSchemas(ResourceType type, Map<String, Value> entries) {
    Value named = entries.get("schemas");
    if (named != null
        && Fitting.items(named).stream()
            .noneMatch(
                each ->
                    each instanceof Value.Scalar(_, String urn)
                        && urn.equalsIgnoreCase(type.schema().urn()))) {
      throw new Unfit(
          INVALID_SYNTAX,
          "schemas without that of a " + type.word(),
          "\"%s\" among them".formatted(type.schema().urn()),
          "Add it, or send the resource to its own address.");
    }
  }

  private static Resource fitted(ResourceType type, Map<String, Value> entries) {
    Map<String, Value> top = new LinkedHashMap<>();
    entries.forEach(
        (name, value) -> {
          Optional<Schema> extension = type.extension(name);
          if (extension.isPresent() && value instanceof Value.Mapping(var extended)) {
            Map<String, Value> below = new LinkedHashMap<>();
            extended.forEach((n, v) -> put(below, extension.get().attributes(), n, v));
            Fitting.mapping(below).ifPresent(v -> top.put(extension.get().urn(), v));
          } else {
            put(top, type.top(), name, value);
          }
        });
    return new Resource(type, new Value.Mapping(top));
  }

  private static void put(
      Map<String, Value> into, List<Attribute> attributes, String name, Value value) {
    Attribute.named(name, attributes)
        .filter(attribute -> !attribute.is(Trait.READ_ONLY))
        .ifPresent(
            attribute ->
                Fitting.fit(attribute, value).ifPresent(fit -> into.put(attribute.name(), fit)));
  }

  /// Itself, if nothing that must be there is missing.
  Resource checked() {
    for (Attribute attribute : type.schema().attributes()) {
      if (attribute.is(Trait.REQUIRED) && !attributes.entries().containsKey(attribute.name())) {
        throw new Unfit(
            INVALID_VALUE,
            "a %s without '%s'".formatted(type.word(), attribute.name()),
            "it to be there, since the catalogue knows a %s by it".formatted(type.word()),
            "Send it, or map it in the provider's settings.");
      }
    }
    return this;
  }

  /// The resource after the operations of a PATCH.
  public Outcome<Resource> patched(Value body) {
    return Outcome.of(() -> new Patch(this).apply(PatchOp.read(body)));
  }

  /// The values of a path, each on its own; none where it is unassigned.
  ///
  /// @throws IllegalArgumentException if the schemas do not have the path
  public List<Value> values(String path) {
    return type.target(path)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "path '%s': expected one of the schemas of %s. Correct the caller."
                        .formatted(path, type)))
        .in(attributes);
  }

  /// The texts of a path.
  public List<String> texts(String path) {
    return values(path).stream()
        .flatMap(each -> each instanceof Value.Scalar(_, String text) ? Stream.of(text) : null)
        .toList();
  }

  /// The first text of a path.
  public Optional<String> text(String path) {
    return texts(path).stream().findFirst();
  }

  /// The same with a top attribute set, for what only the server may say.
  public Resource with(String name, Value value) {
    Map<String, Value> entries = new LinkedHashMap<>(attributes.entries());
    entries.put(name, value);
    return new Resource(type, new Value.Mapping(entries));
  }

  /// The same without a top attribute.
  public Resource without(String name) {
    Map<String, Value> entries = new LinkedHashMap<>(attributes.entries());
    entries.remove(name);
    return new Resource(type, new Value.Mapping(entries));
  }

  /// The resource as it is answered: the schemas that it uses stand first.
  Map<String, Value> rendered() {
    Map<String, Value> rendered = new LinkedHashMap<>();
    rendered.put(
        "schemas",
        new Value.Sequence(
            Stream.concat(
                    Stream.of(type.schema().urn()),
                    type.extensions().stream()
                        .map(Schema::urn)
                        .filter(attributes.entries()::containsKey))
                .map(Value::text)
                .toList()));
    rendered.putAll(attributes.entries());
    return rendered;
  }
}

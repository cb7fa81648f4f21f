package dev.parallax.formats.scim;

import static dev.parallax.formats.scim.ScimError.Type.INVALID_VALUE;

import dev.parallax.formats.scim.Attribute.Trait;
import dev.parallax.formats.yaml.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Makes a value fit its attribute: canonical names, the type of the schema, nothing empty.
///
/// Clients deviate, and what they mean is plain: flags as `"False"`, numbers where texts belong, a
/// single value where a list belongs and the reverse, a bare id for a manager, `[{"value": x}]` for
/// a simple `x`. What a schema does not know is left out, as is what only the server may say.
///
/// Source of the deviations: Microsoft Entra ID, "Known issues and resolutions with SCIM 2.0
/// protocol compliance"; Okta, "SCIM protocol and Okta".
final class Fitting {
  static final int LONGEST_TEXT = 1 << 16;

  private Fitting() {}

  /// The value as the attribute has it; nothing where that is unassigned.
  static Optional<Value> fit(Attribute attribute, Value value) {
    return attribute.many() ? list(attribute, value) : single(attribute, value);
  }

  private static Optional<Value> list(Attribute attribute, Value value) {
    List<Value> items =
        items(value).stream().flatMap(each -> one(attribute, each).stream()).toList();
    long primaries = items.stream().filter(Fitting::primary).count();
    if (primaries > 1) {
      throw new Unfit(
          INVALID_VALUE,
          "%d primary values of '%s'".formatted(primaries, attribute.name()),
          "at most one",
          "Mark one of them as primary.");
    }
    return sequence(items);
  }

  /// The values of a list; a single value is a list of one.
  static List<Value> items(Value value) {
    return value instanceof Value.Sequence(List<Value> items) ? items : List.of(value);
  }

  static Optional<Value> sequence(List<Value> items) {
    return items.isEmpty() ? Optional.empty() : Optional.of(new Value.Sequence(items));
  }

  static boolean primary(Value item) {
    return item instanceof Value.Mapping(var parts)
        && parts.get("primary") instanceof Value.Scalar(_, String text)
        && text.equals("true");
  }

  private static Optional<Value> single(Attribute attribute, Value value) {
    List<Value> items = items(value);
    if (items.size() > 1) {
      throw new Unfit(
          INVALID_VALUE,
          "%d values of '%s'".formatted(items.size(), attribute.name()),
          "one",
          "Send the one that counts.");
    }
    return items.isEmpty() ? Optional.empty() : one(attribute, items.getFirst());
  }

  private static Optional<Value> one(Attribute attribute, Value value) {
    return attribute.complex()
        ? complex(attribute, value).map(each -> each)
        : simple(attribute, value);
  }

  private static Optional<Value.Mapping> complex(Attribute attribute, Value value) {
    return switch (value) {
      case Value.Mapping(Map<String, Value> entries) -> parts(attribute, entries);
      case Value.Scalar(Value.Kind kind, _) when kind == Value.Kind.NULL -> Optional.empty();
      case Value.Scalar scalar when attribute.part("value").isPresent() ->
          parts(attribute, Map.of("value", scalar));
      case Value.Scalar _, Value.Sequence _ -> throw unfit(attribute, value);
    };
  }

  private static Optional<Value.Mapping> parts(Attribute attribute, Map<String, Value> entries) {
    Map<String, Value> fitted = new LinkedHashMap<>();
    entries.forEach(
        (name, value) ->
            attribute
                .part(name)
                .filter(part -> !part.is(Trait.READ_ONLY))
                .ifPresent(part -> simple(part, value).ifPresent(v -> fitted.put(part.name(), v))));
    return fitted.isEmpty() ? Optional.empty() : Optional.of(new Value.Mapping(fitted));
  }

  private static Optional<Value> simple(Attribute attribute, Value value) {
    Value plain =
        value instanceof Value.Mapping(Map<String, Value> entries)
                && entries.get("value") instanceof Value.Scalar wrapped
            ? wrapped
            : value;
    if (!(plain instanceof Value.Scalar(Value.Kind kind, String text))) {
      throw unfit(attribute, value);
    }
    if (kind == Value.Kind.NULL || text.isEmpty()) {
      return Optional.empty();
    }
    if (text.length() > LONGEST_TEXT || text.indexOf('\0') >= 0) {
      throw new Unfit(
          INVALID_VALUE,
          "'%s' of %,d characters, or with a NUL in it".formatted(attribute.name(), text.length()),
          "at most %,d characters of text".formatted(LONGEST_TEXT),
          "Shorten it.");
    }
    return Optional.of(
        switch (attribute.type()) {
          case STRING, BINARY, REFERENCE -> Value.text(text);
          case BOOLEAN -> flag(attribute, plain, text.toLowerCase(Locale.ROOT));
          case DATE_TIME ->
              Value.text(
                  Filter.instant(text).orElseThrow(() -> unfit(attribute, plain)).toString());
          case COMPLEX -> throw unfit(attribute, value);
        });
  }

  private static Value flag(Attribute attribute, Value value, String lower) {
    if (!lower.equals("true") && !lower.equals("false")) {
      throw unfit(attribute, value);
    }
    return Value.flag(lower.equals("true"));
  }

  private static Unfit unfit(Attribute attribute, Value value) {
    String found =
        switch (value) {
          case Value.Scalar(_, String text) -> Unfit.quoted(text);
          case Value.Sequence(List<Value> items) -> "a list of %d".formatted(items.size());
          case Value.Mapping(var entries) -> "an object of %d keys".formatted(entries.size());
        };
    return new Unfit(
        INVALID_VALUE,
        "%s as '%s'".formatted(found, attribute.name()),
        "a value of type %s".formatted(attribute.type().word()),
        "GET /Schemas says the type of each attribute.");
  }

  /// The attribute with what is new laid over what was there.
  static Optional<Value> merge(Attribute attribute, Optional<Value> before, Value value) {
    if (!(value instanceof Value.Mapping(Map<String, Value> entries))) {
      return fit(attribute, value);
    }
    Map<String, Value> merged = new LinkedHashMap<>(partsOf(before));
    entries.keySet().forEach(name -> attribute.part(name).ifPresent(p -> merged.remove(p.name())));
    complex(attribute, value).ifPresent(fitted -> merged.putAll(fitted.entries()));
    return mapping(merged);
  }

  static Map<String, Value> partsOf(Optional<Value> value) {
    return value.orElse(null) instanceof Value.Mapping(Map<String, Value> parts) ? parts : Map.of();
  }

  static Optional<Value> mapping(Map<String, Value> parts) {
    return parts.isEmpty() ? Optional.empty() : Optional.of(new Value.Mapping(parts));
  }

  /// What tells one value of a list from another: the id of a member, else all of it.
  static Object identity(Attribute attribute, Value item) {
    boolean byValue = attribute.part("value").filter(part -> part.is(Trait.IMMUTABLE)).isPresent();
    return byValue ? partsOf(Optional.of(item)).getOrDefault("value", item) : item;
  }

  /// The values of both, each once; where one of the new is primary, the old are not.
  static List<Value> together(Attribute attribute, List<Value> before, List<Value> added) {
    boolean primary = added.stream().anyMatch(Fitting::primary);
    Map<Object, Value> all = new LinkedHashMap<>();
    before.forEach(
        item -> {
          Value kept = primary && primary(item) ? without(item, "primary") : item;
          all.put(identity(attribute, kept), kept);
        });
    added.forEach(item -> all.putIfAbsent(identity(attribute, item), item));
    return new ArrayList<>(all.values());
  }

  static Value without(Value item, String part) {
    Map<String, Value> parts = new LinkedHashMap<>(partsOf(Optional.of(item)));
    parts.remove(part);
    return new Value.Mapping(parts);
  }
}

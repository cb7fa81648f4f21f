package dev.parallax.formats.scim;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// An attribute as its schema describes it.
///
/// Source: RFC 7643, sections 2.2, 2.3 and 7.
///
/// @param name compared without regard to case
/// @param refers what a reference may name, such as `User` or `external`; empty for other types
/// @param parts the sub-attributes of a complex attribute
public record Attribute(
    String name,
    Type type,
    Set<Trait> traits,
    String description,
    List<String> refers,
    List<Attribute> parts) {
  /// The type of a value.
  public enum Type {
    STRING("string"),
    BOOLEAN("boolean"),
    DATE_TIME("dateTime"),
    BINARY("binary"),
    REFERENCE("reference"),
    COMPLEX("complex");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /// What is said of an attribute beyond its type. Without a trait it is single, optional, compared
  /// without regard to case, written and read, and returned by default.
  public enum Trait {
    MANY,
    REQUIRED,
    CASE_EXACT,
    READ_ONLY,
    IMMUTABLE,
    ALWAYS,
    UNIQUE
  }

  public Attribute {
    traits = Set.copyOf(traits);
    refers = List.copyOf(refers);
    parts = List.copyOf(parts);
  }

  static Attribute typed(String name, Type type, String description, Trait... traits) {
    return new Attribute(name, type, Set.of(traits), description, List.of(), List.of());
  }

  static Attribute text(String name, String description, Trait... traits) {
    return typed(name, Type.STRING, description, traits);
  }

  Attribute referring(String... to) {
    return new Attribute(name, type, traits, description, List.of(to), parts);
  }

  Attribute with(Attribute... parts) {
    return new Attribute(name, type, traits, description, refers, List.of(parts));
  }

  boolean is(Trait trait) {
    return traits.contains(trait);
  }

  boolean many() {
    return is(Trait.MANY);
  }

  boolean complex() {
    return type == Type.COMPLEX;
  }

  /// The sub-attribute of that name, in any case.
  Optional<Attribute> part(String name) {
    return named(name, parts);
  }

  static Optional<Attribute> named(String name, List<Attribute> among) {
    return among.stream().filter(each -> each.name().equalsIgnoreCase(name)).findFirst();
  }

  /// How a text of it is compared: as it is, or in lower case.
  String folded(String text) {
    return is(Trait.CASE_EXACT) ? text : text.toLowerCase(Locale.ROOT);
  }
}

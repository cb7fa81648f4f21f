package dev.parallax.server.federation;

import dev.parallax.formats.scim.Resource;
import dev.parallax.formats.scim.ResourceType;
import dev.parallax.formats.scim.ScimError;
import dev.parallax.formats.yaml.Value;
import dev.parallax.governance.PersonRef;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// A person or a group as the provider sent it, with what is kept beside it.
///
/// @param name by which the catalogue knows it: a login, or the name of a group in lower case with
///   hyphens for spaces
/// @param resource without its members, which are rows of their own
/// @param version grows by one with each change
record Member(
    UUID id, String name, Resource resource, long version, Instant madeAt, Instant changedAt) {
  private static final String ENTERPRISE =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:";
  static final String MANAGER = ENTERPRISE + "manager.value";
  private static final String DEPARTMENT = ENTERPRISE + "department";

  /// The name that a resource has in the catalogue.
  ///
  /// @throws Unkept if it has none that can be
  static String nameOf(Resource resource) {
    String sent =
        resource
            .text(resource.type() == ResourceType.USER ? "userName" : "displayName")
            .orElseThrow();
    String name =
        resource.type() == ResourceType.USER
            ? sent
            : sent.strip().toLowerCase(Locale.ROOT).replaceAll("\\s+", "-");
    try {
      return new PersonRef(name).value();
    } catch (IllegalArgumentException _) {
      throw new Unkept(
          ScimError.bad(
              ScimError.Type.INVALID_VALUE,
              "the name '%s'".formatted(name.substring(0, Math.min(80, name.length()))),
              "1 to 127 of a-z 0-9 - . _ @ + that start and end with a letter or digit, since the"
                  + " catalogue knows it by that name",
              "Map another attribute to it in the provider's settings, such as the mail address."));
    }
  }

  boolean active() {
    return resource.type() == ResourceType.GROUP
        || resource.text("active").map(Boolean::parseBoolean).orElse(true);
  }

  /// Whether somebody came under another manager or into another department by this change.
  boolean movedFrom(Member before) {
    return resource.type() == ResourceType.USER
        && Stream.of(MANAGER, DEPARTMENT)
            .anyMatch(path -> !resource.text(path).equals(before.resource.text(path)));
  }

  /// What people call it.
  String shown() {
    return resource.type() == ResourceType.GROUP
        ? resource.text("displayName").orElse(name)
        : Stream.of("displayName", "name.formatted")
            .flatMap(path -> resource.text(path).stream())
            .findFirst()
            .or(this::partsOfName)
            .orElse(name);
  }

  private Optional<String> partsOfName() {
    return resource
        .text("name.givenName")
        .flatMap(given -> resource.text("name.familyName").map(family -> given + " " + family));
  }

  String tag() {
    return "W/\"%d\"".formatted(version);
  }

  /// The resource as it is answered.
  ///
  /// @param links the members of a group, or the groups of a person
  Resource answered(String address, List<Link> links) {
    ResourceType type = resource.type();
    Value.Mapping meta =
        new Value.Mapping.Builder()
            .put("resourceType", Value.text(type.word()))
            .put("created", Value.text(madeAt.toString()))
            .put("lastModified", Value.text(changedAt.toString()))
            .put("location", Value.text(address + type.endpoint() + "/" + id))
            .put("version", Value.text(tag()))
            .build();
    Resource answered = resource.with("id", Value.text(id.toString())).with("meta", meta);
    return links.isEmpty()
        ? answered
        : answered.with(
            type == ResourceType.USER ? "groups" : "members",
            new Value.Sequence(links.stream().<Value>map(link -> link.value(address)).toList()));
  }

  /// Who belongs to it, or where it belongs.
  record Link(UUID id, ResourceType type, String shown) {
    Value.Mapping value(String address) {
      return new Value.Mapping.Builder()
          .put("value", Value.text(id.toString()))
          .put("$ref", Value.text(address + type.endpoint() + "/" + id))
          .put("display", Value.text(shown))
          .put("type", Value.text(type.word()))
          .build();
    }
  }
}

package dev.parallax.formats.scim;

import static dev.parallax.formats.scim.ScimError.Type.INVALID_PATH;

import dev.parallax.formats.Nearest;
import java.util.Optional;

/// What an operation of a PATCH works on: an attribute, values of it, a part of them.
///
/// @param extension the URN under which the attribute stands, if it is an extension's
/// @param filter which values of a list are meant; all where there is none
/// @param part the sub-attribute that is meant; the value as a whole where there is none
record PatchPath(
    Optional<String> extension,
    Attribute attribute,
    Optional<Filter> filter,
    Optional<Attribute> part) {
  static PatchPath read(ResourceType type, String path) {
    int bracket = path.indexOf('[');
    String name = bracket < 0 ? path : path.substring(0, bracket);
    Target target = type.target(name).orElseThrow(() -> unknown(type, name));
    Optional<String> extension =
        Optional.of(target.keys().getFirst()).filter(key -> key.startsWith("urn:"));
    Attribute attribute = target.attributes().getFirst();
    Optional<Attribute> part =
        target.attributes().size() > 1 ? Optional.of(target.attribute()) : Optional.empty();
    if (bracket < 0) {
      return new PatchPath(extension, attribute, Optional.empty(), part);
    }
    if (part.isPresent() || !attribute.many()) {
      throw invalid(name, "a list before a bracket", "Name an attribute with several values.");
    }
    FilterReader.Bracket condition = FilterReader.bracket(path, bracket + 1, target);
    return new PatchPath(
        extension,
        attribute,
        Optional.of(condition.filter()),
        behind(path.substring(condition.end()), attribute));
  }

  private static Optional<Attribute> behind(String rest, Attribute attribute) {
    if (rest.isEmpty()) {
      return Optional.empty();
    }
    Optional<Attribute> part =
        rest.startsWith(".") ? attribute.part(rest.substring(1)) : Optional.empty();
    if (part.isEmpty()) {
      throw invalid(
          rest,
          "a full stop and a sub-attribute of '%s'".formatted(attribute.name()),
          "Write e.g. emails[type eq \"work\"].value.");
    }
    return part;
  }

  private static Unfit unknown(ResourceType type, String path) {
    String shown = path.substring(0, Math.min(path.length(), 80));
    return invalid(
        path,
        "an attribute of the schemas",
        Nearest.hint(shown, type.paths(), "GET /Schemas lists them."));
  }

  private static Unfit invalid(String found, String expected, String remedy) {
    return new Unfit(INVALID_PATH, Unfit.quoted(found), expected, remedy);
  }
}

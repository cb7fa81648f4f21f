package dev.parallax.formats.backstage;

import dev.parallax.formats.parallaxdev.ParallaxDocument.AssignmentDocument;
import dev.parallax.formats.parallaxdev.ParallaxReader;
import dev.parallax.formats.parallaxdev.ScopeRef;
import dev.parallax.formats.yaml.Fields;
import dev.parallax.formats.yaml.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads who fills which persona from annotations such as `parallax.dev/persona.service-owner:
/// user:anna, group:shop`.
final class PersonaAnnotations {
  static final String PREFIX = "parallax.dev/persona.";

  private PersonaAnnotations() {}

  /// The assignments of an entity: a component's for its service, a system's for the system.
  static List<AssignmentDocument> read(Fields metadata, EntityRef self) {
    List<AssignmentDocument> assignments = new ArrayList<>();
    if (metadata.node("annotations").orElse(null) instanceof Node.Mapping mapping) {
      Fields fields =
          new Fields(mapping, metadata.subject(), metadata.problems(), metadata.profile());
      mapping.entries().stream()
          .filter(entry -> entry.key().startsWith(PREFIX))
          .forEach(entry -> assignments.addAll(assignments(fields, entry, self)));
    }
    return assignments;
  }

  private static List<AssignmentDocument> assignments(
      Fields fields, Node.Entry entry, EntityRef self) {
    Optional<ScopeRef> scope = scope(self);
    if (scope.isEmpty()) {
      fields.error(
          entry.key(),
          "%s on a %s".formatted(entry.key(), self.kind()),
          "a component or a system, because personas are filled for services and systems",
          "Move it, or write an Assignment of parallax.dev/v1.");
      return List.of();
    }
    String persona = entry.key().substring(PREFIX.length()).toLowerCase(Locale.ROOT);
    List<AssignmentDocument> assignments = new ArrayList<>();
    for (String text : entry.value().asText().orElse("").split(",")) {
      ParallaxReader.holder(fields, entry.key(), text.strip())
          .map(holder -> new AssignmentDocument(persona, holder, scope.get(), null, null))
          .ifPresent(assignments::add);
    }
    return assignments;
  }

  private static Optional<ScopeRef> scope(EntityRef self) {
    return switch (self.kind()) {
      case "component" -> Optional.of(new ScopeRef(ScopeRef.Kind.SERVICE, self.name()));
      case "system" -> Optional.of(new ScopeRef(ScopeRef.Kind.SYSTEM, self.name()));
      default -> Optional.empty();
    };
  }
}

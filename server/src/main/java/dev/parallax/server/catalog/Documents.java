package dev.parallax.server.catalog;

import dev.parallax.formats.SourceFile;
import dev.parallax.formats.backstage.Entity;
import dev.parallax.formats.definitions.Definitions;
import dev.parallax.formats.openslo.OpenSlo;
import dev.parallax.formats.parallaxdev.ParallaxDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AdoptionDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AssignmentDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.MatrixDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.PersonaDocument;
import dev.parallax.formats.parallaxdev.ParallaxDocument.ScheduleDocument;
import dev.parallax.formats.yaml.Located;
import dev.parallax.formats.yaml.YamlWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Names documents and writes them in the form in which they are kept.
final class Documents {
  /// How problems name a document that was registered before.
  private static final String REGISTERED = "registered ";

  private Documents() {}

  /// Every document of a set of files with its canonical text, in order.
  static Map<DefinitionStore.Key, String> texts(Definitions definitions) {
    Map<DefinitionStore.Key, String> texts = new LinkedHashMap<>();
    for (Located<OpenSlo> each : definitions.openSlo()) {
      texts.put(key(each.value()), text(each));
    }
    for (Located<Entity> each : definitions.entities()) {
      texts.put(key(each.value()), text(each));
    }
    for (Located<PersonaDocument> each : definitions.personas()) {
      texts.put(new DefinitionStore.Key("Persona", each.value().id()), text(each));
    }
    for (Located<ScheduleDocument> each : definitions.schedules()) {
      texts.put(new DefinitionStore.Key("Schedule", each.value().name()), text(each));
    }
    for (Located<MatrixDocument> each : definitions.matrices()) {
      texts.put(new DefinitionStore.Key("ResponsibilityMatrix", each.value().key()), text(each));
    }
    for (Located<AdoptionDocument> each : definitions.adoptions()) {
      texts.put(new DefinitionStore.Key("MatrixAdoption", each.value().name()), text(each));
    }
    for (Located<AssignmentDocument> each : definitions.assignments()) {
      if (isOwn(each)) {
        texts.put(key(each.value()), text(each));
      }
    }
    return texts;
  }

  static DefinitionStore.Key key(OpenSlo object) {
    return new DefinitionStore.Key(object.kind().word(), object.name());
  }

  static DefinitionStore.Key key(Entity entity) {
    return new DefinitionStore.Key(entity.kind().word(), entity.ref().toString());
  }

  /// Whether an assignment is a document of its own, not an annotation of an entity.
  static boolean isOwn(Located<AssignmentDocument> assignment) {
    return assignment.node().text("apiVersion").orElse("").equals(ParallaxDocument.API_VERSION);
  }

  static DefinitionStore.Key key(AssignmentDocument assignment) {
    String since = assignment.validFrom() == null ? "" : " from " + assignment.validFrom();
    return new DefinitionStore.Key(
        "Assignment",
        "%s %s %s%s"
            .formatted(assignment.persona(), assignment.scope(), assignment.holder(), since));
  }

  private static String text(Located<?> located) {
    return YamlWriter.write(List.of(located.node().value()));
  }

  static SourceFile file(DefinitionStore.Row row) {
    return new SourceFile(
        path(row.key().kind(), row.key().name()), row.document().getBytes(StandardCharsets.UTF_8));
  }

  /// A document that nobody has registered yet.
  static DefinitionStore.Row row(DefinitionStore.Key key, SourceFile file) {
    return new DefinitionStore.Row(
        key, 0, new String(file.bytes(), StandardCharsets.UTF_8), Instant.EPOCH, "");
  }

  /// How problems name a document that was registered before.
  static String path(String kind, String name) {
    return REGISTERED + kind + " " + name;
  }

  static boolean isRegistered(String path) {
    return path.startsWith(REGISTERED);
  }

  /// The registered document that a file name stands for.
  static Optional<DefinitionStore.Key> named(String path) {
    String[] parts =
        isRegistered(path) ? path.substring(REGISTERED.length()).split(" ", 2) : new String[0];
    return parts.length == 2
        ? Optional.of(new DefinitionStore.Key(parts[0], parts[1]))
        : Optional.empty();
  }

  /// A place as people read it: without the mark of what is registered.
  static String plain(String place) {
    return isRegistered(place) ? place.substring(REGISTERED.length()) : place;
  }
}

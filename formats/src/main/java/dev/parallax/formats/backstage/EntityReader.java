package dev.parallax.formats.backstage;

import dev.parallax.formats.Nearest;
import dev.parallax.formats.Place;
import dev.parallax.formats.Problems;
import dev.parallax.formats.Profile;
import dev.parallax.formats.parallaxdev.ParallaxDocument.AssignmentDocument;
import dev.parallax.formats.yaml.Fields;
import dev.parallax.formats.yaml.Located;
import dev.parallax.formats.yaml.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads one entity. Catalogues in the field are full of small defects: those that leave an entity
/// usable become remarks.
public final class EntityReader {
  private static final Set<String> VERSIONS =
      Set.of("backstage.io/v1alpha1", "backstage.io/v1beta1");

  /// Kinds that say nothing of services or people.
  private static final Set<String> SKIPPED = Set.of("Location", "Template", "Type");

  private static final Pattern TIER =
      Pattern.compile("(?i)(.*[/.-])?(tier|criticality|service-?tier)");
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?");

  private EntityReader() {}

  public static boolean claims(String apiVersion) {
    return apiVersion.startsWith("backstage.io/")
        || apiVersion.startsWith("scaffolder.backstage.io/");
  }

  /// The entity; nothing where an error was told, or where a kind is skipped (a remark).
  public static Optional<Located<Entity>> read(Node.Mapping document, Problems problems) {
    String word = document.text("kind").orElse("");
    String name = name(document);
    String subject = "%s '%s'".formatted(word.isEmpty() ? "entity" : word, name);
    Fields fields = new Fields(document, subject, problems, Profile.LENIENT);
    if (templated(fields, name) || skipped(fields, word) || !knownVersion(fields)) {
      return Optional.empty();
    }
    int before = problems.errors();
    Optional<Entity.Kind> kind = kind(fields, word);
    checkName(fields, name);
    if (kind.isEmpty() || problems.errors() > before) {
      return Optional.empty();
    }
    Optional<Entity> entity = entity(fields, kind.get());
    return problems.errors() > before
        ? Optional.empty()
        : entity.map(value -> new Located<>(value, document));
  }

  private static String name(Node.Mapping document) {
    return document
        .get("metadata")
        .flatMap(m -> m instanceof Node.Mapping mapping ? mapping.text("name") : Optional.empty())
        .orElse("");
  }

  private static Place namePlace(Fields fields) {
    return new Located<>(fields.subject(), fields.node()).place("metadata", "name");
  }

  private static boolean templated(Fields fields, String name) {
    if (!name.contains("{{") && !name.contains("{%") && !name.contains("<%")) {
      return false;
    }
    fields
        .problems()
        .error(
            namePlace(fields),
            fields.subject(),
            "a name; this is the skeleton of a template, not an entity",
            "Render the template first, or leave its folder out.");
    return true;
  }

  private static boolean skipped(Fields fields, String kind) {
    if (!SKIPPED.contains(kind)) {
      return false;
    }
    fields.warning(
        "kind",
        "kind: '%s'".formatted(kind),
        "one of " + words(),
        "It is skipped: it names files or templates, not services or people.");
    return true;
  }

  private static boolean knownVersion(Fields fields) {
    String version = fields.text("apiVersion").orElse("");
    if (VERSIONS.contains(version)) {
      return true;
    }
    fields.error(
        "apiVersion",
        "apiVersion: '%s'".formatted(version),
        "backstage.io/v1alpha1 or backstage.io/v1beta1",
        "Write apiVersion: backstage.io/v1alpha1.");
    return false;
  }

  private static String words() {
    return String.join(", ", Arrays.stream(Entity.Kind.values()).map(Entity.Kind::word).toList());
  }

  private static Optional<Entity.Kind> kind(Fields fields, String word) {
    Optional<Entity.Kind> kind =
        Arrays.stream(Entity.Kind.values())
            .filter(k -> k.word().equalsIgnoreCase(word))
            .findFirst();
    if (kind.isEmpty()) {
      List<String> known = Arrays.stream(Entity.Kind.values()).map(Entity.Kind::word).toList();
      fields.error(
          "kind",
          word.isEmpty() ? "an empty kind" : "kind: '%s'".formatted(word),
          "one of " + words(),
          Nearest.hint(word, known, "Write kind: Component for a service."));
    }
    return kind;
  }

  private static void checkName(Fields fields, String name) {
    if (!NAME.matcher(name).matches()) {
      String found = name.isEmpty() ? "no metadata.name" : "metadata: name: '%s'".formatted(name);
      fields
          .problems()
          .error(
              namePlace(fields),
              fields.subject() + ": " + found,
              "1 to 63 of a-z A-Z 0-9 - . _, starting and ending with a letter or digit",
              "Name it; a title with spaces belongs into metadata.title.");
    }
  }

  private static Optional<Entity> entity(Fields fields, Entity.Kind kind) {
    Optional<Fields> found = fields.object("metadata");
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Fields metadata = found.get();
    String name = metadata.text("name").orElse("");
    String namespace = metadata.text("namespace").orElse(EntityRef.DEFAULT_NAMESPACE);
    EntityRef ref = new EntityRef(kind.word(), namespace, name);
    Map<String, String> labels = texts(metadata, "labels");
    Map<String, String> annotations = texts(metadata, "annotations");
    Optional<Fields> spec = fields.object("spec");
    List<AssignmentDocument> assignments = PersonaAnnotations.read(metadata, ref);
    List<Relation> relations =
        spec.map(s -> new RelationReader(s, ref).read(kind)).orElse(List.of());
    Optional<Fields> profile = spec.flatMap(s -> s.object("profile"));
    Optional<String> tier = tier(labels).or(() -> tier(annotations));
    Optional<String> displayName = profile.flatMap(p -> p.text("displayName"));
    return Optional.of(
        new Entity(
            kind,
            ref,
            metadata.text("title").or(() -> displayName).orElse(name),
            metadata.text("description").orElse(null),
            traits(spec, profile, tier),
            relations,
            labels,
            annotations,
            assignments,
            fields.node().mapping()));
  }

  private static Entity.Traits traits(
      Optional<Fields> spec, Optional<Fields> profile, Optional<String> tier) {
    return new Entity.Traits(
        spec.flatMap(s -> filled(s, "type")).orElse(null),
        spec.flatMap(s -> filled(s, "lifecycle")).orElse(null),
        tier.orElse(null),
        profile.flatMap(p -> p.text("email")).orElse(null));
  }

  /// Text that says something; an empty one is remarked on.
  private static Optional<String> filled(Fields spec, String key) {
    Optional<String> text = spec.text(key);
    if (text.isPresent() && text.get().isBlank()) {
      spec.warning(key, "an empty " + key, "a word, such as service", "Fill it in or remove it.");
      return Optional.empty();
    }
    return text;
  }

  private static Optional<String> tier(Map<String, String> marks) {
    return marks.entrySet().stream()
        .filter(mark -> mark.getKey().length() <= 320 && TIER.matcher(mark.getKey()).matches())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Map<String, String> texts(Fields metadata, String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    metadata
        .object(key)
        .ifPresent(
            fields ->
                fields
                    .node()
                    .entries()
                    .forEach(
                        entry ->
                            fields
                                .text(entry.key())
                                .ifPresent(text -> texts.put(entry.key(), text))));
    return texts;
  }

  /// Reads the fields of `spec` that name other entities.
  private record RelationReader(Fields spec, EntityRef self) {
    List<Relation> read(Entity.Kind kind) {
      List<Relation> relations = new ArrayList<>();
      for (Relation.Type type : Relation.Type.values()) {
        texts(type).flatMap(text -> relation(type, text).stream()).forEach(relations::add);
      }
      remarkMisspelt();
      boolean owned = kind != Entity.Kind.GROUP && kind != Entity.Kind.USER;
      if (owned && relations.stream().noneMatch(r -> r.type() == Relation.Type.OWNER)) {
        spec.warning(
            "owner",
            "no owner",
            "a group or user that maintains it",
            "Add owner: group:NAME; until then nobody is a candidate for responsible.");
      }
      return relations;
    }

    private Stream<String> texts(Relation.Type type) {
      return spec.node(type.key()).stream()
          .flatMap(
              node ->
                  node instanceof Node.Sequence
                      ? spec.texts(type.key()).stream()
                      : spec.text(type.key()).stream());
    }

    private Optional<Relation> relation(Relation.Type type, String text) {
      Optional<EntityRef> to = EntityRef.parse(text, type.defaultKind(), self.namespace());
      if (to.isEmpty()) {
        spec.warning(
            type.key(),
            "%s: '%s'".formatted(type.key(), text),
            "[kind:][namespace/]name",
            "Name an entity; the relation is left out.");
      } else if (to.get().equals(self)) {
        spec.warning(
            type.key(),
            "%s: '%s', which is itself".formatted(type.key(), text),
            "another entity",
            "Remove it; the relation is left out.");
        return Optional.empty();
      }
      return to.map(target -> new Relation(type, target));
    }

    private void remarkMisspelt() {
      for (Node.Entry entry : spec.node().entries()) {
        for (Relation.Type type : Relation.Type.values()) {
          if (!entry.key().equals(type.key()) && entry.key().equalsIgnoreCase(type.key())) {
            spec.warning(
                entry.key(),
                "key '%s'".formatted(entry.key()),
                "'%s'; upper and lower case differ, so it says nothing".formatted(type.key()),
                "Did you mean '%s'?".formatted(type.key()));
          }
        }
      }
    }
  }
}

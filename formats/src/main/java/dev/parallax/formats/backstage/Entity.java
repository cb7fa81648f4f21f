package dev.parallax.formats.backstage;

import dev.parallax.formats.parallaxdev.ParallaxDocument.AssignmentDocument;
import dev.parallax.formats.yaml.Value;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An entity of the catalogue.
///
/// @param title what people call it; the name as it was written where there is no title
/// @param traits what its `spec` says of it alone
/// @param relations what it names, in the order of [Relation.Type]
/// @param assignments who fills which persona, from annotations `parallax.dev/persona.<id>`
/// @param document all of it, unknown fields included
public record Entity(
    Kind kind,
    EntityRef ref,
    String title,
    @Nullable String description,
    Traits traits,
    List<Relation> relations,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<AssignmentDocument> assignments,
    Value.Mapping document) {
  public Entity {
    relations = List.copyOf(relations);
    labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    annotations = Collections.unmodifiableMap(new TreeMap<>(annotations));
    assignments = List.copyOf(assignments);
  }

  /// The kinds that are registered.
  public enum Kind {
    COMPONENT("Component"),
    SYSTEM("System"),
    DOMAIN("Domain"),
    API("API"),
    RESOURCE("Resource"),
    GROUP("Group"),
    USER("User");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /// @param type free text such as `service` or `library`
  /// @param lifecycle free text such as `production`
  /// @param tier how much depends on it, from a label or annotation named tier or criticality
  /// @param email of a user or group
  public record Traits(
      @Nullable String type,
      @Nullable String lifecycle,
      @Nullable String tier,
      @Nullable String email) {}

  /// The group or user that maintains it: a candidate for *responsible*, never for *accountable*.
  public Optional<EntityRef> owner() {
    return related(Relation.Type.OWNER).stream().findFirst();
  }

  public List<EntityRef> related(Relation.Type type) {
    return relations.stream().filter(r -> r.type() == type).map(Relation::to).toList();
  }
}

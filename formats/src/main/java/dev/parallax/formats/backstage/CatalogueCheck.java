package dev.parallax.formats.backstage;

import dev.parallax.formats.Problems;
import dev.parallax.formats.yaml.Located;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds what a catalogue names and does not have. Findings, not errors: a catalogue is never
/// complete, and an owner who does not exist is news.
public final class CatalogueCheck {
  private CatalogueCheck() {}

  /// @param registered entities that were registered before
  public static void check(
      List<Located<Entity>> entities, Set<EntityRef> registered, Problems problems) {
    Set<EntityRef> known =
        Stream.concat(registered.stream(), entities.stream().map(e -> e.value().ref()))
            .collect(Collectors.toSet());
    for (Located<Entity> located : entities) {
      Entity entity = located.value();
      for (Relation relation : entity.relations()) {
        if (!known.contains(relation.to())) {
          String key = relation.type().key();
          problems.warning(
              located.place("spec", key),
              "%s '%s': %s: '%s'"
                  .formatted(entity.kind().word(), entity.ref().name(), key, relation.to()),
              "an entity of these files or registered before",
              relation.type() == Relation.Type.OWNER
                  ? "Register the %s, or correct the owner: nobody can be asked."
                      .formatted(relation.to().kind())
                  : "Register it, or correct the name.");
        }
      }
    }
  }
}

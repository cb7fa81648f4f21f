package dev.parallax.formats.definitions;

import dev.parallax.formats.backstage.EntityRef;
import dev.parallax.formats.openslo.References;
import java.util.Set;

/// Names that were registered before, so that new files may refer to them.
///
/// @param services ids of services
/// @param personas ids and aliases of personas, in lower case
public record KnownNames(
    Set<References.Name> openSlo,
    Set<String> services,
    Set<EntityRef> entities,
    Set<String> personas) {
  /// Nothing but the personas that are built in, whose ids the caller passes.
  public static KnownNames personasOnly(Set<String> personas) {
    return new KnownNames(Set.of(), Set.of(), Set.of(), personas);
  }

  public KnownNames {
    openSlo = Set.copyOf(openSlo);
    services = Set.copyOf(services);
    entities = Set.copyOf(entities);
    personas = Set.copyOf(personas);
  }
}

package dev.parallax.formats.definitions;

import dev.parallax.formats.backstage.EntityRef;
import dev.parallax.formats.openslo.OpenSlo;
import dev.parallax.formats.openslo.References;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What was registered before, so that new files may refer to it.
///
/// @param openSlo objects; what the new files define by the same name comes before them
/// @param services ids of services
/// @param personas ids and aliases of personas, in lower case
public record KnownNames(
    List<OpenSlo> openSlo, Set<String> services, Set<EntityRef> entities, Set<String> personas) {
  /// Nothing but personas, such as those that are built in.
  public static KnownNames personasOnly(Set<String> personas) {
    return new KnownNames(List.of(), Set.of(), Set.of(), personas);
  }

  public KnownNames {
    openSlo = List.copyOf(openSlo);
    services = Set.copyOf(services);
    entities = Set.copyOf(entities);
    personas = Set.copyOf(personas);
  }

  Set<References.Name> openSloNames() {
    return openSlo.stream().map(References.Name::of).collect(Collectors.toSet());
  }
}

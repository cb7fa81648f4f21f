package dev.parallax.formats.definitions;

import dev.parallax.formats.backstage.EntityRef;
import dev.parallax.formats.openslo.OpenSlo;
import dev.parallax.formats.openslo.References;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.governance.raci.ShippedMatrices;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What was registered before, so that new files may refer to it.
///
/// @param openSlo names of objects
/// @param services ids of services
/// @param personas ids and aliases of personas, in lower case
/// @param objects objects themselves, so that SLOs that refer to them can be measured; what the new
///   files define by the same name comes before them
/// @param matrices in all their versions, as they were written; those that come with Parallax need
///   not be named
public record KnownNames(
    Set<References.Name> openSlo,
    Set<String> services,
    Set<EntityRef> entities,
    Set<String> personas,
    List<OpenSlo> objects,
    List<RaciMatrix> matrices) {
  public KnownNames {
    openSlo =
        Stream.concat(openSlo.stream(), objects.stream().map(References.Name::of))
            .collect(Collectors.toUnmodifiableSet());
    services = Set.copyOf(services);
    entities = Set.copyOf(entities);
    personas = Set.copyOf(personas);
    objects = List.copyOf(objects);
    matrices = Stream.concat(ShippedMatrices.all().stream(), matrices.stream()).distinct().toList();
  }

  /// Names alone.
  public KnownNames(
      Set<References.Name> openSlo,
      Set<String> services,
      Set<EntityRef> entities,
      Set<String> personas) {
    this(openSlo, services, entities, personas, List.of(), List.of());
  }

  /// Nothing but personas, such as those that are built in.
  public static KnownNames personasOnly(Set<String> personas) {
    return new KnownNames(Set.of(), Set.of(), Set.of(), personas);
  }
}

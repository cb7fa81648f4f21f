package dev.parallax.server.catalog;

import dev.parallax.formats.backstage.EntityRef;
import dev.parallax.formats.definitions.KnownNames;
import dev.parallax.formats.openslo.OpenSlo;
import dev.parallax.formats.openslo.References;
import dev.parallax.governance.Persona;
import dev.parallax.governance.raci.RaciMatrix;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The names that new documents may refer to.
final class Known {
  private Known() {}

  static KnownNames names(
      Collection<DefinitionStore.Key> keys,
      List<OpenSlo> objects,
      List<RaciMatrix> matrices,
      Registry registry) {
    Set<References.Name> openSlo = new HashSet<>();
    Set<EntityRef> entities = new HashSet<>();
    for (DefinitionStore.Key key : keys) {
      for (OpenSlo.Kind kind : OpenSlo.Kind.values()) {
        if (kind.word().equals(key.kind())) {
          openSlo.add(new References.Name(kind, key.name()));
        }
      }
      EntityRef.parse(key.name(), key.kind(), EntityRef.DEFAULT_NAMESPACE).ifPresent(entities::add);
    }
    Set<String> services = new HashSet<>();
    registry.services().keySet().forEach(id -> services.add(id.value()));
    Set<String> personas = new HashSet<>();
    for (Persona persona : registry.roster().personas().all()) {
      personas.add(persona.id().value());
      persona.aliases().forEach(alias -> personas.add(alias.toLowerCase(Locale.ROOT)));
    }
    return new KnownNames(openSlo, services, entities, personas, objects, matrices);
  }
}

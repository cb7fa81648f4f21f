package dev.parallax.server.catalog;

import dev.parallax.budget.SloId;
import dev.parallax.formats.Checked;
import dev.parallax.formats.definitions.Definitions;
import dev.parallax.formats.openslo.OpenSlo;
import dev.parallax.formats.yaml.Located;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.server.federation.Enrolled;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything that is registered at one moment: as it is kept, as it was read, and what was made of
/// it.
record Snapshot(
    Map<DefinitionStore.Key, DefinitionStore.Row> rows,
    SortedMap<SloId, List<SloVersions.Numbered>> versions,
    Checked.Ok<Definitions> all,
    Registry registry) {
  static final Snapshot EMPTY = empty();

  List<OpenSlo> objects() {
    return all.value().openSlo().stream().map(Located::value).toList();
  }

  List<RaciMatrix> matrices() {
    return all.value().matrices().stream().map(each -> each.value().matrix()).toList();
  }

  private static Snapshot empty() {
    Definitions none = Definitions.none();
    Registry registry = new Compiler(none, List.of(), Enrolled.NOBODY).compile(0, new TreeMap<>());
    return new Snapshot(Map.of(), new TreeMap<>(), new Checked.Ok<>(none, List.of()), registry);
  }
}

package dev.parallax.server.catalog;

import dev.parallax.budget.Slo;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.SloId;
import dev.parallax.formats.definitions.Definitions;
import dev.parallax.formats.openslo.Inliner;
import dev.parallax.formats.openslo.MappedSlo;
import dev.parallax.formats.openslo.OpenSlo;
import dev.parallax.formats.openslo.OpenSloWriter;
import dev.parallax.formats.yaml.Located;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/// What an SLO means for the ledger, each time that this changed.
final class SloVersions {
  private SloVersions() {}

  /// An SLO's version with the revision that brought it.
  record Numbered(SloHistory.Version version, long revision) {}

  /// A version for each SLO whose meaning changed.
  static List<DefinitionStore.SloRow> added(
      Definitions all, SortedMap<SloId, List<Numbered>> versions, long revision, Instant since) {
    Inliner inliner = new Inliner(all.openSlo().stream().map(Located::value).toList());
    List<DefinitionStore.SloRow> added = new ArrayList<>();
    for (Located<MappedSlo> located : all.slos()) {
      if (located.value() instanceof MappedSlo.Measured(Slo slo)) {
        List<Numbered> before = versions.getOrDefault(slo.id(), List.of());
        if (before.isEmpty() || !before.getLast().version().slo().equals(slo)) {
          SloHistory.Version version = new SloHistory.Version(before.size() + 1, slo, since);
          versions.put(
              slo.id(),
              Stream.concat(before.stream(), Stream.of(new Numbered(version, revision))).toList());
          OpenSlo.Slo document = inliner.inline(written(all, slo.id()));
          added.add(
              new DefinitionStore.SloRow(
                  slo.id().value(),
                  version.number(),
                  version.since(),
                  revision,
                  OpenSloWriter.write(List.of(document))));
        }
      }
    }
    return added;
  }

  private static OpenSlo.Slo written(Definitions all, SloId id) {
    for (Located<OpenSlo> each : all.openSlo()) {
      if (each.value() instanceof OpenSlo.Slo slo && slo.name().equalsIgnoreCase(id.value())) {
        return slo;
      }
    }
    throw new IllegalStateException(
        "slo '%s' was measured and is not among the documents: expected it there. Report this, please."
            .formatted(id));
  }
}

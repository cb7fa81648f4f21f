package dev.parallax.server.catalog;

import dev.parallax.budget.Slo;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.SloId;
import dev.parallax.formats.Checked;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.definitions.Definitions;
import dev.parallax.formats.openslo.Inliner;
import dev.parallax.formats.openslo.MappedSlo;
import dev.parallax.formats.openslo.OpenSlo;
import dev.parallax.formats.openslo.OpenSloWriter;
import dev.parallax.formats.yaml.Located;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/// What registered SLOs mean, version by version.
final class SloVersions {
  private SloVersions() {}

  /// An SLO's version with the revision that brought it.
  record Numbered(SloHistory.Version version, long revision) {}

  /// A version for each SLO whose meaning changed.
  static List<DefinitionStore.SloRow> added(
      Definitions all, SortedMap<SloId, List<Numbered>> versions, long revision, Instant now) {
    Inliner inliner = new Inliner(all.openSlo().stream().map(Located::value).toList());
    List<DefinitionStore.SloRow> added = new ArrayList<>();
    for (Located<MappedSlo> located : all.slos()) {
      if (located.value() instanceof MappedSlo.Measured(Slo slo)) {
        List<Numbered> before = versions.getOrDefault(slo.id(), List.of());
        if (before.isEmpty() || !before.getLast().version().slo().equals(slo)) {
          SloHistory.Version version = new SloHistory.Version(before.size() + 1, slo, now);
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

  /// What each measured SLO of a set of documents means; nothing where they do not fit together.
  static Map<SloId, Slo> meanings(Checked<Definitions> read) {
    Map<SloId, Slo> meanings = new HashMap<>();
    if (read instanceof Checked.Ok<Definitions>(Definitions all, _)) {
      for (Located<MappedSlo> each : all.slos()) {
        if (each.value() instanceof MappedSlo.Measured(Slo slo)) {
          meanings.put(slo.id(), slo);
        }
      }
    }
    return meanings;
  }

  /// The documents that say what a version meant: its own, with the data sources of today.
  static List<SourceFile> files(DefinitionStore.SloRow row, Collection<DefinitionStore.Row> rows) {
    List<SourceFile> files = new ArrayList<>();
    files.add(
        Documents.file(
            new DefinitionStore.Row(
                new DefinitionStore.Key("SLO", row.slo()),
                row.number(),
                row.document(),
                row.since(),
                "")));
    rows.stream()
        .filter(each -> each.key().kind().equals("DataSource"))
        .map(Documents::file)
        .forEach(files::add);
    return files;
  }

  /// What a version meant, as its documents were read.
  static Slo meaning(DefinitionStore.SloRow row, Checked<Definitions> read) {
    return Optional.ofNullable(meanings(read).get(new SloId(row.slo())))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "version %d of slo '%s' can no longer be read: expected a measured SLO. A newer Parallax wrote it; run that one."
                        .formatted(row.number(), row.slo())));
  }
}

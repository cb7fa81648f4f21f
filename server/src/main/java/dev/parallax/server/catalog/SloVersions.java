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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
    Map<String, OpenSlo.Slo> written = written(all);
    List<DefinitionStore.SloRow> added = new ArrayList<>();
    for (Located<MappedSlo> located : all.slos()) {
      if (located.value() instanceof MappedSlo.Measured(Slo slo)) {
        List<Numbered> before = versions.getOrDefault(slo.id(), List.of());
        if (before.isEmpty() || !before.getLast().version().slo().equals(slo)) {
          SloHistory.Version version = new SloHistory.Version(before.size() + 1, slo, now);
          versions.put(
              slo.id(),
              Stream.concat(before.stream(), Stream.of(new Numbered(version, revision))).toList());
          OpenSlo.Slo document = inliner.inline(written(written, slo.id()));
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

  /// Each SLO as it was written, by its id.
  private static Map<String, OpenSlo.Slo> written(Definitions all) {
    Map<String, OpenSlo.Slo> written = new HashMap<>();
    for (Located<OpenSlo> each : all.openSlo()) {
      if (each.value() instanceof OpenSlo.Slo slo) {
        written.put(slo.name().toLowerCase(Locale.ROOT), slo);
      }
    }
    return written;
  }

  private static OpenSlo.Slo written(Map<String, OpenSlo.Slo> all, SloId id) {
    return Optional.ofNullable(all.get(id.value()))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "slo '%s' was measured and is not among the documents: expected it there. Report this, please."
                        .formatted(id)));
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

  /// Every version that was ever written down, read back. The newest one of an SLO that is
  /// registered says what the registered documents say, so that only earlier ones are parsed.
  static SortedMap<SloId, List<Numbered>> kept(
      List<DefinitionStore.SloRow> rows, Registered documents, Checked.Ok<Definitions> all) {
    Map<SloId, Slo> today = meanings(all);
    Map<String, Integer> newest = new HashMap<>();
    rows.forEach(row -> newest.merge(row.slo(), row.number(), Math::max));
    List<SourceFile> sources =
        documents.rows().stream()
            .filter(each -> each.key().kind().equals("DataSource"))
            .map(Documents::file)
            .toList();
    SortedMap<SloId, List<Numbered>> versions = new TreeMap<>();
    for (DefinitionStore.SloRow row : rows) {
      SloId id = new SloId(row.slo());
      Slo registered = newest.getOrDefault(row.slo(), 0) == row.number() ? today.get(id) : null;
      Slo meaning = registered == null ? meaning(row, sources) : registered;
      versions
          .computeIfAbsent(id, _ -> new ArrayList<>())
          .add(
              new Numbered(
                  new SloHistory.Version(row.number(), meaning, row.since()), row.revision()));
    }
    return versions;
  }

  /// What a version meant by its own document, with the data sources of today.
  private static Slo meaning(DefinitionStore.SloRow row, List<SourceFile> sources) {
    DefinitionStore.Key key = new DefinitionStore.Key("SLO", row.slo());
    List<SourceFile> files = new ArrayList<>();
    files.add(
        Documents.file(
            new DefinitionStore.Row(key, row.number(), row.document(), row.since(), "")));
    files.addAll(sources);
    return Optional.ofNullable(meanings(Snapshot.alone(files)).get(new SloId(row.slo())))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "version %d of slo '%s' can no longer be read: expected a measured SLO. A newer Parallax wrote it; run that one."
                        .formatted(row.number(), row.slo())));
  }
}

package dev.parallax.server.catalog;

import dev.parallax.budget.Slo;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.SloId;
import dev.parallax.formats.Checked;
import dev.parallax.formats.Problem;
import dev.parallax.formats.Profile;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.definitions.Definitions;
import dev.parallax.formats.definitions.KnownNames;
import dev.parallax.formats.yaml.Located;
import dev.parallax.server.federation.Enrolled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// All that is registered at one revision, and what it means.
///
/// @param documents each in its newest wording
/// @param versions each SLO in every meaning it ever had
/// @param all the documents, read as one
record Snapshot(
    Registered documents,
    SortedMap<SloId, List<SloVersions.Numbered>> versions,
    Checked.Ok<Definitions> all,
    Registry registry) {
  static final Snapshot EMPTY =
      of(
          Registered.NONE,
          new TreeMap<>(),
          new Checked.Ok<>(Definitions.none(), List.of()),
          Enrolled.NOBODY,
          0);

  /// What documents that fit together mean, for these people.
  static Snapshot of(
      Registered documents,
      SortedMap<SloId, List<SloVersions.Numbered>> versions,
      Checked.Ok<Definitions> all,
      Enrolled enrolled,
      long revision) {
    Set<SloId> measured = SloVersions.meanings(all).keySet();
    SortedMap<SloId, SloHistory> histories = new TreeMap<>();
    versions.forEach(
        (id, numbered) -> {
          if (measured.contains(id)) {
            histories.put(
                id, new SloHistory(numbered.stream().map(SloVersions.Numbered::version).toList()));
          }
        });
    Compiler compiler = new Compiler(all.value(), all.remarks(), enrolled);
    return new Snapshot(documents, versions, all, compiler.compile(revision, histories));
  }

  /// Everything that was ever written down, read back.
  static Snapshot kept(DefinitionStore store, Enrolled enrolled) {
    Registered documents = Registered.NONE.with(store.newest());
    Checked.Ok<Definitions> all = fitting(together(documents));
    return of(
        documents,
        SloVersions.kept(store.sloVersions(), documents, all),
        all,
        enrolled,
        store.revisions().current());
  }

  /// The same documents for other people.
  Snapshot with(Enrolled enrolled, long revision) {
    return of(documents, versions, all, enrolled, revision);
  }

  /// Reads documents that may refer to what is registered.
  Checked<Definitions> read(List<SourceFile> files, Profile profile) {
    return Definitions.read(files, profile, names());
  }

  private KnownNames names() {
    return Known.names(
        documents.keys(),
        all.value().openSlo().stream().map(Located::value).toList(),
        all.value().matrices().stream().map(each -> each.value().matrix()).toList(),
        registry);
  }

  /// Reads documents that refer to nothing but each other.
  static Checked<Definitions> alone(List<SourceFile> files) {
    return EMPTY.read(files, Profile.LENIENT);
  }

  /// Reads registered documents as one.
  static Checked<Definitions> together(Registered documents) {
    return documents.together(EMPTY.names());
  }

  /// Documents that were found to fit together before.
  static Checked.Ok<Definitions> fitting(Checked<Definitions> read) {
    return switch (read) {
      case Checked.Ok<Definitions> ok -> ok;
      case Checked.Rejected<Definitions>(List<Problem> problems) ->
          throw new IllegalStateException(
              "registered documents no longer fit together: "
                  + problems.getFirst()
                  + " A newer Parallax wrote them; run that one.");
    };
  }

  /// The SLOs as they were registered at a revision, each with the versions that existed then.
  List<SloHistory> slosAt(long revision) {
    List<SloHistory> found = new ArrayList<>();
    Set<SloId> measuredThen =
        revision < registry.revision() ? versions.keySet() : registry.slos().keySet();
    measuredThen.forEach(id -> versionsAt(revision, id).ifPresent(found::add));
    return found;
  }

  /// An SLO as it was registered at a revision.
  Optional<SloHistory> sloAt(long revision, SloId id) {
    return revision < registry.revision() || registry.slos().containsKey(id)
        ? versionsAt(revision, id)
        : Optional.empty();
  }

  private Optional<SloHistory> versionsAt(long revision, SloId id) {
    List<SloHistory.Version> then =
        versions.getOrDefault(id, List.of()).stream()
            .filter(numbered -> numbered.revision() <= revision)
            .map(SloVersions.Numbered::version)
            .toList();
    return then.isEmpty() ? Optional.empty() : Optional.of(new SloHistory(then));
  }

  /// What measured SLOs would mean if these documents, which fit, were registered.
  Map<SloId, Slo> asIf(List<SourceFile> files) {
    List<DefinitionStore.Row> changes = new ArrayList<>();
    for (SourceFile file : files) {
      Documents.named(file.path()).map(key -> Documents.row(key, file)).ifPresent(changes::add);
    }
    return SloVersions.meanings(together(documents.with(changes)));
  }
}

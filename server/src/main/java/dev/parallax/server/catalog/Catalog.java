package dev.parallax.server.catalog;

import dev.parallax.budget.Slo;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.SloId;
import dev.parallax.formats.Checked;
import dev.parallax.formats.Problem;
import dev.parallax.formats.Profile;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.definitions.Definitions;
import dev.parallax.formats.openslo.Inliner;
import dev.parallax.formats.openslo.MappedSlo;
import dev.parallax.formats.openslo.OpenSlo;
import dev.parallax.formats.openslo.OpenSloWriter;
import dev.parallax.formats.yaml.Located;
import dev.parallax.server.audit.Audit;
import dev.parallax.server.shell.Revisions;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What people do with the catalogue: apply documents, read what is registered, export it.
///
/// Documents are applied in one transaction or not at all. Each is kept in every wording; what an
/// SLO means for the ledger is kept as a version of its own, so that the past is judged as it was
/// agreed then.
@Singleton
public class Catalog {
  /// When this slice opens; those downstream open later.
  public static final int START = 100;

  private final DefinitionStore store;
  private final Revisions revisions;
  private final Audit audit;
  private final InstantSource clock;
  private final Event<CatalogChanged> news;
  private final ReentrantLock applying = new ReentrantLock();
  private volatile Snapshot snapshot = Snapshot.EMPTY;

  /// An SLO's version with the revision that brought it.
  private record Numbered(SloHistory.Version version, long revision) {}

  private record Snapshot(
      Map<DefinitionStore.Key, DefinitionStore.Row> rows,
      SortedMap<SloId, List<Numbered>> versions,
      List<OpenSlo> objects,
      Registry registry) {
    static final Snapshot EMPTY = new Snapshot(Map.of(), new TreeMap<>(), List.of(), empty());

    private static Registry empty() {
      Definitions none =
          new Definitions(List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
      return new Compiler(none, List.of()).compile(0, new TreeMap<>());
    }
  }

  Catalog(
      DefinitionStore store,
      Revisions revisions,
      Audit audit,
      InstantSource clock,
      Event<CatalogChanged> news) {
    this.audit = audit;
    this.store = store;
    this.revisions = revisions;
    this.clock = clock;
    this.news = news;
  }

  /// Reads everything back, before the first request.
  void open(@Observes @Priority(START) StartupEvent start) {
    Map<DefinitionStore.Key, DefinitionStore.Row> rows =
        store.newest().stream()
            .collect(
                Collectors.toMap(
                    DefinitionStore.Row::key, row -> row, (a, _) -> a, LinkedHashMap::new));
    SortedMap<SloId, List<Numbered>> versions = new TreeMap<>();
    for (DefinitionStore.SloRow row : store.sloVersions()) {
      SloHistory.Version version =
          new SloHistory.Version(row.number(), meaning(row, rows), row.since());
      versions
          .computeIfAbsent(version.slo().id(), _ -> new ArrayList<>())
          .add(new Numbered(version, row.revision()));
    }
    Checked<Definitions> all =
        read(rows.values().stream().map(Documents::file).toList(), Profile.LENIENT, Snapshot.EMPTY);
    snapshot = compiled(rows, versions, ok(all), remarks(all), revisions.current());
  }

  private static Slo meaning(
      DefinitionStore.SloRow row, Map<DefinitionStore.Key, DefinitionStore.Row> rows) {
    List<SourceFile> files = new ArrayList<>();
    files.add(
        Documents.file(
            new DefinitionStore.Row(
                new DefinitionStore.Key("SLO", row.slo()),
                row.number(),
                row.document(),
                row.since(),
                "")));
    rows.values().stream()
        .filter(each -> each.key().kind().equals("DataSource"))
        .map(Documents::file)
        .forEach(files::add);
    return ok(read(files, Profile.LENIENT, Snapshot.EMPTY)).slos().stream()
        .map(Located::value)
        .filter(MappedSlo.Measured.class::isInstance)
        .map(mapped -> ((MappedSlo.Measured) mapped).slo())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "version %d of slo '%s' can no longer be read: expected a measured SLO. A newer Parallax wrote it; run that one."
                        .formatted(row.number(), row.slo())));
  }

  /// Registers documents, all or none; the same documents again change nothing.
  ///
  /// @param dryRun only says what would happen
  public Checked<Applied> apply(
      List<SourceFile> files, Profile profile, boolean dryRun, String by) {
    applying.lock();
    try {
      return switch (read(files, profile, snapshot)) {
        case Checked.Rejected<Definitions>(List<Problem> problems) ->
            new Checked.Rejected<>(problems);
        case Checked.Ok<Definitions>(Definitions sent, List<Problem> remarks) ->
            applySent(sent, remarks, dryRun, by);
      };
    } finally {
      applying.unlock();
    }
  }

  /// Registers documents that are known to be right.
  ///
  /// @throws IllegalArgumentException with every problem, if they are not
  public Applied apply(List<SourceFile> files, String by) {
    return switch (apply(files, Profile.LENIENT, false, by)) {
      case Checked.Ok<Applied>(Applied applied, _) -> applied;
      case Checked.Rejected<Applied>(List<Problem> problems) ->
          throw new IllegalArgumentException(
              problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    };
  }

  private Checked<Applied> applySent(
      Definitions sent, List<Problem> remarks, boolean dryRun, String by) {
    Map<DefinitionStore.Key, String> texts = Documents.texts(sent);
    Instant now = clock.instant();
    List<Applied.Result> results = new ArrayList<>();
    List<DefinitionStore.Row> changes = new ArrayList<>();
    texts.forEach(
        (key, text) -> {
          DefinitionStore.Row before = snapshot.rows().get(key);
          boolean same = before != null && before.document().equals(text);
          int version = before == null ? 1 : same ? before.version() : before.version() + 1;
          results.add(
              new Applied.Result(
                  key.kind(),
                  key.name(),
                  before == null
                      ? Applied.Outcome.CREATED
                      : same ? Applied.Outcome.UNCHANGED : Applied.Outcome.CHANGED,
                  version));
          if (!same) {
            changes.add(new DefinitionStore.Row(key, version, text, now, by));
          }
        });
    if (changes.isEmpty()) {
      return new Checked.Ok<>(
          new Applied(snapshot.registry().revision(), results, remarks), remarks);
    }
    return together(changes, results, remarks, dryRun);
  }

  /// What is sent must also fit what is registered: both are read as one.
  private Checked<Applied> together(
      List<DefinitionStore.Row> changes,
      List<Applied.Result> results,
      List<Problem> remarks,
      boolean dryRun) {
    Map<DefinitionStore.Key, DefinitionStore.Row> rows = new LinkedHashMap<>(snapshot.rows());
    changes.forEach(change -> rows.put(change.key(), change));
    Checked<Definitions> all =
        read(rows.values().stream().map(Documents::file).toList(), Profile.LENIENT, Snapshot.EMPTY);
    if (all instanceof Checked.Rejected<Definitions>(List<Problem> problems)) {
      return new Checked.Rejected<>(problems);
    }
    if (dryRun) {
      return new Checked.Ok<>(
          new Applied(snapshot.registry().revision(), results, remarks), remarks);
    }
    Snapshot next = commit(rows, changes, ok(all), remarks(all));
    snapshot = next;
    news.fire(new CatalogChanged(next.registry()));
    return new Checked.Ok<>(new Applied(next.registry().revision(), results, remarks), remarks);
  }

  private Snapshot commit(
      Map<DefinitionStore.Key, DefinitionStore.Row> rows,
      List<DefinitionStore.Row> changes,
      Definitions all,
      List<Problem> remarks) {
    SortedMap<SloId, List<Numbered>> versions = new TreeMap<>(snapshot.versions());
    long[] revision = new long[1];
    store.inTransaction(
        transaction -> {
          revision[0] = revisions.next(transaction);
          store.add(transaction, changes, revision[0]);
          store.addVersions(transaction, newVersions(all, versions, revision[0]));
          audit.done(transaction, named(changes), "");
        });
    return compiled(rows, versions, all, remarks, revision[0]);
  }

  private static String named(List<DefinitionStore.Row> changes) {
    return changes.stream()
        .map(row -> "%s/%s@%d".formatted(row.key().kind(), row.key().name(), row.version()))
        .collect(Collectors.joining(", "));
  }

  /// A version for each SLO whose meaning changed.
  private List<DefinitionStore.SloRow> newVersions(
      Definitions all, SortedMap<SloId, List<Numbered>> versions, long revision) {
    Inliner inliner = new Inliner(all.openSlo().stream().map(Located::value).toList());
    List<DefinitionStore.SloRow> added = new ArrayList<>();
    for (Located<MappedSlo> located : all.slos()) {
      if (located.value() instanceof MappedSlo.Measured(Slo slo)) {
        List<Numbered> before = versions.getOrDefault(slo.id(), List.of());
        if (before.isEmpty() || !before.getLast().version().slo().equals(slo)) {
          SloHistory.Version version =
              new SloHistory.Version(before.size() + 1, slo, clock.instant());
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

  private static Snapshot compiled(
      Map<DefinitionStore.Key, DefinitionStore.Row> rows,
      SortedMap<SloId, List<Numbered>> versions,
      Definitions all,
      List<Problem> remarks,
      long revision) {
    Set<SloId> measured = new HashSet<>();
    all.slos()
        .forEach(
            each -> {
              if (each.value() instanceof MappedSlo.Measured) {
                measured.add(each.value().id());
              }
            });
    SortedMap<SloId, SloHistory> histories = new TreeMap<>();
    versions.forEach(
        (id, numbered) -> {
          if (measured.contains(id)) {
            histories.put(id, new SloHistory(numbered.stream().map(Numbered::version).toList()));
          }
        });
    List<OpenSlo> objects = all.openSlo().stream().map(Located::value).toList();
    return new Snapshot(
        rows, versions, objects, new Compiler(all, remarks).compile(revision, histories));
  }

  private static Checked<Definitions> read(
      List<SourceFile> files, Profile profile, Snapshot before) {
    return Definitions.read(
        files, profile, Known.names(before.rows().keySet(), before.objects(), before.registry()));
  }

  private static Definitions ok(Checked<Definitions> checked) {
    return switch (checked) {
      case Checked.Ok<Definitions>(Definitions value, _) -> value;
      case Checked.Rejected<Definitions>(List<Problem> problems) ->
          throw new IllegalStateException(
              "registered documents no longer fit together: "
                  + problems.getFirst()
                  + " A newer Parallax wrote them; run that one.");
    };
  }

  private static List<Problem> remarks(Checked<Definitions> checked) {
    return checked instanceof Checked.Ok<Definitions>(_, List<Problem> remarks)
        ? remarks
        : List.of();
  }

  /// Everything that is registered.
  public Registry registry() {
    return snapshot.registry();
  }

  /// The SLOs as they were registered at a revision, each with the versions that existed then.
  public List<SloHistory> slosAt(long revision) {
    Snapshot current = snapshot;
    List<SloHistory> found = new ArrayList<>();
    Set<SloId> measuredThen =
        revision < current.registry().revision()
            ? current.versions().keySet()
            : current.registry().slos().keySet();
    for (SloId id : measuredThen) {
      List<SloHistory.Version> then =
          current.versions().getOrDefault(id, List.of()).stream()
              .filter(numbered -> numbered.revision() <= revision)
              .map(Numbered::version)
              .toList();
      if (!then.isEmpty()) {
        found.add(new SloHistory(then));
      }
    }
    return found;
  }

  /// Every document in its newest wording, by kind and name.
  public List<Document> documents() {
    return snapshot.rows().values().stream().map(Document::of).toList();
  }

  /// All wordings of a document, the newest first; none if there is no such document.
  public List<Document> wordings(String kind, String name) {
    if (kind.indexOf('\0') >= 0 || name.indexOf('\0') >= 0) {
      return List.of();
    }
    return store.wordings(new DefinitionStore.Key(kind, name)).stream().map(Document::of).toList();
  }

  /// A registered document.
  ///
  /// @param text YAML
  public record Document(
      String kind,
      String name,
      int version,
      String text,
      Instant registeredAt,
      String registeredBy) {
    static Document of(DefinitionStore.Row row) {
      return new Document(
          row.key().kind(),
          row.key().name(),
          row.version(),
          row.document(),
          row.registeredAt(),
          row.registeredBy());
    }
  }
}

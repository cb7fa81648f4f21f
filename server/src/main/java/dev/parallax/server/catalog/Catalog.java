package dev.parallax.server.catalog;

import dev.parallax.budget.Slo;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.SloId;
import dev.parallax.formats.Checked;
import dev.parallax.formats.Problem;
import dev.parallax.formats.Profile;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.definitions.Definitions;
import dev.parallax.formats.openslo.MappedSlo;
import dev.parallax.formats.openslo.OpenSlo;
import dev.parallax.formats.yaml.Located;
import dev.parallax.governance.raci.RaciMatrix;
import dev.parallax.server.audit.Audit;
import dev.parallax.server.federation.Enrolled;
import dev.parallax.server.federation.Members;
import dev.parallax.server.federation.MembersChanged;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

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
  private final Members members;
  private final Audit audit;
  private final InstantSource clock;
  private final Event<CatalogChanged> news;
  private final ReentrantLock applying = new ReentrantLock();
  private volatile Snapshot snapshot = Snapshot.EMPTY;

  private record Snapshot(
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
      Registry registry =
          new Compiler(none, List.of(), Enrolled.NOBODY).compile(0, new TreeMap<>());
      return new Snapshot(Map.of(), new TreeMap<>(), new Checked.Ok<>(none, List.of()), registry);
    }
  }

  Catalog(
      DefinitionStore store,
      Members members,
      Audit audit,
      InstantSource clock,
      Event<CatalogChanged> news) {
    this.members = members;
    this.audit = audit;
    this.store = store;
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
    SortedMap<SloId, List<SloVersions.Numbered>> versions = new TreeMap<>();
    for (DefinitionStore.SloRow row : store.sloVersions()) {
      SloHistory.Version version =
          new SloHistory.Version(row.number(), meaning(row, rows), row.since());
      versions
          .computeIfAbsent(version.slo().id(), _ -> new ArrayList<>())
          .add(new SloVersions.Numbered(version, row.revision()));
    }
    Checked<Definitions> all =
        read(rows.values().stream().map(Documents::file).toList(), Profile.LENIENT, Snapshot.EMPTY);
    snapshot = compiled(rows, versions, checked(all), store.revisions().current());
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
    Snapshot next = commit(rows, changes, checked(all));
    become(next);
    return new Checked.Ok<>(new Applied(next.registry().revision(), results, remarks), remarks);
  }

  private void become(Snapshot next) {
    snapshot = next;
    news.fire(new CatalogChanged(next.registry()));
  }

  /// The identity provider says otherwise of people and groups.
  void heard(@Observes MembersChanged changed) {
    applying.lock();
    try {
      if (snapshot.registry().revision() < changed.revision()) {
        become(
            compiled(
                snapshot.rows(), snapshot.versions(), snapshot.all(), store.revisions().current()));
      }
    } finally {
      applying.unlock();
    }
  }

  private Snapshot commit(
      Map<DefinitionStore.Key, DefinitionStore.Row> rows,
      List<DefinitionStore.Row> changes,
      Checked.Ok<Definitions> all) {
    SortedMap<SloId, List<SloVersions.Numbered>> versions = new TreeMap<>(snapshot.versions());
    long[] revision = new long[1];
    store.inTransaction(
        transaction -> {
          revision[0] = store.revisions().next(transaction);
          store.add(transaction, changes, revision[0]);
          store.addVersions(
              transaction, SloVersions.added(all.value(), versions, revision[0], clock.instant()));
          audit.done(transaction, named(changes), "");
        });
    return compiled(rows, versions, all, revision[0]);
  }

  private static String named(List<DefinitionStore.Row> changes) {
    return changes.stream()
        .map(row -> "%s/%s@%d".formatted(row.key().kind(), row.key().name(), row.version()))
        .collect(Collectors.joining(", "));
  }

  private Snapshot compiled(
      Map<DefinitionStore.Key, DefinitionStore.Row> rows,
      SortedMap<SloId, List<SloVersions.Numbered>> versions,
      Checked.Ok<Definitions> all,
      long revision) {
    Set<SloId> measured =
        all.value().slos().stream()
            .map(Located::value)
            .filter(MappedSlo.Measured.class::isInstance)
            .map(MappedSlo::id)
            .collect(Collectors.toSet());
    SortedMap<SloId, SloHistory> histories = new TreeMap<>();
    versions.forEach(
        (id, numbered) -> {
          if (measured.contains(id)) {
            histories.put(
                id, new SloHistory(numbered.stream().map(SloVersions.Numbered::version).toList()));
          }
        });
    Compiler compiler = new Compiler(all.value(), all.remarks(), members.enrolled());
    return new Snapshot(rows, versions, all, compiler.compile(revision, histories));
  }

  private static Checked<Definitions> read(
      List<SourceFile> files, Profile profile, Snapshot before) {
    return Definitions.read(
        files,
        profile,
        Known.names(
            before.rows().keySet(), before.objects(), before.matrices(), before.registry()));
  }

  private static Definitions ok(Checked<Definitions> checked) {
    return checked(checked).value();
  }

  private static Checked.Ok<Definitions> checked(Checked<Definitions> checked) {
    return switch (checked) {
      case Checked.Ok<Definitions> ok -> ok;
      case Checked.Rejected<Definitions>(List<Problem> problems) ->
          throw new IllegalStateException(
              "registered documents no longer fit together: "
                  + problems.getFirst()
                  + " A newer Parallax wrote them; run that one.");
    };
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
              .map(SloVersions.Numbered::version)
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

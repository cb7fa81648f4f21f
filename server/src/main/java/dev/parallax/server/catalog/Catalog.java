package dev.parallax.server.catalog;

import dev.parallax.budget.Slo;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.SloId;
import dev.parallax.formats.Checked;
import dev.parallax.formats.Problem;
import dev.parallax.formats.Profile;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.definitions.Definitions;
import dev.parallax.server.audit.Audit;
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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
  private final Members members;
  private final Audit audit;
  private final Guard guard;
  private final DocumentRights rights;
  private final InstantSource clock;
  private final Event<CatalogChanged> news;
  private final ReentrantLock applying = new ReentrantLock();
  private volatile Snapshot snapshot = Snapshot.EMPTY;

  Catalog(
      DefinitionStore store,
      Members members,
      Audit audit,
      Guard guard,
      DocumentRights rights,
      InstantSource clock,
      Event<CatalogChanged> news) {
    this.rights = rights;
    this.members = members;
    this.audit = audit;
    this.guard = guard;
    this.store = store;
    this.clock = clock;
    this.news = news;
  }

  /// Reads everything back, before the first request.
  void open(@Observes @Priority(START) StartupEvent start) {
    snapshot = Snapshot.kept(store, members.enrolled());
  }

  /// Registers those documents that the caller may register, all or none; the same documents again
  /// change nothing. What has to be agreed to is proposed instead.
  ///
  /// @param dryRun only says what would happen
  public Checked<Applied> apply(
      List<SourceFile> files, Profile profile, boolean dryRun, String by) {
    return apply(files, profile, new Sending(by, dryRun, true, List.of()));
  }

  /// Registers documents that need no agreement, or have it.
  public Checked<Applied> register(List<SourceFile> files, String by) {
    return apply(files, Profile.LENIENT, new Sending(by, false, false, List.of()));
  }

  /// Says whether documents that have agreement could be registered.
  public Checked<Applied> registrable(List<SourceFile> files) {
    return apply(files, Profile.LENIENT, new Sending("", true, false, List.of()));
  }

  /// How documents are sent.
  ///
  /// @param guarded whether what has to be agreed to waits
  /// @param waiting what waits
  private record Sending(String by, boolean dryRun, boolean guarded, List<Guard.Waiting> waiting) {
    Sending keeping(List<Guard.Waiting> more) {
      return new Sending(
          by, dryRun, guarded, Stream.concat(waiting.stream(), more.stream()).toList());
    }
  }

  private Checked<Applied> apply(List<SourceFile> files, Profile profile, Sending how) {
    applying.lock();
    try {
      return switch (snapshot.read(files, profile)) {
        case Checked.Rejected<Definitions>(List<Problem> problems) ->
            new Checked.Rejected<>(problems);
        case Checked.Ok<Definitions>(Definitions sent, List<Problem> remarks) -> {
          List<Applied.Result> results = new ArrayList<>();
          List<DefinitionStore.Row> changes = changes(sent, how.by(), results);
          Map<DefinitionStore.Key, String> refused =
              how.guarded() ? rights.refused(changes, sent, snapshot) : Map.of();
          changes.removeIf(change -> refused.containsKey(change.key()));
          results.replaceAll(each -> each.refused(refused));
          Applied asked = new Applied(0, results, remarks);
          if (!how.dryRun()) {
            rights.record(asked.refused());
          }
          yield asked.beside(together(changes, asked, how));
        }
      };
    } finally {
      applying.unlock();
    }
  }

  /// Registers documents that are known to be right and need no agreement.
  ///
  /// @throws IllegalArgumentException with every problem, if they are not
  public Applied apply(List<SourceFile> files, String by) {
    return switch (register(files, by)) {
      case Checked.Ok<Applied>(Applied applied, _) -> applied;
      case Checked.Rejected<Applied>(List<Problem> problems) ->
          throw new IllegalArgumentException(
              problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    };
  }

  private List<DefinitionStore.Row> changes(
      Definitions sent, String by, List<Applied.Result> results) {
    Instant now = clock.instant();
    List<DefinitionStore.Row> changes = new ArrayList<>();
    Documents.texts(sent)
        .forEach(
            (key, text) -> {
              DefinitionStore.Row before = snapshot.documents().find(key).orElse(null);
              results.add(Applied.Result.of(key, before, text));
              if (before == null || !before.document().equals(text)) {
                int version = before == null ? 1 : before.version() + 1;
                changes.add(new DefinitionStore.Row(key, version, text, now, by));
              }
            });
    return changes;
  }

  /// What is sent must also fit what is registered: both are read as one.
  private Checked<Applied> together(List<DefinitionStore.Row> changes, Applied sent, Sending how) {
    if (changes.isEmpty()) {
      return answer(snapshot, sent, how);
    }
    Registered documents = snapshot.documents().with(changes);
    Checked<Definitions> all = Snapshot.together(documents);
    if (all instanceof Checked.Rejected<Definitions>(List<Problem> problems)) {
      return new Checked.Rejected<>(problems);
    }
    List<ChangeGate.Change> passing = List.of();
    if (how.guarded()) {
      Guard.Split split =
          guard.split(
              new MatrixDocuments(
                  snapshot.registry(), snapshot.all().value(), Snapshot.fitting(all).value()),
              changes);
      if (!split.waiting().isEmpty()) {
        return together(split.rest(), sent, how.keeping(split.waiting()));
      }
      passing = split.passing();
    }
    if (how.dryRun()) {
      return answer(snapshot, sent, how);
    }
    Checked<Applied> answer = answer(snapshot, sent, how);
    Snapshot next = commit(documents, changes, Snapshot.fitting(all));
    become(next);
    guard.passed(passing);
    return Applied.at(answer, next.registry().revision());
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
        become(snapshot.with(members.enrolled(), store.revisions().current()));
      }
    } finally {
      applying.unlock();
    }
  }

  private Checked<Applied> answer(Snapshot now, Applied sent, Sending how) {
    Map<String, String> pages = how.dryRun() ? Map.of() : guard.propose(how.waiting());
    Set<String> waiting = new HashSet<>();
    how.waiting()
        .forEach(each -> each.change().documents().forEach(file -> waiting.add(file.path())));
    List<Applied.Result> results =
        sent.results().stream()
            .map(
                each -> {
                  String path = Documents.path(each.kind(), each.name());
                  return waiting.contains(path)
                      ? each.proposed(pages.getOrDefault(path, ""))
                      : each;
                })
            .toList();
    return new Checked.Ok<>(
        new Applied(now.registry().revision(), results, sent.remarks()), sent.remarks());
  }

  private Snapshot commit(
      Registered documents, List<DefinitionStore.Row> changes, Checked.Ok<Definitions> all) {
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
    return Snapshot.of(documents, versions, all, members.enrolled(), revision[0]);
  }

  private static String named(List<DefinitionStore.Row> changes) {
    return changes.stream()
        .map(row -> "%s/%s@%d".formatted(row.key().kind(), row.key().name(), row.version()))
        .collect(Collectors.joining(", "));
  }

  /// Everything that is registered.
  public Registry registry() {
    return snapshot.registry();
  }

  /// The SLOs as they were registered at a revision, each with the versions that existed then.
  public List<SloHistory> slosAt(long revision) {
    return snapshot.slosAt(revision);
  }

  /// An SLO as it was registered at a revision, with the versions that existed then.
  public Optional<SloHistory> sloAt(long revision, SloId id) {
    return snapshot.sloAt(revision, id);
  }

  /// Every document in its newest wording, by kind and name.
  public List<Document> documents() {
    return snapshot.documents().rows().stream().map(Document::of).toList();
  }

  /// All wordings of a document, the newest first; none if there is no such document.
  public List<Document> wordings(String kind, String name) {
    if (kind.indexOf('\0') >= 0 || name.indexOf('\0') >= 0) {
      return List.of();
    }
    return store.wordings(new DefinitionStore.Key(kind, name)).stream().map(Document::of).toList();
  }

  /// What measured SLOs would mean if these documents, which fit, were registered.
  public Map<SloId, Slo> asIf(List<SourceFile> documents) {
    return snapshot.asIf(documents);
  }

  /// The newest text of the document that a path of [ChangeGate.Change#documents] names.
  public Optional<String> text(String path) {
    return Documents.named(path)
        .flatMap(snapshot.documents()::find)
        .map(DefinitionStore.Row::document);
  }

  /// The document of an SLO, as it would be sent to be changed; nothing where another one says it.
  public Optional<SourceFile> document(SloId slo) {
    return snapshot.documents().rows().stream()
        .filter(row -> row.key().kind().equals("SLO"))
        .filter(row -> row.key().name().toLowerCase(Locale.ROOT).equals(slo.value()))
        .map(Documents::file)
        .findFirst();
  }

  /// Whether some wording of such a document was registered by somebody.
  public boolean wasRegisteredBy(String path, String by) {
    return Documents.named(path).stream()
        .flatMap(key -> store.wordings(key).stream())
        .anyMatch(row -> row.registeredBy().equals(by));
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

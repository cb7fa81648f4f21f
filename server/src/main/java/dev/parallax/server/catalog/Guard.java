package dev.parallax.server.catalog;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Slo;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.SloId;
import dev.parallax.formats.Checked;
import dev.parallax.formats.SourceFile;
import dev.parallax.formats.definitions.Definitions;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Keeps back what has to be agreed to: documents that change what a registered SLO means, or the
/// matrix that holds, as far as the organisation wants that agreed to. A new SLO, and a change of
/// its words alone, pass.
@Singleton
class Guard {
  /// Documents that an SLO may refer to.
  private static final Set<String> REFERRED =
      Set.of("SLI", "DataSource", "Service", "AlertPolicy", "AlertCondition");

  private final Instance<ChangeGate> gates;

  Guard(Instance<ChangeGate> gates) {
    this.gates = gates;
  }

  /// A change that has to be agreed to, and who sees to that.
  record Waiting(ChangeGate gate, ChangeGate.Change change) {}

  /// What waits to be agreed to and what does not.
  record Split(
      List<Waiting> waiting, List<ChangeGate.Change> passing, List<DefinitionStore.Row> rest) {}

  /// Parts changes that are right into those that wait and those that do not.
  Split split(MatrixDocuments all, List<DefinitionStore.Row> changes) {
    List<Waiting> waiting = new ArrayList<>();
    List<ChangeGate.Change> passing = new ArrayList<>();
    Set<String> kept = new HashSet<>();
    for (ChangeGate.Change change : all(all, changes)) {
      Optional<ChangeGate> gate = change.documents().isEmpty() ? Optional.empty() : gate(change);
      if (gate.isPresent()) {
        waiting.add(new Waiting(gate.get(), change));
        change.documents().forEach(document -> kept.add(document.path()));
      } else {
        passing.add(change);
      }
    }
    return new Split(
        waiting,
        passing,
        changes.stream().filter(row -> !kept.contains(Documents.file(row).path())).toList());
  }

  private static List<ChangeGate.Change> all(
      MatrixDocuments documents, List<DefinitionStore.Row> changes) {
    List<ChangeGate.Change> all = new ArrayList<>(documents.changes(changes));
    changedSlos(documents.before(), documents.after())
        .forEach(
            (service, slos) ->
                all.add(
                    new ChangeGate.Change.OfSlos(service, slos, files(documents(slos, changes)))));
    return all;
  }

  private static List<SourceFile> files(List<DefinitionStore.Row> rows) {
    return rows.stream().map(Documents::file).toList();
  }

  /// The gate that wants it agreed to.
  private Optional<ChangeGate> gate(ChangeGate.Change change) {
    return gates.stream().filter(gate -> gate.guards(change)).findFirst();
  }

  private static SortedMap<ServiceId, List<SloId>> changedSlos(Registry before, Definitions after) {
    Map<SloId, Slo> meanings = SloVersions.meanings(new Checked.Ok<>(after, List.of()));
    SortedMap<ServiceId, List<SloId>> changed = new TreeMap<>();
    for (SloHistory history : before.slos().values()) {
      Slo slo = history.versions().getLast().slo();
      if (!slo.equals(meanings.get(slo.id()))) {
        changed.computeIfAbsent(slo.service(), _ -> new ArrayList<>()).add(slo.id());
      }
    }
    return changed;
  }

  /// The SLOs' own documents; what they refer to as well, where one of them changes by that.
  private static List<DefinitionStore.Row> documents(
      Collection<SloId> slos, List<DefinitionStore.Row> changes) {
    Set<String> names = new HashSet<>();
    slos.forEach(slo -> names.add(slo.value()));
    List<DefinitionStore.Row> own =
        changes.stream()
            .filter(row -> row.key().kind().equals("SLO"))
            .filter(row -> names.contains(row.key().name().toLowerCase(Locale.ROOT)))
            .toList();
    if (own.size() == names.size()) {
      return own;
    }
    List<DefinitionStore.Row> all = new ArrayList<>(own);
    changes.stream().filter(row -> REFERRED.contains(row.key().kind())).forEach(all::add);
    return all;
  }

  /// Asks for agreement to each.
  ///
  /// @return the page for each document
  Map<String, String> propose(List<Waiting> waiting) {
    Map<String, String> pages = new HashMap<>();
    for (Waiting each : waiting) {
      String page = each.gate().propose(each.change());
      each.change().documents().forEach(document -> pages.put(document.path(), page));
    }
    return pages;
  }

  /// Notes what was registered without agreement.
  void passed(List<ChangeGate.Change> changes) {
    for (ChangeGate gate : gates) {
      changes.forEach(gate::passed);
    }
  }
}

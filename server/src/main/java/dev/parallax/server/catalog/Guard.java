package dev.parallax.server.catalog;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Slo;
import dev.parallax.budget.SloHistory;
import dev.parallax.budget.SloId;
import dev.parallax.formats.Checked;
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
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Keeps back what has to be agreed to: documents that change what a registered SLO means, where
/// the organisation wants that agreed to. A new SLO, and a change of words alone, pass.
@Singleton
class Guard {
  /// Documents that an SLO may refer to.
  private static final Set<String> REFERRED =
      Set.of("SLI", "DataSource", "Service", "AlertPolicy", "AlertCondition");

  private final Instance<ChangeGate> gates;

  Guard(Instance<ChangeGate> gates) {
    this.gates = gates;
  }

  /// What waits to be agreed to and what does not.
  record Split(
      List<ChangeGate.Change> waiting,
      List<ChangeGate.Change> passing,
      List<DefinitionStore.Row> rest) {}

  /// Parts changes that are right into those that wait and those that do not.
  Split split(Registry before, Definitions after, List<DefinitionStore.Row> changes) {
    List<ChangeGate.Change> waiting = new ArrayList<>();
    List<ChangeGate.Change> passing = new ArrayList<>();
    Set<DefinitionStore.Row> kept = new HashSet<>();
    for (ChangeGate gate : gates) {
      changedSlos(before, after)
          .forEach(
              (service, slos) -> {
                List<DefinitionStore.Row> documents = documents(slos, changes);
                boolean waits = gate.guards(service) && !documents.isEmpty();
                (waits ? waiting : passing)
                    .add(
                        new ChangeGate.Change(
                            service, slos, documents.stream().map(Documents::file).toList()));
                if (waits) {
                  kept.addAll(documents);
                }
              });
    }
    return new Split(
        waiting, passing, changes.stream().filter(change -> !kept.contains(change)).toList());
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
  Map<String, String> propose(List<ChangeGate.Change> waiting) {
    Map<String, String> pages = new HashMap<>();
    for (ChangeGate gate : gates) {
      for (ChangeGate.Change change : waiting) {
        String page = gate.propose(change);
        change.documents().forEach(document -> pages.put(document.path(), page));
      }
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

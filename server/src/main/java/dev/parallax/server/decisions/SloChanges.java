package dev.parallax.server.decisions;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Slo;
import dev.parallax.budget.SloId;
import dev.parallax.formats.SourceFile;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.decision.DecisionId;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.Mode;
import dev.parallax.governance.seat.Matter;
import dev.parallax.governance.seat.Seat;
import dev.parallax.server.audit.Audit;
import dev.parallax.server.audit.AuditEvent;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.catalog.ChangeGate;
import dev.parallax.server.decisions.Chairs.Chair;
import dev.parallax.server.decisions.ProposalStore.Document;
import dev.parallax.server.decisions.ProposalStore.Proposed;
import dev.parallax.server.shell.Counted;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The process of changing an SLO: proposed by who works on it, consulted on, agreed to by who
/// answers for it, and then registered.
@Singleton
class SloChanges implements ChangeGate, Decisions.Procedure {
  static final String PROCESS = "slo-change";
  private static final String PROPOSE = "propose";
  static final String AGREE = "agree";

  private final Proposals proposals;
  private final Chairs chairs;
  private final Catalog catalog;
  private final Audit audit;
  private final InstantSource clock;

  SloChanges(
      Proposals proposals, Chairs chairs, Catalog catalog, Audit audit, InstantSource clock) {
    this.proposals = proposals;
    this.chairs = chairs;
    this.catalog = catalog;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public String name() {
    return PROCESS;
  }

  @Override
  public boolean guards(Change change) {
    return change instanceof Change.OfSlos slos
        && chairs.mode(AGREE, slos.service()) == Mode.ENFORCING;
  }

  @Override
  public void passed(Change change) {
    if (change instanceof Change.OfSlos slos
        && chairs.mode(AGREE, slos.service()) == Mode.PERMISSIVE) {
      passed(slos);
    }
  }

  private void passed(Change.OfSlos change) {
    String answers =
        chairs
            .in(
                new Seat(change.service(), AGREE, Capability.ANSWER),
                Matter.opening(clock.instant()),
                clock.instant())
            .stream()
            .map(chair -> chair.person().value())
            .collect(Collectors.joining(", "));
    audit.record(
        audit.event(
            "slo/" + change.slos().stream().map(SloId::value).collect(Collectors.joining(",")),
            AuditEvent.Outcome.DONE,
            "Registered without agreement, since 'agree' is permissive for %s."
                .formatted(change.service()),
            "enforcing, %s would have been asked to agree"
                .formatted(answers.isEmpty() ? "nobody" : answers)));
  }

  @Override
  public String propose(Change change) {
    return Proposals.page(propose((Change.OfSlos) change, ""));
  }

  /// Proposes a change.
  ///
  /// @param why it is wanted; may be empty
  /// @throws dev.parallax.server.shell.Refused if the caller has no seat to propose
  DecisionId propose(Change.OfSlos change, String why) {
    ServiceId service = change.service();
    boolean open = chairs.mode(PROPOSE, service) != Mode.ENFORCING;
    Chair by = proposals.by(service, PROPOSE, "a change of an SLO of " + service, open);
    List<SloDiff> diffs = diffs(change.slos(), catalog.asIf(change.documents()));
    return proposals.propose(
        new Proposals.Wanted(
            PROCESS,
            AGREE,
            service,
            subject(diffs),
            why,
            diffs.stream().anyMatch(SloDiff::loosens),
            change.slos(),
            change.documents()),
        by);
  }

  /// Who may propose a change.
  List<Chair> proposers(ServiceId service) {
    return proposals.workers(service, PROPOSE);
  }

  /// Whether somebody may, seated or because it is not enforced.
  boolean mayPropose(ServiceId service, PersonRef person) {
    return chairs.mode(PROPOSE, service) != Mode.ENFORCING
        || proposers(service).stream().anyMatch(chair -> chair.person().equals(person));
  }

  /// What would change, SLO by SLO: against what stood there when it was proposed.
  List<SloDiff> diffs(Proposed proposed) {
    List<SourceFile> base =
        proposed.base().entrySet().stream()
            .filter(each -> !each.getValue().isEmpty())
            .map(each -> new Document(each.getKey(), each.getValue()).file())
            .toList();
    Map<SloId, Slo> before = catalog.asIf(base);
    Map<SloId, Slo> after = catalog.asIf(proposed.files());
    List<SloDiff> diffs = new ArrayList<>();
    for (SloId id : proposed.slos()) {
      Slo was = before.get(id);
      if (was != null) {
        diffs.add(new SloDiff(was, after.get(id)));
      }
    }
    return diffs;
  }

  private List<SloDiff> diffs(List<SloId> slos, Map<SloId, Slo> after) {
    List<SloDiff> diffs = new ArrayList<>();
    for (SloId id : slos) {
      catalog
          .registry()
          .slo(id)
          .map(history -> history.versions().getLast().slo())
          .ifPresent(before -> diffs.add(new SloDiff(before, after.get(id))));
    }
    return diffs;
  }

  private static String subject(List<SloDiff> diffs) {
    String subject =
        diffs.stream()
            .map(
                diff ->
                    "%s: %s"
                        .formatted(
                            diff.before().displayName(),
                            Counted.listed(
                                diff.lines().stream().map(SloDiff.Line::toString).toList())))
            .collect(Collectors.joining("; "));
    return subject.length() > 300 ? subject.substring(0, 299) + "…" : subject;
  }

  @Override
  public void check(Kept kept) {
    proposals.check(kept);
  }

  @Override
  public void carryOut(Kept kept) {
    proposals.carryOut(kept);
  }
}

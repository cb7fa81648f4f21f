package dev.parallax.server.decisions;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Slo;
import dev.parallax.budget.SloId;
import dev.parallax.formats.Checked;
import dev.parallax.formats.Problem;
import dev.parallax.formats.SourceFile;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.decision.Decision.Decided;
import dev.parallax.governance.decision.Decision.Returned;
import dev.parallax.governance.decision.Decision.Verdict;
import dev.parallax.governance.decision.DecisionId;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.Mode;
import dev.parallax.governance.seat.Matter;
import dev.parallax.governance.seat.Seat;
import dev.parallax.server.audit.Audit;
import dev.parallax.server.audit.AuditEvent;
import dev.parallax.server.catalog.Applied;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.catalog.ChangeGate;
import dev.parallax.server.decisions.Chairs.Chair;
import dev.parallax.server.decisions.SloChangeStore.Document;
import dev.parallax.server.decisions.SloChangeStore.Proposed;
import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Calling;
import dev.parallax.server.shell.Counted;
import dev.parallax.server.shell.Refused;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// The process of changing an SLO: proposed by who works on it, consulted on, agreed to by who
/// answers for it, and then registered.
@Singleton
class SloChanges implements ChangeGate, Decisions.Procedure {
  static final String PROCESS = "slo-change";
  private static final Logger LOG = Logger.getLogger(SloChanges.class);
  private static final String PROPOSE = "propose";
  private static final String AGREE = "agree";

  private final SloChangeStore store;
  private final DecisionStore decisionStore;
  private final Decisions decisions;
  private final Chairs chairs;
  private final Catalog catalog;
  private final Calling calling;
  private final Audit audit;
  private final InstantSource clock;

  SloChanges(
      SloChangeStore store,
      DecisionStore decisionStore,
      Decisions decisions,
      Chairs chairs,
      Catalog catalog,
      Calling calling,
      Audit audit,
      InstantSource clock) {
    this.store = store;
    this.decisionStore = decisionStore;
    this.decisions = decisions;
    this.chairs = chairs;
    this.catalog = catalog;
    this.calling = calling;
    this.audit = audit;
    this.clock = clock;
  }

  @Override
  public String name() {
    return PROCESS;
  }

  @Override
  public boolean guards(ServiceId service) {
    return chairs.mode(AGREE, service) == Mode.ENFORCING;
  }

  @Override
  public void passed(Change change) {
    if (chairs.mode(AGREE, change.service()) != Mode.PERMISSIVE) {
      return;
    }
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
    Instant now = clock.instant();
    Chair by = proposer(change.service(), now);
    List<Document> documents = change.documents().stream().map(Document::of).toList();
    List<Kept> open =
        decisions.open().stream()
            .filter(kept -> kept.process().equals(PROCESS))
            .filter(kept -> kept.service().equals(change.service()))
            .toList();
    for (Kept kept : open) {
      boolean same =
          store.find(kept.id()).filter(other -> other.documents().equals(documents)).isPresent();
      if (same && !(kept.decision() instanceof Returned)) {
        return page(kept.id());
      }
    }
    Optional<Kept> returned =
        open.stream()
            .filter(kept -> kept.decision() instanceof Returned)
            .filter(
                kept ->
                    kept.dossier().responsible().equals(by.person())
                        || kept.request().asked().who().equals(by.person()))
            .findFirst();
    return page(propose(change, by, returned, now));
  }

  private DecisionId propose(Change change, Chair by, Optional<Kept> returned, Instant now) {
    List<SloDiff> diffs = diffs(change.slos(), catalog.asIf(change.documents()));
    Decisions.Asking asking =
        new Decisions.Asking(
            PROCESS,
            AGREE,
            change.service(),
            subject(diffs),
            by.act(now, ""),
            diffs.stream().anyMatch(SloDiff::loosens));
    return decisionStore.inTransaction(
        transaction -> {
          Kept kept =
              returned
                  .map(before -> decisions.askAgain(transaction, before, asking, by.trace()))
                  .orElseGet(() -> decisions.ask(transaction, asking, by.trace()));
          List<Document> documents = change.documents().stream().map(Document::of).toList();
          store.put(
              transaction,
              new Proposed(kept.id(), change.slos(), documents, wordings(documents), null));
          return kept.id();
        });
  }

  private Chair proposer(ServiceId service, Instant now) {
    if (!(calling.caller() instanceof Caller.Member member)) {
      throw new Refused(
          Refused.Reason.FORBIDDEN,
          "A change of an SLO of %s has to be agreed to, and nobody knows who asks for it."
              .formatted(service),
          "It is proposed by a person who sits in a seat.",
          "Sign in, or use a token of your own.");
    }
    PersonRef person = member.person();
    List<Chair> may =
        Stream.of(Capability.PERFORM, Capability.DRIVE, Capability.ANSWER)
            .flatMap(
                part ->
                    chairs.in(new Seat(service, PROPOSE, part), Matter.opening(now), now).stream())
            .toList();
    Optional<Chair> seat = may.stream().filter(chair -> chair.person().equals(person)).findFirst();
    if (seat.isPresent() || chairs.mode(PROPOSE, service) != Mode.ENFORCING) {
      return seat.orElseGet(
          () ->
              new Chair(
                  person,
                  new PersonaId("service-consumer"),
                  Capability.PERFORM,
                  null,
                  "without a seat, since 'propose' is not enforced",
                  List.of("%s has no seat to propose; it is not enforced.".formatted(person))));
    }
    throw new Refused(
        Refused.Reason.FORBIDDEN,
        "%s has no seat to propose a change of an SLO of %s.".formatted(person, service),
        "The matrix gives it to %s."
            .formatted(
                may.isEmpty()
                    ? "nobody"
                    : Counted.listed(
                        may.stream().map(chair -> chair.person().value()).distinct().toList())),
        "Ask one of them to propose it.");
  }

  static String page(DecisionId id) {
    return "/decisions/" + id;
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

  private Map<String, String> wordings(List<Document> documents) {
    Map<String, String> registered = new TreeMap<>();
    documents.forEach(
        document -> registered.put(document.path(), catalog.text(document.path()).orElse("")));
    return registered;
  }

  /// What a decision is about, if it is about a change of SLOs.
  Optional<Proposed> of(Kept kept) {
    return kept.process().equals(PROCESS) ? store.find(kept.id()) : Optional.empty();
  }

  /// Whether what it would change was changed since it was proposed.
  boolean isStale(Proposed proposed) {
    return !wordings(proposed.documents()).equals(proposed.base());
  }

  @Override
  public void check(Kept kept) {
    Proposed proposed = store.find(kept.id()).orElseThrow();
    if (isStale(proposed)) {
      throw new Refused(
          Refused.Reason.CONFLICT,
          "What %s would change was changed since it was proposed.".formatted(kept.id()),
          "Who was asked answered about another wording.",
          "Return it, so that it is proposed on the wording of today.");
    }
    if (catalog.registrable(proposed.files())
        instanceof Checked.Rejected<Applied>(List<Problem> problems)) {
      throw new Refused(
          Refused.Reason.CONFLICT,
          "What %s would register no longer fits: %s".formatted(kept.id(), problems.getFirst()),
          "Documents are registered when they fit together.",
          "Return it, so that it is changed.");
    }
  }

  @Override
  public void carryOut(Kept kept) {
    if (!(kept.decision() instanceof Decided decided) || decided.verdict() != Verdict.APPROVED) {
      return;
    }
    decisionStore.inTransaction(
        transaction -> {
          store
              .unregistered(transaction, kept.id())
              .filter(proposed -> isRegistered(proposed) || register(proposed))
              .ifPresent(_ -> store.registered(transaction, kept.id(), clock.instant()));
          return true;
        });
  }

  /// Whether it was registered by a program that was stopped before it noted that.
  private boolean isRegistered(Proposed proposed) {
    return proposed.documents().stream()
        .allMatch(document -> catalog.wasRegisteredBy(document.path(), by(proposed)));
  }

  private boolean register(Proposed proposed) {
    return switch (catalog.register(proposed.files(), by(proposed))) {
      case Checked.Ok<Applied> _ -> true;
      case Checked.Rejected<Applied>(List<Problem> problems) -> {
        LOG.errorf(
            "%s was agreed to and cannot be registered: %s",
            proposed.decision(), problems.getFirst());
        yield false;
      }
    };
  }

  private static String by(Proposed proposed) {
    return "decision " + proposed.decision();
  }

  /// Registers what was agreed to and is not registered yet.
  void finish() {
    for (DecisionId id : store.approvedAndUnregistered()) {
      carryOut(decisions.get(id.toString()));
    }
  }
}

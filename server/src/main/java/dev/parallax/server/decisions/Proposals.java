package dev.parallax.server.decisions;

import dev.parallax.budget.ServiceId;
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
import dev.parallax.governance.seat.Matter;
import dev.parallax.governance.seat.Seat;
import dev.parallax.server.catalog.Applied;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.decisions.Chairs.Chair;
import dev.parallax.server.decisions.ProposalStore.Document;
import dev.parallax.server.decisions.ProposalStore.Proposed;
import dev.parallax.server.shell.Caller;
import dev.parallax.server.shell.Calling;
import dev.parallax.server.shell.Counted;
import dev.parallax.server.shell.Refused;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/// Documents that wait to be agreed to and are registered then, whatever they change.
@Singleton
class Proposals {
  private static final Logger LOG = Logger.getLogger(Proposals.class);

  private final ProposalStore store;
  private final DecisionStore decisionStore;
  private final Decisions decisions;
  private final Chairs chairs;
  private final Catalog catalog;
  private final Calling calling;
  private final InstantSource clock;

  Proposals(
      ProposalStore store,
      DecisionStore decisionStore,
      Decisions decisions,
      Chairs chairs,
      Catalog catalog,
      Calling calling,
      InstantSource clock) {
    this.store = store;
    this.decisionStore = decisionStore;
    this.decisions = decisions;
    this.chairs = chairs;
    this.catalog = catalog;
    this.calling = calling;
    this.clock = clock;
  }

  /// What somebody wants to register.
  ///
  /// @param activity that decides it
  /// @param why it is wanted; may be empty
  /// @param slos whose meaning changes
  /// @param loosens whether it makes a promise smaller
  record Wanted(
      String process,
      String activity,
      ServiceId service,
      String subject,
      String why,
      boolean loosens,
      List<SloId> slos,
      List<SourceFile> files) {
    List<Document> documents() {
      return files.stream().map(Document::of).toList();
    }
  }

  /// Who asks for a change, by a seat in an activity.
  ///
  /// @param what they ask for, such as "a change of an SLO of checkout"
  /// @param open whether those without a seat may ask as well
  /// @throws Refused if nobody knows who it is, or they have no seat
  Chair by(ServiceId service, String activity, String what, boolean open) {
    if (!(calling.caller() instanceof Caller.Member member)) {
      throw new Refused(
          Refused.Reason.FORBIDDEN,
          Counted.sentence(what) + " has to be agreed to, and nobody knows who asks for it.",
          "It is proposed by a person who sits in a seat.",
          "Sign in, or use a token of your own.");
    }
    PersonRef person = member.person();
    List<Chair> may = workers(service, activity);
    Optional<Chair> seat = may.stream().filter(chair -> chair.person().equals(person)).findFirst();
    if (seat.isPresent() || open) {
      return seat.orElseGet(() -> without(person, activity));
    }
    throw new Refused(
        Refused.Reason.FORBIDDEN,
        "%s has no seat to propose %s.".formatted(person, what),
        "The matrix gives it to %s."
            .formatted(
                may.isEmpty()
                    ? "nobody"
                    : Counted.listed(
                        may.stream().map(chair -> chair.person().value()).distinct().toList())),
        "Ask one of them to propose it.");
  }

  private static Chair without(PersonRef person, String activity) {
    return new Chair(
        person,
        new PersonaId("service-consumer"),
        Capability.PERFORM,
        null,
        "without a seat",
        List.of("%s has no seat in '%s', and may ask without one.".formatted(person, activity)));
  }

  /// Who does an activity, drives it or answers for it.
  List<Chair> workers(ServiceId service, String activity) {
    Instant now = clock.instant();
    return Stream.of(Capability.PERFORM, Capability.DRIVE, Capability.ANSWER)
        .flatMap(
            part -> chairs.in(new Seat(service, activity, part), Matter.opening(now), now).stream())
        .toList();
  }

  /// Asks for agreement; again, where it was returned to the same person, and only once for the
  /// same documents.
  DecisionId propose(Wanted wanted, Chair by) {
    Instant now = clock.instant();
    List<Kept> open =
        decisions.open().stream()
            .filter(kept -> kept.process().equals(wanted.process()))
            .filter(kept -> kept.activity().equals(wanted.activity()))
            .filter(kept -> kept.service().equals(wanted.service()))
            .toList();
    for (Kept kept : open) {
      boolean same =
          store
              .find(kept.id())
              .filter(other -> other.documents().equals(wanted.documents()))
              .isPresent();
      if (same && !(kept.decision() instanceof Returned)) {
        return kept.id();
      }
    }
    Optional<Kept> returned =
        open.stream().filter(kept -> isReturnedTo(kept, by.person())).findFirst();
    return propose(wanted, by, returned, now);
  }

  /// Whether a decision waits to be changed by somebody.
  static boolean isReturnedTo(Kept kept, PersonRef person) {
    return kept.decision() instanceof Returned
        && (kept.dossier().responsible().equals(person)
            || kept.request().asked().who().equals(person));
  }

  private DecisionId propose(Wanted wanted, Chair by, Optional<Kept> returned, Instant now) {
    Decisions.Asking asking =
        new Decisions.Asking(
            wanted.process(),
            wanted.activity(),
            wanted.service(),
            wanted.subject(),
            by.act(now, wanted.why()),
            wanted.loosens());
    return decisionStore.inTransaction(
        transaction -> {
          Kept kept =
              returned
                  .map(before -> decisions.askAgain(transaction, before, asking, by.trace()))
                  .orElseGet(() -> decisions.ask(transaction, asking, by.trace()));
          List<Document> documents = wanted.documents();
          store.put(
              transaction,
              new Proposed(kept.id(), wanted.slos(), documents, wordings(documents), null));
          return kept.id();
        });
  }

  /// The path of the page of a decision.
  static String page(DecisionId id) {
    return "/decisions/" + id;
  }

  private Map<String, String> wordings(List<Document> documents) {
    Map<String, String> registered = new TreeMap<>();
    documents.forEach(
        document -> registered.put(document.path(), catalog.text(document.path()).orElse("")));
    return registered;
  }

  /// What a decision would register, if it is about that.
  Optional<Proposed> of(Kept kept) {
    return store.find(kept.id());
  }

  /// Whether what it would change was changed since it was proposed.
  boolean isStale(Proposed proposed) {
    return !wordings(proposed.documents()).equals(proposed.base());
  }

  /// Refuses a yes to what could not be registered.
  void check(Kept kept) {
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

  /// Registers what was agreed to; again, it changes nothing.
  void carryOut(Kept kept) {
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

package dev.parallax.server.decisions;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Persona;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.decision.Act;
import dev.parallax.governance.decision.Evidence;
import dev.parallax.governance.decision.Ladder.Rung;
import dev.parallax.governance.decision.Move;
import dev.parallax.server.budgets.Wording;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.decisions.DecisionView.StepBody;
import dev.parallax.server.decisions.DecisionView.TimeBody;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The history of a decision: what people did, and what happened by itself.
@Singleton
class DecisionSteps {
  private final DecisionStore store;
  private final Catalog catalog;
  private final Wording wording;

  DecisionSteps(DecisionStore store, Catalog catalog, Wording wording) {
    this.store = store;
    this.catalog = catalog;
    this.wording = wording;
  }

  /// Every step, the oldest first.
  List<StepBody> of(Kept kept) {
    List<StepBody> steps = new ArrayList<>();
    Act asked = firstAsked(kept);
    steps.add(step(asked, "proposed it", evidence(kept.request().evidence())));
    kept.dossier().moves().forEach(move -> steps.add(step(move.act(), text(move), evidence(move))));
    store.fired(kept.id()).forEach((id, at) -> steps.add(rang(id, at)));
    steps.sort(Comparator.comparing(step -> step.at().at()));
    return List.copyOf(steps);
  }

  private static Act firstAsked(Kept kept) {
    Act asked = kept.request().asked();
    return new Act(
        asked.who(), asked.as(), asked.part(), asked.onBehalfOf(), kept.openedAt(), asked.why());
  }

  private StepBody step(Act act, String text, String evidence) {
    PersonRef other = act.onBehalfOf();
    return new StepBody(
        time(act.at()),
        name(act.who()),
        "as %s%s"
            .formatted(persona(act.as()), other == null ? "" : ", on behalf of " + name(other)),
        text,
        act.why(),
        evidence);
  }

  private StepBody rang(String id, Instant at) {
    return new StepBody(time(at), null, "", clock(id), "", "");
  }

  private static String clock(String id) {
    if (id.endsWith("/window")) {
      return "The time to answer ended.";
    }
    if (id.startsWith("hold/")) {
      return "The hold ended.";
    }
    String rung = id.substring(id.indexOf('/') + 1);
    for (Rung each : Rung.values()) {
      if (rung.equals(each.name().toLowerCase(Locale.ROOT).replace('_', '-'))) {
        return switch (each) {
          case ACCOUNTABLE -> "It was due; who decides was reminded.";
          case DEPUTY -> "It was late and went to the deputy.";
          case MANAGER -> "It was late and went to the manager.";
          case SERVICE_OWNER -> "It was late and went to the service owner.";
          case EXECUTIVE -> "It was late and went to the executive.";
        };
      }
    }
    return id;
  }

  private TimeBody time(Instant at) {
    return new TimeBody(at, wording.minute(at));
  }

  private String name(PersonRef person) {
    return catalog.registry().roster().directory().nameOf(person);
  }

  private String persona(PersonaId id) {
    return catalog.registry().roster().personas().get(id).map(Persona::name).orElse(id.value());
  }

  private String text(Move move) {
    return switch (move) {
      case Move.Opine(_, var stance) -> thinks(stance);
      case Move.Waive(_, var whom) -> "does not wait for " + name(whom);
      case Move.Hold(_, var until) ->
          until == null ? "holds it" : "holds it until " + wording.minute(until);
      case Move.Lift _ -> "ended the hold";
      case Move.Extend(_, var by) -> "moved the deadline to " + wording.minute(by);
      case Move.Reassign(_, var to) -> "gave the work to " + name(to);
      case Move.Delegate(_, var to) -> "handed the decision to " + name(to);
      case Move.Approve _ -> "agreed";
      case Move.Reject _ -> "rejected it";
      case Move.SignOff _ -> "agreed as the second person";
      case Move.Return _ -> "returned it";
      case Move.Resubmit _ -> "changed it and asked again";
      case Move.Withdraw _ -> "took it back";
    };
  }

  private static String evidence(Move move) {
    return switch (move) {
      case Move.Approve(_, var evidence) -> evidence(evidence);
      case Move.Reject(_, var evidence) -> evidence(evidence);
      case Move.SignOff(_, var evidence) -> evidence(evidence);
      case Move.Resubmit(_, var request) -> evidence(request.evidence());
      case Move.Opine _,
          Move.Waive _,
          Move.Hold _,
          Move.Lift _,
          Move.Extend _,
          Move.Reassign _,
          Move.Delegate _,
          Move.Return _,
          Move.Withdraw _ ->
          "";
    };
  }

  private static String evidence(Evidence evidence) {
    return evidence.statement() == null
        ? evidence.matrix()
        : "statement %s, matrix %s".formatted(evidence.statement(), evidence.matrix());
  }

  /// The words with a full stop.
  static String ended(String words) {
    return words.isEmpty() || words.matches("(?s).*[.!?]") ? words : words + ".";
  }

  /// An opinion, after the name of who has it.
  static String thinks(Move.Stance stance) {
    return switch (stance) {
      case FOR -> "is for it";
      case AGAINST -> "is against it";
      case NEUTRAL -> "leaves it open";
    };
  }
}

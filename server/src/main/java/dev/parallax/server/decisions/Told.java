package dev.parallax.server.decisions;

import static dev.parallax.governance.raci.Capability.ANSWER;
import static dev.parallax.governance.raci.Capability.CONSULT;
import static dev.parallax.governance.raci.Capability.INFORM;
import static dev.parallax.governance.raci.Capability.PERFORM;
import static dev.parallax.governance.raci.Capability.SIGN_OFF;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.Persona;
import dev.parallax.governance.Roster;
import dev.parallax.governance.decision.Act;
import dev.parallax.governance.decision.Decision.Consulting;
import dev.parallax.governance.decision.Decision.Deciding;
import dev.parallax.governance.decision.Decision.SigningOff;
import dev.parallax.governance.decision.Ladder.Cause;
import dev.parallax.governance.decision.Ladder.Clock;
import dev.parallax.governance.decision.Move;
import dev.parallax.governance.raci.Capability;
import dev.parallax.server.audit.Audit;
import dev.parallax.server.audit.AuditEvent;
import dev.parallax.server.budgets.Wording;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.decisions.Chairs.Chair;
import dev.parallax.server.notices.News;
import dev.parallax.server.notices.News.Recipient;
import dev.parallax.server.notices.News.Urgency;
import dev.parallax.server.notices.Notices;
import dev.parallax.server.shell.Refused;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// What is written down and told when something happens to a decision, in the transaction in which
/// it happens.
@Singleton
class Told {
  private static final Set<Capability> ACTING = Set.of(ANSWER, CONSULT, PERFORM, SIGN_OFF);
  private static final Set<Capability> EVERYBODY =
      Set.of(ANSWER, CONSULT, PERFORM, SIGN_OFF, INFORM);

  private final Chairs chairs;
  private final Audit audit;
  private final Notices notices;
  private final Catalog catalog;
  private final Wording wording;

  Told(Chairs chairs, Audit audit, Notices notices, Catalog catalog, Wording wording) {
    this.chairs = chairs;
    this.audit = audit;
    this.notices = notices;
    this.catalog = catalog;
    this.wording = wording;
  }

  /// Something that happened.
  ///
  /// @param name of its own within the decision: it is told once
  /// @param to in which parts people are told
  /// @param asks whether it asks something of them
  /// @param by who did it and knows; null where it happened by itself
  private record Event(
      String name, String sentence, Set<Capability> to, boolean asks, @Nullable PersonRef by) {}

  /// It was asked for.
  void asked(Handle transaction, Kept kept, Instant at) {
    Act asked = kept.request().asked();
    tell(
        transaction,
        kept,
        new Event(
            "asked/" + kept.dossier().round(),
            "%s proposes: %s.".formatted(name(asked.who()), kept.request().subject()),
            ACTING,
            true,
            asked.who()),
        at);
    audit.record(transaction, event(kept, asked, "propose", kept.request().subject()));
  }

  /// A move was made.
  void moved(Handle transaction, Kept before, Kept after) {
    Move move = after.dossier().moves().getLast();
    int number = after.dossier().moves().size();
    Instant at = move.act().at();
    said(move, after)
        .ifPresent(
            said ->
                tell(
                    transaction,
                    after,
                    new Event(
                        "move/" + number,
                        said.sentence(),
                        said.to(),
                        asks(move, after),
                        move.act().who()),
                    at));
    if (before.decision() instanceof Consulting && after.decision() instanceof Deciding) {
      tell(transaction, after, turn(after, "Everybody who was asked has answered."), at);
    }
    audit.record(transaction, event(after, move.act(), DecisionJson.kind(move), detail(move)));
  }

  /// A move was not made, for the reason that its author was told.
  void refused(Kept kept, Command command, PersonRef who, Instant at, Refused refusal) {
    boolean forbidden = refusal.reason() == Refused.Reason.FORBIDDEN;
    audit.record(
        new AuditEvent(
            at,
            "person:" + who,
            "",
            "",
            kept.activity() + "/" + command.verb().kind(),
            subject(kept),
            forbidden ? AuditEvent.Outcome.REFUSED : AuditEvent.Outcome.FAILED,
            refusal.getMessage(),
            command.why()));
  }

  private record Said(String sentence, Set<Capability> to) {}

  private Optional<Said> said(Move move, Kept kept) {
    String who = name(move.act().who());
    String subject = kept.request().subject();
    String why = DecisionSteps.ended(move.act().why());
    String what = "%s. %s".formatted(subject, why).strip();
    return Optional.ofNullable(
        switch (move) {
          case Move.Approve _ ->
              kept.decision() instanceof SigningOff
                  ? new Said(
                      "%s agreed, and a second person has to: %s".formatted(who, what), ACTING)
                  : new Said("%s agreed: %s".formatted(who, what), EVERYBODY);
          case Move.SignOff _ ->
              new Said("%s agreed as the second person: %s".formatted(who, what), EVERYBODY);
          case Move.Reject _ -> new Said("%s rejected it: %s".formatted(who, what), EVERYBODY);
          case Move.Return _ ->
              new Said("%s returned it to be changed: %s".formatted(who, what), Set.of(PERFORM));
          case Move.Hold _ -> new Said("%s holds it: %s".formatted(who, what), ACTING);
          case Move.Lift _ ->
              new Said("%s ended the hold, it goes on: %s".formatted(who, what), ACTING);
          case Move.Withdraw _ -> new Said("%s took it back: %s".formatted(who, what), ACTING);
          case Move.Resubmit _ ->
              new Said("%s changed it and asks again: %s".formatted(who, what), ACTING);
          case Move.Delegate(_, var to) ->
              new Said(
                  "%s handed the decision to %s: %s".formatted(who, name(to), what),
                  Set.of(ANSWER));
          case Move.Reassign(_, var to) ->
              new Said(
                  "%s gave the work to %s: %s".formatted(who, name(to), what), Set.of(PERFORM));
          case Move.Extend(_, var by) ->
              new Said(
                  "%s moved the deadline to %s: %s".formatted(who, wording.minute(by), what),
                  Set.of(ANSWER, PERFORM));
          case Move.Waive(_, var whom) ->
              new Said(
                  "%s does not wait for %s: %s".formatted(who, name(whom), what), Set.of(CONSULT));
          case Move.Opine _ -> null;
        });
  }

  /// Whether a move asks something of those who are told of it.
  private static boolean asks(Move move, Kept after) {
    return switch (move) {
      case Move.Approve _ -> after.decision() instanceof SigningOff;
      case Move.Return _, Move.Resubmit _, Move.Delegate _, Move.Reassign _ -> true;
      case Move.Opine _,
          Move.Waive _,
          Move.Hold _,
          Move.Lift _,
          Move.Extend _,
          Move.Reject _,
          Move.SignOff _,
          Move.Withdraw _ ->
          false;
    };
  }

  private static Event turn(Kept kept, String why) {
    return new Event(
        "turn/" + kept.dossier().round(),
        "%s It can be decided: %s.".formatted(why, kept.request().subject()),
        Set.of(ANSWER),
        true,
        null);
  }

  /// A clock rang.
  void rang(Handle transaction, Kept kept, Clock clock, Instant at) {
    Event event =
        switch (clock.cause()) {
          case Cause.WindowEnds() -> turn(kept, "The time to answer has ended.");
          case Cause.HoldEnds() ->
              new Event(
                  clock.id(),
                  "The hold has ended, it goes on: %s.".formatted(kept.request().subject()),
                  ACTING,
                  false,
                  null);
          case Cause.Late(var rung) ->
              new Event(
                  clock.id(),
                  "It was due on %s and is not decided: %s."
                      .formatted(
                          wording.minute(kept.dossier().terms().decideBy()),
                          kept.request().subject()),
                  Set.of(ANSWER),
                  true,
                  null);
        };
    tell(transaction, kept, event, at);
    audit.record(
        transaction,
        new AuditEvent(
            at,
            AuditEvent.SELF,
            "",
            "",
            kept.activity() + "/clock",
            subject(kept),
            AuditEvent.Outcome.DONE,
            event.sentence(),
            clock.id()));
  }

  private static String subject(Kept kept) {
    return "decision/" + kept.id();
  }

  private static String detail(Move move) {
    return switch (move) {
      case Move.Opine(_, var stance) -> stance.name().toLowerCase(Locale.ROOT);
      case Move.Waive(_, var whom) -> whom.value();
      case Move.Reassign(_, var to) -> to.value();
      case Move.Delegate(_, var to) -> to.value();
      case Move.Hold(_, var until) -> until == null ? "" : "until " + until;
      case Move.Extend(_, var by) -> "until " + by;
      case Move.Approve(_, var evidence) ->
          "%s, %s".formatted(evidence.statement(), evidence.matrix());
      case Move.Reject(_, var evidence) ->
          "%s, %s".formatted(evidence.statement(), evidence.matrix());
      case Move.SignOff(_, var evidence) ->
          "%s, %s".formatted(evidence.statement(), evidence.matrix());
      case Move.Resubmit _, Move.Lift _, Move.Return _, Move.Withdraw _ -> "";
    };
  }

  private static AuditEvent event(Kept kept, Act act, String kind, String detail) {
    return new AuditEvent(
        act.at(),
        "person:" + act.who(),
        act.as().value(),
        act.onBehalfOf() == null ? "" : act.onBehalfOf().value(),
        kept.activity() + "/" + kind,
        subject(kept),
        AuditEvent.Outcome.DONE,
        act.why(),
        detail);
  }

  /// Each person hears of it once, with all parts in it; who is only informed of the outcome, in
  /// the digest; who did it, not at all.
  private void tell(Handle transaction, Kept kept, Event event, Instant at) {
    SequencedMap<PersonRef, Recipient> to = new LinkedHashMap<>();
    for (Capability part : event.to()) {
      Urgency urgency = part == INFORM ? Urgency.DIGEST : Urgency.NOW;
      chairs.over(kept, part, at).forEach(chair -> add(to, chair, part, urgency));
    }
    if (event.to().contains(INFORM)) {
      chairs.bystanders(kept, at).forEach(chair -> add(to, chair, PERFORM, Urgency.DIGEST));
    }
    if (event.by() != null) {
      to.remove(event.by());
    }
    notices.tell(
        transaction,
        new News(
            "%s/%s".formatted(subject(kept), event.name()),
            at,
            new News.Subject(chairs.activity(kept.activity(), kept.service()), kept.service()),
            event.sentence(),
            event.asks(),
            "/decisions/" + kept.id(),
            List.copyOf(to.values())));
  }

  private void add(
      SequencedMap<PersonRef, Recipient> to, Chair chair, Capability part, Urgency urgency) {
    to.merge(
        chair.person(),
        new Recipient(chair.person(), Set.of(part), why(chair), urgency),
        (before, more) ->
            new Recipient(
                before.person(),
                Stream.concat(before.parts().stream(), more.parts().stream())
                    .collect(Collectors.toSet()),
                before.why(),
                before.urgency() == Urgency.NOW ? Urgency.NOW : more.urgency()));
  }

  private String why(Chair chair) {
    Roster roster = catalog.registry().roster();
    String persona =
        roster.personas().get(chair.as()).map(Persona::name).orElse(chair.as().value());
    return "%s, %s.".formatted(persona, chair.right());
  }

  private String name(PersonRef person) {
    return catalog.registry().roster().directory().nameOf(person);
  }
}

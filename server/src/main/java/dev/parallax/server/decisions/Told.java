package dev.parallax.server.decisions;

import static dev.parallax.governance.raci.Capability.ANSWER;
import static dev.parallax.governance.raci.Capability.CONSULT;
import static dev.parallax.governance.raci.Capability.INFORM;
import static dev.parallax.governance.raci.Capability.PERFORM;
import static dev.parallax.governance.raci.Capability.SIGN_OFF;

import dev.parallax.governance.PersonRef;
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
import dev.parallax.server.decisions.Chairs.Chair;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// What is written down and told when something happens to a decision, in the transaction in which
/// it happens.
@Singleton
class Told {
  private static final Set<Capability> ACTING = Set.of(ANSWER, CONSULT, PERFORM, SIGN_OFF);
  private static final Set<Capability> EVERYBODY =
      Set.of(ANSWER, CONSULT, PERFORM, SIGN_OFF, INFORM);

  private final Chairs chairs;
  private final Audit audit;
  private final Event<DecisionNews> news;

  Told(Chairs chairs, Audit audit, Event<DecisionNews> news) {
    this.chairs = chairs;
    this.audit = audit;
    this.news = news;
  }

  /// Something that happened.
  ///
  /// @param name of its own within the decision: it is told once
  /// @param to in which parts people are told
  private record Happening(String name, String sentence, Set<Capability> to) {}

  /// It was asked for.
  void asked(Handle transaction, Kept kept, Instant at) {
    Act asked = kept.request().asked();
    tell(
        transaction,
        kept,
        new Happening(
            "asked/" + kept.dossier().round(),
            "%s proposes: %s.".formatted(asked.who(), kept.request().subject()),
            ACTING),
        at);
    audit.record(transaction, event(kept, asked, "propose", kept.request().subject()));
  }

  /// A move was made.
  void moved(Handle transaction, Kept before, Kept after) {
    Move move = after.dossier().moves().getLast();
    int number = after.dossier().moves().size();
    Instant at = move.act().at();
    news(move, after)
        .ifPresent(
            news ->
                tell(
                    transaction,
                    after,
                    new Happening("move/" + number, news.sentence(), news.to()),
                    at));
    if (before.decision() instanceof Consulting && after.decision() instanceof Deciding) {
      tell(transaction, after, turn(after, "Everybody who was asked has answered."), at);
    }
    audit.record(transaction, event(after, move.act(), DecisionJson.kind(move), detail(move)));
  }

  private record News(String sentence, Set<Capability> to) {}

  private static Optional<News> news(Move move, Kept kept) {
    String who = move.act().who().value();
    String subject = kept.request().subject();
    String why = move.act().why();
    return Optional.ofNullable(
        switch (move) {
          case Move.Approve _ ->
              kept.decision() instanceof SigningOff
                  ? new News(
                      "%s approved it and a second person has to agree: %s."
                          .formatted(who, subject),
                      ACTING)
                  : new News("%s agreed: %s. %s".formatted(who, subject, why), EVERYBODY);
          case Move.SignOff _ ->
              new News("%s agreed as the second person: %s.".formatted(who, subject), EVERYBODY);
          case Move.Reject _ ->
              new News("%s rejected it: %s. %s".formatted(who, subject, why), EVERYBODY);
          case Move.Return _ -> new News("%s returned it: %s".formatted(who, why), Set.of(PERFORM));
          case Move.Hold _ -> new News("%s holds it: %s".formatted(who, why), ACTING);
          case Move.Lift _ -> new News("%s ended the hold.".formatted(who), ACTING);
          case Move.Withdraw _ -> new News("%s took it back: %s.".formatted(who, subject), ACTING);
          case Move.Resubmit _ ->
              new News("%s changed it and asks again: %s.".formatted(who, subject), ACTING);
          case Move.Delegate(_, var to) ->
              new News(
                  "%s handed the decision to %s: %s.".formatted(who, to, subject), Set.of(ANSWER));
          case Move.Reassign(_, var to) ->
              new News("%s gave the work to %s: %s.".formatted(who, to, subject), Set.of(PERFORM));
          case Move.Extend(_, var by) ->
              new News("%s moved the deadline to %s.".formatted(who, by), Set.of(ANSWER, PERFORM));
          case Move.Waive(_, var whom) ->
              new News("%s does not wait for %s: %s".formatted(who, whom, why), Set.of(CONSULT));
          case Move.Opine _ -> null;
        });
  }

  private static Happening turn(Kept kept, String why) {
    return new Happening(
        "turn/" + kept.dossier().round(),
        "%s It can be decided: %s.".formatted(why, kept.request().subject()),
        Set.of(ANSWER));
  }

  /// A clock rang.
  void rang(Handle transaction, Kept kept, Clock clock, Instant at) {
    Happening event =
        switch (clock.cause()) {
          case Cause.WindowEnds() -> turn(kept, "The time to answer has ended.");
          case Cause.HoldEnds() ->
              new Happening(clock.id(), "The hold has ended: it goes on.", ACTING);
          case Cause.Late(var rung) ->
              new Happening(
                  clock.id(),
                  "It was due %s and is not decided: %s."
                      .formatted(kept.dossier().terms().decideBy(), kept.request().subject()),
                  Set.of(ANSWER));
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

  private void tell(Handle transaction, Kept kept, Happening event, Instant at) {
    SequencedMap<PersonRef, Set<Capability>> parts = new LinkedHashMap<>();
    for (Capability part : event.to()) {
      for (Chair chair : chairs.over(kept, part, at)) {
        parts.computeIfAbsent(chair.person(), _ -> EnumSet.noneOf(Capability.class)).add(part);
      }
    }
    news.fire(
        new DecisionNews(
            transaction,
            "decision/%s/%s".formatted(kept.id(), event.name()),
            kept,
            event.sentence(),
            parts,
            at));
  }
}

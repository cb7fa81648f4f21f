package dev.parallax.governance.decision;

import static dev.parallax.governance.raci.Capability.ANSWER;
import static dev.parallax.governance.raci.Capability.CONSULT;
import static dev.parallax.governance.raci.Capability.SIGN_OFF;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.decision.Decision.Held;
import dev.parallax.governance.decision.Decision.SigningOff;
import dev.parallax.governance.decision.Move.Delegate;
import dev.parallax.governance.decision.Move.Extend;
import dev.parallax.governance.decision.Move.Hold;
import dev.parallax.governance.decision.Move.Lift;
import dev.parallax.governance.decision.Move.Opine;
import dev.parallax.governance.decision.Move.Reject;
import dev.parallax.governance.decision.Move.Resubmit;
import dev.parallax.governance.decision.Move.SignOff;
import dev.parallax.governance.decision.Move.Stance;
import dev.parallax.governance.decision.Move.Waive;
import dev.parallax.governance.decision.Move.Withdraw;
import dev.parallax.governance.decision.Outcome.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What must hold for a move: small questions, each answered by nothing or by "no, because".
final class Rules {
  /// How long one who is asked may hold. Source: ADR-00006's C, executed as "a hold of at most 24
  /// hours, once".
  private static final Duration HOLD = Duration.ofHours(24);

  private Rules() {}

  static Optional<Refusal> opine(Opine move) {
    Act act = move.act();
    if (act.part() != CONSULT) {
      return Optional.of(Refusals.noSeat(act, "those who are asked"));
    }
    return move.stance() == Stance.AGAINST ? reasoned(act, "An opinion against it") : none();
  }

  static Optional<Refusal> waive(Dossier dossier, Waive move) {
    PersonRef whom = move.consulted();
    if (!dossier.isAsked(whom)) {
      return Optional.of(
          Refusals.of(
              "%s is not asked.".formatted(whom),
              "Only who is asked can be waived.",
              "Choose one of those who are."));
    }
    if (dossier.waitingFor(move.act().at()).stream()
        .noneMatch(each -> each.person().equals(whom))) {
      return Optional.of(
          Refusals.of(
              "%s has answered, is waived already, or the time to answer has ended."
                  .formatted(whom),
              "Nobody waits for them.",
              "Nothing is left to do."));
    }
    return answersWithReason(move);
  }

  static Optional<Refusal> hold(Dossier dossier, Hold move) {
    Act act = move.act();
    Instant until = move.until();
    if (until != null && !until.isAfter(act.at())) {
      return Optional.of(
          Refusals.of(
              "A hold until %s is over.".formatted(until),
              "A hold ends after it began.",
              "Choose a later end."));
    }
    if (act.part() == CONSULT && dossier.hasHeldAsConsulted(act.who())) {
      return Optional.of(
          Refusals.of(
              "%s has held it once.".formatted(act.who()),
              "Who is asked may hold once.",
              "Say in an opinion what speaks against it."));
    }
    if (act.part() == CONSULT && (until == null || until.isAfter(act.at().plus(HOLD)))) {
      return Optional.of(
          Refusals.of(
              "A hold %s.".formatted(until == null ? "without an end" : "until " + until),
              "Who is asked may hold for 24 hours at most.",
              "Choose an end before %s.".formatted(act.at().plus(HOLD))));
    }
    if (act.part() != ANSWER && act.part() != CONSULT && !dossier.isOwn(act.who())) {
      return Optional.of(
          Refusals.noSeat(act, "those who decide, those who are asked, and who asked"));
    }
    return reasoned(act, "A hold");
  }

  static Optional<Refusal> lift(Held held, Lift move) {
    Act holder = held.hold().act();
    if (move.act().part() == ANSWER || move.act().who().equals(holder.who())) {
      return none();
    }
    return Optional.of(
        Refusals.of(
            "%s holds it.".formatted(holder.who()),
            "A hold is lifted by who put it there or by who decides.",
            "Ask one of them."));
  }

  static Optional<Refusal> extend(Dossier dossier, Extend move) {
    if (!move.decideBy().isAfter(dossier.terms().decideBy())) {
      return Optional.of(
          Refusals.of(
              "It is due by %s already.".formatted(dossier.terms().decideBy()),
              "A deadline moves on, never back: others rely on it.",
              "Choose a later one."));
    }
    return answersWithReason(move);
  }

  static Optional<Refusal> delegate(Dossier dossier, Delegate move) {
    Act act = move.act();
    if (move.to().equals(act.who())) {
      return Optional.of(
          Refusals.of(
              "%s hands it to themselves.".formatted(act.who()),
              "A delegation names somebody else.",
              "Choose another person, or decide."));
    }
    if (act.onBehalfOf() != null) {
      return Optional.of(
          Refusals.of(
              "%s decides on behalf of %s.".formatted(act.who(), act.onBehalfOf()),
              "What was handed over is not handed on.",
              "Ask %s.".formatted(act.onBehalfOf())));
    }
    return answers(move).or(() -> notByAuthor(dossier, move.to()));
  }

  static Optional<Refusal> decide(Dossier dossier, Move move) {
    Act act = move.act();
    List<Request.Consulted> awaited = dossier.waitingFor(act.at());
    return answers(move)
        .or(() -> notByAuthor(dossier, act.who()))
        .or(
            () ->
                awaited.isEmpty()
                    ? none()
                    : Optional.of(Refusals.waiting(awaited, dossier.terms())))
        .or(() -> reasoned(act, "A decision"));
  }

  static Optional<Refusal> signOff(SigningOff signing, SignOff move) {
    return mayEndIt(signing, move);
  }

  static Optional<Refusal> refuseToSign(SigningOff signing, Reject move) {
    return mayEndIt(signing, move).or(() -> reasoned(move.act(), "A rejection"));
  }

  private static Optional<Refusal> mayEndIt(SigningOff signing, Move move) {
    if (move.act().part() != SIGN_OFF) {
      return Optional.of(Refusals.noSeat(move.act(), "those who sign off"));
    }
    return move.act().who().equals(signing.approval().act().who())
        ? Optional.of(
            Refusals.of(
                "%s approved it.".formatted(move.act().who()),
                "Four eyes belong to two people.",
                "Ask somebody else who signs off."))
        : none();
  }

  static Optional<Refusal> withdraw(Dossier dossier, Withdraw move) {
    return dossier.isOwn(move.act().who())
        ? none()
        : Optional.of(
            Refusals.of(
                "%s asked for it.".formatted(dossier.request().asked().who()),
                "A request is taken back by who made it or does the work.",
                "Ask them; or who decides may reject or return it."));
  }

  static Optional<Refusal> resubmit(Dossier dossier, Resubmit move) {
    return dossier.isOwn(move.act().who())
        ? none()
        : Optional.of(
            Refusals.of(
                "It waits for %s.".formatted(dossier.responsible()),
                "Who does the work changes it and asks again.",
                "Ask them, or ask the one who decides to give you the work."));
  }

  static Optional<Refusal> answersWithReason(Move move) {
    return answers(move).or(() -> reasoned(move.act(), "This"));
  }

  static Optional<Refusal> answers(Move move) {
    return move.act().part() == ANSWER
        ? none()
        : Optional.of(Refusals.noSeat(move.act(), "the one who decides"));
  }

  private static Optional<Refusal> notByAuthor(Dossier dossier, PersonRef who) {
    return dossier.terms().notByAuthor() && dossier.request().asked().who().equals(who)
        ? Optional.of(
            Refusals.of(
                "%s asked for it.".formatted(who),
                "It loosens a promise, and nobody relieves themselves of one while somebody else can decide.",
                "Hand it to somebody else, or let the deputy decide."))
        : none();
  }

  private static Optional<Refusal> reasoned(Act act, String what) {
    return act.isReasoned() ? none() : Optional.of(Refusals.noReason(what));
  }

  private static Optional<Refusal> none() {
    return Optional.empty();
  }
}

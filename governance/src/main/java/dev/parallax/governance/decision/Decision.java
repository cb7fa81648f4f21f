package dev.parallax.governance.decision;

import dev.parallax.governance.decision.Move.Approve;
import dev.parallax.governance.decision.Move.Delegate;
import dev.parallax.governance.decision.Move.Extend;
import dev.parallax.governance.decision.Move.Hold;
import dev.parallax.governance.decision.Move.Lift;
import dev.parallax.governance.decision.Move.Opine;
import dev.parallax.governance.decision.Move.Reassign;
import dev.parallax.governance.decision.Move.Reject;
import dev.parallax.governance.decision.Move.Resubmit;
import dev.parallax.governance.decision.Move.Return;
import dev.parallax.governance.decision.Move.SignOff;
import dev.parallax.governance.decision.Move.Waive;
import dev.parallax.governance.decision.Move.Withdraw;
import dev.parallax.governance.decision.Outcome.Moved;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Where a decision stands. Each state has its legal moves as methods; a move that the state has
/// and the rules forbid is a refusal with its reason, never an exception.
///
/// It is asked for, the consulted answer or let the window end, one person decides, perhaps a
/// second one agrees. Source: the gate "decided when every C responded, or the window elapsed, or A
/// waived with reason" is how ADR-00006's four parts are executed here; the hold follows app-sre's
/// qontract-reconcile, where any approver may hold and an author cannot lift an approver's hold.
public sealed interface Decision {
  /// Everything that was said and done.
  Dossier dossier();

  /// The decision as it was asked for.
  static Decision requested(Request request) {
    return new Consulting(Dossier.of(request)).at(request.asked().at());
  }

  /// The decision after moves that were made before.
  ///
  /// @throws IllegalStateException if they do not follow from each other: what is kept was altered
  static Decision replayed(Request request, List<Move> moves) {
    Decision decision = requested(request);
    for (Move move : moves) {
      decision =
          switch (decision.make(move)) {
            case Moved(Decision next) -> next;
            case Outcome.Refusal refusal ->
                throw new IllegalStateException(
                    "%s: %s cannot follow: %s".formatted(request.id(), move, refusal.message()));
          };
    }
    return decision;
  }

  /// Where it stands at an instant that is not before its last move: windows and holds end by
  /// themselves.
  default Decision at(Instant instant) {
    return switch (this) {
      case Consulting consulting ->
          consulting.dossier().waitingFor(instant).isEmpty()
              ? new Deciding(consulting.dossier())
              : this;
      case Held held -> held.until(instant);
      case Deciding _, SigningOff _, Returned _, Decided _, Withdrawn _ -> this;
    };
  }

  /// Makes any move: what the state does not have is refused.
  default Outcome make(Move move) {
    return switch (at(move.act().at())) {
      case Open open -> Dispatch.open(open, move);
      case SigningOff signing -> Dispatch.signing(signing, move);
      case Held held -> Dispatch.held(held, move);
      case Returned returned -> Dispatch.returned(returned, move);
      case Decided decided -> Refusals.over("decided", decided.by());
      case Withdrawn withdrawn -> Refusals.over("withdrawn", withdrawn.by());
    };
  }

  /// Whether it is neither decided nor withdrawn.
  default boolean isOpen() {
    return !(this instanceof Decided || this instanceof Withdrawn);
  }

  /// It waits for opinions or for the one who decides.
  sealed interface Open extends Decision {
    /// Says what one who is asked thinks.
    default Outcome opine(Opine move) {
      return made(Rules.opine(move), () -> onward(dossier().with(move), move));
    }

    /// Does not wait for one who is asked.
    default Outcome waive(Waive move) {
      return made(Rules.waive(dossier(), move), () -> onward(dossier().with(move), move));
    }

    /// Stops everything for a while.
    default Outcome hold(Hold move) {
      return made(Rules.hold(dossier(), move), () -> new Held(again(dossier().with(move)), move));
    }

    /// Moves the deadline on.
    default Outcome extend(Extend move) {
      return made(
          Rules.extend(dossier(), move),
          () -> again(dossier().extendedTo(move.decideBy()).with(move)));
    }

    /// Gives the work to somebody else.
    default Outcome reassign(Reassign move) {
      return made(Rules.answers(move), () -> again(dossier().given(move.to()).with(move)));
    }

    /// Lets somebody else decide this one.
    default Outcome delegate(Delegate move) {
      return made(Rules.delegate(dossier(), move), () -> again(dossier().handed(move).with(move)));
    }

    /// Says that it shall be done.
    default Outcome approve(Approve move) {
      return made(
          Rules.decide(dossier(), move),
          () ->
              dossier().terms().fourEyes()
                  ? new SigningOff(dossier().with(move), move)
                  : new Decided(
                      dossier().with(move), Verdict.APPROVED, move.act(), move.evidence()));
    }

    /// Says that it shall not be done.
    default Outcome reject(Reject move) {
      return made(
          Rules.decide(dossier(), move),
          () -> new Decided(dossier().with(move), Verdict.REJECTED, move.act(), move.evidence()));
    }

    /// Gives it back to be changed.
    default Outcome giveBack(Return move) {
      return made(
          Rules.answersWithReason(move), () -> new Returned(dossier().with(move), move.act()));
    }

    /// Takes it back.
    default Outcome withdraw(Withdraw move) {
      return made(
          Rules.withdraw(dossier(), move), () -> new Withdrawn(dossier().with(move), move.act()));
    }

    /// The same state with more said.
    Open again(Dossier dossier);

    private Decision onward(Dossier dossier, Move move) {
      return again(dossier).at(move.act().at());
    }
  }

  /// Those who are asked are waited for.
  record Consulting(Dossier dossier) implements Open {
    @Override
    public Open again(Dossier more) {
      return new Consulting(more);
    }
  }

  /// The one who decides may decide.
  record Deciding(Dossier dossier) implements Open {
    @Override
    public Open again(Dossier more) {
      return new Deciding(more);
    }
  }

  /// It is approved, and a second person has to agree.
  ///
  /// @param approval by the first
  record SigningOff(Dossier dossier, Approve approval) implements Decision {
    /// Agrees.
    public Outcome signOff(SignOff move) {
      return made(
          Rules.signOff(this, move),
          () -> new Decided(dossier.with(move), Verdict.APPROVED, move.act(), move.evidence()));
    }

    /// Does not agree: then it is rejected.
    public Outcome reject(Reject move) {
      return made(
          Rules.refuseToSign(this, move),
          () -> new Decided(dossier.with(move), Verdict.REJECTED, move.act(), move.evidence()));
    }

    /// Takes it back.
    public Outcome withdraw(Withdraw move) {
      return made(
          Rules.withdraw(dossier, move), () -> new Withdrawn(dossier.with(move), move.act()));
    }
  }

  /// Nothing is decided until the hold ends; opinions are still heard. Its time does not count
  /// against the deadline.
  ///
  /// @param paused what it goes back to
  record Held(Open paused, Hold hold) implements Decision {
    @Override
    public Dossier dossier() {
      return paused.dossier();
    }

    /// Says what one who is asked thinks.
    public Outcome opine(Opine move) {
      return made(Rules.opine(move), () -> new Held(paused.again(dossier().with(move)), hold));
    }

    /// Ends the hold.
    public Outcome lift(Lift move) {
      return made(Rules.lift(this, move), () -> resumed(dossier().with(move), move.act().at()));
    }

    /// Takes it back.
    public Outcome withdraw(Withdraw move) {
      return made(
          Rules.withdraw(dossier(), move), () -> new Withdrawn(dossier().with(move), move.act()));
    }

    Decision until(Instant instant) {
      Instant end = hold.until();
      return end == null || instant.isBefore(end) ? this : resumed(dossier(), end).at(instant);
    }

    private Decision resumed(Dossier dossier, Instant end) {
      Duration pause = Duration.between(hold.act().at(), end);
      return paused.again(dossier.paused(pause)).at(end);
    }
  }

  /// It waits to be changed by who does the work.
  record Returned(Dossier dossier, Act by) implements Decision {
    /// Asks again, with changes: a new round.
    public Outcome resubmit(Resubmit move) {
      return made(
          Rules.resubmit(dossier, move),
          () -> new Consulting(dossier.with(move).again(move.request())).at(move.act().at()));
    }

    /// Takes it back.
    public Outcome withdraw(Withdraw move) {
      return made(
          Rules.withdraw(dossier, move), () -> new Withdrawn(dossier.with(move), move.act()));
    }
  }

  /// What was decided.
  enum Verdict {
    APPROVED,
    REJECTED
  }

  /// It is decided.
  ///
  /// @param by who had the last word
  /// @param evidence what was known then
  record Decided(Dossier dossier, Verdict verdict, Act by, Evidence evidence) implements Decision {}

  /// Nobody wants it any more.
  record Withdrawn(Dossier dossier, Act by) implements Decision {}

  private static Outcome made(Optional<Outcome.Refusal> refusal, Supplier<Decision> next) {
    return refusal.<Outcome>map(each -> each).orElseGet(() -> new Moved(next.get()));
  }
}

package dev.parallax.governance.decision;

import dev.parallax.governance.decision.Decision.Held;
import dev.parallax.governance.decision.Decision.Open;
import dev.parallax.governance.decision.Decision.Returned;
import dev.parallax.governance.decision.Decision.SigningOff;
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

/// The way from a move that was kept or sent to the method of the state.
final class Dispatch {
  private Dispatch() {}

  static Outcome open(Open open, Move move) {
    return switch (move) {
      case Opine opine -> open.opine(opine);
      case Waive waive -> open.waive(waive);
      case Hold hold -> open.hold(hold);
      case Extend extend -> open.extend(extend);
      case Reassign reassign -> open.reassign(reassign);
      case Delegate delegate -> open.delegate(delegate);
      case Approve approve -> open.approve(approve);
      case Reject reject -> open.reject(reject);
      case Return back -> open.giveBack(back);
      case Withdraw withdraw -> open.withdraw(withdraw);
      case Lift _ -> Refusals.notHeld();
      case SignOff _ -> Refusals.notApproved();
      case Resubmit _ -> Refusals.notReturned();
    };
  }

  static Outcome signing(SigningOff signing, Move move) {
    return switch (move) {
      case SignOff signOff -> signing.signOff(signOff);
      case Reject reject -> signing.reject(reject);
      case Withdraw withdraw -> signing.withdraw(withdraw);
      case Lift _ -> Refusals.notHeld();
      case Resubmit _ -> Refusals.notReturned();
      case Opine _, Waive _, Hold _, Extend _, Reassign _, Delegate _, Approve _, Return _ ->
          Refusals.approved(signing);
    };
  }

  static Outcome held(Held held, Move move) {
    return switch (move) {
      case Lift lift -> held.lift(lift);
      case Opine opine -> held.opine(opine);
      case Withdraw withdraw -> held.withdraw(withdraw);
      case Resubmit _ -> Refusals.notReturned();
      case SignOff _ -> Refusals.notApproved();
      case Waive _, Hold _, Extend _, Reassign _, Delegate _, Approve _, Reject _, Return _ ->
          Refusals.held(held);
    };
  }

  static Outcome returned(Returned returned, Move move) {
    return switch (move) {
      case Resubmit resubmit -> returned.resubmit(resubmit);
      case Withdraw withdraw -> returned.withdraw(withdraw);
      case Lift _ -> Refusals.notHeld();
      case Opine _,
          Waive _,
          Hold _,
          Extend _,
          Reassign _,
          Delegate _,
          Approve _,
          Reject _,
          SignOff _,
          Return _ ->
          Refusals.returned(returned);
    };
  }
}

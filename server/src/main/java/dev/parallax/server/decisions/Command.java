package dev.parallax.server.decisions;

import static dev.parallax.governance.raci.Capability.ANSWER;
import static dev.parallax.governance.raci.Capability.CONSULT;
import static dev.parallax.governance.raci.Capability.PERFORM;
import static dev.parallax.governance.raci.Capability.SIGN_OFF;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.decision.Act;
import dev.parallax.governance.decision.Evidence;
import dev.parallax.governance.decision.Move;
import dev.parallax.governance.decision.Move.Stance;
import dev.parallax.governance.raci.Capability;
import dev.parallax.server.shell.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What somebody wants done with a decision.
///
/// @param why in their words; may be empty where nothing has to be said
/// @param person whom it concerns, where it concerns somebody
/// @param until when it ends, where it ends
public record Command(Verb verb, String why, @Nullable PersonRef person, @Nullable Instant until) {
  /// What can be done, and the parts that allow it, the first one first.
  public enum Verb {
    /// Answer: it should be done.
    FOR(CONSULT),
    /// Answer: it should not be done.
    AGAINST(CONSULT),
    /// Answer: it may be done or not.
    NEUTRAL(CONSULT),
    /// Not wait for one who is asked.
    WAIVE(ANSWER),
    /// Stop everything for a while.
    HOLD(ANSWER, CONSULT, PERFORM),
    /// End a hold.
    LIFT(ANSWER, CONSULT, PERFORM),
    /// Move the deadline on.
    EXTEND(ANSWER),
    /// Give the work to somebody else.
    REASSIGN(ANSWER),
    /// Let somebody else decide.
    DELEGATE(ANSWER),
    /// Decide: it shall be done.
    APPROVE(ANSWER),
    /// Decide: it shall not be done.
    REJECT(ANSWER, SIGN_OFF),
    /// Agree as the second person.
    SIGN_OFF_ON(SIGN_OFF),
    /// Give it back to be changed.
    RETURN(ANSWER),
    /// Take it back.
    WITHDRAW(PERFORM);

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of constants
    private final List<Capability> parts;

    Verb(Capability... parts) {
      this.parts = List.of(parts);
    }

    List<Capability> parts() {
      return parts;
    }

    /// The word to send and to show: `approve`, `sign-off-on`.
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What kind of move it is, as the audit and the store call it.
    String kind() {
      return switch (this) {
        case FOR, AGAINST, NEUTRAL -> "opine";
        case SIGN_OFF_ON -> "sign-off";
        case WAIVE, HOLD, LIFT, EXTEND, REASSIGN, DELEGATE, APPROVE, REJECT, RETURN, WITHDRAW ->
            word();
      };
    }

    /// The verb of a word.
    ///
    /// @throws Refused if there is none
    static Verb of(@Nullable String word) {
      return Stream.of(values())
          .filter(each -> each.word().equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  Refused.invalid(
                      "verb: '%s' is not known.".formatted(word),
                      "A decision is moved by one of %s."
                          .formatted(Stream.of(values()).map(Verb::word).toList()),
                      "Choose one of them."));
    }
  }

  Move move(Act act, Evidence evidence) {
    return switch (verb) {
      case FOR -> new Move.Opine(act, Stance.FOR);
      case AGAINST -> new Move.Opine(act, Stance.AGAINST);
      case NEUTRAL -> new Move.Opine(act, Stance.NEUTRAL);
      case WAIVE -> new Move.Waive(act, somebody());
      case HOLD -> new Move.Hold(act, until);
      case LIFT -> new Move.Lift(act);
      case EXTEND -> new Move.Extend(act, end());
      case REASSIGN -> new Move.Reassign(act, somebody());
      case DELEGATE -> new Move.Delegate(act, somebody());
      case APPROVE -> new Move.Approve(act, evidence);
      case REJECT -> new Move.Reject(act, evidence);
      case SIGN_OFF_ON -> new Move.SignOff(act, evidence);
      case RETURN -> new Move.Return(act);
      case WITHDRAW -> new Move.Withdraw(act);
    };
  }

  /// Whether a move is what this command made when it was sent before, by the same person.
  boolean made(Move move, PersonRef who) {
    Act act = move.act();
    return act.who().equals(who)
        && act.why().equals(why.strip())
        && move.equals(move(act, evidence(move)));
  }

  private static Evidence evidence(Move move) {
    return switch (move) {
      case Move.Approve(_, var evidence) -> evidence;
      case Move.Reject(_, var evidence) -> evidence;
      case Move.SignOff(_, var evidence) -> evidence;
      case Move.Opine _,
          Move.Waive _,
          Move.Hold _,
          Move.Lift _,
          Move.Extend _,
          Move.Reassign _,
          Move.Delegate _,
          Move.Return _,
          Move.Resubmit _,
          Move.Withdraw _ ->
          new Evidence(null, "", List.of());
    };
  }

  private PersonRef somebody() {
    return Optional.ofNullable(person)
        .orElseThrow(
            () ->
                Refused.invalid(
                    "Nobody is named.",
                    "To %s concerns one person.".formatted(verb.word()),
                    "Name their login."));
  }

  private Instant end() {
    return Optional.ofNullable(until)
        .orElseThrow(
            () ->
                Refused.invalid(
                    "No time is named.",
                    "A deadline moves to an instant.",
                    "Name it, e.g. 2026-12-01T17:00:00Z."));
  }
}

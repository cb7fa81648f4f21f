package dev.parallax.governance.decision;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.decision.Decision.Held;
import dev.parallax.governance.decision.Decision.Returned;
import dev.parallax.governance.decision.Decision.SigningOff;
import dev.parallax.governance.decision.Outcome.Refusal;
import dev.parallax.governance.decision.Request.Consulted;
import java.util.List;
import java.util.stream.Collectors;

/// What is said when a move cannot be made.
final class Refusals {
  private Refusals() {}

  static Refusal over(String how, Act by) {
    return new Refusal(
        "It is %s already, by %s at %s.".formatted(how, by.who(), by.at()),
        "A decision is taken once.",
        "Propose anew what you want otherwise.");
  }

  static Refusal notHeld() {
    return new Refusal("It is not held.", "Only a hold is lifted.", "Look at how it stands.");
  }

  static Refusal notApproved() {
    return new Refusal(
        "Nobody has approved it yet.",
        "The second person agrees to what the first one approved.",
        "Wait for the first decision.");
  }

  static Refusal notReturned() {
    return new Refusal(
        "It was not returned.",
        "It is changed only between rounds, so that everybody decides on the same words.",
        "Ask the one who decides to return it, or withdraw it and propose anew.");
  }

  static Refusal approved(SigningOff signing) {
    return new Refusal(
        "It is approved by %s and waits for a second person."
            .formatted(signing.approval().act().who()),
        "From then on it is signed, rejected or withdrawn.",
        "Wait for the second person, or withdraw it.");
  }

  static Refusal held(Held held) {
    return new Refusal(
        "It is held by %s: %s"
            .formatted(held.hold().act().who(), sentence(held.hold().act().why())),
        "Nothing is decided until the hold ends.",
        held.hold().until() == null
            ? "Whoever decides may lift it."
            : "It ends by itself at %s; whoever decides may lift it before."
                .formatted(held.hold().until()));
  }

  static Refusal returned(Returned returned) {
    return new Refusal(
        "It was returned by %s: %s".formatted(returned.by().who(), sentence(returned.by().why())),
        "It waits for %s to change it.".formatted(returned.dossier().responsible()),
        "Change it and ask again, or withdraw it.");
  }

  static Refusal waiting(List<Consulted> people, Terms terms) {
    return new Refusal(
        "%s may still answer until %s."
            .formatted(
                people.stream()
                    .map(Consulted::person)
                    .map(PersonRef::value)
                    .collect(Collectors.joining(", ")),
                terms.consultUntil()),
        "It is decided when everybody who is asked has answered or the window has ended.",
        "Wait, or waive them with a reason.");
  }

  static Refusal noSeat(Act act, String part) {
    return new Refusal(
        "%s acts here by '%s'.".formatted(act.who(), act.part()),
        "This is for %s.".formatted(part),
        "Ask them.");
  }

  static Refusal noReason(String what) {
    return new Refusal(
        "%s without a reason.".formatted(what),
        "Who reads it later wants to know why.",
        "Say it in a sentence.");
  }

  static Refusal of(String found, String why, String remedy) {
    return new Refusal(found, why, remedy);
  }

  private static String sentence(String words) {
    return words.endsWith(".") ? words : words + ".";
  }
}

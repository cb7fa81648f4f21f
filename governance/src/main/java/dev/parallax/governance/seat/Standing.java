package dev.parallax.governance.seat;

import dev.parallax.governance.PersonRef;
import org.jspecify.annotations.Nullable;

/// By what right somebody sits in a seat, or does something.
public sealed interface Standing {
  /// The register says so.
  record Assigned() implements Standing {}

  /// Somebody else's, who handed it over.
  record OnBehalfOf(PersonRef person, Delegation delegation) implements Standing {}

  /// Somebody else's, who cannot at the moment.
  ///
  /// @param person for whom; null where the first line is empty
  record DeputyOf(@Nullable PersonRef person) implements Standing {}

  /// Nobody's: the seat is vacant, or nobody can say whose it is, so it went up the ladder.
  record Escalated(Rung rung) implements Standing {}

  /// Everybody's who is signed in: no seat is needed to look.
  record Open() implements Standing {}

  /// The rungs of the ladder, from below. Source: ADR-00007 (SIG-SRE), escalation; the last one is
  /// the product's own, so that a fresh installation can be filled.
  enum Rung {
    /// Who answers for the activity.
    ANSWERABLE("whoever answers for it"),
    /// The manager of those who cannot.
    MANAGER("the manager"),
    /// The service owner.
    SERVICE_OWNER("the service owner"),
    /// An executive.
    EXECUTIVE("the executive"),
    /// Whoever keeps this installation.
    KEEPER("the keeper of this installation");

    private final String words;

    Rung(String words) {
      this.words = words;
    }

    /// Who stands there, as a phrase.
    public String words() {
      return words;
    }
  }

  /// The right as a phrase that goes on from "sits there": "as deputy of ann".
  default String phrase() {
    return switch (this) {
      case Assigned() -> "by assignment";
      case OnBehalfOf(PersonRef person, Delegation delegation) ->
          "on behalf of %s until %s".formatted(person, delegation.span().until());
      case DeputyOf(PersonRef person) ->
          person == null ? "as deputy, since nobody is first" : "as deputy of " + person;
      case Escalated(Rung rung) -> "by escalation to " + rung.words();
      case Open() -> "as everybody who is signed in";
    };
  }
}

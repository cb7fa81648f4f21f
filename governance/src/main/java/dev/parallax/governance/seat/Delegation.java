package dev.parallax.governance.seat;

import dev.parallax.governance.Flaw;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.Scope;
import dev.parallax.governance.raci.Capability;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Somebody hands a part of what they hold to somebody else for a while. As long as it lasts, the
/// other one sits in their seats; nobody sits there twice.
///
/// It does not go further (what was handed over cannot be handed on), never goes to oneself, and
/// grants nothing to a person who has no seat near by: the other one must hold a persona for the
/// services that it reaches already.
///
/// Source: granular delegation as ServiceNow has it.
///
/// @param id of its own
/// @param by whose seats
/// @param to who sits in them
/// @param reach for what
/// @param span how long; both ends are given
/// @param pendingToo whether it also counts for what came up before it began
public record Delegation(
    String id, PersonRef by, PersonRef to, Reach reach, Span span, boolean pendingToo) {

  /// What can be handed over.
  public enum Power {
    /// Deciding and agreeing.
    DECIDE,
    /// Working, helping, verifying, giving an opinion.
    WORK,
    /// Being told.
    NOTIFY;

    /// What a part in an activity needs.
    static Power of(Capability part) {
      return switch (part) {
        case ANSWER, SIGN_OFF -> DECIDE;
        case DRIVE, PERFORM, SUPPORT, VERIFY, CONSULT -> WORK;
        case INFORM, OMIT -> NOTIFY;
      };
    }
  }

  /// How far a delegation reaches.
  ///
  /// @param persona which hat; null means every hat
  /// @param scope for which services
  /// @param activity in which activity, by its id; null means in every one
  /// @param powers for what kinds of part, at least one
  public record Reach(
      @Nullable PersonaId persona, Scope scope, @Nullable String activity, Set<Power> powers) {
    public Reach {
      if (powers.isEmpty()) {
        throw new Flaw(
                "a delegation of nothing",
                "at least one of deciding, working and being told",
                "Choose what is handed over.")
            .asException();
      }
      powers = EnumSet.copyOf(powers);
    }

    /// Everything that somebody holds anywhere.
    public static Reach everything() {
      return new Reach(null, new Scope.Organisation(), null, EnumSet.allOf(Power.class));
    }

    boolean covers(Seat seat, PersonaId as, Collection<Scope> scopes) {
      return (persona == null || persona.equals(as))
          && (activity == null || activity.equals(seat.activity()))
          && powers.contains(Power.of(seat.part()))
          && scopes.contains(scope);
    }

    private boolean meets(Reach other) {
      return (persona == null || other.persona == null || persona.equals(other.persona))
          && (activity == null || other.activity == null || activity.equals(other.activity))
          && powers.stream().anyMatch(other.powers::contains);
    }
  }

  public Delegation {
    if (by.equals(to)) {
      throw new Flaw(
              "a delegation of %s to %s".formatted(by, to),
              "somebody else, since it would change nothing",
              "Name another person.")
          .asException();
    }
  }

  /// Whether this one hands on what the other hands over: at some instant `to` of the other one is
  /// `by` of this one, for some part that both reach.
  public boolean handsOn(Delegation other) {
    return by.equals(other.to) && span.overlaps(other.span) && reach.meets(other.reach);
  }

  /// Those of others that this one would hand on, or that would hand this one on.
  public List<Delegation> chained(Collection<Delegation> others) {
    return others.stream()
        .filter(other -> !other.id.equals(id))
        .filter(other -> handsOn(other) || other.handsOn(this))
        .toList();
  }
}

package dev.parallax.governance.seat.analysis;

import dev.parallax.governance.PersonRef;
import dev.parallax.governance.PersonaId;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.seat.Seat;
import dev.parallax.governance.seat.Seating;
import dev.parallax.governance.seat.Sitter;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// What somebody's seats weigh: to answer 3, to work 2, to be asked 1, to be told ¼. How much time
/// it takes nobody can tell from seats; how it lies with one beside another, they can.
///
/// @param decisions in quarters: 12 for each activity that one answers for or signs off
/// @param work in quarters: 8 for each that one drives, does, supports or verifies
/// @param interrupts in quarters: 4 for each in which one is asked, 1 in which one is told
public record Load(long decisions, long work, long interrupts) implements Comparable<Load> {
  private static final Comparator<Load> BY_TOTAL =
      Comparator.comparingLong(Load::quarters)
          .thenComparingLong(Load::decisions)
          .thenComparingLong(Load::work);

  /// The kinds of burden, each counted once for a person in an activity.
  private enum Kind {
    DECIDES,
    WORKS,
    IS_ASKED,
    IS_TOLD
  }

  private record Burden<T>(T whose, Seat activity, Kind kind) {}

  /// All of it, in quarters.
  public long quarters() {
    return decisions + work + interrupts;
  }

  /// All of it.
  public double total() {
    return quarters() / 4.0;
  }

  /// By person.
  public static SortedMap<PersonRef, Load> byPerson(List<Seating> seatings) {
    return by(seatings, Sitter::person);
  }

  /// By persona.
  public static SortedMap<PersonaId, Load> byPersona(List<Seating> seatings) {
    return by(seatings, Sitter::as);
  }

  private static <T extends Comparable<T>> SortedMap<T, Load> by(
      List<Seating> seatings, Function<Sitter, T> whose) {
    Set<Burden<T>> burdens = new HashSet<>();
    for (Seating seating : seatings) {
      Seat seat = seating.seat();
      Seat activity = new Seat(seat.service(), seat.activity(), Capability.ANSWER);
      for (Sitter sitter : seating.sitters()) {
        if (seat.part() != Capability.OMIT) {
          burdens.add(new Burden<>(whose.apply(sitter), activity, kind(seat.part())));
        }
      }
    }
    Map<T, Load> loads = new HashMap<>();
    burdens.forEach(each -> loads.merge(each.whose(), of(each.kind()), Load::plus));
    return new TreeMap<>(loads);
  }

  private static Kind kind(Capability part) {
    return switch (part) {
      case ANSWER, SIGN_OFF -> Kind.DECIDES;
      case DRIVE, PERFORM, SUPPORT, VERIFY -> Kind.WORKS;
      case CONSULT -> Kind.IS_ASKED;
      case INFORM, OMIT -> Kind.IS_TOLD;
    };
  }

  private static Load of(Kind kind) {
    return switch (kind) {
      case DECIDES -> new Load(12, 0, 0);
      case WORKS -> new Load(0, 8, 0);
      case IS_ASKED -> new Load(0, 0, 4);
      case IS_TOLD -> new Load(0, 0, 1);
    };
  }

  private Load plus(Load other) {
    return new Load(decisions + other.decisions, work + other.work, interrupts + other.interrupts);
  }

  @Override
  public int compareTo(Load other) {
    return BY_TOTAL.compare(this, other);
  }
}

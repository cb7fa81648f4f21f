package dev.parallax.governance.seat.analysis;

import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.seat.Seat;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.governance.seat.SeatStep;
import dev.parallax.governance.seat.Seating;
import dev.parallax.governance.seat.Sitter;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A seat that an activity cannot do without and that the register does not fill.
///
/// @param contested whether several hold it and nobody can say which of them answers
/// @param since since when, as far as the register and absences tell; null if they do not
/// @param gaps why, each a reason of its own
/// @param meanwhile to whom it went up; none if nobody is on the ladder
public record Opening(
    Seat seat,
    boolean contested,
    @Nullable Instant since,
    List<SeatStep> gaps,
    List<Sitter> meanwhile) {
  public Opening {
    gaps = List.copyOf(gaps);
    meanwhile = List.copyOf(meanwhile);
  }

  /// All of a plan at an instant, by service, activity and part.
  public static List<Opening> all(SeatPlan plan, Instant at) {
    return of(plan.all(at));
  }

  /// Those among seatings.
  public static List<Opening> of(Stream<Seating> seatings) {
    return seatings
        .filter(seating -> isNeeded(seating.seat().part()) && !seating.isFilled())
        .map(
            seating ->
                new Opening(
                    seating.seat(),
                    seating instanceof Seating.Contested,
                    seating.emptySince().orElse(null),
                    seating.gaps(),
                    seating.sitters()))
        .sorted((one, other) -> one.seat().compareTo(other.seat()))
        .toList();
  }

  /// Those of a day to come that are not open now: assignments end, people leave or are away.
  public static List<Opening> coming(SeatPlan plan, Instant now, Instant then) {
    Set<Seat> open = all(plan, now).stream().map(Opening::seat).collect(Collectors.toSet());
    return all(plan, then).stream().filter(each -> !open.contains(each.seat())).toList();
  }

  /// Whether an activity cannot do without a seat.
  public static boolean isNeeded(Seating seating) {
    return isNeeded(seating.seat().part());
  }

  private static boolean isNeeded(Capability part) {
    return part == Capability.ANSWER || part == Capability.PERFORM;
  }
}

package dev.parallax.governance.seat.lint;

import dev.parallax.budget.ServiceId;
import java.time.Duration;
import java.util.Set;

/// From where on the rules speak up. Each is an organisation's to change.
///
/// @param attested how long an assignment stays true without being said again
/// @param ahead how far rules about coverage look
/// @param reachable how soon somebody must answer who can hold up a release
/// @param largestShare of the needed seats that one person may hold, of 1
/// @param smallTeam up to how many people separation of duties is held to one degree less strictly
/// @param important the services that must not rest on one person
public record Bounds(
    Duration attested,
    Duration ahead,
    Duration reachable,
    double largestShare,
    int smallTeam,
    Set<ServiceId> important) {
  /// Ninety days, a week, four hours, half of the seats, six people, no important service.
  public static final Bounds USUAL =
      new Bounds(Duration.ofDays(90), Duration.ofDays(7), Duration.ofHours(4), 0.5, 6, Set.of());

  /// The activities that hold up a release.
  static final Set<String> GATES = Set.of("handle-budget");

  public Bounds {
    important = Set.copyOf(important);
  }

  /// The same with these services as important.
  public Bounds important(Set<ServiceId> services) {
    return new Bounds(attested, ahead, reachable, largestShare, smallTeam, services);
  }
}

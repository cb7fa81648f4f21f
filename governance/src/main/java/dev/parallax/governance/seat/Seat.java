package dev.parallax.governance.seat;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.raci.Capability;
import java.util.Comparator;

/// A part in an activity of a service. Ordered by service, activity and part.
///
/// @param activity its id in the matrix, such as `agree`
public record Seat(ServiceId service, String activity, Capability part)
    implements Comparable<Seat> {
  private static final Comparator<Seat> BY_SERVICE =
      Comparator.comparing(Seat::service).thenComparing(Seat::activity).thenComparing(Seat::part);

  @Override
  public int compareTo(Seat other) {
    return BY_SERVICE.compare(this, other);
  }
}

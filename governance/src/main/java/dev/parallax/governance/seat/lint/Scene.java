package dev.parallax.governance.seat.lint;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.raci.Capability;
import dev.parallax.governance.raci.EffectiveMatrix.Line;
import dev.parallax.governance.raci.Finding.Spot;
import dev.parallax.governance.seat.Seat;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.governance.seat.Seating;
import dev.parallax.governance.seat.Sitter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One service with everybody in their seats at one instant.
final class Scene {
  private final SeatPlan plan;
  private final ServiceId service;
  private final Instant at;
  private final Bounds bounds;
  private final Map<Seat, Seating> seatings = new LinkedHashMap<>();

  Scene(SeatPlan plan, ServiceId service, Instant at, Bounds bounds) {
    this.plan = plan;
    this.service = service;
    this.at = at;
    this.bounds = bounds;
    plan.of(service, at).forEach(each -> seatings.put(each.seat(), each));
  }

  SeatPlan plan() {
    return plan;
  }

  ServiceId service() {
    return service;
  }

  Instant at() {
    return at;
  }

  Bounds bounds() {
    return bounds;
  }

  Stream<Line> lines() {
    return plan.matrices().effective(service).lines().stream();
  }

  Stream<Seating> seatings(Capability part) {
    return seatings.values().stream().filter(each -> each.seat().part() == part);
  }

  /// The needed seats: of who answers and of who does the work.
  Stream<Seating> needed() {
    return seatings.values().stream()
        .filter(
            each ->
                each.seat().part() == Capability.ANSWER
                    || each.seat().part() == Capability.PERFORM);
  }

  /// Who sits in a part by the register; none where it is vacant, contested or gone up.
  List<PersonRef> people(String activity, Capability part) {
    Seating seating = seatings.get(new Seat(service, activity, part));
    return seating == null || !seating.isFilled() ? List.of() : seating.people();
  }

  /// Everybody who sits anywhere in it by assignment.
  long team() {
    return seatings.values().stream()
        .flatMap(each -> each.sitters().stream())
        .filter(Sitter::isAssigned)
        .map(Sitter::person)
        .distinct()
        .count();
  }

  Spot spot(Seat seat) {
    return spot(seat.activity());
  }

  Spot spot(String activity) {
    return new Spot(service.value(), activity, null);
  }

  Spot spot() {
    return new Spot(service.value(), null, null);
  }

  String name(Seat seat) {
    return plan.matrices()
        .effective(service)
        .line(seat.activity())
        .map(line -> "'" + line.row().activity().name() + "'")
        .orElse(seat.activity());
  }
}

package dev.parallax.server.seating;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.raci.Finding;
import dev.parallax.governance.seat.SeatPlan;
import dev.parallax.governance.seat.Seating;
import dev.parallax.governance.seat.analysis.BusFactor;
import dev.parallax.governance.seat.analysis.Concentration;
import dev.parallax.governance.seat.analysis.Load;
import dev.parallax.governance.seat.analysis.Opening;
import dev.parallax.governance.seat.analysis.OwnerNames;
import dev.parallax.governance.seat.lint.Bounds;
import dev.parallax.governance.seat.lint.SeatLint;
import dev.parallax.server.catalog.Registry;
import dev.parallax.server.catalog.Service;
import dev.parallax.server.governance.Seats;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What can be said of all seats together. Drawn once a minute and plan.
@Singleton
class Surveys {
  private final Seats seats;
  private volatile @Nullable Survey newest;

  Surveys(Seats seats) {
    this.seats = seats;
  }

  /// All seats of one minute.
  ///
  /// @param needed how many seats an activity cannot do without
  /// @param held how many of them each person fills
  record Survey(
      SeatPlan plan,
      Instant at,
      int needed,
      List<Opening> openings,
      BusFactor.Catalogue catalogue,
      SortedMap<PersonRef, Load> loads,
      SortedMap<PersonRef, Integer> held,
      List<Finding> findings) {
    Concentration concentration() {
      return Concentration.of(held.values());
    }
  }

  /// This minute's.
  Survey now() {
    SeatPlan plan = seats.plan();
    Seats.Census census = seats.now();
    Survey known = newest;
    if (known != null && known.plan().equals(plan) && known.at().equals(census.at())) {
      return known;
    }
    Survey fresh = survey(plan, census);
    newest = fresh;
    return fresh;
  }

  /// Of a plan, at the minute of the census.
  static Survey survey(SeatPlan plan, Seats.Census census) {
    Instant at = census.at();
    List<Seating> seatings = plan.all(at).toList();
    List<Seating> needed = seatings.stream().filter(Opening::isNeeded).toList();
    SortedMap<PersonRef, Integer> held = new TreeMap<>();
    needed.stream()
        .filter(Seating::isFilled)
        .forEach(each -> each.people().forEach(who -> held.merge(who, 1, Integer::sum)));
    OwnerNames owners = OwnerNames.of(owners(census.registry()), census.roster().directory());
    return new Survey(
        plan,
        at,
        needed.size(),
        Opening.of(seatings.stream()),
        BusFactor.catalogue(plan, at),
        Load.byPerson(seatings),
        held,
        SeatLint.check(plan, owners, at, Bounds.USUAL));
  }

  /// The owner that each service names, as it is written there.
  static Map<ServiceId, String> owners(Registry registry) {
    Map<ServiceId, String> owners = new HashMap<>();
    for (Service service : registry.services().values()) {
      String owner = service.owner();
      if (owner != null) {
        owners.put(service.id(), owner);
      }
    }
    return owners;
  }
}

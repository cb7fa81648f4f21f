package dev.parallax.governance.seat.analysis;

import dev.parallax.budget.ServiceId;
import dev.parallax.governance.PersonRef;
import dev.parallax.governance.seat.Bench;
import dev.parallax.governance.seat.Seat;
import dev.parallax.governance.seat.SeatPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// How few people a service rests on: the smallest number whose leaving empties the seat of who
/// answers for some activity, or of all who do it.
///
/// Exact without a search: whoever empties some seat has removed everybody on the bench of that
/// seat, so the smallest set is the smallest bench. A seat that is vacant already makes it zero.
///
/// @param people how many
/// @param witnesses the benches of that size
public record BusFactor(int people, List<Bench> witnesses) {
  public BusFactor {
    witnesses = List.copyOf(witnesses);
  }

  /// Of one service.
  public static BusFactor of(SeatPlan plan, ServiceId service, Instant at) {
    return smallest(plan.benches(service, at));
  }

  private static BusFactor smallest(List<Bench> benches) {
    int least = benches.stream().mapToInt(bench -> bench.people().size()).min().orElse(0);
    return new BusFactor(
        least, benches.stream().filter(bench -> bench.people().size() == least).toList());
  }

  /// Of all services.
  ///
  /// @param services each with its own
  /// @param whole the smallest over the seats that are filled: how many must leave until some
  ///   service loses a seat that it has
  /// @param trucks for each person the seats that would be empty without them
  public record Catalogue(
      SortedMap<ServiceId, BusFactor> services,
      BusFactor whole,
      SortedMap<PersonRef, List<Seat>> trucks) {
    public Catalogue {
      services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
      trucks = Collections.unmodifiableSortedMap(new TreeMap<>(trucks));
    }

    /// How many services rest on how many people, by number of people.
    public SortedMap<Integer, Integer> spread() {
      SortedMap<Integer, Integer> spread = new TreeMap<>();
      services.values().forEach(each -> spread.merge(each.people(), 1, Integer::sum));
      return spread;
    }
  }

  /// Of a whole plan.
  public static Catalogue catalogue(SeatPlan plan, Instant at) {
    SortedMap<ServiceId, BusFactor> services = new TreeMap<>();
    List<Bench> filled = new ArrayList<>();
    Map<PersonRef, List<Seat>> trucks = new HashMap<>();
    for (ServiceId service : plan.roster().services()) {
      List<Bench> benches = plan.benches(service, at);
      services.put(service, smallest(benches));
      for (Bench bench : benches) {
        if (!bench.people().isEmpty()) {
          filled.add(bench);
        }
        if (bench.people().size() == 1) {
          trucks
              .computeIfAbsent(bench.people().getFirst(), _ -> new ArrayList<>())
              .add(bench.seat());
        }
      }
    }
    return new Catalogue(services, smallest(filled), new TreeMap<>(trucks));
  }
}

package dev.parallax.server.budgets;

import dev.parallax.budget.ServiceId;
import dev.parallax.budget.Statement;
import dev.parallax.budget.Statement.SloFigures;
import dev.parallax.budget.StatementId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The figures of one statement in the order in which people want to see them, worked out once for
/// every page that speaks of many. It makes no figure.
///
/// @param slos worst first
/// @param places where an SLO stands in that order, by its service; worst first
public record Standing(StatementId id, List<SloFigures> slos, Map<ServiceId, List<Place>> places) {
  /// An SLO's figures and how many stand worse.
  public record Place(SloFigures figures, int rank) {}

  static Standing of(Statement statement) {
    List<SloFigures> slos = statement.slos().stream().sorted(Wording.WORST_FIRST).toList();
    Map<ServiceId, List<Place>> places = new HashMap<>();
    for (int rank = 0; rank < slos.size(); rank++) {
      SloFigures figures = slos.get(rank);
      places
          .computeIfAbsent(figures.slo().service(), _ -> new ArrayList<>(4))
          .add(new Place(figures, rank));
    }
    return new Standing(statement.id(), slos, places);
  }

  /// A service's figures, worst first.
  public List<SloFigures> of(ServiceId service) {
    return places.getOrDefault(service, List.of()).stream().map(Place::figures).toList();
  }

  /// What stands worst of a service; nothing where none of its SLOs is measured.
  public Optional<Place> worst(ServiceId service) {
    return places.getOrDefault(service, List.of()).stream().findFirst();
  }

  /// The figures of some services, worst first.
  public List<SloFigures> of(Collection<ServiceId> services) {
    if (services.containsAll(places.keySet())) {
      return slos;
    }
    List<Place> some = new ArrayList<>();
    services.forEach(service -> some.addAll(places.getOrDefault(service, List.of())));
    some.sort((one, other) -> Integer.compare(one.rank(), other.rank()));
    return some.stream().map(Place::figures).toList();
  }
}

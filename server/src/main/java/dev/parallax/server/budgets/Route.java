package dev.parallax.server.budgets;

import dev.parallax.budget.SliId;
import dev.parallax.ingest.Fingerprint;
import dev.parallax.ingest.SliAccumulator;
import dev.parallax.ingest.SliAccumulator.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the samples of one series go: to each query of an indicator that wants it. Guarded by the
/// one who counts.
final class Route {
  private final Feeds of;
  private final Fingerprint series;
  private final Fingerprint target;
  private final List<Stop> stops;
  private final boolean nowhere;
  private final boolean counter;

  /// Where the indicators behind the stops keep the series; found when the first sample comes. Most
  /// series have one stop, nearly all of the others two.
  private @Nullable SliAccumulator first;

  private @Nullable SliAccumulator second;
  private int firstPlace;
  private int secondPlace;
  private int generations;
  private List<Place> others = List.of();

  /// In which stretch of the log the series has this number, and its last value there.
  private long stretch = -1;

  private int number;
  private long logged;

  /// A query of an indicator.
  record Stop(SliId sli, Role role) {}

  /// Where an indicator keeps a series.
  record Place(SliAccumulator accumulator, int place) {}

  /// @param of the definitions that say so
  /// @param counter whether an indicator takes its values for those of a counter
  Route(Feeds of, Fingerprint series, Fingerprint target, List<Stop> stops, boolean counter) {
    this.of = of;
    this.series = series;
    this.target = target;
    this.stops = List.copyOf(stops);
    this.nowhere = stops.isEmpty();
    this.counter = counter;
  }

  boolean isOf(Feeds feeds) {
    return of == feeds;
  }

  Fingerprint series() {
    return series;
  }

  Fingerprint target() {
    return target;
  }

  List<Stop> stops() {
    return stops;
  }

  /// Whether nobody wants the series.
  boolean leadsNowhere() {
    return nowhere;
  }

  boolean isCounter() {
    return counter;
  }

  /// Whether it is known where the indicators keep the series.
  boolean isKept() {
    if (first == null) {
      return false;
    }
    int now = first.generation() + (second == null ? 0 : second.generation());
    for (int i = 0; i < others.size(); i++) {
      now += others.get(i).accumulator().generation();
    }
    return now == generations;
  }

  @Nullable SliAccumulator first() {
    return first;
  }

  int firstPlace() {
    return firstPlace;
  }

  @Nullable SliAccumulator second() {
    return second;
  }

  int secondPlace() {
    return secondPlace;
  }

  List<Place> others() {
    return others;
  }

  void keptAt(List<Place> places) {
    first = places.isEmpty() ? null : places.getFirst().accumulator();
    firstPlace = places.isEmpty() ? 0 : places.getFirst().place();
    second = places.size() < 2 ? null : places.get(1).accumulator();
    secondPlace = places.size() < 2 ? 0 : places.get(1).place();
    others = places.size() < 3 ? List.of() : List.copyOf(places.subList(2, places.size()));
    generations = places.stream().mapToInt(each -> each.accumulator().generation()).sum();
  }

  boolean isNumberedIn(long current) {
    return stretch == current;
  }

  int number() {
    return number;
  }

  void number(long current, int its) {
    stretch = current;
    number = its;
    logged = 0;
  }

  /// The last whole value of it in the log.
  long logged() {
    return logged;
  }

  void logged(long value) {
    logged = value;
  }
}

package dev.parallax.server.budgets;

import dev.parallax.budget.SliId;
import dev.parallax.budget.Slice;
import dev.parallax.ingest.Series;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.catalog.CatalogChanged;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/// What arrives: series that are sent or pulled, and histories. Everything goes through the same
/// door to the ledger.
@Singleton
public class Signals {
  /// When this slice opens: after the catalogue.
  public static final int START = Catalog.START + 100;

  private final LedgerKeeper keeper;
  private final Catalog catalog;
  private final MeterRegistry meters;
  private volatile Feeds feeds;

  Signals(LedgerKeeper keeper, Catalog catalog, MeterRegistry meters) {
    this.keeper = keeper;
    this.catalog = catalog;
    this.meters = meters;
    this.feeds = new Feeds(catalog.registry());
  }

  /// Reads the ledger back, before the first request.
  void open(@Observes @Priority(START) StartupEvent start) {
    feeds = new Feeds(catalog.registry());
    keeper.open(feeds.slis());
  }

  void definitionsChanged(@Observes CatalogChanged change) {
    Feeds next = new Feeds(change.registry());
    keeper.definitionsChanged(next.slis());
    feeds = next;
  }

  /// Takes series in; when this returns, what some indicator wants of them is committed.
  ///
  /// @return how many samples were wanted
  public int accept(List<Series> series) {
    List<Deliveries.Matched> matched = feeds.match(series);
    keeper.accept(matched);
    int wanted = matched.stream().mapToInt(each -> each.samples().size()).sum();
    meters.counter("parallax.samples", "use", "counted").increment(wanted);
    return wanted;
  }

  /// Takes samples in that were pulled for an indicator.
  void acceptFor(List<Deliveries.Matched> matched) {
    keeper.accept(matched);
  }

  Feeds feeds() {
    return feeds;
  }

  /// What a history added to one indicator.
  ///
  /// @param minutesAdded minutes that were not there before
  public record Added(String slo, String sli, long minutesAdded) {}

  /// Brings the history of a monitor to every indicator that counts it.
  ///
  /// @param slices the history's slices with the states that an indicator calls good, ascending;
  ///   asked once an indicator
  List<Added> bring(String monitor, Function<SliId, Consumer<Consumer<Slice>>> slices) {
    List<Added> added = new ArrayList<>();
    feeds
        .all()
        .forEach(
            (sli, feed) -> {
              if (feed instanceof Feed.Histories(String of) && of.equals(monitor)) {
                added.add(
                    new Added(
                        sli.slo().value(),
                        sli.name(),
                        keeper.importMissing(sli, slices.apply(sli))));
              }
            });
    return added;
  }
}

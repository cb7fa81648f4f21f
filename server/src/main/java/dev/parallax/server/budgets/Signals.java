package dev.parallax.server.budgets;

import dev.parallax.budget.SliId;
import dev.parallax.budget.Slice;
import dev.parallax.ingest.Sample;
import dev.parallax.ingest.Series;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.catalog.CatalogChanged;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
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

  /// How far ahead of this machine's clock a sample's may be.
  static final Duration AHEAD = Duration.ofMinutes(10);

  private final LedgerKeeper keeper;
  private final Catalog catalog;
  private final MeterRegistry meters;
  private final InstantSource clock;
  private volatile Feeds feeds;

  Signals(LedgerKeeper keeper, Catalog catalog, MeterRegistry meters, InstantSource clock) {
    this.keeper = keeper;
    this.catalog = catalog;
    this.meters = meters;
    this.clock = clock;
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

  /// What became of series that were taken in.
  ///
  /// @param counted samples that some indicator wanted; one that two wanted counts twice
  /// @param tooNew samples left out because their instant has not come yet
  /// @param newest the instant of the newest one that was left out, in milliseconds since
  ///   1970-01-01T00:00Z; 0 where none was
  public record Taken(int counted, int tooNew, long newest) {}

  /// Takes series in; when this returns, what some indicator wants of them is committed. Samples of
  /// the future are left out: a clock that is wrong would else mark minutes as measured that have
  /// not happened.
  public Taken accept(List<Series> series) {
    long limit = clock.instant().plus(AHEAD).toEpochMilli();
    int tooNew = 0;
    long newest = 0;
    List<Series> timely = new ArrayList<>(series.size());
    for (Series each : series) {
      List<Sample> samples =
          each.samples().stream().filter(sample -> sample.epochMillis() <= limit).toList();
      if (samples.size() < each.samples().size()) {
        tooNew += each.samples().size() - samples.size();
        newest =
            Math.max(
                newest, each.samples().stream().mapToLong(Sample::epochMillis).max().orElse(0));
      }
      timely.add(
          samples.size() == each.samples().size() ? each : new Series(each.labels(), samples));
    }
    List<Deliveries.Matched> matched = feeds.match(timely);
    keeper.accept(matched);
    int counted = matched.stream().mapToInt(each -> each.samples().size()).sum();
    meters.counter("parallax.samples", "use", "counted").increment(counted);
    meters.counter("parallax.samples", "use", "too-new").increment(tooNew);
    return new Taken(counted, tooNew, newest);
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

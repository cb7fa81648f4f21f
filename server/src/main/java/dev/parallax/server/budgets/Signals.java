package dev.parallax.server.budgets;

import dev.parallax.budget.SliId;
import dev.parallax.budget.Slice;
import dev.parallax.ingest.KnownSeries;
import dev.parallax.ingest.Sample;
import dev.parallax.ingest.SampleBatch;
import dev.parallax.ingest.Series;
import dev.parallax.ingest.SliAccumulator.Role;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.catalog.CatalogChanged;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
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

  private static final int MOST_SERIES = 2_000_000;
  private static final int SHARE_OF_MEMORY = 4;

  private final LedgerKeeper keeper;
  private final Catalog catalog;
  private final MeterRegistry meters;
  private final InstantSource clock;
  private final KnownSeries known =
      new KnownSeries(MOST_SERIES, Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY);
  private volatile Feeds feeds;

  Signals(LedgerKeeper keeper, Catalog catalog, MeterRegistry meters, InstantSource clock) {
    this.keeper = keeper;
    this.catalog = catalog;
    this.meters = meters;
    this.clock = clock;
    this.feeds = Feeds.of(catalog.registry());
  }

  /// Reads the ledger back, before the first request.
  void open(@Observes @Priority(START) StartupEvent start) {
    feeds = Feeds.of(catalog.registry());
    keeper.open(feeds);
  }

  void definitionsChanged(@Observes CatalogChanged change) {
    Feeds next = Feeds.of(change.registry());
    keeper.definitionsChanged(next.slis(), () -> feeds = next);
  }

  /// What became of series that were taken in.
  ///
  /// @param counted samples that some indicator wanted; one that two wanted counts twice
  /// @param samplesLeftOut how many samples were left out
  /// @param leftOut what was left out, and what to do about it, a sentence a reason
  public record Taken(int counted, int samplesLeftOut, List<String> leftOut) {
    public Taken {
      leftOut = List.copyOf(leftOut);
    }
  }

  /// The series that were heard so far.
  KnownSeries known() {
    return known;
  }

  /// [#accept(SampleBatch)] for series that were not read by a hot path.
  public Taken accept(List<Series> series) {
    return accept(SampleBatch.of(series, known));
  }

  /// Takes samples in; when this returns, what some indicator wants of them is committed. Two kinds
  /// of samples are left out: those of the future, for a clock that is wrong would mark minutes as
  /// measured that have not happened; and values of counters that are no counts.
  ///
  /// @throws Uncommitted if they could not be committed
  /// @throws Overloaded if too many others wait already
  public Taken accept(SampleBatch samples) {
    Sieve sieve = new Sieve(clock.instant().plus(AHEAD).toEpochMilli());
    int counted = keeper.accept(into -> sieve.sift(samples, feeds, into));
    meters.counter("parallax.samples", "use", "counted").increment(counted);
    meters.counter("parallax.samples", "use", "too-new").increment(sieve.tooNew);
    meters.counter("parallax.samples", "use", "no-count").increment(sieve.noCounts);
    return new Taken(counted, sieve.tooNew + sieve.noCounts, sieve.reasons());
  }

  /// Keeps samples out that must not reach the ledger, and remembers the first of each kind.
  private static final class Sieve {
    private static final double BEYOND_COUNTING = 0x1p53;

    private final long limit;
    private int tooNew;
    private int noCounts;
    private String firstTooNew = "";
    private String firstNoCount = "";

    Sieve(long limit) {
      this.limit = limit;
    }

    void sift(SampleBatch samples, Feeds feeds, Delivery into) {
      for (int i = 0; i < samples.size(); i++) {
        Route route = feeds.route(samples.series(i));
        long millis = samples.epochMillis(i);
        double value = samples.value(i);
        if (millis > limit) {
          firstTooNew =
              tooNew++ == 0 ? first(Instant.ofEpochMilli(millis), samples, i) : firstTooNew;
        } else if (route.isCounter() && !isCount(value)) {
          firstNoCount = noCounts++ == 0 ? first(value, samples, i) : firstNoCount;
        } else if (!route.leadsNowhere()) {
          into.add(route, millis, value);
        }
      }
    }

    private static boolean isCount(double value) {
      return (value >= 0 && value < BEYOND_COUNTING)
          || Sample.isStale(value)
          || Sample.isBegin(value);
    }

    private static String first(Object what, SampleBatch samples, int index) {
      return "%s of %s".formatted(what, samples.series(index).labels().metric());
    }

    List<String> reasons() {
      List<String> reasons = new ArrayList<>();
      if (tooNew > 0) {
        reasons.add(
            "%s left out, more than %d minutes ahead, first %s: samples are counted when their time has come. Correct the sender's clock."
                .formatted(samples(tooNew), AHEAD.toMinutes(), firstTooNew));
      }
      if (noCounts > 0) {
        reasons.add(
            "%s left out, first %s: a counter is neither NaN nor infinite nor negative, and stays below 2^53. Correct what the exporter counts."
                .formatted(samples(noCounts), firstNoCount));
      }
      return reasons;
    }

    private static String samples(int count) {
      return count == 1 ? "1 sample" : "%,d samples".formatted(count);
    }
  }

  /// Samples that were pulled for one query of an indicator.
  record Pulled(Role role, List<Series> series) {
    Pulled {
      series = List.copyOf(series);
    }
  }

  /// Takes samples in that were pulled for an indicator.
  ///
  /// @param feed how they were asked for
  /// @return whether the indicator is still fed so; if not, nothing was taken
  boolean acceptFor(SliId sli, Feed feed, List<Pulled> all) {
    boolean[] current = new boolean[1];
    keeper.accept(
        into -> {
          Feeds now = feeds;
          current[0] = now.of(sli).equals(feed);
          if (!current[0]) {
            return;
          }
          for (Pulled pulled : all) {
            for (Series series : pulled.series()) {
              Route route = now.to(sli, pulled.role(), series.labels());
              for (Sample sample : series.samples()) {
                into.add(route, sample.epochMillis(), sample.value());
              }
            }
          }
        });
    return current[0];
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

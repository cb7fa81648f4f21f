package dev.parallax.server.budgets;

import dev.parallax.budget.SliId;
import dev.parallax.budget.Slice;
import dev.parallax.ingest.Labels;
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

  /// Takes series in; when this returns, what some indicator wants of them is committed. Two kinds
  /// of samples are left out: those of the future, for a clock that is wrong would mark minutes as
  /// measured that have not happened; and values of counters that are no counts.
  public Taken accept(List<Series> series) {
    Sieve sieve = new Sieve(clock.instant().plus(AHEAD).toEpochMilli());
    int[] wanted = new int[1];
    keeper.accept(
        () -> {
          Feeds current = feeds;
          List<Deliveries.Matched> matched = current.match(sieve.sifted(series, current));
          wanted[0] = matched.stream().mapToInt(each -> each.samples().size()).sum();
          return matched;
        });
    int counted = wanted[0];
    meters.counter("parallax.samples", "use", "counted").increment(counted);
    meters.counter("parallax.samples", "use", "too-new").increment(sieve.tooNew);
    meters.counter("parallax.samples", "use", "no-count").increment(sieve.noCounts);
    return new Taken(counted, sieve.tooNew + sieve.noCounts, sieve.reasons());
  }

  /// Keeps samples out that must not reach the ledger, and remembers the first of each kind.
  @SuppressWarnings("ReferenceEquality")
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

    List<Series> sifted(List<Series> all, Feeds feeds) {
      List<Series> kept = new ArrayList<>(all.size());
      for (Series series : all) {
        List<Sample> samples = sifted(series, feeds.isCounted(series.labels()));
        kept.add(samples == series.samples() ? series : new Series(series.labels(), samples));
      }
      return kept;
    }

    /// The same list where all of them pass.
    private List<Sample> sifted(Series series, boolean counter) {
      List<Sample> all = series.samples();
      List<Sample> kept = all;
      for (int i = 0; i < all.size(); i++) {
        boolean passes = passes(series.labels(), all.get(i), counter);
        if (!passes && kept == all) {
          kept = new ArrayList<>(all.subList(0, i));
        } else if (passes && kept != all) {
          kept.add(all.get(i));
        }
      }
      return kept;
    }

    private boolean passes(Labels labels, Sample sample, boolean counter) {
      boolean isCount =
          sample.isStale()
              || sample.isBegin()
              || (sample.value() >= 0 && sample.value() < BEYOND_COUNTING);
      if (sample.epochMillis() > limit) {
        firstTooNew =
            tooNew++ == 0
                ? "%s of %s".formatted(Instant.ofEpochMilli(sample.epochMillis()), labels.metric())
                : firstTooNew;
        return false;
      }
      if (counter && !isCount) {
        firstNoCount =
            noCounts++ == 0 ? "%s of %s".formatted(sample.value(), labels.metric()) : firstNoCount;
        return false;
      }
      return true;
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

  /// Takes samples in that were pulled for an indicator.
  ///
  /// @param feed how they were asked for
  /// @return whether the indicator is still fed so; if not, nothing was taken
  boolean acceptFor(SliId sli, Feed feed, List<Deliveries.Matched> matched) {
    boolean[] current = new boolean[1];
    keeper.accept(
        () -> {
          current[0] = feeds.of(sli).equals(feed);
          return current[0] ? matched : List.of();
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

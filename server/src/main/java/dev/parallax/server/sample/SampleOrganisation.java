package dev.parallax.server.sample;

import dev.parallax.budget.SliId;
import dev.parallax.server.budgets.Budgets;
import dev.parallax.server.budgets.Signals;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.sample.SamplePlan.Stretch;
import dev.parallax.server.shell.Installation;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Fills an installation that is asked to be a sample: registers the definitions of a shop that
/// does not exist, brings its last weeks before the first page, the rest of its year behind it, and
/// a new minute each minute.
@Singleton
final class SampleOrganisation {
  private static final Logger LOG = Logger.getLogger(SampleOrganisation.class);
  private static final String BY = "sample";
  private static final Duration AFTER_THE_MINUTE = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(10);

  private final Installation installation;
  private final Catalog catalog;
  private final Budgets budgets;
  private final SampleDecisions decisions;
  private final InstantSource clock;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private volatile List<SliId> own = List.of();
  private final Thread worker = Thread.ofVirtual().name("sample").unstarted(this::work);

  SampleOrganisation(
      Installation installation,
      Catalog catalog,
      Budgets budgets,
      SampleDecisions decisions,
      InstantSource clock) {
    this.installation = installation;
    this.catalog = catalog;
    this.budgets = budgets;
    this.decisions = decisions;
    this.clock = clock;
  }

  /// After the ledger is read back and before the first statement is drawn.
  void start(@Observes @Priority(Signals.START + 20) StartupEvent start) {
    if (!installation.isSample()) {
      return;
    }
    boolean isNew =
        catalog.documents().stream().noneMatch(document -> document.kind().equals("User"));
    if (isNew) {
      catalog.apply(SampleFiles.all(), BY);
    }
    own = SampleTraffic.slis().stream().filter(this::isOwn).toList();
    if (own.isEmpty()) {
      LOG.warn(
          "No sample data is added: another organisation is registered here. Start the sample in a data folder of its own.");
      return;
    }
    bringNewest();
    if (isNew) {
      decisions.propose();
    }
    worker.start();
  }

  void stop(@Observes ShutdownEvent stop) throws InterruptedException {
    stopping.countDown();
    if (worker.isAlive()) {
      worker.join(STOP);
    }
  }

  /// Whether an indicator is the sample's, not one of the same name that someone else registered.
  private boolean isOwn(SliId sli) {
    List<Catalog.Document> wordings = catalog.wordings("SLO", sli.slo().value());
    return !wordings.isEmpty() && wordings.getLast().registeredBy().equals(BY);
  }

  /// The sample's indicators that are still registered.
  private List<SliId> measured() {
    return own.stream().filter(this::isMeasured).toList();
  }

  private boolean isMeasured(SliId sli) {
    return catalog
        .registry()
        .slo(sli.slo())
        .filter(history -> history.versions().getLast().slo().slis().containsKey(sli))
        .isPresent();
  }

  private void work() {
    boolean complete = false;
    while (!isStopping()) {
      try {
        complete = complete || bringOlder();
        bringNewest();
        waitForTheNextMinute();
      } catch (RuntimeException e) {
        LOG.error("Sample data could not be added; the next minute tries again", e);
        waitForTheNextMinute();
      }
    }
  }

  private void bringNewest() {
    Instant began = clock.instant();
    long added = 0;
    for (SliId sli : measured()) {
      added += bring(sli, SamplePlan.newest(budgets.endMinute(sli), now()));
    }
    if (added > SampleTraffic.slis().size() * 60L) {
      LOG.infof("Sample: %,d newest minutes in %s", added, since(began));
    }
  }

  /// @return whether the year is complete
  private boolean bringOlder() {
    Instant began = clock.instant();
    long added = 0;
    long now = now();
    List<SliId> slis = measured();
    boolean goesOn = true;
    while (goesOn) {
      goesOn = false;
      for (SliId sli : slis) {
        List<Stretch> missing = SamplePlan.older(budgets.firstMinute(sli), now);
        if (isStopping()) {
          return false;
        }
        if (!missing.isEmpty()) {
          long more = bring(sli, missing.getFirst());
          added += more;
          goesOn |= missing.size() > 1 && more > 0;
        }
      }
      bringNewest();
      logReach(slis.getFirst(), added);
    }
    if (added > 0) {
      LOG.infof("Sample: the year is complete, %,d minutes in %s", added, since(began));
    }
    return true;
  }

  private void logReach(SliId sli, long added) {
    if (added > 0) {
      LOG.infof(
          "Sample: history reaches back to %s",
          Instant.ofEpochSecond(budgets.firstMinute(sli) * 60)
              .atOffset(ZoneOffset.UTC)
              .toLocalDate());
    }
  }

  private long bring(SliId sli, Stretch stretch) {
    return stretch.isEmpty()
        ? 0
        : budgets.bring(sli, SampleTraffic.history(sli, stretch.from(), stretch.until()));
  }

  private long now() {
    return Math.floorDiv(clock.instant().getEpochSecond(), 60L);
  }

  private String since(Instant began) {
    return "%.1f s".formatted(Duration.between(began, clock.instant()).toMillis() / 1000.0);
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private void waitForTheNextMinute() {
    Instant next = Instant.ofEpochSecond((now() + 1) * 60).plus(AFTER_THE_MINUTE);
    try {
      boolean _ =
          stopping.await(Duration.between(clock.instant(), next).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      stopping.countDown();
    }
  }
}

package dev.parallax.server.budgets;

import dev.parallax.budget.Query;
import dev.parallax.budget.SliId;
import dev.parallax.budget.SloHistory;
import dev.parallax.ingest.PrometheusApi;
import dev.parallax.ingest.PrometheusApi.Credentials;
import dev.parallax.ingest.Selector;
import dev.parallax.ingest.SliAccumulator.Role;
import dev.parallax.server.catalog.Catalog;
import dev.parallax.server.catalog.Registry;
import dev.parallax.server.shell.Configuration;
import dev.parallax.server.shell.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// Asks data sources for the samples of the indicators that are pulled, each from where it was
/// left.
///
/// A new indicator begins at the start of its SLO's window, oldest part first, and works its way up
/// to now. Where a part is committed, the mark moves on; a part that fails is asked for again next
/// time, and holds up nobody else. Raw samples are asked for with an overlap, since a scrape that
/// is under way is stored under the instant at which it began; what comes twice is counted once.
/// Values of expressions can change while their samples come in, so they are asked for a minute
/// late.
@Singleton
final class Puller {
  private static final Logger LOG = Logger.getLogger(Puller.class);
  private static final Duration PART = Duration.ofHours(6);
  private static final Duration OVERLAP = Duration.ofMinutes(5);
  private static final Duration LATE = Duration.ofSeconds(10);
  private static final int AT_ONCE = 4;

  private final Signals signals;
  private final SliceStore store;
  private final Catalog catalog;
  private final InstantSource clock;
  private final Duration every;
  private final Wording wording;
  private final Set<SliId> underWay = ConcurrentHashMap.newKeySet();
  private final Map<SliId, Trouble> troubles = new ConcurrentHashMap<>();
  private final Map<Registry.DataSource, Source> sources = new ConcurrentHashMap<>();
  private final Rounds rounds =
      new Rounds(
          "pull", "Data sources could not be asked; the next round tries again", this::pullAll);

  /// Why nothing more was pulled, and since when.
  private record Trouble(Instant since, String what, String remedy) {}

  /// A data source, asked by a few at once.
  private record Source(PrometheusApi api, Semaphore places) {}

  /// The question of one role: raw samples where it is a selector.
  private record Question(Role role, String expression, @Nullable Selector selector) {}

  /// What a part brought, or why it could not be had.
  private record Part(List<Signals.Pulled> pulled, PrometheusApi.@Nullable Failed failed) {}

  Puller(
      Signals signals,
      SliceStore store,
      Catalog catalog,
      InstantSource clock,
      Configuration configuration,
      Wording wording) {
    this.signals = signals;
    this.store = store;
    this.catalog = catalog;
    this.clock = clock;
    this.every = configuration.pull().every();
    this.wording = wording;
  }

  void start(@Observes @Priority(Signals.START + 60) StartupEvent start) {
    rounds.pausing(every, every);
  }

  void stop(@Observes ShutdownEvent stop) {
    rounds.close();
    sources.values().forEach(source -> source.api().close());
  }

  /// How an indicator is measured, and what keeps it from being measured, in sentences.
  String sentence(SliId sli) {
    String feed = signals.feeds().of(sli).sentence();
    Trouble trouble = troubles.get(sli);
    return trouble == null
        ? feed
        : "%s It could not be pulled since %s: %s %s"
            .formatted(feed, wording.minute(trouble.since()), trouble.what(), trouble.remedy());
  }

  private void pullAll() {
    Map<SliId, Feed> feeds = signals.feeds().all();
    troubles.keySet().removeIf(sli -> !(feeds.get(sli) instanceof Feed.Pulled));
    feeds.forEach(
        (sli, feed) -> {
          if (feed instanceof Feed.Pulled pulled && underWay.add(sli)) {
            Thread.ofVirtual().name("pull " + sli).start(() -> pull(sli, pulled));
          }
        });
  }

  private void pull(SliId sli, Feed.Pulled feed) {
    try {
      Source source = sources.computeIfAbsent(feed.source(), Puller::open);
      source.places().acquire();
      try {
        upToNow(sli, feed, source.api());
      } finally {
        source.places().release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Uncommitted | JdbiException e) {
      LOG.error("What was pulled could not be committed", e);
      trouble(
          sli,
          "The database does not take samples at the moment.",
          "It is tried again; look into the log if it stays so.");
    } catch (IllegalArgumentException e) {
      trouble(
          sli,
          "Data source '%s': %s".formatted(feed.source().name(), e.getMessage()),
          "Correct its connectionDetails.");
    } catch (RuntimeException e) {
      LOG.errorf(e, "Pulling %s failed", sli);
      trouble(sli, "Parallax failed at its samples.", "Its log says more; report this, please.");
    } finally {
      underWay.remove(sli);
    }
  }

  private void upToNow(SliId sli, Feed.Pulled feed, PrometheusApi api) {
    List<Question> questions = questions(feed);
    boolean evaluates = questions.stream().anyMatch(question -> question.selector() == null);
    Instant end =
        evaluates ? clock.instant().minus(LATE).truncatedTo(ChronoUnit.MINUTES) : clock.instant();
    Instant begin = begin(sli, end);
    Instant at = store.pulledUntil(sli).orElse(begin);
    while (at.isBefore(end)) {
      Instant next = at.plus(PART).isBefore(end) ? at.plus(PART) : end;
      Instant from = evaluates || at.minus(OVERLAP).isBefore(begin) ? at : at.minus(OVERLAP);
      Part part = ask(api, questions, from, next);
      if (part.failed() != null) {
        trouble(sli, part.failed().what(), part.failed().remedy());
        return;
      }
      if (!signals.acceptFor(sli, feed, part.pulled())) {
        return;
      }
      store.markPulled(sli, next);
      at = next;
    }
    troubles.remove(sli);
  }

  /// The start of the window that the SLO is judged over now.
  private Instant begin(SliId sli, Instant end) {
    return catalog
        .registry()
        .slo(sli.slo())
        .map(SloHistory::versions)
        .map(versions -> versions.getLast().slo().window().at(end).from())
        .orElse(end);
  }

  private static Part ask(
      PrometheusApi api, List<Question> questions, Instant from, Instant until) {
    List<Signals.Pulled> pulled = new ArrayList<>();
    for (Question question : questions) {
      PrometheusApi.Outcome outcome =
          question.selector() == null
              ? api.evaluated(
                  question.expression(),
                  from,
                  until,
                  series -> pulled.add(new Signals.Pulled(question.role(), series)))
              : api.rawSamples(
                  question.selector(),
                  from,
                  until,
                  series -> pulled.add(new Signals.Pulled(question.role(), series)));
      if (outcome instanceof PrometheusApi.Failed failed) {
        return new Part(List.of(), failed);
      }
    }
    return new Part(pulled, null);
  }

  private void trouble(SliId sli, String what, String remedy) {
    Trouble before = troubles.get(sli);
    troubles.put(sli, new Trouble(before == null ? clock.instant() : before.since(), what, remedy));
    if (before == null || !before.what().equals(what)) {
      LOG.warnf("%s could not be pulled: %s %s", sli, what, remedy);
    }
  }

  private static List<Question> questions(Feed.Pulled feed) {
    List<Question> questions = new ArrayList<>();
    for (Map.Entry<Role, Query> entry : feed.queries().entrySet()) {
      String expression = entry.getValue().spec().getOrDefault("query", "");
      Selector selector =
          Selector.fromExpression(expression) instanceof Selector.Selected(Selector found, _)
              ? found
              : null;
      questions.add(new Question(entry.getKey(), expression, selector));
    }
    return questions;
  }

  private static Source open(Registry.DataSource source) {
    URI address = URI.create(Optional.ofNullable(source.url()).orElse(""));
    return new Source(
        new PrometheusApi(PrometheusApi.Settings.of(address, credentials(source.connection()))),
        new Semaphore(AT_ONCE));
  }

  private static Credentials credentials(Map<String, String> connection) {
    String token = connection.get("token");
    if (token != null) {
      return new PrometheusApi.Bearer(token);
    }
    String user = connection.get("username");
    return user == null
        ? new PrometheusApi.Anonymous()
        : new PrometheusApi.Basic(user, connection.getOrDefault("password", ""));
  }
}

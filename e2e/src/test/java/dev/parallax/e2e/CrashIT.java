package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` again and again while clients write samples and enter adjustments: of all processes of
/// the database, and each fifth time of the program and the database together.
///
/// `-Dparallax.crashes=500` kills more often, `-Dparallax.seed=…` repeats a run.
class CrashIT {
  private static final int CRASHES = Integer.getInteger("parallax.crashes", 50);
  private static final long SEED = Long.getLong("parallax.seed", System.nanoTime());
  private static final int WHOLE_EVERY = 5;
  private static final int CLIENTS = 6;
  private static final int PER_SECOND = 120;
  private static final Map<String, String> SETTINGS = Map.of("PARALLAX_SELF_EVERY", "PT1H");

  private final Path data;
  private final Random random = new Random(SEED);
  private final Set<String> entered = new ConcurrentSkipListSet<>();
  private final Set<String> unacknowledged = new ConcurrentSkipListSet<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final Instant minute = Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(3_600);
  private volatile Api api;

  CrashIT(@TempDir Path data) {
    this.data = data;
    api = new Api(RunningParallax.start(data, SETTINGS));
  }

  @Test
  void whatWasAcknowledgedIsThereOnceHoweverOftenItIsKilled() throws InterruptedException {
    System.out.printf("seed %d%n", SEED);
    api.apply(Api.ratio("adjusted", "", "a_total{code=\"500\"}", "a_total{job=\"a\"}"));
    try (Writers writers = Writers.at(api, CLIENTS);
        ScheduledExecutorService adjusters = Executors.newScheduledThreadPool(2)) {
      writers.begin(CLIENTS, PER_SECOND);
      for (int i = 0; i < 2; i++) {
        var _ = adjusters.scheduleWithFixedDelay(this::enter, 0, 50, TimeUnit.MILLISECONDS);
      }
      for (int crash = 1; crash <= CRASHES; crash++) {
        writers.awaitAcknowledged(1 + random.nextInt(60));
        crash(crash % WHOLE_EVERY == 0, writers);
      }
      writers.awaitAcknowledged(50);
      adjusters.shutdown();
      assertThat(adjusters.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
      writers.audit(api);
      OutageIT.say(writers);
      OutageIT.assertRefusalsAskToComeAgain(writers);
      auditAdjustments();
      assertThat(api.json("/api/v1/audit/verdict").get("whole").asBoolean()).isTrue();
      System.out.printf(
          "%d crashes, %d of them of the whole program; %d adjustments, %d acknowledged at once%n",
          CRASHES, CRASHES / WHOLE_EVERY, numbers.get(), entered.size());
    } finally {
      api.program().close();
    }
  }

  private void crash(boolean whole, Writers writers) {
    new Postgres(data).kill();
    if (whole) {
      api.program().kill();
      api = new Api(RunningParallax.start(data, SETTINGS));
      writers.to(api.program());
    }
  }

  private void enter() {
    String id = "a-%06d".formatted(numbers.incrementAndGet());
    unacknowledged.add(id);
    if (isEntered(id)) {
      entered.add(id);
      unacknowledged.remove(id);
    }
  }

  private boolean isEntered(String id) {
    String body =
        """
        {"id":"%s","kind":"correction","minute":"%s","good":1,"total":1,"author":"ana","reason":"lost in transit"}"""
            .formatted(id, minute);
    try {
      HttpResponse<String> answer =
          api.post("/api/v1/slos/adjusted/adjustments", "application/json", body);
      return answer.statusCode() == 200 || answer.statusCode() == 201;
    } catch (UncheckedIOException killed) {
      return false;
    }
  }

  /// Each that was acknowledged is there; when all are sent again, each is there once.
  private void auditAdjustments() {
    assertThat(entered).isNotEmpty();
    assertThat(ids()).containsAll(entered);
    unacknowledged.forEach(id -> assertThat(isEntered(id)).as(id).isTrue());
    assertThat(ids()).hasSize(numbers.get());
  }

  private Set<String> ids() {
    Set<String> ids = new ConcurrentSkipListSet<>();
    for (JsonNode each : api.json("/api/v1/slos/adjusted/receipt").at("/receipt/adjustments")) {
      assertThat(ids.add(each.get("id").asText())).isTrue();
    }
    return ids;
  }
}

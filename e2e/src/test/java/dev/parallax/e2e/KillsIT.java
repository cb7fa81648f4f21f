package dev.parallax.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// Changes of SLOs are proposed, answered and agreed to while the program is killed: what was
/// acknowledged is there once, and everybody hears of it once.
///
/// It is killed after a few steps and a moment, both by chance: in the middle of a step, while a
/// clock fires, or while messages are on their way. `-Dparallax.kills=…` kills it more often,
/// `-Dparallax.seed=…` repeats a run.
@TestInstance(Lifecycle.PER_CLASS)
class KillsIT {
  private static final int KILLS = Integer.getInteger("parallax.kills", 10);
  private static final long SEED = Long.getLong("parallax.seed", System.nanoTime());
  private static final int MOST_STEPS = 6;
  private static final int MOST_MILLIS = 400;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String RANG = "The time to answer ended.";
  private static final Set<String> HEARD =
      Set.of(
          "asked/1 olga",
          "asked/1 dora",
          "asked/1 sven",
          "turn/1 olga",
          "move/2 petra",
          "move/2 dora",
          "move/2 sven",
          "move/2 lena",
          "move/2 mia",
          "move/2 eva",
          "move/2 sue");

  private final Random random = new Random(SEED);
  private final Path data;
  private final Post post;
  private final Deciding here;
  private final List<Tale> tales = new ArrayList<>();
  private int repeated;
  private @Nullable Throwable failed;

  KillsIT(@TempDir Path data, @TempDir Path folder) throws IOException {
    this.data = data;
    post = new Post();
    here = new Deciding(data, folder, post.settings());
    List.of("petra", "dora", "olga").forEach(here::who);
  }

  @AfterAll
  void stop() {
    here.close();
    post.close();
  }

  /// One change from its proposal to the yes.
  private final class Tale {
    private final String service;
    private final List<String> acknowledged = new ArrayList<>();
    private String decision = "";
    private int step;

    Tale(int number) {
      this.service = "shop-" + number;
    }

    boolean isOver() {
      return step == 6;
    }

    /// The next step; one that was not acknowledged is made again, under the same key.
    void go() {
      switch (step) {
        case 0 -> here.registered(service);
        case 1 -> decision = here.who("petra").proposes(Deciding.slo(service, "0.999"));
        case 2 -> move("dora", "for");
        case 3 -> here.window(decision);
        case 4 -> {
          if (!here.who("olga").sees(decision).at("/history").toString().contains(RANG)) {
            return;
          }
        }
        default -> move("olga", "approve");
      }
      step++;
    }

    private void move(String login, String verb) {
      Map<String, String> move = Map.of("verb", verb, "why", Deciding.WHY);
      HttpResponse<String> answer =
          here.who(login).tries(decision, move, "%s-%s".formatted(service, verb));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      acknowledged.add(login);
    }
  }

  @Test
  void whatWasAcknowledgedIsThereOnceAndEverybodyHearsOfItOnce() throws InterruptedException {
    System.out.printf("seed %d%n", SEED);
    for (int kill = 0; kill < KILLS; kill++) {
      CountDownLatch steps = new CountDownLatch(random.nextInt(MOST_STEPS));
      Thread story = Thread.ofVirtual().start(() -> tell(steps));
      boolean _ = steps.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      boolean _ = story.join(Duration.ofMillis(random.nextInt(MOST_MILLIS)));
      here.kill();
      story.join();
      assertThat(failed).isNull();
      here.startAgain();
    }
    while (!tale().isOver()) {
      tale().go();
    }
    here.clock.add(Duration.ofDays(7));
    Poll.until("every message", PATIENCE, this::waiting, List.of("0")::equals);

    System.out.printf(
        "killed %d times during %d changes; %d commands were under way%n",
        KILLS, tales.size(), repeated);
    tales.forEach(this::everythingHappenedOnce);
    everybodyHeardOnce();
    assertThat(here.api().json("/api/v1/audit/verdict").get("whole").asBoolean()).isTrue();
  }

  private Tale tale() {
    return tales.getLast();
  }

  private void tell(CountDownLatch steps) {
    try {
      while (true) {
        if (tales.isEmpty() || tale().isOver()) {
          tales.add(new Tale(tales.size() + 1));
        }
        int before = tale().step;
        tale().go();
        if (tale().step > before) {
          steps.countDown();
        }
      }
    } catch (UncheckedIOException killed) {
      repeated++;
    } catch (RuntimeException | AssertionError e) {
      failed = e;
    }
  }

  /// What is not yet in a digest and not yet sent.
  private List<String> waiting() {
    return Inside.rows(
        data,
        "select (select count(*) from notice where urgency = 'DIGEST' and not digested) + (select count(*) from notice_message where state = 'waiting')");
  }

  private void everythingHappenedOnce(Tale tale) {
    assertThat(here.audit(tale.decision))
        .as(tale.decision)
        .containsExactlyInAnyOrder(
            "person:petra agree/propose done",
            "person:dora agree/opine done",
            "parallax agree/clock done",
            "person:olga agree/approve done");
    assertThat(tale.acknowledged).containsExactly("dora", "olga");
    assertThat(here.state(tale.decision)).isEqualTo("approved");
    assertThat(
            Inside.rows(
                data,
                "select registered_by from definition where name = '%s-answers' order by version"
                    .formatted(tale.service)))
        .containsExactly("command line or API", "decision " + tale.decision);
    assertThat(
            Inside.rows(
                data,
                "select id from decision_clock where fired_at is not null and decision = "
                    + tale.decision.substring(2)))
        .containsExactly("1/window");
  }

  private void everybodyHeardOnce() {
    Set<String> expected =
        tales.stream()
            .flatMap(
                tale -> HEARD.stream().map(each -> "decision/%s/%s".formatted(tale.decision, each)))
            .collect(Collectors.toSet());
    assertThat(Inside.rows(data, "select event || ' ' || person from notice"))
        .containsExactlyInAnyOrderElementsOf(expected);
    Map<String, Set<String>> ids = new TreeMap<>();
    post.calls()
        .forEach(
            call ->
                ids.computeIfAbsent(call.body().get("event").asText(), _ -> new TreeSet<>())
                    .add(call.id()));
    assertThat(ids).hasSize(3 * tales.size()).allSatisfy((_, of) -> assertThat(of).hasSize(1));
    Map<String, Set<String>> mails = new TreeMap<>();
    post.mails()
        .forEach(
            mail ->
                mails
                    .computeIfAbsent(mail.to() + mail.text(), _ -> new TreeSet<>())
                    .add(mail.id()));
    assertThat(mails).allSatisfy((_, of) -> assertThat(of).hasSize(1));
    assertThat(lines("- ")).isEqualTo(4L * tales.size());
    assertThat(lines("Why you: ")).isEqualTo(7L * tales.size());
    System.out.printf(
        "%d calls of the webhook, %d of them repeated; %d mails, %d of them repeated%n",
        post.calls().size(),
        post.calls().size() - ids.size(),
        post.mails().size(),
        post.mails().size() - mails.size());
  }

  /// How many lines begin so, in all mails that differ.
  private long lines(String beginning) {
    return post.mails().stream()
        .map(mail -> mail.to() + "\n" + mail.text())
        .distinct()
        .flatMap(String::lines)
        .filter(line -> line.startsWith(beginning))
        .count();
  }
}

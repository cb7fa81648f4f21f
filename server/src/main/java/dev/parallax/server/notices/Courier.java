package dev.parallax.server.notices;

import dev.parallax.server.notices.Channel.Outcome;
import dev.parallax.server.shell.Rounds;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/// Takes messages to their channels until they are taken there, and makes the digests.
///
/// A message may arrive twice if the program is killed between its arrival and its mark; it then
/// carries the same id. A slow channel holds up its own messages alone.
@Singleton
final class Courier {
  private static final Logger LOG = Logger.getLogger(Courier.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration LEASE = Duration.ofMinutes(1);

  private final Notices notices;
  private final NoticeStore store;
  private final Channels channels;
  private final InstantSource clock;
  private final Map<Channel.Kind, Semaphore> free = new ConcurrentHashMap<>();
  private final Rounds rounds =
      new Rounds(
          "courier", "Notices could not be delivered; the next round tries again", this::round);
  private final ExecutorService ways = Executors.newVirtualThreadPerTaskExecutor();

  Courier(Notices notices, NoticeStore store, Channels channels, InstantSource clock) {
    this.notices = notices;
    this.store = store;
    this.channels = channels;
    this.clock = clock;
  }

  void start(@Observes @Priority(Notices.START) StartupEvent start) {
    rounds.pausing(PAUSE, PAUSE);
  }

  void stop(@Observes ShutdownEvent stop) {
    rounds.close();
    ways.shutdown();
  }

  private void round() {
    notices.digest();
    channels.open().forEach(this::carry);
  }

  private void carry(Channel channel) {
    Semaphore places = free.computeIfAbsent(channel.kind(), _ -> new Semaphore(channel.atOnce()));
    int most = places.drainPermits();
    List<Message> taken =
        most == 0 ? List.of() : store.claim(channel.kind(), most, clock.instant(), LEASE);
    places.release(most - taken.size());
    for (Message message : taken) {
      ways.execute(
          () -> {
            try {
              end(message, channel.send(message));
            } finally {
              places.release();
            }
          });
    }
  }

  private void end(Message message, Outcome outcome) {
    Instant now = clock.instant();
    switch (outcome) {
      case Outcome.Sent() -> store.sent(message.id(), now);
      case Outcome.Never(String why) -> giveUp(message, why, now);
      case Outcome.Later(Duration after, String why) -> {
        Optional<Duration> wait = Backoff.after(message.attempts(), message.id());
        if (wait.isEmpty()) {
          giveUp(message, why, now);
        } else {
          Duration longer = after != null && after.compareTo(wait.get()) > 0 ? after : wait.get();
          store.again(message.id(), why, now.plus(longer));
        }
      }
    }
  }

  private void giveUp(Message message, String why, Instant now) {
    store.failed(message.id(), why, now);
    LOG.warnf(
        "A message (%s) was not taken after %d tries: %s. Its reader finds it on the home.",
        message.channel().word(), message.attempts(), why);
  }
}

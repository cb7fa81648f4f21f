package dev.parallax.server.audit;

import dev.parallax.server.shell.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Bounds what those who did not sign in make the audit hold: three hundred events at once and ten
/// a minute after that are written one by one. What comes on top is counted by what was wanted, and
/// told in one event a minute, so that a flood fills no disk and is still seen.
///
/// What was counted and not yet told is lost when the program is killed: a minute at most.
final class Strangers {
  private static final String WHO = new Caller.Anonymous().who();
  private static final int AT_ONCE = 300;
  private static final Duration ONE_MORE = Duration.ofSeconds(6);
  private static final Duration TOLD_EVERY = Duration.ofMinutes(1);

  private final Map<String, Long> counted = new TreeMap<>();
  private int left = AT_ONCE;
  private Instant filled = Instant.MIN;
  private Instant since = Instant.MIN;

  /// Whether an event is written by itself; else it is counted.
  synchronized boolean admits(AuditEvent event) {
    if (!event.who().equals(WHO)) {
      return true;
    }
    refill(event.at());
    if (left > 0) {
      left--;
      return true;
    }
    if (counted.isEmpty()) {
      since = event.at();
    }
    counted.merge(event.what() + " " + event.outcome().word(), 1L, Long::sum);
    return false;
  }

  private void refill(Instant now) {
    if (filled.equals(Instant.MIN) || now.isBefore(filled)) {
      filled = now;
    }
    long more = Duration.between(filled, now).dividedBy(ONE_MORE);
    left = (int) Math.min(AT_ONCE, left + more);
    filled = filled.plus(ONE_MORE.multipliedBy(more));
  }

  /// The event that tells what was counted, once a minute has passed.
  synchronized Optional<AuditEvent> due(Instant now) {
    return !counted.isEmpty() && !now.isBefore(since.plus(TOLD_EVERY))
        ? Optional.of(told(now))
        : Optional.empty();
  }

  /// The event that tells what was counted and not yet told, at the end of the program.
  synchronized Optional<AuditEvent> rest(Instant now) {
    return counted.isEmpty() ? Optional.empty() : Optional.of(told(now));
  }

  private AuditEvent told(Instant now) {
    long all = counted.values().stream().mapToLong(Long::longValue).sum();
    String kinds =
        counted.entrySet().stream()
            .map(each -> "%s: %d".formatted(each.getKey(), each.getValue()))
            .collect(Collectors.joining("; "));
    counted.clear();
    return new AuditEvent(
        now,
        WHO,
        "",
        "",
        "gate/count",
        "strangers",
        AuditEvent.Outcome.REFUSED,
        "%,d more calls of those who did not sign in since %s were counted, not written one by one."
            .formatted(all, since),
        kinds);
  }
}

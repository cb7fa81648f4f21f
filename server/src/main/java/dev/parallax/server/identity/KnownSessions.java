package dev.parallax.server.identity;

import dev.parallax.governance.PersonRef;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/// Sessions that were read from the database lately, so that a page need not ask for them again.
///
/// Whatever ends a session in this program says so here as soon as it is committed; from then on
/// the session is unknown. Nobody else writes sessions; should an operator do so by hand, it is
/// felt after [#FRESH].
final class KnownSessions {
  private static final int MOST = 10_000;
  private static final Duration FRESH = Duration.ofSeconds(30);

  private final Map<String, Known> byHash =
      new LinkedHashMap<>(16, 0.75F, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MOST;
        }
      };
  private long ends;

  private record Known(SessionStore.Row row, Instant readAt) {}

  synchronized Optional<SessionStore.Row> find(String hash, Instant now) {
    return Optional.ofNullable(byHash.get(hash))
        .filter(known -> !now.isBefore(known.readAt()) && now.isBefore(known.readAt().plus(FRESH)))
        .map(Known::row);
  }

  /// Counts the ends so far. Whoever reads a session from the database asks before.
  synchronized long ends() {
    return ends;
  }

  /// Keeps what was read, unless a session ended meanwhile: it may be this one.
  synchronized void keep(SessionStore.Row row, long endsBefore, Instant now) {
    if (ends == endsBefore) {
      byHash.put(row.hash(), new Known(row, now));
    }
  }

  synchronized void seen(String hash, Instant at) {
    byHash.computeIfPresent(hash, (_, known) -> new Known(known.row().seen(at), known.readAt()));
  }

  void ended(String hash) {
    ended(row -> row.hash().equals(hash));
  }

  void ended(PersonRef person) {
    ended(row -> row.person().equals(person));
  }

  /// Some ended, and nobody says which.
  void someEnded() {
    ended(_ -> true);
  }

  private synchronized void ended(Predicate<SessionStore.Row> which) {
    ends++;
    byHash.values().removeIf(known -> which.test(known.row()));
  }
}

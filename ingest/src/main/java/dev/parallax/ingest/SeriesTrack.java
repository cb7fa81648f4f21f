package dev.parallax.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One series as one query of an SLI sees it, with its last samples: those within the retention
/// before the newest, and one more, the neighbour of the oldest place where a late sample may still
/// be put.
final class SeriesTrack extends RecentSamples {
  final SliAccumulator.Role role;
  final Fingerprint series;
  final TargetPresence target;
  private final long retentionMillis;

  /// The first sample ever seen; kept when the sample itself is let go, since whether it counts can
  /// be found out later.
  long firstMillis;

  double firstValue;

  /// Whether the first sample's value is counted as an increase.
  boolean bornCounted;

  /// Whether samples have been let go, so that the oldest one here is not the first ever.
  boolean trimmed;

  SeriesTrack(
      SliAccumulator owner, SliAccumulator.Role role, Fingerprint series, TargetPresence target) {
    super(owner.heads());
    this.role = role;
    this.series = series;
    this.target = target;
    this.retentionMillis = owner.settings().retention().toMillis();
  }

  /// Lets go what no late sample that is still accepted can be a neighbour of. It may stay until
  /// the room is needed: whether it is there changes nothing that is counted.
  @Override
  void tidy() {
    long horizonMillis = newest() - retentionMillis;
    int drop = 0;
    while (drop + 1 < size() && time(drop + 1) < horizonMillis) {
      drop++;
    }
    if (drop > 0) {
      dropFirst(drop);
      trimmed = true;
    }
  }

  /// When something was known to be watched: the union of the stretches `(t, t + maxGap]` behind
  /// each of its samples at `t`. A union does not depend on the order in which it is made, and a
  /// target that is scraped without holes needs one stretch, however long.
  static final class TargetPresence {
    final Fingerprint target;

    /// The series of this target, to look at again when a late sample shows that it was watched.
    final List<SeriesTrack> tracks = new ArrayList<>();

    /// No series of this target whose first sample is not counted began later than this.
    long latestBaseline = Long.MIN_VALUE;

    /// The latest stretch: start (exclusive) to end (inclusive); empty where both are equal.
    private long lastFrom = Long.MIN_VALUE;

    private long lastTo = Long.MIN_VALUE;

    /// The earlier stretches; no two touch. A target that is scraped without holes has none.
    private @Nullable NavigableMap<Long, Long> earlier;

    TargetPresence(Fingerprint target) {
      this.target = target;
    }

    /// Whether there was a sample in `[millis - maxGap, millis)`.
    boolean covers(long millis) {
      if (millis > lastFrom) {
        return millis <= lastTo;
      }
      Map.Entry<Long, Long> before = earlier == null ? null : earlier.lowerEntry(millis);
      return before != null && millis <= before.getValue();
    }

    /// Adds the stretch `(from, to]`; answers where what is new in it begins, or `to` where nothing
    /// is.
    long add(long from, long to) {
      if (from >= lastFrom && from <= lastTo) {
        long news = Math.min(lastTo, to);
        lastTo = Math.max(lastTo, to);
        return news;
      }
      return addApart(from, to);
    }

    private long addApart(long from, long to) {
      NavigableMap<Long, Long> all = stretches();
      long begin = from;
      long news = from;
      long end = to;
      Map.Entry<Long, Long> last = all.floorEntry(from);
      if (last != null && last.getValue() >= from) {
        begin = last.getKey();
        news = Math.min(last.getValue(), to);
        end = Math.max(last.getValue(), to);
      }
      Map.Entry<Long, Long> next = all.higherEntry(begin);
      while (next != null && next.getKey() <= end) {
        end = Math.max(end, next.getValue());
        all.remove(next.getKey());
        next = all.higherEntry(begin);
      }
      all.put(begin, end);
      keep(all);
      return news;
    }

    private void keep(NavigableMap<Long, Long> all) {
      Map.Entry<Long, Long> last = all.pollLastEntry();
      lastFrom = last == null ? Long.MIN_VALUE : last.getKey();
      lastTo = last == null ? Long.MIN_VALUE : last.getValue();
      earlier = all.isEmpty() ? null : all;
    }

    void forget(long beforeMillis) {
      tracks.removeIf(track -> track.size() == 0 || track.newest() < beforeMillis);
      NavigableMap<Long, Long> all = stretches();
      all.values().removeIf(end -> end < beforeMillis);
      keep(all);
    }

    boolean isEmpty() {
      return tracks.isEmpty() && lastFrom == lastTo;
    }

    /// A copy of all stretches.
    NavigableMap<Long, Long> stretches() {
      TreeMap<Long, Long> all = earlier == null ? new TreeMap<>() : new TreeMap<>(earlier);
      if (lastFrom != lastTo) {
        all.put(lastFrom, lastTo);
      }
      return all;
    }
  }
}

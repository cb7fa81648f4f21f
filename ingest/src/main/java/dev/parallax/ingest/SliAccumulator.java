package dev.parallax.ingest;

import dev.parallax.budget.Sli;
import dev.parallax.budget.Slice;
import dev.parallax.ingest.SeriesTrack.TargetPresence;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Turns the samples of one SLI into slices: what each minute of good, total and observed seconds
/// has to be changed by.
///
/// # What is counted
///
/// **Increases, not rates.** Between two samples of a counter that are neighbours in time, the
/// increase is `v2 − v1`, or `v2` where `v2 < v1`, since the counter has started again from zero.
/// Nothing is extrapolated to the edges of a window, unlike `increase()` of Prometheus [1]. The
/// increase belongs to the minute in which the later sample lies; a sample on the boundary closes
/// the minute before. A counter counts whole events; an increase that is no whole number is rounded
/// to the nearest (ties to even), once, and reported as [Finding#FRACTIONAL].
///
/// **Observed seconds.** The time between two neighbouring samples is observed when it is no longer
/// than the longest gap: whole seconds from the second of the first sample up to, not including,
/// the second of the later one, of any series of the SLI's total. A longer gap is unobserved, but
/// its increase is counted: the events are a fact, only their minute is not known any better.
///
/// **Births.** A series that appears while its target (`job` and `instance`) was already being
/// watched has started from zero: the value of its first sample is counted. (Prometheus loses it,
/// which hurts most where errors are rare.) If nothing of the target was seen in `[t − longest gap,
/// t)`, the first sample says how much was counted before anyone looked: a baseline, worth 0.
/// Companion metrics such as `up` are made known with [#present]. Where a sender says when its
/// counter began ([Sample#begin]), that is a sample of 0: the increase since then is counted, and a
/// start is known even where the new value is above the old one.
///
/// **Gauges.** A threshold counts samples: one of total each, one of good where it compares true. A
/// raw ratio in [0, 1] counts billionths, 1,000,000,000 of total each. A ratio whose queries are no
/// counters adds up the samples' values.
///
/// **Values that are none** (stale markers, NaN, infinities, negative counts, ratios outside [0,
/// 1], 2⁵³ and beyond, where a double has no ones place) are never counted as good or bad; they are
/// reported. A stale marker does not make time unobserved by itself: the silence after it does,
/// when it is longer than the longest gap.
///
/// # Why the order does not matter
///
/// A sample that comes late is put between its neighbours: what the two made together is taken
/// back, and the two new increases are counted. Each increase is a function of two neighbours
/// alone, each birth a function of the first sample and a union of stretches, the observed seconds
/// a union: so the sum of all slices is a function of the *set* of samples, whatever the order, the
/// splits and the repetitions. Of two values for the same instant the larger is kept.
///
/// That needs the neighbours. Each series keeps its samples for the retention before its newest
/// one, and the one before those. What comes later than that is refused as [Finding#TOO_OLD] unless
/// it is known, never guessed.
///
/// Not safe for use by several threads at once.
///
/// [1] Prometheus, "Query functions", `increase()`.
public final class SliAccumulator {
  /// Which of the SLI's queries a sample was found by. An SLI with one query has a total only.
  public enum Role {
    PART,
    TOTAL
  }

  /// What was seen in the samples, as a count; none of these is guessed away.
  public enum Finding {
    /// Samples that are counted.
    SAMPLES,
    /// Samples that came again: no change.
    REPEATED,
    /// Samples later than the retention: refused.
    TOO_OLD,
    /// Stale markers: the series ended.
    ENDED,
    /// NaN, infinite, or from 2⁵³ on: refused.
    NOT_COUNTABLE,
    /// Negative counters, ratios outside [0, 1], instants outside of the years 1970 to 9999:
    /// refused.
    OUT_OF_RANGE,
    /// Two values of one series at one instant: the larger is kept.
    CONFLICTS,
    /// Counters that started again.
    RESETS,
    /// Stretches between samples that are longer than the longest gap.
    GAPS,
    /// Series that appeared while their target was watched: counted from zero.
    BIRTHS,
    /// Increases that were no whole number: rounded.
    FRACTIONAL
  }

  /// @param maxGap the longest time between two samples that counts as observed
  /// @param retention how late a sample may come after the newest of its series
  public record Settings(Duration maxGap, Duration retention) {
    public static final Settings DEFAULT =
        new Settings(Duration.ofMinutes(5), Duration.ofMinutes(10));

    public Settings {
      if (!maxGap.isPositive() || retention.isNegative()) {
        throw new IllegalArgumentException(
            "maxGap %s, retention %s: expected a positive gap and no negative retention. Set e.g. PT5M and PT10M."
                .formatted(maxGap, retention));
      }
    }
  }

  record Key(Role role, Fingerprint series) {}

  private final Sli sli;
  private final Settings settings;
  private final SampleEffect effect;
  private final long maxGapMillis;
  private final long retentionMillis;
  private static final int SAMPLES = Finding.SAMPLES.ordinal();

  private Heads heads = new Heads();
  private SeriesTrack[] byPlace = {};
  private TargetPresence[] targetAt = {};
  private boolean[] totals = {};
  private int generation;
  private final Map<Key, SeriesTrack> tracks = new HashMap<>();
  private final Map<Fingerprint, TargetPresence> targets = new HashMap<>();
  private final SliceDeltas deltas = new SliceDeltas();
  private boolean drained = true;
  private long forgottenBefore = Long.MIN_VALUE;
  private final long[] findings = new long[Finding.values().length];

  public SliAccumulator(Sli sli, Settings settings) {
    this.sli = sli;
    this.settings = settings;
    this.effect = SampleEffect.of(sli);
    this.maxGapMillis = settings.maxGap().toMillis();
    this.retentionMillis = settings.retention().toMillis();
  }

  public Sli sli() {
    return sli;
  }

  public Settings settings() {
    return settings;
  }

  /// Takes all samples of a series that one of the SLI's queries has found.
  public void add(Role role, Series series) {
    Fingerprint id = series.labels().fingerprint();
    Fingerprint target = series.labels().target();
    for (Sample sample : series.samples()) {
      add(role, id, target, sample);
    }
  }

  /// Takes one sample.
  ///
  /// @param series [Labels#fingerprint] of the series
  /// @param target [Labels#target] of the series
  public void add(Role role, Fingerprint series, Fingerprint target, Sample sample) {
    if (isTaken(sample.epochMillis(), sample.value())) {
      keep(track(role, series, target), sample.epochMillis(), sample.value());
    }
  }

  /// A place where samples of a series are kept, for those who have many of them. It stands while
  /// [#generation] does.
  public int place(Role role, Fingerprint series, Fingerprint target) {
    return track(role, series, target).place();
  }

  private SeriesTrack track(Role role, Fingerprint series, Fingerprint target) {
    return tracks.computeIfAbsent(new Key(role, series), _ -> begin(role, series, target));
  }

  /// Changes when places do.
  public int generation() {
    return generation;
  }

  /// Takes one sample.
  ///
  /// @param place from [#place], of this generation
  public void add(int place, long epochMillis, double value) {
    long newest = heads.millis(place);
    double before = heads.value(place);
    if (newest == Long.MIN_VALUE
        || epochMillis <= newest
        || newest < forgottenBefore
        || effect.refuses(epochMillis, value) != null
        || !heads.append(place, epochMillis, value)) {
      addSlowly(byPlace[place], epochMillis, value);
      return;
    }
    drained = false;
    findings[SAMPLES]++;
    boolean isTotal = totals[place];
    Role role = isTotal ? Role.TOTAL : Role.PART;
    if (effect.isCounter()) {
      increase(role, epochMillis, before, value, 1);
    } else {
      effect.count(deltas, role, epochMillis, value, 1);
    }
    between(role, newest, epochMillis, 1);
    present(targetAt[place], epochMillis);
  }

  private void addSlowly(SeriesTrack track, long epochMillis, double value) {
    if (isTaken(epochMillis, value)) {
      keep(track, epochMillis, value);
    }
  }

  private boolean isTaken(long epochMillis, double value) {
    return Sample.isBegin(value)
        ? effect.isCounter()
            && SampleEffect.isInstant(epochMillis)
            && epochMillis >= forgottenBefore
        : !refuses(epochMillis, value);
  }

  /// A beginning is a zero that nobody measured: it does not say that its target was watched.
  private void keep(SeriesTrack track, long epochMillis, double value) {
    if (Sample.isBegin(value)) {
      take(track, epochMillis, 0);
    } else if (take(track, epochMillis, value)) {
      present(track.target, epochMillis);
    }
  }

  private boolean refuses(long epochMillis, double value) {
    Finding refused = effect.refuses(epochMillis, value);
    if (refused == null && epochMillis < forgottenBefore) {
      refused = Finding.TOO_OLD;
    }
    if (refused != null) {
      found(refused, 1);
    }
    return refused != null;
  }

  /// @return false where it came too late
  private boolean take(SeriesTrack track, long epochMillis, double value) {
    drained = false;
    if (track.size() > 0 && epochMillis > track.newest()) {
      found(Finding.SAMPLES, 1);
      track.append(epochMillis, value);
      edge(track, track.size() - 1, 1);
      return true;
    }
    int found = track.find(epochMillis);
    boolean late = track.size() > 0 && epochMillis < track.newest() - retentionMillis;
    if (found >= 0 && track.value(found) == value) {
      found(Finding.REPEATED, 1);
    } else if (late) {
      found(Finding.TOO_OLD, 1);
      return false;
    } else if (found >= 0) {
      conflict(track, found, value);
    } else {
      insert(track, -found - 1, epochMillis, value);
    }
    return true;
  }

  private SeriesTrack begin(Role role, Fingerprint series, Fingerprint target) {
    SeriesTrack track = new SeriesTrack(this, role, series, targetOf(target));
    track.target.tracks.add(track);
    open(track);
    return track;
  }

  private void open(SeriesTrack track) {
    int place = track.place();
    if (place >= byPlace.length) {
      int room = Math.max(4, place + place / 2);
      byPlace = Arrays.copyOf(byPlace, room);
      targetAt = Arrays.copyOf(targetAt, room);
      totals = Arrays.copyOf(totals, room);
    }
    byPlace[place] = track;
    targetAt[place] = track.target;
    totals[place] = track.role == Role.TOTAL;
  }

  TargetPresence targetOf(Fingerprint target) {
    return targets.computeIfAbsent(target, TargetPresence::new);
  }

  private void conflict(SeriesTrack track, int index, double value) {
    found(Finding.CONFLICTS, 1);
    if (value > track.value(index)) {
      edges(track, index, -1);
      track.replace(index, value);
      edges(track, index, 1);
    }
  }

  private void insert(SeriesTrack track, int index, long epochMillis, double value) {
    found(Finding.SAMPLES, 1);
    if (index < track.size()) {
      edge(track, index, -1);
    }
    track.insert(index, epochMillis, value);
    edges(track, index, 1);
  }

  /// What the sample and the one after it make.
  private void edges(SeriesTrack track, int index, int sign) {
    edge(track, index, sign);
    if (index + 1 < track.size()) {
      edge(track, index + 1, sign);
    }
  }

  /// Counts (sign 1) or takes back (sign −1) what a sample makes with the one before it.
  private void edge(SeriesTrack track, int index, int sign) {
    long millis = track.time(index);
    double value = track.value(index);
    if (!effect.isCounter()) {
      if (index > 0 || !track.trimmed) {
        effect.count(deltas, track.role, millis, value, sign);
      }
    } else if (index > 0) {
      increase(track.role, millis, track.value(index - 1), value, sign);
    } else if (!track.trimmed) {
      birth(track, millis, value, sign);
    }
    if (index > 0) {
      between(track.role, track.time(index - 1), millis, sign);
    }
  }

  private void increase(Role role, long millis, double before, double value, int sign) {
    boolean reset = value < before;
    double increase = reset ? value : value - before;
    found(Finding.RESETS, reset ? sign : 0);
    count(role, millis, increase, sign);
  }

  private void count(Role role, long millis, double increase, int sign) {
    found(Finding.FRACTIONAL, Math.rint(increase) == increase ? 0 : sign);
    effect.count(deltas, role, millis, increase, sign);
  }

  private void birth(SeriesTrack track, long millis, double value, int sign) {
    if (sign < 0) {
      if (track.bornCounted) {
        bear(track, -1);
      }
      return;
    }
    track.firstMillis = millis;
    track.firstValue = value;
    if (track.target.covers(millis)) {
      bear(track, 1);
    } else {
      track.target.latestBaseline = Math.max(track.target.latestBaseline, millis);
    }
  }

  private void bear(SeriesTrack track, int sign) {
    track.bornCounted = sign > 0;
    found(Finding.BIRTHS, sign);
    count(track.role, track.firstMillis, track.firstValue, sign);
  }

  private void between(Role role, long fromMillis, long toMillis, int sign) {
    boolean gap = toMillis - fromMillis > maxGapMillis;
    found(Finding.GAPS, gap ? sign : 0);
    if (!gap && sign > 0 && role == Role.TOTAL) {
      deltas.observe(Math.floorDiv(fromMillis, 1000L), Math.floorDiv(toMillis, 1000L));
    }
  }

  /// Makes known that a target was watched at an instant, though the sample is not of this SLI.
  /// Call it for a companion metric (such as `up`) of the targets that have series here, before or
  /// after their samples.
  public void present(Fingerprint target, long epochMillis) {
    if (effect.isCounter() && SampleEffect.isInstant(epochMillis)) {
      present(targetOf(target), epochMillis);
    }
  }

  private void present(TargetPresence target, long epochMillis) {
    if (!effect.isCounter()) {
      return;
    }
    long end = epochMillis + maxGapMillis;
    long news = target.add(epochMillis, end);
    if (news >= target.latestBaseline) {
      return;
    }
    for (SeriesTrack track : target.tracks) {
      if (!track.bornCounted && track.firstMillis > news && track.firstMillis <= end) {
        bear(track, 1);
      }
    }
  }

  /// Lets go of the series that ended before an instant, so that those of programs long gone take
  /// no room. From then on nothing older than that instant is taken, since it might have been
  /// counted before; choose one that lies further back than any delivery is late, such as a day. A
  /// series that comes back after it was let go is a new one.
  public void forget(Instant endedBefore) {
    forgottenBefore = Math.max(forgottenBefore, endedBefore.toEpochMilli());
    tracks.values().removeIf(track -> track.size() == 0 || track.newest() < forgottenBefore);
    targets.values().forEach(target -> target.forget(forgottenBefore));
    targets.values().removeIf(TargetPresence::isEmpty);
    generation++;
    heads = new Heads();
    byPlace = new SeriesTrack[0];
    for (SeriesTrack track : tracks.values()) {
      track.moveTo(heads);
      open(track);
    }
  }

  long forgottenBefore() {
    return forgottenBefore;
  }

  void found(Finding finding, long times) {
    findings[finding.ordinal()] += times;
  }

  /// What has to be merged into the ledger since this was last asked, by minute. Counts may be
  /// negative. Keep it in the same transaction as [#toBytes], asked after it.
  public List<Slice> drain() {
    drained = true;
    return deltas.drain();
  }

  /// Whether nothing was taken since [#drain] was last asked.
  public boolean isDrained() {
    return drained;
  }

  /// What was found in all samples so far.
  public Map<Finding, Long> findings() {
    Map<Finding, Long> all = new EnumMap<>(Finding.class);
    for (Finding finding : Finding.values()) {
      all.put(finding, findings[finding.ordinal()]);
    }
    return Collections.unmodifiableMap(all);
  }

  /// [#forget]s what ended so long before the newest sample of all series.
  public void forgetEnded(Duration before) {
    tracks.values().stream()
        .filter(track -> track.size() > 0)
        .mapToLong(SeriesTrack::newest)
        .max()
        .ifPresent(newest -> forget(Instant.ofEpochMilli(newest).minus(before)));
  }

  /// How many series are followed.
  public int seriesCount() {
    return tracks.size();
  }

  /// All that is needed to go on, in a form of its own that [#fromBytes] reads; equal for equal
  /// states.
  ///
  /// @throws IllegalStateException while there is something to drain, which would be lost
  public byte[] toBytes() {
    if (!deltas.isEmpty()) {
      throw new IllegalStateException(
          "slices that nobody has taken: they are not part of the state. Call drain() first.");
    }
    return AccumulatorState.write(this);
  }

  /// Goes on where [#toBytes] left off.
  ///
  /// @param sli the same as then
  /// @throws IllegalArgumentException where the bytes are of another version or damaged
  public static SliAccumulator fromBytes(Sli sli, byte[] bytes) {
    return AccumulatorState.read(sli, bytes);
  }

  Collection<SeriesTrack> tracks() {
    return tracks.values();
  }

  Collection<TargetPresence> targets() {
    return targets.values();
  }

  Heads heads() {
    return heads;
  }

  void restore(SeriesTrack track) {
    tracks.put(new Key(track.role, track.series), track);
    track.target.tracks.add(track);
    open(track);
  }
}

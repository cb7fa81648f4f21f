package dev.parallax.ingest;

import dev.parallax.budget.Sli;
import dev.parallax.ingest.SeriesTrack.TargetPresence;
import dev.parallax.ingest.SliAccumulator.Finding;
import dev.parallax.ingest.SliAccumulator.Role;
import dev.parallax.ingest.SliAccumulator.Settings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The state of a [SliAccumulator] as bytes. Whole numbers take as many bytes as they need; times
/// are written as distances. Everything is sorted, so that equal states are equal bytes.
final class AccumulatorState {
  private static final int VERSION = 1;
  private static final int TRIMMED = 1;
  private static final int BORN = 2;
  private static final int TOTAL = 4;

  private AccumulatorState() {}

  static byte[] write(SliAccumulator accumulator) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      number(out, accumulator.settings().maxGap().toMillis());
      number(out, accumulator.settings().retention().toMillis());
      number(out, accumulator.forgottenBefore());
      Map<Finding, Long> findings = accumulator.findings();
      number(out, findings.size());
      for (long count : findings.values()) {
        number(out, count);
      }
      number(out, accumulator.targets().size());
      for (TargetPresence target :
          accumulator.targets().stream()
              .sorted(Comparator.comparing((TargetPresence one) -> one.target))
              .toList()) {
        write(out, target);
      }
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory could not be written. Report this.", e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, TargetPresence target) throws IOException {
    write(out, target.target);
    number(out, target.stretches().size());
    for (Map.Entry<Long, Long> stretch : target.stretches().entrySet()) {
      number(out, stretch.getKey());
      number(out, stretch.getValue() - stretch.getKey());
    }
    List<SeriesTrack> sorted =
        target.tracks.stream()
            .sorted(
                Comparator.comparing((SeriesTrack one) -> one.role)
                    .thenComparing(one -> one.series))
            .toList();
    number(out, sorted.size());
    for (SeriesTrack track : sorted) {
      write(out, track);
    }
  }

  private static void write(DataOutputStream out, SeriesTrack track) throws IOException {
    track.tidy();
    out.writeByte(
        (track.trimmed ? TRIMMED : 0)
            | (track.bornCounted ? BORN : 0)
            | (track.role == Role.TOTAL ? TOTAL : 0));
    write(out, track.series);
    number(out, track.firstMillis);
    value(out, track.firstValue);
    number(out, track.size());
    long before = track.firstMillis;
    for (int i = 0; i < track.size(); i++) {
      number(out, track.time(i) - before);
      value(out, track.value(i));
      before = track.time(i);
    }
  }

  private static void write(DataOutputStream out, Fingerprint fingerprint) throws IOException {
    out.writeLong(fingerprint.high());
    out.writeLong(fingerprint.low());
  }

  /// A whole number, small ones short, negative ones too.
  private static void number(DataOutputStream out, long value) throws IOException {
    long rest = (value << 1) ^ (value >> 63);
    for (; (rest & ~0x7fL) != 0; rest >>>= 7) {
      out.writeByte((int) ((rest & 0x7f) | 0x80));
    }
    out.writeByte((int) rest);
  }

  /// A double, bit by bit; whole numbers are short.
  private static void value(DataOutputStream out, double value) throws IOException {
    long whole = (long) value;
    boolean isWhole =
        Double.doubleToRawLongBits((double) whole) == Double.doubleToRawLongBits(value)
            && Math.abs(value) < SampleEffect.BEYOND_COUNTING;
    number(out, isWhole ? whole << 1 : 1);
    if (!isWhole) {
      out.writeDouble(value);
    }
  }

  static SliAccumulator read(Sli sli, byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "state of version %d: expected %d. Read it with the release that wrote it."
                .formatted(version, VERSION));
      }
      Settings settings =
          new Settings(Duration.ofMillis(number(in)), Duration.ofMillis(number(in)));
      SliAccumulator accumulator = new SliAccumulator(sli, settings);
      accumulator.forget(Instant.ofEpochMilli(number(in)));
      Finding[] known = Finding.values();
      int findings = count(in);
      for (int i = 0; i < findings; i++) {
        accumulator.found(known[i], number(in));
      }
      for (int left = count(in); left > 0; left--) {
        target(in, accumulator);
      }
      return accumulator;
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(
          "state of %,d bytes: it is damaged or cut off. Restore it from a backup, or begin anew."
              .formatted(bytes.length),
          e);
    }
  }

  private static void target(DataInputStream in, SliAccumulator accumulator) throws IOException {
    TargetPresence target = accumulator.targetOf(fingerprint(in));
    for (int left = count(in); left > 0; left--) {
      long from = number(in);
      target.add(from, from + number(in));
    }
    for (int left = count(in); left > 0; left--) {
      SeriesTrack track = track(in, accumulator, target);
      accumulator.restore(track);
      if (!track.bornCounted) {
        target.latestBaseline = Math.max(target.latestBaseline, track.firstMillis);
      }
    }
  }

  private static SeriesTrack track(
      DataInputStream in, SliAccumulator accumulator, TargetPresence target) throws IOException {
    int flags = in.readByte();
    Role role = (flags & TOTAL) != 0 ? Role.TOTAL : Role.PART;
    SeriesTrack track = new SeriesTrack(accumulator, role, fingerprint(in), target);
    track.trimmed = (flags & TRIMMED) != 0;
    track.bornCounted = (flags & BORN) != 0;
    track.firstMillis = number(in);
    track.firstValue = value(in);
    int size = count(in);
    long time = track.firstMillis;
    for (int i = 0; i < size; i++) {
      time += number(in);
      track.insert(i, time, value(in));
    }
    return track;
  }

  private static Fingerprint fingerprint(DataInputStream in) throws IOException {
    return new Fingerprint(in.readLong(), in.readLong());
  }

  private static int count(DataInputStream in) throws IOException {
    long count = number(in);
    if (count < 0 || count > Integer.MAX_VALUE) {
      throw new IOException("a count of " + count);
    }
    return (int) count;
  }

  private static long number(DataInputStream in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte b = in.readByte();
      value |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw new IOException("a number of more than ten bytes");
  }

  private static double value(DataInputStream in) throws IOException {
    long whole = number(in);
    return whole == 1 ? in.readDouble() : (double) (whole >> 1);
  }
}

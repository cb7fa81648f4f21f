package dev.parallax.server.budgets;

import dev.parallax.budget.SliId;
import dev.parallax.budget.SloId;
import dev.parallax.ingest.Fingerprint;
import dev.parallax.ingest.Sample;
import dev.parallax.ingest.SliAccumulator.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Matched samples as they are written to the log: enough to count them again, and nothing of the
/// labels.
final class Deliveries {
  private static final byte VERSION = 1;
  private static final byte PART = 0;
  private static final byte TOTAL = 1;

  private Deliveries() {}

  /// Samples of one series that one query of an SLI has found.
  record Matched(
      SliId sli, Role role, Fingerprint series, Fingerprint target, List<Sample> samples) {}

  static byte[] packed(Collection<Matched> all) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 + all.size() * 80);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(all.size());
      for (Matched matched : all) {
        out.writeUTF(matched.sli().slo().value());
        out.writeUTF(matched.sli().name());
        out.writeByte(matched.role() == Role.PART ? PART : TOTAL);
        write(out, matched.series());
        write(out, matched.target());
        out.writeInt(matched.samples().size());
        for (Sample sample : matched.samples()) {
          out.writeLong(sample.epochMillis());
          out.writeLong(Double.doubleToRawLongBits(sample.value()));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "writing to memory failed: expected room for a delivery. Give the program more.", e);
    }
    return bytes.toByteArray();
  }

  static List<Matched> unpacked(byte[] packed) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(packed))) {
      byte version = in.readByte();
      if (version != VERSION) {
        throw new IllegalStateException(
            "delivery of version %d: expected %d. A newer Parallax wrote it; run that one."
                .formatted(version, VERSION));
      }
      int count = in.readInt();
      List<Matched> all = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        all.add(read(in));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "a delivery in the log is damaged: expected what was written there. Restore the database.",
          e);
    }
  }

  private static Matched read(DataInputStream in) throws IOException {
    SliId sli = new SliId(new SloId(in.readUTF()), in.readUTF());
    Role role = in.readByte() == PART ? Role.PART : Role.TOTAL;
    Fingerprint series = fingerprint(in);
    Fingerprint target = fingerprint(in);
    int count = in.readInt();
    List<Sample> samples = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      samples.add(new Sample(in.readLong(), Double.longBitsToDouble(in.readLong())));
    }
    return new Matched(sli, role, series, target, samples);
  }

  private static void write(DataOutputStream out, Fingerprint fingerprint) throws IOException {
    out.writeLong(fingerprint.high());
    out.writeLong(fingerprint.low());
  }

  private static Fingerprint fingerprint(DataInputStream in) throws IOException {
    return new Fingerprint(in.readLong(), in.readLong());
  }
}

package dev.parallax.budget;

import java.util.Arrays;
import java.util.HexFormat;

/// An hour in its packed form, somewhere in an array: by [RunCode] or by [RiceCode], whichever took
/// fewer bytes. Behind it the array has [RiceCode#PADDING] more bytes.
///
/// @param from its first byte
/// @param until the first byte after it
@SuppressWarnings("ArrayRecordComponent") // looked into, never compared
record PackedHour(byte[] bytes, int from, int until) {
  /// An hour that stands alone, such as one from the database.
  static PackedHour of(byte[] packed) {
    return new PackedHour(
        Arrays.copyOf(packed, packed.length + RiceCode.PADDING), 0, packed.length);
  }

  static byte[] pack(Hour hour) {
    byte[] runs = RunCode.packed(hour);
    byte[] rice = RiceCode.packed(hour);
    return rice == null || runs.length <= rice.length ? runs : rice;
  }

  private byte version() {
    if (from == until) {
      throw damaged();
    }
    return bytes[from];
  }

  /// Adds what the minutes before this one counted.
  ///
  /// @param end 0 to 60
  void addUpTo(int end, Sum sum) {
    switch (version()) {
      case RunCode.VERSION -> addRuns(end, sum);
      case RiceCode.VERSION -> addRice(end, sum);
      default -> throw unknownVersion();
    }
  }

  private void addRuns(int end, Sum sum) {
    RunCode.Runs runs = new RunCode.Runs(this);
    while (runs.next() && runs.minute < end) {
      int minutes = Math.min(end, runs.end) - runs.minute;
      sum.add(
          Math.multiplyExact(runs.total - runs.bad, minutes),
          Math.multiplyExact(runs.total, minutes),
          (long) minutes * Long.bitCount(runs.mask));
    }
  }

  private void addRice(int end, Sum sum) {
    if (end == Hour.MINUTES) {
      RiceCode.addSums(bytes, from, sum);
      return;
    }
    RiceCode.Reader rice = new RiceCode.Reader(this);
    long total = 0;
    long bad = 0;
    for (int minute = 0; minute < end; minute++) {
      rice.next();
      total += rice.total;
      bad += rice.bad;
    }
    sum.add(total - bad, total, end * 60L);
  }

  /// Opens it for reading and changing.
  ///
  /// @throws IllegalArgumentException where the bytes are not what [#pack] writes
  Hour open() {
    return switch (version()) {
      case RunCode.VERSION -> openRuns();
      case RiceCode.VERSION -> openRice();
      default -> throw unknownVersion();
    };
  }

  private Hour openRuns() {
    Hour hour = new Hour();
    RunCode.Runs runs = new RunCode.Runs(this);
    while (runs.next()) {
      Arrays.fill(hour.observed, runs.minute, runs.end, runs.mask);
      Arrays.fill(hour.total, runs.minute, runs.end, runs.total);
      Arrays.fill(hour.good, runs.minute, runs.end, runs.total - runs.bad);
    }
    return hour;
  }

  private Hour openRice() {
    Hour hour = new Hour();
    RiceCode.Reader rice = new RiceCode.Reader(this);
    long total = 0;
    long bad = 0;
    for (int minute = 0; minute < Hour.MINUTES; minute++) {
      rice.next();
      total += rice.total;
      bad += rice.bad;
      hour.total[minute] = rice.total;
      hour.good[minute] = rice.total - rice.bad;
      hour.observed[minute] = Slice.WHOLE_MINUTE;
    }
    if (total != rice.totalSum || bad != rice.badSum || !rice.isAtEnd()) {
      throw damaged();
    }
    return hour;
  }

  private IllegalArgumentException unknownVersion() {
    return new IllegalArgumentException(
        "packed hour of version %d: expected %d or %d. It was written by a newer Parallax; run that one."
            .formatted(version(), RunCode.VERSION, RiceCode.VERSION));
  }

  IllegalArgumentException damaged() {
    return new IllegalArgumentException(
        "packed hour %s: expected what makes exactly sixty minutes. It is damaged; restore it from a backup or import its hour again."
            .formatted(HexFormat.of().formatHex(bytes, from, until)));
  }
}

package dev.parallax.budget;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The packed hours of one UTC day side by side in one array: first where each ends, then the
/// hours. An hour that is not there takes no room. Immutable.
final class Day {
  static final int HOURS = 24;
  static final Day EMPTY = new Day(new byte[HOURS * 2 + RiceCode.PADDING]);

  private static final int START = HOURS * 2;

  private final byte[] bytes;

  private Day(byte[] bytes) {
    this.bytes = bytes;
  }

  private int end(int hour) {
    return hour < 0
        ? START
        : START + ((bytes[hour * 2] & 0xff) | ((bytes[hour * 2 + 1] & 0xff) << 8));
  }

  boolean has(int hour) {
    return end(hour - 1) != end(hour);
  }

  @Nullable PackedHour hour(int hour) {
    int from = end(hour - 1);
    int until = end(hour);
    return from == until ? null : new PackedHour(bytes, from, until);
  }

  /// Adds what was counted in an hour before a minute of it.
  ///
  /// @param end 0 to 60
  void addHourUpTo(int hour, int end, Sum sum) {
    int from = end(hour - 1);
    int until = end(hour);
    if (from == until) {
      return;
    }
    if (end == Hour.MINUTES && bytes[from] == RiceCode.VERSION) {
      RiceCode.addSums(bytes, from, sum);
    } else {
      new PackedHour(bytes, from, until).addUpTo(end, sum);
    }
  }

  byte @Nullable [] packed(int hour) {
    return has(hour) ? Arrays.copyOfRange(bytes, end(hour - 1), end(hour)) : null;
  }

  /// The same day with this hour in place of what stood there.
  Day with(int hour, byte[] packed) {
    int from = end(hour - 1);
    int until = end(hour);
    int growth = packed.length - (until - from);
    byte[] changed = new byte[bytes.length + growth];
    System.arraycopy(bytes, 0, changed, 0, from);
    System.arraycopy(packed, 0, changed, from, packed.length);
    System.arraycopy(bytes, until, changed, from + packed.length, bytes.length - until);
    for (int each = hour; each < HOURS; each++) {
      int end = end(each) + growth - START;
      changed[each * 2] = (byte) end;
      changed[each * 2 + 1] = (byte) (end >> 8);
    }
    return new Day(changed);
  }
}

package dev.parallax.ingest;

/// One measured value of one series at one instant.
///
/// @param epochMillis when it was measured, milliseconds since 1970-01-01T00:00:00Z
/// @param value as sent, bit by bit; may be NaN or infinite
public record Sample(long epochMillis, double value) {
  /// The NaN by which Prometheus says that a series has ended. Source: Prometheus remote write
  /// specification 1.0, "Stale markers".
  public static final long STALE_BITS = 0x7ff0000000000002L;

  /// The NaN by which our readers say that a counter began at zero here: nobody measured it, so it
  /// is worth nothing to whoever does not count increases. No known sender has such a NaN of its
  /// own.
  public static final long BEGIN_BITS = 0x7ff8_0000_7a65_726fL;

  /// Whether this is no value but the end of the series.
  public boolean isStale() {
    return isStale(value);
  }

  public static boolean isStale(double value) {
    return Double.doubleToRawLongBits(value) == STALE_BITS;
  }

  /// The beginning of a counter, at zero.
  public static Sample begin(long epochMillis) {
    return new Sample(epochMillis, Double.longBitsToDouble(BEGIN_BITS));
  }

  /// Whether this is no value but the beginning of a counter.
  public boolean isBegin() {
    return isBegin(value);
  }

  public static boolean isBegin(double value) {
    return Double.doubleToRawLongBits(value) == BEGIN_BITS;
  }
}

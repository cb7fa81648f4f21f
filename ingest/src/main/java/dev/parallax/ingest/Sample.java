package dev.parallax.ingest;

/// One measured value of one series at one instant.
///
/// @param epochMillis when it was measured, milliseconds since 1970-01-01T00:00:00Z
/// @param value as sent, bit by bit; may be NaN or infinite
public record Sample(long epochMillis, double value) {
  /// The NaN by which Prometheus says that a series has ended. Source: Prometheus remote write
  /// specification 1.0, "Stale markers".
  public static final long STALE_BITS = 0x7ff0000000000002L;

  /// Whether this is no value but the end of the series.
  public boolean isStale() {
    return isStale(value);
  }

  public static boolean isStale(double value) {
    return Double.doubleToRawLongBits(value) == STALE_BITS;
  }
}

package dev.parallax.ingest;

/// One measured value of one series at one instant.
///
/// @param epochMillis when it was measured, milliseconds since 1970-01-01T00:00:00Z
/// @param value as sent; may be NaN (Prometheus sends a NaN with a bit pattern of its own as a
///   stale marker)
public record Sample(long epochMillis, double value) {}

package dev.parallax.ingest;

/// Input that cannot be read, on its way out of a reader to the place that makes a value of it; no
/// public method throws it.
class Unreadable extends Exception {
  private final String reason;

  /// @param reason what was found and expected, for people
  Unreadable(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}

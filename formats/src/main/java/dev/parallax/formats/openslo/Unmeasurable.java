package dev.parallax.formats.openslo;

/// Says why an SLO cannot be measured; becomes [MappedSlo.NotMeasured] and never leaves this
/// package.
final class Unmeasurable extends Exception {
  private static final long serialVersionUID = 1L;
  private final String reason;

  Unmeasurable(String reason) {
    super(reason, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}

package dev.parallax.server.shell;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.ZoneId;

/// What every page says about this installation. In templates: `inject:installation`.
@Named
@Singleton
public final class Installation {
  private final boolean sample;
  private final ZoneId zone;

  Installation(Configuration configuration) {
    this.sample = configuration.sample();
    this.zone = configuration.zone();
  }

  /// The organisation's zone: dates are shown and weeks begin in it.
  public ZoneId zone() {
    return zone;
  }

  /// Whether the organisation in it is generated; every page then says so. Source: setting
  /// `PARALLAX_SAMPLE`.
  public boolean isSample() {
    return sample;
  }
}

package dev.parallax.server.shell;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What every page says about this installation. In templates: `inject:installation`.
@Named
@Singleton
public final class Installation {
  private final boolean sample;
  private final ZoneId zone;

  Installation(
      @ConfigProperty(name = "parallax.sample", defaultValue = "false") boolean sample,
      @ConfigProperty(name = "parallax.zone", defaultValue = "UTC") ZoneId zone) {
    this.sample = sample;
    this.zone = zone;
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

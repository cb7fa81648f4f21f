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
  private final String address;

  Installation(Configuration configuration) {
    this.sample = configuration.sample();
    this.zone = configuration.zone();
    this.address = configuration.address();
  }

  /// The organisation's zone: dates are shown and weeks begin in it.
  public ZoneId zone() {
    return zone;
  }

  /// Where people and programs reach it: scheme, host and port, without a path. Source: setting
  /// `PARALLAX_ADDRESS`.
  public String address() {
    return address;
  }

  /// Whether people reach it from elsewhere, through a proxy that speaks https.
  public boolean isPublic() {
    return address.startsWith("https://");
  }

  /// Whether the organisation in it is generated; every page then says so. Source: setting
  /// `PARALLAX_SAMPLE`.
  public boolean isSample() {
    return sample;
  }
}

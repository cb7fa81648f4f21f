package dev.parallax.server.shell;

import jakarta.inject.Named;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What every page says about this installation. In templates: `inject:installation`.
@Named
@Singleton
public final class Installation {
  private final boolean sample;

  Installation(@ConfigProperty(name = "parallax.sample", defaultValue = "false") boolean sample) {
    this.sample = sample;
  }

  /// Whether the organisation in it is generated; every page then says so. Source: setting
  /// `PARALLAX_SAMPLE`.
  public boolean isSample() {
    return sample;
  }
}
